import { createHash } from 'node:crypto';
import type { Language } from '@clipo/contract';

/** Purposes that are free to choose, each consented to by itself. All are off until a person says otherwise. */
export const purposes = [
  'face',
  'voice-clone',
  'third-party-model',
  'cross-border',
  'training',
  'showcase',
  'marketing',
] as const;
export type Purpose = (typeof purposes)[number];

export const purposeVersion = '2026-11-28';

const texts: Readonly<Record<Purpose, Record<Language, string>>> = {
  face: {
    'zh-CN': '我同意 Clipo 处理我的面容信息，仅用于制作我要求的数字人视频。面容信息属于敏感个人信息。',
    en: 'I consent to Clipo processing my face, only to make the presenter videos that I ask for. A face is sensitive personal information.',
  },
  'voice-clone': {
    'zh-CN': '我同意 Clipo 处理我的声音，仅用于制作我要求的配音。声音属于敏感个人信息。',
    en: 'I consent to Clipo processing my voice, only to make the voice-overs that I ask for. A voice is sensitive personal information.',
  },
  'third-party-model': {
    'zh-CN': '我同意将完成任务所需的文字和素材提供给我所选的第三方模型服务商。',
    en: 'I consent to giving the texts and materials that a task needs to the provider of the model that I choose.',
  },
  'cross-border': {
    'zh-CN': '我同意为完成我所选的功能，将所需的个人信息提供给境外接收方。',
    en: 'I consent to giving personal information that a function of my choice needs to recipients abroad.',
  },
  training: { 'zh-CN': '我同意将我的内容用于训练模型。', en: 'I consent to my content being used to train models.' },
  showcase: { 'zh-CN': '我同意将我的成片用于公开展示。', en: 'I consent to my videos being shown to the public.' },
  marketing: { 'zh-CN': '我同意接收营销信息。', en: 'I consent to receiving marketing messages.' },
};

/** The text of a purpose as it is shown, with its hash. */
export function purposeText(purpose: Purpose, language: Language): { text: string; sha256: string } {
  const text = texts[purpose][language];
  return { text, sha256: createHash('sha256').update(text).digest('hex') };
}
