import { foldCharacters } from '../fold/fold-characters.ts';

/** A text as terms are looked for in it, with the place of each of its characters in the raw text. */
export interface FoldedText {
  text: string;
  /** `places[i]` is the raw offset of folded character i; one more entry holds the raw length. */
  places: number[];
}

/** What writers put between the characters of a term: blanks, marks, stars, emoji. Commas and stops part sentences. */
const separator = /[\s*·._\-|/~+=^`'"“”‘’•●○◆■★☆♥♡]|\p{Extended_Pictographic}/u;
const han = /\p{Script=Han}/u;

/**
 * Folds characters (`foldCharacters`) and drops separators between Han characters (最 好, 最*好),
 * so that a term is found however it is dressed up. Offsets are in UTF-16 units of the raw text.
 */
export function foldWithOffsets(raw: string): FoldedText {
  const units = foldCharacters(raw);
  const kept = units.filter((unit, index) => !isBetweenHan(units, index, unit.character));
  const places = kept.flatMap(({ character, start }) => Array.from({ length: character.length }, () => start));
  return { text: kept.map(({ character }) => character).join(''), places: [...places, raw.length] };
}

function isBetweenHan(units: readonly { character: string }[], index: number, character: string): boolean {
  if (!separator.test(character)) {
    return false;
  }
  const beyond = (step: number) => {
    for (let place = index + step; ; place += step) {
      const found = units[place]?.character;
      if (found === undefined || !separator.test(found)) {
        return found;
      }
    }
  };
  return han.test(beyond(-1) ?? '') && han.test(beyond(1) ?? '');
}
