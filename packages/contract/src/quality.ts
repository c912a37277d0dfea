import { z } from 'zod';

/** What the gate can find wrong with a finished video. */
export const qualityKinds = [
  'black',
  'frozen',
  'silence',
  'clipping',
  'loudness',
  'overflow',
  'contrast',
  'product-late',
  'reading-speed',
  'cut-rhythm',
  'av-offset',
  'length',
  'label',
] as const;
export const QualityKind = z.enum(qualityKinds);
export type QualityKind = z.infer<typeof QualityKind>;

const ms = z.number().int().min(0);

export const QualityFinding = z.strictObject({
  kind: QualityKind,
  severity: z.enum(['fault', 'note']).describe('fault: not to be posted as it is; note: worth a look'),
  atMs: ms.optional().describe("Where it begins on the video's time line; left out, it is about the whole video"),
  endMs: ms.optional(),
  scene: z.number().int().min(0).optional().describe('Place of the scene in the storyboard, from 0'),
  measured: z.number().optional().describe('What was measured, in the unit of its kind'),
  limit: z.number().optional().describe('What it is held against'),
  text: z.string().optional().describe('The words that it is about'),
});
export type QualityFinding = z.infer<typeof QualityFinding>;

/** What the gate says of one video. */
export const VideoQuality = z.strictObject({
  passed: z.boolean().describe('Whether no fault was found; notes do not count'),
  findings: z.array(QualityFinding),
  replanned: z
    .array(QualityKind)
    .describe('Faults of the first plan for which another shot or look was chosen; empty where the first plan stood'),
});
export type VideoQuality = z.infer<typeof VideoQuality>;
