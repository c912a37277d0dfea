import { z } from 'zod';
import { Language } from './language.ts';

/** What a line does in a video. Finer sections (reveal, sell, demo, trust …) map onto these. */
export const roles = ['hook', 'body', 'proof', 'offer', 'cta'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** One spoken line. `source` is set where the line states a fact: it is shown on screen where the law wants it. */
export const ScriptLine = z.strictObject({
  role: Role,
  section: z
    .string()
    .min(1)
    .max(40)
    .describe('Finer section of the role: hook, pain, reveal, sell, demo, trust, price, cta'),
  text: z.string().min(1).max(400),
  source: z.string().min(1).max(300).optional(),
  /** Fixed length of the line on screen, in whole milliseconds; the voice fits inside. */
  slotMs: z.number().int().positive(),
});
export type ScriptLine = z.infer<typeof ScriptLine>;

/**
 * One choice on a words axis: hook 3 of 4, with its lines in one language. `id` is what the axis records, such as
 * `H03`. Parts combine freely: every choice of an axis takes the same time.
 */
export const ScriptPart = z.strictObject({
  id: z.string().regex(/^[HBC]\d{2,}$/),
  axis: z.enum(['hook', 'body', 'cta']),
  angle: z.string().min(1).max(60),
  language: Language,
  lines: z.array(ScriptLine).min(1),
});
export type ScriptPart = z.infer<typeof ScriptPart>;
