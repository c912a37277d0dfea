import { z } from 'zod';
import { Box, layerBase as base, Color, fraction, frame } from './layer-base.ts';
import { PresenterLayer } from './presenter-layer.ts';

/** Lengths are fractions of the frame's short side, so one storyboard serves every resolution. */
export const TextStyle = z.strictObject({
  size: z.number().min(0.01).max(0.5),
  color: Color,
  weight: z.enum(['regular', 'medium', 'bold', 'black']).default('bold'),
  align: z.enum(['left', 'center', 'right']).default('center'),
  lineHeight: z.number().min(0.9).max(2).default(1.25),
  stroke: z.strictObject({ color: Color, width: z.number().min(0).max(0.05) }).optional(),
  shadow: z
    .strictObject({ color: Color, blur: z.number().min(0).max(0.1), dy: z.number().min(-0.05).max(0.05) })
    .optional(),
  plate: z
    .strictObject({
      color: Color,
      radius: z.number().min(0).max(0.5),
      padX: z.number().min(0).max(0.2),
      padY: z.number().min(0).max(0.2),
    })
    .optional(),
});
export type TextStyle = z.infer<typeof TextStyle>;

/** Ken Burns: the part of the source (fractions) that fills the box at the first and at the last frame. */
export const Motion = z.strictObject({
  from: Box,
  to: Box,
  ease: z.enum(['linear', 'in-out', 'out']).default('linear'),
});
export type Motion = z.infer<typeof Motion>;

/** A still: `motion` moves over the picture; `crop` holds it; neither fills the box from the middle. */
export const ImageLayer = z.strictObject({
  ...base,
  kind: z.literal('image'),
  material: z.string(),
  box: Box,
  crop: Box.optional(),
  motion: Motion.optional(),
  radius: z.number().min(0).max(0.5).default(0),
});
export type ImageLayer = z.infer<typeof ImageLayer>;

/** Where a crop's middle is (fractions of the source) at a frame of the scene. */
export const FollowPoint = z.strictObject({ frame: z.number().int(), x: fraction, y: fraction });
export type FollowPoint = z.infer<typeof FollowPoint>;

/** A stretch of a clip. `startMs` is the source time shown at the scene's first frame. */
export const ClipLayer = z.strictObject({
  ...base,
  kind: z.literal('clip'),
  material: z.string(),
  box: Box,
  startMs: z.number().int().min(0),
  speed: z.number().min(0.25).max(4).default(1),
  crop: Box.optional().describe('Part of the source that fills the box; left out, the middle'),
  motion: Motion.optional(),
  follow: z
    .array(FollowPoint)
    .min(1)
    .max(2000)
    .optional()
    .describe('Where the crop moves, frames ascending: smoothly between the points, held outside; not with motion'),
  radius: z.number().min(0).max(0.5).default(0),
});
export type ClipLayer = z.infer<typeof ClipLayer>;

export const TextLayer = z.strictObject({
  ...base,
  kind: z.literal('text'),
  text: z.string().min(1).max(500),
  box: Box,
  style: TextStyle,
  maxLines: z.number().int().min(1).max(12).default(3),
  valign: z.enum(['top', 'middle', 'bottom']).default('middle'),
});
export type TextLayer = z.infer<typeof TextLayer>;

/**
 * How a caption shows the word that is spoken. karaoke: in the highlight colour; pop: it springs up, large; box: in a
 * rounded box; underline: over a thick bar; typewriter: typed letter by letter on a card; big-word: a word at a time.
 */
export const captionLooks = ['karaoke', 'pop', 'box', 'underline', 'typewriter', 'big-word'] as const;
export const CaptionLook = z.enum(captionLooks);
export type CaptionLook = z.infer<typeof CaptionLook>;

/** Words appear line by line; the one being spoken is lit. `startFrame` and `endFrame` are frames of the scene. */
export const CaptionLayer = z.strictObject({
  ...base,
  kind: z.literal('caption'),
  words: z
    .array(
      z.strictObject({
        text: z.string().min(1),
        startFrame: z.number().int(),
        endFrame: z.number().int(),
        spaceAfter: z.boolean().default(false),
      }),
    )
    .min(1),
  box: Box,
  style: TextStyle,
  highlight: Color,
  maxLines: z.number().int().min(1).max(4).default(2),
  // No defaults below: what a storyboard leaves out must not change the hashes of those that were written before.
  look: CaptionLook.optional().describe('Left out: karaoke'),
  emphasis: z
    .array(z.string().trim().min(1).max(40))
    .max(20)
    .optional()
    .describe('Words to set off besides amounts, such as the brand'),
  emoji: z.boolean().optional().describe('Whether emoji are shown, where the font has them; left out: no'),
  ground: Color.optional().describe('The plain colour behind, where it is known; left out, words carry an outline'),
  isThere: z.boolean().optional().describe('The first words stand from the first frame, lit when spoken; left out: no'),
});
export type CaptionLayer = z.infer<typeof CaptionLayer>;

export const PriceCardLayer = z.strictObject({
  ...base,
  kind: z.literal('price-card'),
  box: Box,
  price: z.string().min(1).max(40).describe('As shown, such as ¥89'),
  original: z.string().min(1).max(40).optional(),
  heading: z.string().max(60).optional(),
  proof: z.string().max(300).optional().describe('Small print: where the original price was charged'),
  background: Color,
  foreground: Color,
  accent: Color,
});
export type PriceCardLayer = z.infer<typeof PriceCardLayer>;

/** The brand's logo file, or its name set as a word mark. */
export const LogoLayer = z.strictObject({
  ...base,
  kind: z.literal('logo'),
  box: Box,
  material: z.string().optional(),
  text: z.string().max(60).optional(),
  color: Color.default('#FFFFFF'),
});
export type LogoLayer = z.infer<typeof LogoLayer>;

export const StickerLayer = z.strictObject({
  ...base,
  kind: z.literal('sticker'),
  shape: z.enum(['badge', 'burst', 'arrow', 'ribbon', 'tick']),
  box: Box,
  text: z.string().max(40).optional(),
  color: Color,
  foreground: Color,
  rotation: z.number().min(-180).max(180).default(0),
});
export type StickerLayer = z.infer<typeof StickerLayer>;

export const EndCardLayer = z.strictObject({
  ...base,
  kind: z.literal('end-card'),
  box: Box,
  brand: z.string().max(60),
  headline: z.string().max(120),
  action: z.string().max(60).optional(),
  background: Color,
  foreground: Color,
  accent: Color,
  logo: z.string().optional().describe('Material id'),
});
export type EndCardLayer = z.infer<typeof EndCardLayer>;

export const ShapeLayer = z.strictObject({
  ...base,
  kind: z.literal('shape'),
  shape: z.enum(['rectangle', 'ellipse', 'gradient-down', 'gradient-up']),
  box: Box,
  color: Color,
  radius: z.number().min(0).max(0.5).default(0),
});
export type ShapeLayer = z.infer<typeof ShapeLayer>;

/** A picture or clip in a framed inset. */
export const PictureInPictureLayer = z.strictObject({
  ...base,
  kind: z.literal('picture-in-picture'),
  content: z.discriminatedUnion('kind', [ImageLayer, ClipLayer]),
  border: Color.default('#FFFFFF'),
  borderWidth: z.number().min(0).max(0.05).default(0.008),
});
export type PictureInPictureLayer = z.infer<typeof PictureInPictureLayer>;

/** Fills the box with a soft, dimmed copy of a material: what stands behind a picture of another shape. */
export const BlurFillLayer = z.strictObject({
  ...base,
  kind: z.literal('blur-fill'),
  material: z.string(),
  box: Box,
  startMs: z.number().int().min(0).default(0).describe('Frame of a clip that is blurred'),
  dim: fraction.default(0.35),
  lifted: Box.optional().describe('Box of the picture in front of it, which casts a soft shadow'),
  shown: Box.optional().describe('Part of the material in that box: its edges go on beside it, and no shadow falls'),
});
export type BlurFillLayer = z.infer<typeof BlurFillLayer>;

/** A few words in a shape that sets them off: "新品", "-30%", "包邮". `shine` is the frame at which light runs over it. */
export const BadgeLayer = z.strictObject({
  ...base,
  kind: z.literal('badge'),
  shape: z.enum(['ribbon', 'seal', 'pill']),
  box: Box,
  text: z.string().trim().min(1).max(24),
  small: z.string().trim().min(1).max(16).optional().describe('A smaller line below the text, in a seal'),
  color: Color,
  foreground: Color,
  rotation: z.number().min(-45).max(45).default(0),
  shine: frame.optional(),
});
export type BadgeLayer = z.infer<typeof BadgeLayer>;

/** Stars filled to a rating that somebody gave: `source` says who, as the law asks of every figure. */
export const RatingStarsLayer = z
  .strictObject({
    ...base,
    kind: z.literal('rating-stars'),
    box: Box,
    value: z.number().min(0).max(10),
    outOf: z.number().int().min(3).max(10).default(5),
    label: z.string().trim().min(1).max(40).optional().describe('Beside the stars, as the source writes it: 4.8/5'),
    source: z.string().trim().min(1).max(300).optional().describe('Small print below'),
    color: Color.default('#FFB400'),
    foreground: Color.describe('Of the words'),
    ground: Color.describe('What it stands on, so that empty stars show; a card of this colour is drawn with `card`'),
    card: z.boolean().default(false),
    fillFrames: z.number().int().min(1).max(300).default(24).describe('How long the stars take to fill'),
  })
  .refine(({ value, outOf }) => value <= outOf, { message: 'the value is more than all stars' });
export type RatingStarsLayer = z.infer<typeof RatingStarsLayer>;

/**
 * A number that counts up to `value` and stays. `notation`: plain 12000, grouped 12,000, wan 1.2万, k 12k; all shown
 * with `decimals` from the first frame to the last, in figures of one width, so that nothing jumps.
 */
export const CounterLayer = z.strictObject({
  ...base,
  kind: z.literal('counter'),
  box: Box,
  start: z.number().min(0).default(0),
  value: z.number().min(0).max(1e12),
  notation: z.enum(['plain', 'grouped', 'wan', 'k']).default('plain'),
  decimals: z.number().int().min(0).max(3).default(0),
  prefix: z.string().max(8).default(''),
  unit: z.string().max(16).default('').describe('Behind the number, smaller: ml, 小时, +'),
  label: z.string().trim().min(1).max(60).optional().describe('What is counted, below'),
  color: Color,
  labelColor: Color,
  align: z.enum(['left', 'center']).default('center'),
  countFrames: z.number().int().min(1).max(600).default(30),
  ease: z.enum(['linear', 'in-out', 'out']).default('out'),
});
export type CounterLayer = z.infer<typeof CounterLayer>;

/** A curved arrow that is drawn on from `tail` and ends at the edge of `box`, what it points at. */
export const ArrowLayer = z.strictObject({
  ...base,
  kind: z.literal('arrow'),
  tail: z.strictObject({ x: z.number(), y: z.number() }),
  box: Box.describe('What it points at'),
  bend: z.number().min(-1).max(1).default(0.3).describe('To the right of its way where positive, 0 straight'),
  color: Color,
  width: z.number().min(0.002).max(0.05).default(0.011).describe('Of the line, as a fraction of the short side'),
  drawFrames: z.number().int().min(1).max(120).default(14),
});
export type ArrowLayer = z.infer<typeof ArrowLayer>;

/** Where the divider of a before-and-after stands at a frame: 0 at the left or top edge, 1 at the other. */
export const DividerPoint = z.strictObject({ frame: z.number().int(), at: fraction });
export type DividerPoint = z.infer<typeof DividerPoint>;

/** Two pictures of one thing in one box, parted by a divider that moves. `first` stands at the left or top. */
export const BeforeAfterLayer = z.strictObject({
  ...base,
  kind: z.literal('before-after'),
  box: Box,
  before: z.string().describe('Material id'),
  after: z.string().describe('Material id'),
  beforeCrop: Box.optional(),
  afterCrop: Box.optional(),
  first: z.enum(['before', 'after']).default('before'),
  axis: z.enum(['x', 'y']).default('x'),
  divider: z.array(DividerPoint).min(1).max(20).describe('Frames ascending; gentle between, held outside'),
  labels: z.strictObject({ before: z.string().trim().min(1).max(20), after: z.string().trim().min(1).max(20) }),
  labelArea: Box.optional().describe('Part of the frame that the names stay in; left out, the whole'),
  color: Color.default('#FFFFFF').describe('Of the divider'),
  accent: Color.describe('Ground of the label "after"'),
});
export type BeforeAfterLayer = z.infer<typeof BeforeAfterLayer>;

/** A product without its background, as large as the box lets it be. Needs a material that has a cut-out. */
export const CutOutLayer = z.strictObject({
  ...base,
  kind: z.literal('cut-out'),
  material: z.string(),
  box: Box,
  valign: z.enum(['middle', 'bottom']).default('bottom'),
  shadow: fraction.default(0.45).describe('How dark the shadow below it is'),
  grow: z.number().min(-0.2).max(0.2).default(0).describe("How much larger it is at the scene's last frame"),
});
export type CutOutLayer = z.infer<typeof CutOutLayer>;

export const Layer = z.discriminatedUnion('kind', [
  ImageLayer,
  ClipLayer,
  TextLayer,
  CaptionLayer,
  PriceCardLayer,
  LogoLayer,
  StickerLayer,
  EndCardLayer,
  ShapeLayer,
  PictureInPictureLayer,
  BlurFillLayer,
  BadgeLayer,
  RatingStarsLayer,
  CounterLayer,
  ArrowLayer,
  BeforeAfterLayer,
  CutOutLayer,
  PresenterLayer,
]);
export type Layer = z.infer<typeof Layer>;
export type LayerKind = Layer['kind'];
