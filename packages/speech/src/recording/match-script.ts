import type { Features } from '../align/features.ts';

/** A stretch of frames, half-open. */
export interface FrameSpan {
  start: number;
  end: number;
}

/** How the frames of a script, as a known voice says it, lie in a recording that may leave some out or say more. */
export interface ScriptMatch {
  /** Pairs of like frames, in order in both. */
  pairs: { script: number; heard: number }[];
  /** Frames of the script that the recording does not hold. */
  skipped: FrameSpan[];
  /** Frames of the recording that are nothing of the script. */
  added: FrameSpan[];
  /** How unlike both are for each of their frames, what was left out included. */
  cost: number;
}

/** What a frame costs that is left out, against 0 for frames that are alike: less than unlike ones cost each other. */
const gapCost = 1.15;
/** What beginning to leave out costs, so that nothing is left out where a word is only said in another way. */
const openCost = 12;

/**
 * Matches a script with a recording of it: dynamic time warping that never runs at less than half nor at more than
 * twice the pace, so that what is missing or more can't hide in a squeezed or stretched neighbour and is left out of
 * the match at a price (affine gaps, as biologists align sequences). Pure; time and memory grow with the product of
 * both lengths.
 */
export function matchScript(script: Features, heard: Features): ScriptMatch {
  const [rows, columns] = [script.count, heard.count];
  const width = columns + 1;
  const moves = new Uint8Array((rows + 1) * width);
  const line = () => new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  // Ends in a match; in a script's frame left out; in a recording's frame left out.
  let [match, skip, add] = [line(), line(), line()];
  let [matchBefore, skipBefore, addBefore] = [line(), line(), line()];
  let matchTwoBefore = line();
  let [unlike, unlikeBefore] = [line(), line()];
  for (let row = 0; row <= rows; row += 1) {
    for (let column = 0; column <= columns; column += 1) {
      let matchMove = 0;
      let matched = Number.POSITIVE_INFINITY;
      if (row === 0 && column === 0) {
        matched = 0;
      } else if (row > 0 && column > 0) {
        const own = distance(script, row - 1, heard, column - 1);
        unlike[column] = own;
        const from = [matchBefore[column - 1], skipBefore[column - 1], addBefore[column - 1]] as [
          number,
          number,
          number,
        ];
        matchMove = from[0] <= from[1] && from[0] <= from[2] ? 0 : from[1] <= from[2] ? 1 : 2;
        matched = (from[matchMove] as number) + 2 * own;
        const fast = (matchTwoBefore[column - 1] as number) + (unlikeBefore[column] as number) + 2 * own;
        if (fast < matched) {
          [matched, matchMove] = [fast, 3];
        }
        const slow =
          column < 2
            ? Number.POSITIVE_INFINITY
            : (matchBefore[column - 2] as number) + (unlike[column - 1] as number) + 2 * own;
        if (slow < matched) {
          [matched, matchMove] = [slow, 4];
        }
      }
      match[column] = matched;
      const skips = [
        (matchBefore[column] as number) + openCost,
        skipBefore[column] as number,
        (addBefore[column] as number) + openCost,
      ] as const;
      const skipMove = skips[1] <= skips[0] && skips[1] <= skips[2] ? 1 : skips[0] <= skips[2] ? 0 : 2;
      skip[column] = skips[skipMove] + gapCost;
      const adds = [
        (match[column - 1] ?? Number.POSITIVE_INFINITY) + openCost,
        (skip[column - 1] ?? Number.POSITIVE_INFINITY) + openCost,
        add[column - 1] ?? Number.POSITIVE_INFINITY,
      ] as const;
      const addMove = adds[2] <= adds[0] && adds[2] <= adds[1] ? 2 : adds[0] <= adds[1] ? 0 : 1;
      add[column] = adds[addMove] + gapCost;
      moves[row * width + column] = matchMove + 5 * (skipMove + 3 * addMove);
    }
    [matchTwoBefore, matchBefore, match] = [matchBefore, match, matchTwoBefore];
    [skipBefore, skip] = [skip, skipBefore];
    [addBefore, add] = [add, addBefore];
    [unlikeBefore, unlike] = [unlike, unlikeBefore];
  }
  const ends = [matchBefore[columns], skipBefore[columns], addBefore[columns]] as [number, number, number];
  const least = Math.min(...ends);
  return { ...pathOf(moves, rows, columns, ends.indexOf(least)), cost: least / Math.max(1, rows + columns) };
}

/** Walks back from the end; `state` is 0 in a match, 1 in a frame of the script left out, 2 in one of the recording. */
function pathOf(moves: Uint8Array, rows: number, columns: number, state: number): Omit<ScriptMatch, 'cost'> {
  const pairs: ScriptMatch['pairs'] = [];
  const skipped: FrameSpan[] = [];
  const added: FrameSpan[] = [];
  let [row, column, now] = [rows, columns, state];
  while (row > 0 || column > 0) {
    const move = moves[row * (columns + 1) + column] as number;
    if (now === 0) {
      const step = move % 5;
      pairs.unshift({ script: row - 1, heard: column - 1 });
      row -= step === 3 ? 2 : 1;
      column -= step === 4 ? 2 : 1;
      now = step < 3 ? step : 0;
    } else if (now === 1) {
      row -= 1;
      now = Math.floor(move / 5) % 3;
      extend(skipped, row);
    } else {
      column -= 1;
      now = Math.floor(move / 15);
      extend(added, column);
    }
  }
  return { pairs, skipped, added };
}

/** Adds a frame in front, to the first span where that begins next to it. */
function extend(spans: FrameSpan[], frame: number): void {
  const [first] = spans;
  if (first !== undefined && first.start === frame + 1) {
    first.start = frame;
  } else {
    spans.unshift({ start: frame, end: frame + 1 });
  }
}

function distance(script: Features, row: number, heard: Features, column: number): number {
  const { width } = script;
  let sum = 0;
  for (let index = 0, a = row * width, b = column * width; index < width; index += 1, a += 1, b += 1) {
    const difference = (script.values[a] as number) - (heard.values[b] as number);
    sum += difference * difference;
  }
  return Math.sqrt(sum / width);
}
