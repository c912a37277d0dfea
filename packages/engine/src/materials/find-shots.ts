import type { FrameMeasure } from './measure-frames.ts';

/** A run of frames, half-open. */
export interface FrameRun {
  start: number;
  end: number;
}

/** Frames on either side that a jump is compared with. */
const reach = 8;
/** A shot shorter than this (in frames) is a flash or a glitch and belongs to its neighbour. */
const leastFrames = 6;

/**
 * Finds the shots: runs of frames without a cut, in order, covering all frames. A cut is a jump that is large in itself
 * and far above the motion around it, so that a shaking hand is not taken for one. `knownCuts`: frames that are known to
 * begin another shot. Pure.
 */
export function findShots(measures: readonly FrameMeasure[], knownCuts: readonly number[] = []): FrameRun[] {
  const cuts = measures.flatMap((_, index) => (index > 0 && isCut(measures, index) ? [index] : []));
  const starts = [0];
  for (const cut of [...new Set([...cuts, ...knownCuts])].sort((a, b) => a - b)) {
    if (cut - (starts.at(-1) as number) >= leastFrames && measures.length - cut >= leastFrames) {
      starts.push(cut);
    }
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? measures.length }));
}

function isCut(measures: readonly FrameMeasure[], index: number): boolean {
  const { motion, change } = measures[index] as FrameMeasure;
  const around = measures
    .slice(Math.max(1, index - reach), index + reach + 1)
    .map((measure) => measure.motion)
    .sort((a, b) => a - b);
  const usual = around[around.length >> 1] ?? 0;
  const ratio = motion / Math.max(0.5, usual);
  return (motion > 10 && change > 0.12 && ratio > 3) || (motion > 30 && ratio > 2);
}
