import { ClipoError, type Dictionary, type Language, languages } from '@clipo/contract';
import { charactersOf } from './pinyin-characters.ts';
import { oneOf, type Rule } from './rule.ts';

/** The readings of a dictionary as rules, asked before all others. */
export interface DictionaryRules {
  rules: Readonly<Record<Language, readonly Rule[]>>;
  /** The words that an English sentence reads in English although they are written in hanzi. */
  hanInEnglish: RegExp | undefined;
}

/**
 * Makes rules of a dictionary. Longer words go first; words of letters are found in either case, and only whole. A
 * reading in pinyin becomes hanzi that have that reading alone, which every Chinese engine reads right.
 * @throws ClipoError invalid_input (field words.WORD) for a syllable that Chinese does not have
 */
export function dictionaryRules(dictionary: Dictionary): DictionaryRules {
  const said = (language: Language) =>
    Object.entries(dictionary.words).flatMap(([word, readings]) => {
      const reading = readings[language];
      return reading === undefined ? [] : [[word, spokenForm(word, reading)] as const];
    });
  const ruleFor = (language: Language): readonly Rule[] => {
    const forms = new Map(said(language).map(([word, form]) => [word.toLowerCase(), form]));
    if (forms.size === 0) {
      return [];
    }
    const words = said(language).map(([word]) => wholeWord(word));
    const source = words.sort((a, b) => b.length - a.length).join('|');
    return [
      {
        name: 'dictionary',
        pattern: new RegExp(source, 'iuy'),
        say: ([written]) => forms.get(written.toLowerCase()),
      },
    ];
  };
  const han = said('en')
    .map(([word]) => word)
    .filter((word) => /\p{Script=Han}/u.test(word));
  return {
    rules: Object.fromEntries(languages.map((language) => [language, ruleFor(language)])) as DictionaryRules['rules'],
    hanInEnglish: han.length === 0 ? undefined : new RegExp(oneOf(han), 'gu'),
  };
}

/** The entries of a dictionary that a text can meet: what else is in it does not change how the text sounds. */
export function entriesFor(dictionary: Dictionary, text: string): [word: string, readings: unknown][] {
  const lower = text.toLowerCase();
  return Object.entries(dictionary.words)
    .filter(([word]) => lower.includes(word.toLowerCase()))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function wholeWord(word: string): string {
  const source = oneOf([word]);
  const before = /^[a-z0-9]/i.test(word) ? '(?<![A-Za-z0-9])' : '';
  return `${before}${source}${/[a-z0-9]$/i.test(word) ? '(?![A-Za-z0-9])' : ''}`;
}

function spokenForm(word: string, reading: { say: string } | { pinyin: string }): string {
  if ('say' in reading) {
    return reading.say;
  }
  const syllables = reading.pinyin.toLowerCase().split(/\s+/);
  return syllables
    .map((syllable) => {
      const character = charactersOf(syllable);
      if (character === undefined) {
        const problem = `"${syllable}" is no syllable of Chinese with that tone`;
        const field = `words.${word}`;
        throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
      }
      return character;
    })
    .join('');
}
