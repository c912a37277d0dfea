/** A text as terms are looked for in it, with the place of each of its characters in the raw text. */
export interface FoldedText {
  text: string;
  /** `places[i]` is the raw offset of folded character i; one more entry holds the raw length. */
  places: number[];
}

/** Traditional characters of the terms, as writers use them to slip past lists: 極致, 獨家, 療效. */
const simplified = new Map(
  [
    ...'極极獨独療疗國国級级絕绝對对頂顶優优強强佔占價价後后來来開开運运賺赚癒愈減减藥药壓压證证膚肤專专區区產产復复',
  ].flatMap((character, index, all) => (index % 2 === 0 ? [[character, all[index + 1] ?? character] as const] : [])),
);
const invisible = /\ufe0f|[\u200b-\u200f\u2060\ufeff\u00ad]/u;
/** What writers put between the characters of a term: blanks, marks, stars, emoji. Commas and stops part sentences. */
const separator = /[\s*·._\-|/~+=^`'"“”‘’•●○◆■★☆♥♡]|\p{Extended_Pictographic}/u;
const han = /\p{Script=Han}/u;

/**
 * Folds width, case, traditional characters and invisible ones, and drops separators between Han characters (最 好, 最*好),
 * so that a term is found however it is dressed up. Offsets are in UTF-16 units of the raw text.
 */
export function foldWithOffsets(raw: string): FoldedText {
  const units: { character: string; at: number }[] = [];
  let at = 0;
  for (const character of raw) {
    if (!invisible.test(character)) {
      for (const part of character.normalize('NFKC').toLowerCase()) {
        units.push({ character: simplified.get(part) ?? part, at });
      }
    }
    at += character.length;
  }
  const kept = units.filter((unit, index) => !isBetweenHan(units, index, unit.character));
  const places = kept.flatMap(({ character, at: place }) => Array.from({ length: character.length }, () => place));
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
