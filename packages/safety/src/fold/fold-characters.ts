import { Converter } from 'opencc-js/t2cn';
import lookAlikes from './look-alikes.json' with { type: 'json' };

/** One character as it is looked for, and where it stands in the raw text (UTF-16 units, `end` after it). */
export interface Unit {
  character: string;
  start: number;
  end: number;
}

const simplify = Converter({ from: 't', to: 'cn' });
const alike = new Map<string, string>(Object.entries(lookAlikes.characters));
/** Nothing to be seen: zero-width characters, joiners, direction marks, variation selectors, soft hyphens. */
const invisible =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\p{Mn}|\p{Me}|[\u{e0000}-\u{e0fff}]|\p{Emoji_Modifier}/u;
const known = new Map<string, string>();

/**
 * Folds width, case, accents, traditional characters and look-alikes, and drops what can't be seen. Each character
 * keeps its place in the raw text.
 */
export function foldCharacters(raw: string): Unit[] {
  const units: Unit[] = [];
  let start = 0;
  for (const character of raw) {
    const end = start + character.length;
    const folded = known.get(character) ?? remember(character);
    for (const part of folded) {
      units.push({ character: part, start, end });
    }
    start = end;
  }
  return units;
}

function remember(character: string): string {
  const folded = fold(character);
  // Bounded by what Unicode holds; texts use some thousand characters.
  known.set(character, folded);
  return folded;
}

function fold(character: string): string {
  if (invisible.test(character)) {
    return '';
  }
  return [...character.normalize('NFKD').toLowerCase().normalize('NFC').normalize('NFKC')]
    .flatMap((part) => [...part.normalize('NFD')].filter((piece) => !/\p{Mn}/u.test(piece)))
    .map((part) => alike.get(part) ?? part)
    .map((part) => (/\p{Script=Han}/u.test(part) ? simplify(part) : part))
    .map((part) => alike.get(part) ?? part)
    .join('');
}
