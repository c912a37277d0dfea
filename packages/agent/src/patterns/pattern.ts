import type { Section } from '../script/slots.ts';

/** What a line plays on. A batch goes round the angles, so that its openings really differ. */
export const angles = [
  'pain',
  'contrast',
  'number',
  'scene',
  'offer',
  'proof',
  'question',
  'story',
  'myth',
  'list',
  'detail',
  'curiosity',
  'direct',
] as const;
export type Angle = (typeof angles)[number];

/**
 * Line patterns of a section by angle. Every claim stands as a clause of its own (after a colon, a comma or alone), so
 * that a pattern is grammatical with any wording a seller may have used: a noun, a predicate or a whole clause.
 *
 * `{name}` short spoken name · `{theName}` the same with its article · `{noun}` what kind of thing it is · `{aNoun}`,
 * `{this}`, `{it}`, `{them}`, `{is}` agree with the noun in English;
 * `{singular}` is the noun where it can be counted by one · `{unit}` its measure word in Chinese · `{brand}` · `{point}`, `{other}` two selling points ·
 * `{fact}` any fact · `{figure}` a fact with a number in it · `{report}`, `{manual}` a fact whose source is a test
 * report or a manual · `{claim}` a point or fact on the pattern's topic · `{price}` · `{original}` the earlier price, only where its proof is given.
 */
export type SectionPatterns = Partial<Record<Angle, readonly string[]>>;
export type LanguagePatterns = Record<Section, SectionPatterns>;
