import type { EnglishSounds } from './ipa/english-sounds.ts';

/** A word of a dictionary that is said by its sounds. */
export interface SoundedWord {
  /** As the dictionary writes it. */
  entry: string;
  sounds: EnglishSounds;
  /** What engines say that take no sounds; undefined where the dictionary has nothing for them. */
  say: string | undefined;
}

/**
 * One way of reading a written form aloud. `pattern` is sticky and sees the whole run, so that look-behind and
 * look-ahead work; `say` gives the words, or a word by its sounds, or undefined to leave the place to the next rule.
 */
export interface Rule {
  /** What it reads; shown when a table test fails. */
  name: string;
  pattern: RegExp;
  say(match: RegExpExecArray): string | SoundedWord | undefined;
}

/** Source of a pattern for a written number: `1,299.50`, `268`, `.5` is not one. */
export const numberSource = '(?:\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)';

/** Splits a written number into its digits before and after the point, grouping commas dropped. */
export function digitsOf(written: string): { whole: string; fraction: string } {
  const [whole = '', fraction = ''] = written.replaceAll(',', '').split('.');
  return { whole, fraction };
}

/** Alternatives of a pattern, longest first, so that `kg` is not read as `k` and a `g`. */
export function oneOf(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('|');
}
