/** Letters set apart in a text, run together: what they say when somebody reads them. */
export interface SpelledRun {
  text: string;
  /** Where each of its characters stands in the folded text. */
  places: number[];
}

/** A letter, a number or a sign that stands alone, and the next one after marks or blanks: at least five of them. */
const spelled = /(?<![a-z\d])(?:[a-z]|\d+|[%#])(?:[\s*._\-·|/'’]{1,3}(?:[a-z]|\d+|[%#])(?![a-z\d])){4,}/gu;
const kept = /[a-z\d%#]/u;
/** Shorter words stand in many others, once nobody sees where words begin. */
const leastLength = 5;

/** The runs of a folded text whose letters stand apart (c u r e s, c*u*r*e*s). */
export function spelledRuns(folded: string): SpelledRun[] {
  return [...folded.matchAll(spelled)].map((run) => {
    const places = [...run[0]].flatMap((character, index) => (kept.test(character) ? [run.index + index] : []));
    return { text: places.map((place) => folded[place]).join(''), places };
  });
}

/** A pattern of words as it meets a run: without blanks between words and without their edges. */
export function withoutBlanks(pattern: RegExp): RegExp {
  const source = pattern.source.replaceAll('\\b', '').replaceAll(/\[- \]\??|\\s\?| \?| /gu, '');
  return new RegExp(source, pattern.flags);
}

/** Where such a pattern stands in the runs: offsets in the folded text, `end` after the last. */
export function spansInRuns(pattern: RegExp, runs: readonly SpelledRun[]): { start: number; end: number }[] {
  return runs.flatMap(({ text, places }) =>
    [...text.matchAll(pattern)]
      .filter((match) => match[0].length >= leastLength)
      .map((match) => ({
        start: places[match.index] ?? 0,
        end: (places[match.index + match[0].length - 1] ?? 0) + 1,
      })),
  );
}
