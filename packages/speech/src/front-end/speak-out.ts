import type { Language } from '@clipo/contract';
import type { DictionaryRules } from './dictionary-rules.ts';
import { englishRules } from './en/rules.ts';
import type { Rule, SoundedWord } from './rule.ts';
import { chineseRules } from './zh/rules.ts';

/** Bumped when a text may be read otherwise than before: cached voices of the old reading are then made anew. */
export const frontEndVersion = 1;

/**
 * A stretch of spoken text and the stretch of the original it stands for. With `isLiteral` both have one length and
 * run character by character; else the whole of one stands for the whole of the other (五百毫升 for `500ml`).
 */
export interface SpokenPiece {
  spokenStart: number;
  spokenEnd: number;
  textStart: number;
  textEnd: number;
  isLiteral: boolean;
}

/** Spoken text in one language: an engine reads it with that language's voice. */
export interface SpokenPart {
  language: Language;
  /** Only letters, Han characters, spaces, and the pauses `, . ! ?` and `，。！？`: nothing an engine could obey. */
  text: string;
  pieces: SpokenPiece[];
  /** Words that are said by their sounds, in order, where an engine takes these; else as `text` has them. */
  sounded?: readonly PlacedSounds[];
}

/** A word of a part that has sounds of its own. */
export interface PlacedSounds extends SoundedWord {
  spokenStart: number;
  spokenEnd: number;
}

// Chinese words may stand in an English sentence (a product's own name): a run of Han with its digits and marks.
const hanRun =
  /(?:[¥$]?\d[\d.,]*\s?|[A-Za-z]+\d*(?=\p{Script=Han}))?\p{Script=Han}(?:[\p{Script=Han}\d.,，、。！？；：·%℃+～~-]|[A-Za-z]+(?=[\p{Script=Han}\d])|(?<=\d)[A-Za-z]+)*/gu;

/**
 * A text as it is said: numbers, prices, units, dates, codes and symbols in words, pauses kept, all else left out.
 * Every piece knows its place in the original. Words of a dictionary are read as it says. Pure, without time or place,
 * also in a browser.
 */
export function speakOut(text: string, language: Language, dictionary?: DictionaryRules): SpokenPart[] {
  const plain = halfWidth(text);
  return runsOf(plain, language, dictionary)
    .map((run) => readRun(plain, run, dictionary))
    .filter((part) => /[\p{L}]/u.test(part.text));
}

interface Run {
  language: Language;
  start: number;
  end: number;
}

function runsOf(text: string, language: Language, dictionary: DictionaryRules | undefined): Run[] {
  if (language === 'zh-CN') {
    return [{ language, start: 0, end: text.length }];
  }
  const runs: Run[] = [];
  let from = 0;
  const { hanInEnglish } = dictionary ?? {};
  const masked = hanInEnglish === undefined ? text : text.replace(hanInEnglish, (word) => '_'.repeat(word.length));
  for (const match of masked.matchAll(hanRun)) {
    runs.push({ language, start: from, end: match.index });
    from = match.index + match[0].length;
    runs.push({ language: 'zh-CN', start: match.index, end: from });
  }
  return [...runs, { language, start: from, end: text.length }].filter((run) => run.end > run.start);
}

function readRun(whole: string, run: Run, dictionary: DictionaryRules | undefined): SpokenPart {
  const text = whole.slice(run.start, run.end);
  const usual = run.language === 'zh-CN' ? chineseRules : englishRules;
  const rules = [...(dictionary?.rules[run.language] ?? []), ...usual];
  const pieces: SpokenPiece[] = [];
  const sounded: PlacedSounds[] = [];
  let spoken = '';
  const add = (words: string, from: number, to: number, isLiteral: boolean) => {
    // Two words that met without a space (`iPhone` and 十五 may, `T B` and `pro` may not).
    const needsSpace =
      /[a-zA-Z]$/.test(spoken) && /^[a-zA-Z]/.test(words) && !(isLiteral && pieces.at(-1)?.isLiteral === true);
    spoken += needsSpace || (run.language === 'en' && !isLiteral && spoken !== '' && !spoken.endsWith(' ')) ? ' ' : '';
    pieces.push({
      spokenStart: spoken.length,
      spokenEnd: spoken.length + words.length,
      textStart: run.start + from,
      textEnd: run.start + to,
      isLiteral,
    });
    spoken += words;
  };
  const pause = (mark: string) => {
    if (/\p{L}\s*$/u.test(spoken)) {
      spoken = `${spoken.trimEnd()}${mark}`;
    }
  };
  let at = 0;
  while (at < text.length) {
    const reading = firstReading(rules, text, at);
    if (reading !== undefined) {
      add(reading.words, at, at + reading.length, false);
      if (reading.sounded !== undefined) {
        sounded.push({
          ...reading.sounded,
          spokenStart: spoken.length - reading.words.length,
          spokenEnd: spoken.length,
        });
      }
      at += reading.length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (isSpeakable(character)) {
      add(character, at, at + 1, true);
    } else {
      pause(pauseOf(text, at, run.language));
    }
    at += character.length;
  }
  const part = { language: run.language, text: spoken.trimEnd(), pieces: joined(pieces) };
  return sounded.length === 0 ? part : { ...part, sounded };
}

interface Reading {
  words: string;
  length: number;
  sounded?: SoundedWord;
}

function firstReading(rules: readonly Rule[], text: string, at: number): Reading | undefined {
  for (const rule of rules) {
    rule.pattern.lastIndex = at;
    const match = rule.pattern.exec(text);
    const said = match === null || match[0] === '' ? undefined : rule.say(match);
    if (match !== null && said !== undefined) {
      const { length } = match[0];
      return typeof said === 'string' ? { words: said, length } : { words: lettersFor(said), length, sounded: said };
    }
  }
  return undefined;
}

/** What stands in the text for a word that has sounds: what others say, else its own letters; never nothing. */
function lettersFor({ say, entry }: SoundedWord): string {
  return say ?? (entry.replace(/[^A-Za-z]/g, '') || 'x');
}

/** Latin letters, and Han characters of the basic plane: others the engine would read as the names of their codes. */
function isSpeakable(character: string): boolean {
  return character.length === 1 && /[\p{Script=Han}a-zA-ZÀ-ÖØ-öø-ÿĀ-ž]/u.test(character) && /\p{L}/u.test(character);
}

const marks: Readonly<Record<string, readonly [chinese: string, english: string]>> = {
  ',': ['，', ', '],
  '，': ['，', ', '],
  '、': ['，', ', '],
  ';': ['，', ', '],
  '；': ['，', ', '],
  ':': ['，', ', '],
  '：': ['，', ', '],
  '—': ['，', ', '],
  '–': ['，', ', '],
  '…': ['，', ', '],
  '|': ['，', ', '],
  '(': ['，', ', '],
  ')': ['，', ', '],
  '（': ['，', ', '],
  '）': ['，', ', '],
  '/': ['，', ' '],
  '.': ['。', '. '],
  '。': ['。', '. '],
  '!': ['！', '! '],
  '！': ['！', '! '],
  '?': ['？', '? '],
  '？': ['？', '? '],
  '\n': ['。', '. '],
};

/** How a character that is not said sounds: as a pause, as the gap between two words, or not at all. */
function pauseOf(text: string, at: number, language: Language): string {
  const character = text[at] ?? '';
  if (character === "'" && /[A-Za-z]/.test(text[at - 1] ?? '') && /[A-Za-z]/.test(text[at + 1] ?? '')) {
    return "'";
  }
  const mark = marks[character]?.[language === 'zh-CN' ? 0 : 1];
  // A point inside a name (`clipo.com`) is no end of a sentence.
  if (character === '.' && /[\p{L}\d]/u.test(text[at + 1] ?? '')) {
    return ' ';
  }
  // Chinese words are not parted by what is left out, English ones and letters are.
  return mark ?? (language === 'en' || /[A-Za-z]/.test(text[at - 1] ?? '') ? ' ' : '');
}

/** Full-width digits, letters and signs in their plain form; the length stays, so offsets do too. */
function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (wide) =>
      /[，！？；：（）]/.test(wide) ? wide : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replace(/[￥]/g, '¥')
    .replace(/[　\u00a0\t\r\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ')
    .replace(/[’ʼ]/g, "'");
}

function joined(pieces: readonly SpokenPiece[]): SpokenPiece[] {
  const result: SpokenPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (
      last?.isLiteral === true &&
      piece.isLiteral &&
      last.spokenEnd === piece.spokenStart &&
      last.textEnd === piece.textStart
    ) {
      last.spokenEnd = piece.spokenEnd;
      last.textEnd = piece.textEnd;
    } else {
      result.push({ ...piece });
    }
  }
  return result;
}
