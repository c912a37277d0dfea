import { z } from 'zod';

/**
 * What every short-video platform in China asks of who publishes (Cyberspace Administration of China, 13 May 2026): one of
 * six labels. With `none` nothing is shown; it is refused where anything was made by AI.
 */
export const publishingLabels = {
  fiction: '含有虚构演绎内容',
  ai: '含有AI生成内容',
  marketing: '含有营销信息',
  repost: '内容为转载',
  opinion: '内容为个人观点',
  none: '无需标注',
} as const;
export const PublishingLabel = z.enum(
  Object.keys(publishingLabels) as [keyof typeof publishingLabels, ...(keyof typeof publishingLabels)[]],
);
export type PublishingLabel = z.infer<typeof PublishingLabel>;

/** How long a text is as a platform counts: characters as they are seen, or bytes of UTF-8. */
export function lengthIn(unit: 'characters' | 'bytes', text: string): number {
  return unit === 'bytes' ? new TextEncoder().encode(text).byteLength : [...text].length;
}
