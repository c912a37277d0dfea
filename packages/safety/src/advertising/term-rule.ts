/** Why a wording may not stand. Sentences that explain each stand in the command line's catalogues. */
export const termRules = [
  'absolute',
  'authority',
  'medical',
  'cosmetics',
  'food',
  'finance',
  'education',
  'property',
  'pressure',
  'superstition',
  'disparage',
  'offPlatform',
] as const;
export type TermRule = (typeof termRules)[number];

/**
 * What a finding asks for: `block` take it out; `evidence` keep it only with proof; `licence` only with the approval that
 * such goods need; `platform` the platforms do not let it be posted.
 */
export type TermSeverity = 'block' | 'evidence' | 'licence' | 'platform';

/** Wordings under one rule. `match` meets folded text (lower case, half width, simplified characters). */
export interface TermGroup {
  rule: TermRule;
  severity: TermSeverity;
  /** The article that it rests on. */
  why: string;
  match: RegExp;
}

/** What to write in place of a wording: first match wins; without one the words are cut, or need a new sentence. */
export type TermRewrites = readonly (readonly [match: RegExp, rewrite: string])[];

/** The terms of one language. */
export interface TermList {
  groups: readonly TermGroup[];
  /** Wordings that hold a term and mean no harm; a term inside one is no finding. */
  harmless: readonly RegExp[];
  rewrites: TermRewrites;
}
