import { z } from 'zod';

/**
 * A Shotstack edit, as far as it is rendered here (written from Shotstack's public OpenAPI definition of its Edit API). What
 * is valid there and not made here is refused by `refuse-unsupported.ts` with its path, before this schema is asked.
 */
const src = z.string().trim().min(1).max(2000);
const share = z.number().min(0).max(1);
const seconds = z.number().min(0).max(36_000);
const color = z.string().regex(/^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/, 'must be a colour such as "#1F6F78"');
const fade = z.enum(['fadeIn', 'fadeOut', 'fadeInFadeOut']);

const Crop = z.strictObject({
  top: share.optional(),
  bottom: share.optional(),
  left: share.optional(),
  right: share.optional(),
});

const VideoAsset = z.strictObject({
  type: z.literal('video'),
  src,
  trim: seconds.default(0),
  volume: share.default(1),
  volumeEffect: fade.optional(),
  speed: z.number().min(0.25).max(4).default(1),
  crop: Crop.optional(),
});
const ImageAsset = z.strictObject({ type: z.literal('image'), src, crop: Crop.optional() });
const AudioAsset = z.strictObject({
  type: z.literal('audio'),
  src,
  trim: seconds.default(0),
  volume: share.default(1),
  effect: fade.optional(),
  speed: z.number().min(0.25).max(4).default(1),
});

export const positions = [
  'top',
  'topRight',
  'right',
  'bottomRight',
  'bottom',
  'bottomLeft',
  'left',
  'topLeft',
  'center',
] as const;
const Position = z.enum(positions);
const Offset = z.strictObject({
  x: z.number().min(-10).max(10).default(0),
  y: z.number().min(-10).max(10).default(0),
});

/** Type sizes of titles, from the smallest. */
export const titleSizes = ['xx-small', 'x-small', 'small', 'medium', 'large', 'x-large', 'xx-large'] as const;
const TitleAsset = z.strictObject({
  type: z.literal('title'),
  text: z.string().trim().min(1).max(500),
  style: z
    .enum([
      'minimal',
      'blockbuster',
      'vogue',
      'sketchy',
      'skinny',
      'chunk',
      'chunkLight',
      'marker',
      'future',
      'subtitle',
    ])
    .default('minimal'),
  color: color.default('#FFFFFF'),
  size: z.enum(titleSizes).default('medium'),
  background: color.optional(),
  position: Position.default('center'),
  offset: Offset.optional(),
});
const TextAsset = z.strictObject({
  type: z.literal('text'),
  text: z.string().trim().min(1).max(500),
  width: z.int().min(1).max(8192).optional(),
  height: z.int().min(1).max(8192).optional(),
  font: z
    .strictObject({
      family: z.string().max(100).optional().describe('Left aside: texts are set in Noto Sans CJK'),
      color: color.default('#FFFFFF'),
      opacity: share.optional(),
      size: z.number().min(1).max(1000).default(32),
      weight: z.int().min(100).max(900).optional(),
      lineHeight: z.number().min(0.9).max(2).default(1.25),
    })
    .optional(),
  background: z
    .strictObject({
      color: color.optional(),
      opacity: share.optional(),
      padding: z.number().min(0).max(200).optional(),
      borderRadius: z.number().min(0).max(400).optional(),
    })
    .optional(),
  alignment: z
    .strictObject({
      horizontal: z.enum(['left', 'center', 'right']).default('center'),
      vertical: z.enum(['top', 'center', 'bottom']).default('center'),
    })
    .optional(),
});

const Asset = z.discriminatedUnion('type', [VideoAsset, ImageAsset, AudioAsset, TitleAsset, TextAsset]);

const speeds = ['', 'Slow', 'Fast'] as const;
const directions = ['Left', 'Right', 'Up', 'Down'] as const;
const withSpeeds = <T extends string>(name: T) => speeds.map((speed) => `${name}${speed}` as const);
/** Transitions that are made: a fade, a short slide with a fade, a slide in from outside, and a zoom. */
const transitionNames = [
  ...withSpeeds('fade'),
  ...directions.flatMap((direction) => withSpeeds(`slide${direction}`)),
  ...directions.flatMap((direction) => withSpeeds(`carousel${direction}`)),
  'zoom',
] as const;
const effectNames = [
  ...withSpeeds('zoomIn'),
  ...withSpeeds('zoomOut'),
  ...directions.flatMap((direction) => withSpeeds(`slide${direction}`)),
] as const;

const Clip = z.strictObject({
  asset: Asset,
  start: z.union([seconds, z.literal('auto')]),
  length: z.union([z.number().min(0.04).max(36_000), z.literal(['auto', 'end'])]),
  fit: z.enum(['crop', 'contain', 'none']).default('crop'),
  scale: z.number().min(0.01).max(10).default(1),
  position: Position.default('center'),
  offset: Offset.optional(),
  opacity: share.default(1),
  transition: z
    .strictObject({ in: z.enum(transitionNames).optional(), out: z.enum(transitionNames).optional() })
    .optional(),
  effect: z.enum(effectNames).optional(),
});
export type EditClip = z.output<typeof Clip>;

/** Length and width of the longer side for each of Shotstack's resolutions, at 16:9. */
export const resolutions = {
  preview: [512, 288],
  mobile: [640, 360],
  sd: [1024, 576],
  hd: [1280, 720],
  '1080': [1920, 1080],
  '4k': [3840, 2160],
} as const;

export const Edit = z.strictObject({
  timeline: z.strictObject({
    soundtrack: z.strictObject({ src, effect: fade.optional(), volume: share.default(1) }).optional(),
    background: color.default('#000000'),
    cache: z.boolean().optional().describe('Left aside: what is fetched is kept by its content'),
    tracks: z
      .array(z.strictObject({ clips: z.array(Clip).min(1).max(200) }))
      .min(1)
      .max(50),
  }),
  output: z.strictObject({
    format: z.literal('mp4'),
    resolution: z.enum(['preview', 'mobile', 'sd', 'hd', '1080', '4k']).optional(),
    aspectRatio: z.enum(['16:9', '9:16', '1:1', '4:5', '4:3']).default('16:9'),
    size: z.strictObject({ width: z.int().min(64).max(4096), height: z.int().min(64).max(4096) }).optional(),
    fps: z.literal([24, 25, 30, 50, 60]).default(25),
    quality: z.enum(['verylow', 'low', 'medium', 'high', 'veryhigh']).default('medium'),
    mute: z.boolean().default(false),
  }),
  disk: z.enum(['local', 'mount']).optional().describe('Left aside'),
});
export type Edit = z.output<typeof Edit>;
