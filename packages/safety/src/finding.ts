import { z } from 'zod';
import { Category, Level } from './terms/term-file.ts';

const Both = z.strictObject({ 'zh-CN': z.string(), en: z.string() });

/** Something that may not, or not without more, stand where it stands. */
export const Finding = z.strictObject({
  rule: z.string(),
  category: Category,
  level: Level,
  /** UTF-16 offsets in the raw text, the second after the last. */
  span: z.tuple([z.int(), z.int()]),
  /** The words as they stand there. */
  text: z.string(),
  /** The reason, with its article of law. */
  why: Both,
  suggestion: Both,
  /** What to write in its place; empty: leave it out; null: write the sentence anew. */
  rewrite: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** `pass` may be used; `review` only once a person, a proof or an approval says so; `block` not at all. */
export type Outcome = 'pass' | 'review' | 'block';

/** The outcome that findings lead to. */
export function outcomeOf(findings: readonly Pick<Finding, 'level'>[]): Outcome {
  return findings.some(({ level }) => level === 'block') ? 'block' : findings.length > 0 ? 'review' : 'pass';
}

/** Whether a proof, an approval or a permission would let a wording stand: what is forbidden it never does. */
export function isProvable({ level, category }: Pick<Finding, 'level' | 'category'>): boolean {
  return level === 'evidence' || level === 'licence' || (level === 'review' && category === 'brand');
}

/** What is no crime to show: a word on a pack, as it is sold. */
const aboutSelling: ReadonlySet<Category> = new Set(['advertising', 'platform', 'brand']);

/** Whether a finding is of what only an advertisement may not say. */
export function isAboutSelling({ category }: Pick<Finding, 'category'>): boolean {
  return aboutSelling.has(category);
}

/**
 * What a finding asks for in words that a machine read off a picture or heard. It errs: what is unlawful is for a person to
 * decide, and what only an advertisement may not say is told, not refused.
 */
export function levelInMedia({ category, level }: Pick<Finding, 'category' | 'level'>): Level {
  if (aboutSelling.has(category)) {
    return level === 'block' || level === 'review' ? 'evidence' : level;
  }
  return level === 'block' ? 'review' : level;
}
