import { z } from 'zod';
import { Axes, ChoiceUse, Exclusion, PlanKind } from './batch-plan.ts';
import { Codec, Format, FrameRate, Resolution } from './format.ts';
import { Language, LocalizedText } from './language.ts';
import { Material, Rights } from './material.ts';
import { MusicChoices } from './music.ts';
import { OwnLine } from './own-line.ts';
import { PresenterChoices } from './presenter-choice.ts';
import { Product, webAddress } from './product.ts';
import { VoiceChoices } from './speech.ts';
import { TemplateChoices } from './template.ts';

const hexColor = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as "#1F6F78"');

/** A face of the brand's own font. */
const BrandFont = z.strictObject({
  file: z.string().min(1).max(1000).describe("Font file inside the brief's folder: TTF, OTF or WOFF2"),
  rights: Rights.optional(),
});

/** How the AI label may be drawn: a brand chooses within the rule. */
export const labelStyles = ['outline', 'dark', 'light', 'brand'] as const;

export const Brand = z.strictObject({
  name: LocalizedText,
  colors: z.array(hexColor).max(6).default([]).describe('Main colour first, then the accent'),
  logo: z.string().min(1).max(1000).optional().describe("Logo file inside the brief's folder"),
  fonts: z
    .array(BrandFont)
    .min(1)
    .max(4)
    .optional()
    .describe("The brand's own font, a file a weight; what it has no glyph for is drawn in Clipo's"),
  label: z
    .enum(labelStyles)
    .optional()
    .describe(
      'How the AI label is drawn: white with an outline (left out), or on a dark, a light or a plate of the main colour. Its words, size and place are by law',
    ),
  emoji: z.boolean().default(false).describe('Whether captions may show the emoji of your own words'),
});
export type Brand = z.infer<typeof Brand>;

export const platforms = [
  'douyin',
  'kuaishou',
  'xiaohongshu',
  'shipinhao',
  'bilibili',
  'taobao',
  'tiktok',
  'instagram',
  'youtube',
  'facebook',
  'amazon',
] as const;
export const Channel = z.strictObject({ platform: z.enum(platforms), handle: z.string().trim().min(1).max(100) });
export type Channel = z.infer<typeof Channel>;

/** A language model behind an OpenAI-compatible address. The key comes from the environment, never from a brief. */
export const ModelChoice = z.strictObject({
  baseUrl: webAddress.max(500),
  name: z.string().min(1).max(200),
  keyFrom: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/)
    .default('CLIPO_MODEL_KEY')
    .describe('Environment variable that holds the key'),
});
export type ModelChoice = z.infer<typeof ModelChoice>;

/**
 * What the user wants. `count` is the number of creatives; each is rendered in every language and format, so a brief
 * makes count × languages × formats files for each product.
 */
export const Brief = z.strictObject({
  version: z.literal(1).default(1),
  product: Product.optional().describe('Left out where products.csv or products.jsonl stands beside the brief'),
  materials: z.array(Material).min(1, 'needs at least one picture or clip').max(500),
  brand: Brand.optional(),
  audience: z.string().trim().min(1).max(300).optional(),
  tone: z.string().trim().min(1).max(300).optional(),
  languages: z.array(Language).min(1).max(2).default(['zh-CN']),
  formats: z.array(Format).min(1).max(5).default(['9x16']),
  durationSeconds: z.number().int().min(6).max(90).default(15),
  count: z.number().int().min(1).max(1000).default(1),
  plan: PlanKind.default('full'),
  axes: Axes.optional().describe('How many choices each axis has; left out, the count decides'),
  exclusions: z.array(Exclusion).max(100).default([]).describe('Combinations that must not be made'),
  uses: z.array(ChoiceUse).max(500).optional().describe('Weights and caps of single choices, in a full plan'),
  mustSay: z.array(LocalizedText).max(20).default([]),
  mustNotSay: z.array(z.string().trim().min(1).max(100)).max(200).default([]),
  lines: z
    .array(OwnLine)
    .max(1000)
    .optional()
    .describe('Lines of your own; what fits neither its time nor the rules is written by the planner, with a warning'),
  music: MusicChoices.default(true),
  presenter: PresenterChoices.default(null),
  voice: VoiceChoices.default('default'),
  channels: z.array(Channel).max(100).default([]),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  resolution: Resolution.default(1080).describe('Short side in pixels'),
  fps: FrameRate.default(30),
  codec: Codec.default('h264'),
  template: TemplateChoices.default('clear'),
  slots: z
    .record(z.string().min(1).max(40), LocalizedText)
    .optional()
    .describe("Words of your own for the template's slots"),
  minDifference: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('How different every two videos of one language and format should be: 0 the same, 1 nothing in common'),
  model: ModelChoice.optional().describe('Left out, the built-in planner writes'),
});
export type Brief = z.infer<typeof Brief>;
/** A brief as users write it, before defaults. */
export type BriefInput = z.input<typeof Brief>;
