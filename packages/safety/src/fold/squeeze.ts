import type { Unit } from './fold-characters.ts';
import lookAlikes from './look-alikes.json' with { type: 'json' };

/** What stands between a kept character and the one before it, the strongest that is there. */
export const gaps = { none: 0, mark: 1, space: 2, stop: 3 } as const;
export type Gap = (typeof gaps)[keyof typeof gaps];

/** Letters, Han characters and digits alone, one UTF-16 unit each, with what was left out noted as gaps. */
export interface Squeezed {
  text: string;
  /** Raw offsets of each character. */
  starts: number[];
  ends: number[];
  gaps: Gap[];
}

const kept = /[\p{L}\p{N}]/u;
const stop = /[。！？；，：!?;,:\n\r…]/u;
const latin = /[a-z]/;
const numerals = new Map<string, string>(Object.entries(lookAlikes.numerals));
const emoji = new Map<string, string>(Object.entries(lookAlikes.emoji));
const leet = new Map<string, string>(Object.entries(lookAlikes.leet));
const parts = new Map<string, string>(Object.entries(lookAlikes.parts));

/** The text with everything left out that is no letter and no digit; numerals are digits, however they are written. */
export function squeeze(units: readonly Unit[]): Squeezed {
  const squeezed: Squeezed = { text: '', starts: [], ends: [], gaps: [] };
  const characters: string[] = [];
  let gap: Gap = gaps.none;
  for (const { character, start, end } of units) {
    if (kept.test(character) && character.length === 1) {
      characters.push(numerals.get(character) ?? character);
      squeezed.starts.push(start);
      squeezed.ends.push(end);
      squeezed.gaps.push(gap);
      gap = gaps.none;
    } else {
      const next = stop.test(character) ? gaps.stop : /\s/u.test(character) ? gaps.space : gaps.mark;
      gap = next > gap ? next : gap;
    }
  }
  squeezed.text = characters.join('');
  return squeezed;
}

/** A word of a list as `squeeze` leaves it, with the places where its own spaces and marks were. */
export function squeezeWord(units: readonly Unit[]): { text: string; breaks: ReadonlySet<number> } {
  const { text, gaps: found } = squeeze(units);
  return { text, breaks: new Set(found.flatMap((gap, index) => (gap === gaps.none || index === 0 ? [] : [index]))) };
}

/** Other ways to read a text: emoji as words, digits and signs as letters, characters put together from their parts. */
export function otherReadings(units: readonly Unit[]): Unit[][] {
  const readings: Unit[][] = [];
  const asEmoji = replaceUnits(units, (character) => emoji.get(character));
  const together = joinParts(asEmoji ?? units);
  const asWords = together ?? asEmoji;
  if (asWords !== undefined) {
    readings.push(asWords);
  }
  const asLetters = replaceUnits(units, (character, index) =>
    isInWord(units, index) ? leet.get(character) : undefined,
  );
  if (asLetters !== undefined) {
    readings.push(asLetters);
    // 1 is read as l as often as i.
    if (units.some(({ character }) => character === '1' || character === '|')) {
      readings.push(
        asLetters.map((unit, index) =>
          /[1|]/.test(units[index]?.character ?? '') ? { ...unit, character: 'l' } : unit,
        ),
      );
    }
  }
  for (const vowel of maskedVowels(units)) {
    readings.push(vowel);
  }
  return readings;
}

/** `p*rn` with each vowel in place of the star. */
function maskedVowels(units: readonly Unit[]): Unit[][] {
  const isMask = (index: number) =>
    /[*#_]/.test(units[index]?.character ?? '') &&
    latin.test(units[index - 1]?.character ?? '') &&
    latin.test(units[index + 1]?.character ?? '');
  return units.some((_, index) => isMask(index))
    ? [...'aeiou'].map((character) => units.map((unit, index) => (isMask(index) ? { ...unit, character } : unit)))
    : [];
}

/** Whether a digit or sign stands in a word of Latin letters: beside a letter, or beside others that do. */
function isInWord(units: readonly Unit[], index: number): boolean {
  const reaches = (step: number) => {
    for (let place = index + step; place >= 0 && place < units.length; place += step) {
      const character = units[place]?.character ?? '';
      if (latin.test(character)) {
        return true;
      }
      if (!leet.has(character)) {
        return false;
      }
    }
    return false;
  };
  const character = units[index]?.character ?? '';
  return leet.has(character) && (reaches(1) || (reaches(-1) && !/[!|+(]/.test(character)));
}

function replaceUnits(
  units: readonly Unit[],
  other: (character: string, index: number) => string | undefined,
): Unit[] | undefined {
  let isChanged = false;
  const replaced = units.flatMap((unit, index) => {
    const word = other(unit.character, index);
    if (word === undefined) {
      return [unit];
    }
    isChanged = true;
    return [...word].map((character) => ({ ...unit, character }));
  });
  return isChanged ? replaced : undefined;
}

/** 贝者 → 赌. */
function joinParts(units: readonly Unit[]): Unit[] | undefined {
  const joined: Unit[] = [];
  let isChanged = false;
  for (let index = 0; index < units.length; index += 1) {
    const [unit, next] = [units[index], units[index + 1]];
    const whole = unit && next ? parts.get(unit.character + next.character) : undefined;
    if (unit === undefined) {
      continue;
    }
    if (whole === undefined || next === undefined) {
      joined.push(unit);
    } else {
      joined.push({ character: whole, start: unit.start, end: next.end });
      isChanged = true;
      index += 1;
    }
  }
  return isChanged ? joined : undefined;
}

/** The text back to front. */
export function mirrored({ text, starts, ends, gaps: between }: Squeezed): Squeezed {
  return {
    text: [...text].reverse().join(''),
    starts: [...starts].reverse(),
    ends: [...ends].reverse(),
    gaps: between.map((_, index) => (index === 0 ? gaps.none : (between[between.length - index] ?? gaps.none))),
  };
}
