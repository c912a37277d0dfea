import { ClipoError, type Dictionary, type Language, languages } from '@clipo/contract';
import { englishSounds } from './ipa/english-sounds.ts';
import { mandarinSyllables } from './ipa/mandarin-syllables.ts';
import { charactersOf } from './pinyin-characters.ts';
import { oneOf, type Rule, type SoundedWord } from './rule.ts';

/** The readings of a dictionary as rules, asked before all others. */
export interface DictionaryRules {
  rules: Readonly<Record<Language, readonly Rule[]>>;
  /** The words that an English sentence reads in English although they are written in hanzi. */
  hanInEnglish: RegExp | undefined;
}

/**
 * Makes rules of a dictionary. Longer words go first; words of letters are found in either case, and only whole. A
 * reading in pinyin becomes hanzi that have that reading alone, which every Chinese engine reads right; so does one in IPA.
 * @throws ClipoError invalid_input (field words.WORD) for a syllable that Chinese does not have, or a sound that is not English
 */
export function dictionaryRules(dictionary: Dictionary): DictionaryRules {
  const said = (language: Language) =>
    Object.entries(dictionary.words).flatMap(([word, readings]) => {
      const reading = readings[language];
      return reading === undefined ? [] : [[word, spokenForm(word, reading, language)] as const];
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

type Reading = { say: string } | { pinyin: string } | { ipa: string; say?: string | undefined };

function spokenForm(word: string, reading: Reading, language: Language): string | SoundedWord {
  if ('pinyin' in reading) {
    return inCharacters(word, reading.pinyin.toLowerCase().split(/\s+/));
  }
  if (!('ipa' in reading)) {
    return reading.say;
  }
  if (language === 'zh-CN') {
    const found = mandarinSyllables(reading.ipa);
    return 'pinyin' in found ? inCharacters(word, found.pinyin) : refuseSound(word, found.unknown, language);
  }
  const sounds = englishSounds(reading.ipa);
  return 'unknown' in sounds ? refuseSound(word, sounds.unknown, language) : { entry: word, sounds, say: reading.say };
}

function inCharacters(word: string, syllables: readonly string[]): string {
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

function refuseSound(word: string, sign: string, language: Language): never {
  const field = `words.${word}`;
  const isEnglish = language === 'en';
  const problem = isEnglish
    ? `"${sign}" is no English sound in IPA, or no vowel is there`
    : `"${sign}" is no syllable of Mandarin in IPA with its tone`;
  const rule = isEnglish ? 'ipa_no_english' : 'ipa_no_mandarin';
  throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem, rule, sign } });
}
