import type { Language } from '@clipo/contract';
import { channelLimits, type PublishingLabel, publishingLabels } from '@clipo/contract/channels';
import type { Post } from './types.ts';

const words = {
  'zh-CN': {
    generated: '本文案由AI生成，发布前请人工核对。',
    title: '标题',
    description: '正文',
    hashtags: '话题',
    declaration: 'AI 声明（发布时请选择）',
    labels: '发布标注（发布时请选择）',
    cover: '封面文字',
    at: '发布时间',
    none: '（该平台没有此项）',
  },
  en: {
    generated: 'This text is AI-generated; check it before you post it.',
    title: 'Title',
    description: 'Text',
    hashtags: 'Hashtags',
    declaration: 'AI declaration (choose it when you post)',
    labels: 'Publishing labels (choose them when you post)',
    cover: 'Words of the cover',
    at: 'When to post it',
    none: '(the platform has none)',
  },
} as const;

/** What to copy and to choose when a video is posted, as plain text. It says itself that it is generated. */
export function postPage(post: Post, labels: readonly PublishingLabel[], language: Language): string {
  const say = words[language];
  const { where } = channelLimits[post.platform].declaration;
  const declaration = post.aiDeclaration === '' ? say.none : `${post.aiDeclaration}\n${where[language]}`;
  const parts = [
    [say.title, post.title === '' ? say.none : post.title],
    [say.description, post.description],
    [say.hashtags, post.hashtags.map((tag) => `#${tag}`).join(' ')],
    [say.declaration, declaration],
    [say.labels, labels.map((label) => publishingLabels[label]).join(' / ')],
    [say.cover, post.coverText],
    ...(post.publishAt === undefined ? [] : [[say.at, post.publishAt]]),
  ];
  return `${say.generated}\n\n${parts.map(([name, text]) => `【${name}】\n${text}\n`).join('\n')}`;
}
