import type { Readings, Tongue } from './use-dictionary.ts';

export type Way = 'none' | 'say' | 'pinyin' | 'ipa';

/** A reading as it is written in a form. */
export interface ReadingValues {
  way: Way;
  text?: string;
  /** In English, beside IPA: what voices say that take none. */
  say?: string;
}

/** A word with its readings as they are written in a form. */
export interface WordValues {
  word: string;
  'zh-CN': ReadingValues;
  en: ReadingValues;
}

/** The ways in which a language's readings are written. */
export const waysOf: Readonly<Record<Tongue, readonly Way[]>> = {
  'zh-CN': ['none', 'say', 'pinyin', 'ipa'],
  en: ['none', 'say', 'ipa'],
};

/** What is kept, as a form shows it. */
export function valuesOf(word: string, readings: Readings | undefined): WordValues {
  return { word, 'zh-CN': readingValues(readings?.['zh-CN']), en: readingValues(readings?.en) };
}

function readingValues(reading: Readings[Tongue]): ReadingValues {
  if (reading === undefined) {
    return { way: 'none' };
  }
  if ('pinyin' in reading) {
    return { way: 'pinyin', text: reading.pinyin };
  }
  if ('ipa' in reading) {
    const say = 'say' in reading && typeof reading.say === 'string' ? { say: reading.say } : {};
    return { way: 'ipa', text: reading.ipa, ...say };
  }
  return { way: 'say', text: reading.say };
}

/** What a form says, as it is kept; languages without a reading are left out. */
export function readingsOf(values: Omit<WordValues, 'word'>): Readings {
  const chinese = written(values['zh-CN']);
  const english = written(values.en);
  return {
    ...(chinese !== undefined && { 'zh-CN': chinese }),
    ...(english !== undefined && !('pinyin' in english) && { en: english }),
  };
}

function written({ way, text = '', say = '' }: ReadingValues) {
  const told = text.trim();
  if (told === '') {
    return undefined;
  }
  switch (way) {
    case 'none':
      return undefined;
    case 'say':
      return { say: told };
    case 'pinyin':
      return { pinyin: told };
    case 'ipa':
      return { ipa: told, ...(say.trim() !== '' && { say: say.trim() }) };
  }
}
