import { termRules } from '@clipo/agent';
import { z } from 'zod';

/** Something that a check found: where it stands, and why it may not, or not without more, stand there. */
export const Finding = z.strictObject({
  field: z.string().describe('Path of the text, such as `product.name`'),
  start: z.int().describe('Where it begins, in UTF-16 units'),
  end: z.int(),
  term: z.string().describe('The words as they stand there'),
  rule: z.enum(termRules),
  severity: z.enum(['block', 'evidence', 'licence', 'platform']),
  why: z.string().describe('The article that it rests on'),
  rewrite: z.string().nullable().describe('What to say instead; empty: leave it out; null: write the sentence anew'),
});
export type Finding = z.infer<typeof Finding>;

/** The outcome of a check. It is about one content, named by its hash, and says nothing of any other. */
export const Verdict = z.strictObject({
  outcome: z
    .enum(['allowed', 'noted', 'blocked'])
    .describe('`noted` may be used, with what was found told; `blocked` may not'),
  content: z.string().describe('SHA-256 of what was checked'),
  engines: z.array(z.string()).describe('What checked, with its version'),
  checkedAt: z.iso.datetime(),
  findings: z.array(Finding),
});
export type Verdict = z.infer<typeof Verdict>;
