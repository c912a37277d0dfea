import type { SpeechSpan } from './find-speech.ts';
import type { Clause } from './read-clauses.ts';

/** Clauses `firstClause` … `endClause` (half-open) are said in the spans `firstSpan` … `endSpan` (half-open). */
export interface AlignedGroup {
  firstClause: number;
  endClause: number;
  firstSpan: number;
  endSpan: number;
}

/** A group that takes another share of the time than its text's costs the square of the ratio's logarithm, so often. */
const lengthCost = 4;
/** A mark in the text at which nobody pauses. */
const unheardCost = { clause: 0.12, sentence: 0.8 } as const;
/** A pause of this length within a clause costs 1; shorter ones in proportion, none more than twice that. */
const pauseSamples = 48_000;

/**
 * Finds which pauses of a recording are which marks of its text: the marks and pauses are matched in order so that every
 * stretch takes about the share of time that its words ask for, long pauses stand at marks, and sentences end in
 * pauses. Groups hold several clauses where nobody paused between them. Pure; a shortest path through clauses × pauses.
 */
export function alignClauses(clauses: readonly Clause[], spans: readonly SpeechSpan[]): AlignedGroup[] {
  const said = runningSum(spans.map(({ start, end }) => end - start));
  const weights = runningSum(clauses.map(({ weight }) => weight));
  const pauses = runningSum(
    spans.slice(1).map(({ start }, index) => Math.min(2, (start - (spans[index]?.end ?? start)) / pauseSamples)),
  );
  const unheard = runningSum(
    clauses.map(({ isSentenceEnd }) => (isSentenceEnd ? unheardCost.sentence : unheardCost.clause)),
  );
  const pace = (said.at(-1) ?? 1) / (weights.at(-1) ?? 1);
  const between = (sums: readonly number[], from: number, to: number) => (sums[to] ?? 0) - (sums[from] ?? 0);
  const costOf = (group: AlignedGroup) => {
    const { firstClause, endClause, firstSpan, endSpan } = group;
    const ratio = between(said, firstSpan, endSpan) / (between(weights, firstClause, endClause) * pace);
    return (
      lengthCost * Math.log(ratio) ** 2 +
      between(unheard, firstClause, endClause - 1) +
      between(pauses, firstSpan, endSpan - 1)
    );
  };
  const width = spans.length + 1;
  const best = new Float64Array((clauses.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(best.length).fill(-1);
  best[0] = 0;
  for (let endClause = 1; endClause <= clauses.length; endClause += 1) {
    for (let endSpan = 1; endSpan <= spans.length; endSpan += 1) {
      for (let firstClause = Math.max(0, endClause - mostClauses); firstClause < endClause; firstClause += 1) {
        for (let firstSpan = 0; firstSpan < endSpan; firstSpan += 1) {
          const before = best[firstClause * width + firstSpan] as number;
          if (before === Number.POSITIVE_INFINITY) {
            continue;
          }
          const cost = before + costOf({ firstClause, endClause, firstSpan, endSpan });
          if (cost < (best[endClause * width + endSpan] as number)) {
            best[endClause * width + endSpan] = cost;
            from[endClause * width + endSpan] = firstClause * width + firstSpan;
          }
        }
      }
    }
  }
  const groups: AlignedGroup[] = [];
  for (let at = best.length - 1; at > 0; ) {
    const back = from[at] as number;
    if (back < 0) {
      // Far more clauses than one breath holds, without a pause between them: one group it is.
      return [{ firstClause: 0, endClause: clauses.length, firstSpan: 0, endSpan: spans.length }];
    }
    groups.unshift({
      firstClause: Math.floor(back / width),
      endClause: Math.floor(at / width),
      firstSpan: back % width,
      endSpan: at % width,
    });
    at = back;
  }
  return groups;
}

/** Nobody says more clauses than this without a pause. */
const mostClauses = 12;

/** Sums of the first 0, 1, 2 … values. */
function runningSum(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) {
    sums.push((sums.at(-1) ?? 0) + value);
  }
  return sums;
}
