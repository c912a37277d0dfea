import { z } from 'zod';
import { Category, Level } from '../terms/term-file.ts';

const Both = z.strictObject({ 'zh-CN': z.string(), en: z.string() });

/** Something in a picture that may not, or not without more, be shown. */
export const PictureFinding = z.strictObject({
  rule: z.string(),
  category: Category,
  level: Level,
  /** Of the frame, in milliseconds; 0 in a still. */
  atMs: z.int(),
  /** What was seen, such as what a code says. */
  text: z.string(),
  /** How sure, in thousandths. */
  score: z.int().min(0).max(1000),
  /** Where in the picture, in thousandths of its width and height, where that is known. */
  box: z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).nullable(),
  why: Both,
  suggestion: Both,
});
export type PictureFinding = z.infer<typeof PictureFinding>;

/** A picture that an operator has forbidden: copies of it are known again. */
export const KnownBad = z.strictObject({
  id: z.string(),
  hash: z.string().regex(/^[0-9a-f]{32}$/),
  category: Category,
});
export type KnownBad = z.infer<typeof KnownBad>;
