import { z } from 'zod';

/** One choice as a model writes it: one text for each line of the axis, in order. */
export const DraftPart = z.object({
  angle: z.string().trim().min(1).max(60),
  lines: z.array(z.string().trim().min(1).max(400)).min(1).max(40),
});
export type DraftPart = z.infer<typeof DraftPart>;

/** A model's whole answer. */
export const DraftScript = z.object({
  hook: z.array(DraftPart).max(400),
  body: z.array(DraftPart).max(400),
  cta: z.array(DraftPart).max(400),
});
export type DraftScript = z.infer<typeof DraftScript>;
