import { z } from 'zod';

/** What a text may be about that it must not be: the fourteen kinds of content, then advertising, platforms and brands. */
export const categories = [
  'constitution',
  'state_security',
  'sovereignty',
  'ethnic_hatred',
  'heroes',
  'extremism',
  'public_order',
  'fraud_abuse',
  'vice',
  'spam',
  'unlicensed',
  'defamation',
  'morals',
  'unlawful',
  'advertising',
  'platform',
  'brand',
] as const;
export const Category = z.enum(categories);
export type Category = z.infer<typeof Category>;

/**
 * What a finding asks for: `block` take it out; `review` a person looks at it; `evidence` keep it only with proof;
 * `licence` only with the approval that such goods need; `platform` the platforms do not let it be posted.
 */
export const levels = ['block', 'review', 'evidence', 'licence', 'platform'] as const;
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

const Both = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

/** Terms under one rule. Whoever edits a list edits data, never code. */
const TermGroup = z.strictObject({
  rule: z.string().regex(/^[a-z]+(?:_[a-z]+)*$/),
  level: Level,
  why: Both.describe('The reason, with its article of law'),
  suggestion: Both.describe('What to do about it'),
  terms: z.array(z.string().min(2)).default([]),
  pairs: z
    .array(z.strictObject({ first: z.array(z.string()), second: z.array(z.string()), within: z.int().positive() }))
    .default([])
    .describe('Words that mean no harm alone and do together, at most so many characters apart in one sentence'),
  unless: z.array(z.string()).default([]).describe('Words in the same sentence that give another meaning'),
  warnable: z.boolean().default(true).describe('A warning against the thing is no finding'),
  sound: z.boolean().default(false).describe('Also found by sound and in pinyin'),
});

/** One file of `terms/`: a category, its groups, and wordings that hold a term of theirs and mean no harm. */
export const TermFile = z.strictObject({
  category: Category,
  groups: z.array(TermGroup),
  harmless: z.array(z.string()).default([]),
});
export type TermFile = z.infer<typeof TermFile>;
