import { z } from 'zod';
import { Language } from './language.ts';

/** A line of one's own, in place of the one that the planner would write for a choice of the words axes. */
export const OwnLine = z.strictObject({
  language: Language,
  part: z
    .string()
    .regex(/^[HBC]\d{2,3}$/, 'must name a choice such as H03, B01 or C02')
    .describe('The choice: H hooks, B bodies, C calls to action, counted from 01'),
  line: z.number().int().min(1).max(40).default(1).describe('Which of its lines, from 1'),
  text: z.string().trim().min(1).max(400),
});
export type OwnLine = z.infer<typeof OwnLine>;
