import { z } from 'zod';
import { platforms } from '../brief.ts';
import { Format } from '../format.ts';

const count = z.int().min(0);

/**
 * What a platform takes with a video and where it is told that the video is made by AI: one file of data a platform, with
 * the day on which its sources were read. Where a field is left out, the platform states no limit.
 */
export const ChannelLimits = z.strictObject({
  platform: z.enum(platforms),
  checkedAt: z.iso.date().describe('Day on which the sources were read'),
  sources: z.array(z.string()).min(1),
  unverified: z
    .array(z.string())
    .describe('Fields that no page of the platform itself confirms: the safer number stands'),
  market: z.enum(['china', 'abroad']).describe('How contact outside the platform is judged'),
  declaration: z
    .strictObject({ text: z.string(), where: z.strictObject({ 'zh-CN': z.string(), en: z.string() }) })
    .describe(
      "The exact choice in the platform's own declaration of AI content, and where it is; empty where it has none",
    ),
  text: z.strictObject({
    title: count.describe('Most characters; 0 where the platform has no title of its own'),
    leastTitle: count.optional(),
    titleSigns: z
      .string()
      .optional()
      .describe('What a title may hold besides letters, digits and spaces; left out: anything'),
    description: count,
    descriptionUnit: z.enum(['characters', 'bytes']).default('characters'),
    hashtags: count,
    hashtagsTotal: count.optional().describe('Most characters of all of them together'),
    hashtagsInText: z.boolean().describe('Whether they stand in the description, or in a field of their own'),
    isPlain: z.literal(true).optional().describe('Neither prices nor calls to action may stand in the text'),
  }),
  written: z
    .strictObject({ description: count.optional(), hashtags: count.optional() })
    .default({})
    .describe('What Clipo writes by itself stays below these, where less reads better'),
  video: z.strictObject({
    formats: z.array(Format).min(1).describe('The first is what it shows best'),
    leastShortSide: count.optional(),
    mostLongSide: count.optional(),
    leastFps: count.optional(),
    mostFps: count.optional(),
    leastSeconds: count.optional(),
    mostSeconds: count.optional(),
    mostBytes: count.optional(),
    leastMbps: count.optional(),
    mostMbps: count.optional(),
  }),
  scheduleDays: count.optional().describe('How many days ahead a post may be scheduled'),
  covers: z.array(Format).min(1).describe('Shapes in which it shows a cover'),
});
export type ChannelLimits = z.infer<typeof ChannelLimits>;
