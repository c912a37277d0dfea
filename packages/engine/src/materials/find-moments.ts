import type { FrameRun } from './find-shots.ts';
import type { FrameMeasure } from './measure-frames.ts';

/** A run of frames with its worth, 0 … 1. */
export interface ScoredRun extends FrameRun {
  score: number;
}

/**
 * Finds the stretches worth showing: best first, none overlapping, none across a cut, none shorter than 1.2 s unless the
 * shot is all there is. A stretch is as long as one shot of an advertisement (2.4 s); a rest too short to stand alone
 * goes to its neighbour. Pure.
 */
export function findMoments(measures: readonly FrameMeasure[], shots: readonly FrameRun[], fps: number): ScoredRun[] {
  const scores = scoreFrames(measures);
  const least = Math.ceil(1.2 * fps);
  const usual = Math.round(2.4 * fps);
  const runs = shots.flatMap((shot) => cutShot(innerPart(shot, measures.length, least), scores, least, usual));
  const best = runs.length > 0 ? runs : shots.map((shot) => ({ ...shot, score: meanOf(scores, shot) }));
  return best.sort((a, b) => b.score - a.score || a.start - b.start);
}

/** The frame at a cut may be a blend of both shots: it is left out. */
function innerPart(shot: FrameRun, count: number, least: number): FrameRun {
  const inner = { start: shot.start === 0 ? 0 : shot.start + 1, end: shot.end === count ? count : shot.end - 1 };
  return inner.end - inner.start >= least ? inner : { start: shot.start, end: shot.start };
}

function cutShot(free: FrameRun, scores: readonly number[], least: number, usual: number): ScoredRun[] {
  const length = free.end - free.start;
  if (length < least) {
    return [];
  }
  if (length < usual + least) {
    return [{ ...free, score: meanOf(scores, free) }];
  }
  const window = bestWindow(free, scores, usual);
  // A rest that can't stand alone goes to the window, so that no part of the clip is lost.
  const start = window.start - free.start < least ? free.start : window.start;
  const end = free.end - window.end < least ? free.end : window.end;
  return [
    ...cutShot({ start: free.start, end: start }, scores, least, usual),
    { start, end, score: meanOf(scores, { start, end }) },
    ...cutShot({ start: end, end: free.end }, scores, least, usual),
  ];
}

function bestWindow(free: FrameRun, scores: readonly number[], length: number): FrameRun {
  let sum = meanOf(scores, { start: free.start, end: free.start + length }) * length;
  let best = { start: free.start, sum };
  for (let start = free.start + 1; start + length <= free.end; start++) {
    sum += (scores[start + length - 1] as number) - (scores[start - 1] as number);
    if (sum > best.sum + 1e-9) {
      best = { start, sum };
    }
  }
  return { start: best.start, end: best.start + length };
}

function meanOf(scores: readonly number[], { start, end }: FrameRun): number {
  let sum = 0;
  for (let index = start; index < end; index++) {
    sum += scores[index] as number;
  }
  return end > start ? sum / (end - start) : 0;
}

/**
 * Worth of every frame, 0 … 1: sharp against the clip's own sharpest, neither dark nor burnt, and with some life in it.
 * An all but black or plain frame is worth nothing.
 */
export function scoreFrames(measures: readonly FrameMeasure[]): number[] {
  const sorted = measures.map((measure) => measure.sharpness).sort((a, b) => a - b);
  const sharpest = Math.max(1, sorted[Math.floor(sorted.length * 0.95)] ?? 1);
  return measures.map((measure) => {
    if (measure.mean < 12 || measure.sharpness < 0.5) {
      return 0;
    }
    const sharp = Math.min(1, Math.sqrt(measure.sharpness / sharpest));
    return 0.45 * sharp + 0.25 * exposureOf(measure) + 0.3 * livelinessOf(measure.motion);
  });
}

/** A bright background is what product pictures have, so only much of it counts against a frame. */
function exposureOf({ mean, clipped }: FrameMeasure): number {
  const level = mean < 60 ? mean / 60 : mean > 220 ? Math.max(0, (255 - mean) / 35) : 1;
  return level * (1 - Math.max(0, clipped - 0.4) / 0.6);
}

/** A still picture is worth half, gentle motion all, a whipping camera little. */
function livelinessOf(motion: number): number {
  return motion < 1.5 ? 0.5 + motion / 3 : motion < 8 ? 1 : Math.max(0.2, 1 - (motion - 8) / 20);
}
