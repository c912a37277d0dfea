import type { Schemas } from '../../api/client.ts';

export type Channel = Schemas['NewChannelDelivery']['channels'][number];
export type Platform = Channel['platform'];

/** Platforms by their own names; those of China first. */
export const platformNames: Readonly<Record<Platform, { 'zh-CN': string; en: string }>> = {
  douyin: { 'zh-CN': '抖音', en: 'Douyin' },
  xiaohongshu: { 'zh-CN': '小红书', en: 'Xiaohongshu' },
  kuaishou: { 'zh-CN': '快手', en: 'Kuaishou' },
  shipinhao: { 'zh-CN': '视频号', en: 'WeChat Channels' },
  bilibili: { 'zh-CN': 'B站', en: 'Bilibili' },
  taobao: { 'zh-CN': '淘宝', en: 'Taobao' },
  tiktok: { 'zh-CN': 'TikTok', en: 'TikTok' },
  instagram: { 'zh-CN': 'Instagram', en: 'Instagram' },
  youtube: { 'zh-CN': 'YouTube', en: 'YouTube' },
  facebook: { 'zh-CN': 'Facebook', en: 'Facebook' },
  amazon: { 'zh-CN': '亚马逊', en: 'Amazon' },
};

export function platformName(platform: Platform, language: string): string {
  return platformNames[platform][language === 'en' ? 'en' : 'zh-CN'];
}
