import type { Channel } from '@clipo/contract';

export type Platform = Channel['platform'];

/** What a platform takes with a video. Lengths are in characters; a title of 0 means that it has none of its own. */
export interface PlatformLimits {
  title: number;
  description: number;
  hashtags: number;
  /** Whether hashtags stand in the description and take room there, or in a field of their own. */
  hashtagsInText: boolean;
  /** The exact choice in the platform's own declaration of AI content. */
  aiDeclaration: string;
  /** Characters that a title may hold besides letters, digits and spaces; undefined where any may stand. */
  titleSigns?: string;
  /** Neither prices nor calls to action may stand in the text. */
  isPlain?: true;
  /** The market it stands in: how contact outside the platform is judged. */
  market: 'china' | 'abroad';
}

/**
 * Limits and declaration texts, the safer number where sources differ (compliance.md §5). A cover's words are the same
 * everywhere: two lines of a 3:4 picture.
 */
export const platformLimits: Record<Platform, PlatformLimits> = {
  douyin: {
    title: 30,
    description: 1000,
    hashtags: 5,
    hashtagsInText: true,
    aiDeclaration: '内容由AI生成',
    market: 'china',
  },
  kuaishou: {
    title: 0,
    description: 500,
    hashtags: 3,
    hashtagsInText: true,
    aiDeclaration: '内容为AI生成',
    market: 'china',
  },
  xiaohongshu: {
    title: 20,
    description: 1000,
    hashtags: 10,
    hashtagsInText: true,
    aiDeclaration: '笔记含AI合成内容',
    market: 'china',
  },
  shipinhao: {
    title: 16,
    description: 1000,
    hashtags: 5,
    hashtagsInText: true,
    aiDeclaration: '含AI生成内容',
    titleSigns: '《》“”：+？%℃',
    market: 'china',
  },
  bilibili: {
    title: 79,
    description: 249,
    hashtags: 10,
    hashtagsInText: false,
    aiDeclaration: '含AI生成内容',
    market: 'china',
  },
  taobao: {
    title: 30,
    description: 1000,
    hashtags: 4,
    hashtagsInText: true,
    aiDeclaration: '含AI生成内容',
    market: 'china',
  },
  tiktok: {
    title: 0,
    description: 2200,
    hashtags: 5,
    hashtagsInText: true,
    aiDeclaration: 'is_aigc=true (Creator labeled as AI-generated)',
    market: 'abroad',
  },
  instagram: {
    title: 0,
    description: 2200,
    hashtags: 10,
    hashtagsInText: true,
    aiDeclaration: 'is_ai_generated=true',
    market: 'abroad',
  },
  facebook: {
    title: 0,
    description: 2200,
    hashtags: 5,
    hashtagsInText: true,
    aiDeclaration: 'is_ai_generated=true',
    market: 'abroad',
  },
  youtube: {
    title: 100,
    description: 1600,
    hashtags: 10,
    hashtagsInText: true,
    aiDeclaration: 'status.containsSyntheticMedia=true',
    market: 'abroad',
  },
  amazon: {
    title: 100,
    description: 1000,
    hashtags: 0,
    hashtagsInText: false,
    aiDeclaration: '',
    market: 'abroad',
    isPlain: true,
  },
};
