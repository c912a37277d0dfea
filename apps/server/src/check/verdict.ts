import { categories, levels } from '@clipo/safety';
import { z } from 'zod';

/** Something that a check found: where it stands, and why it may not, or not without more, stand there. */
export const Finding = z.strictObject({
  field: z
    .string()
    .describe(
      'Path of the text, such as `product.name`; `picture`, `cover@3x4` or `frame@1200` (milliseconds) for what is seen, `sound@3400` for what is heard',
    ),
  start: z.int().describe('Where it begins, in UTF-16 units'),
  end: z.int(),
  term: z.string().describe('The words as they stand there'),
  rule: z.string(),
  category: z.enum(categories).describe('One of 14 kinds of unlawful content, or advertising law, platforms, brands'),
  severity: z.enum(levels).describe('Take it out; a person looks at it; proof; an approval; platforms do not post it'),
  why: z.string().describe('The reason, with the article that it rests on'),
  suggestion: z.string().describe('What to do about it'),
  rewrite: z.string().nullable().describe('What to say instead; empty: leave it out; null: write the sentence anew'),
  by: z.string().optional().describe('The outside engine that found it; left out: the checks of the service'),
  said: z.string().optional().describe('The text that it stands in, for whoever looks at it'),
  proof: z.string().optional().describe('The proof of this claim that lifts it: it counts no more'),
});
export type Finding = z.infer<typeof Finding>;

/** What a check can come to. */
export const outcomes = ['allowed', 'noted', 'held', 'blocked'] as const;
export type VerdictOutcome = (typeof outcomes)[number];

/** The outcome of a check. It is about one content, named by its hash, and says nothing of any other. */
export const Verdict = z.strictObject({
  outcome: z
    .enum(outcomes)
    .describe('`noted` may be used, with what was found told; `held` once a reviewer allows it; `blocked` may not'),
  content: z.string().describe('SHA-256 of what was checked'),
  engines: z.array(z.string()).describe('What checked, with the version of its rules'),
  checkedAt: z.iso.datetime(),
  findings: z.array(Finding),
  ruling: z
    .enum(['allowed', 'blocked'])
    .optional()
    .describe('What a reviewer decided of just this content: it counts, as long as nothing else is found in it'),
  takenDown: z
    .array(z.string())
    .optional()
    .describe('Numbers of the cases for which it was taken down: it is neither used nor shown until they are over'),
});
export type Verdict = z.infer<typeof Verdict>;

/** Whether what a verdict is about may be seen by those whose it is: not while a reviewer looks at it, nor without one. */
export function maySee(verdict: unknown): boolean {
  const outcome = Verdict.safeParse(verdict).data?.outcome;
  return outcome === 'allowed' || outcome === 'noted';
}
