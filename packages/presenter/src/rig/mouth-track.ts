import type { PresenterPhoneme } from '@clipo/contract';
import { lastBefore, smooth, stepped } from './noise.ts';
import { type MouthTarget, visemes, visemesOf } from './visemes.ts';

const samplesPerSecond = 48_000;

/** How much neighbouring sounds colour each other, as the width of a bell in seconds, for each part of the mouth. */
const widths = { open: 0.028, wide: 0.045, teeth: 0.024, tongue: 0.028, bite: 0.02 } as const;
/** Lips close and part in this time. */
const partSeconds = 0.05;
/** What lies further away than this has no say. */
const reach = 0.2;

interface Stretch {
  start: number;
  end: number;
  target: MouthTarget;
}

/** The mouth over time. */
export interface MouthTrack {
  /** What the mouth does at a moment, in seconds. Any moment may be asked for. */
  at(seconds: number): MouthTarget;
}

/**
 * The mouth for a phoneme track: every sound's shape, blended with its neighbours by a bell so that the middle of a
 * sound keeps its place in time. Lips that must meet (b, p, m) are not blended away: they are shut for at least
 * `frameSeconds` around the sound's middle, so that one frame of the video shows them shut, however short the sound is.
 */
export function createMouthTrack(phonemes: readonly PresenterPhoneme[], frameSeconds: number): MouthTrack {
  const stretches: Stretch[] = [];
  const closures: { start: number; end: number }[] = [];
  for (const { symbol, startSample, endSample } of phonemes) {
    const start = startSample / samplesPerSecond;
    const seconds = (endSample - startSample) / samplesPerSecond;
    let from = start;
    for (const { viseme, share } of visemesOf(symbol)) {
      const end = from + seconds * share;
      stretches.push({ start: from, end, target: visemes[viseme] });
      if (viseme === 'lips') {
        // The end of a stop is its burst, with the lips apart already.
        const shutEnd = symbol.startsWith('m') ? end : from + (end - from) * 0.75;
        const middle = (from + shutEnd) / 2;
        const half = Math.max((shutEnd - from) / 2, frameSeconds / 2);
        closures.push({ start: middle - half, end: middle + half });
      }
      from = end;
    }
  }
  const starts = stretches.map(({ start }) => start);
  const closureStarts = closures.map(({ start }) => start);
  return {
    at(seconds) {
      const result = { open: 0, wide: 0, teeth: 0, tongue: 0, bite: 0, closed: 0 };
      for (let index = lastBefore(starts, seconds + reach); index >= 0; index--) {
        const { start, end, target } = stretches[index] as Stretch;
        if (end < seconds - reach) {
          break;
        }
        for (const key of ['open', 'wide', 'teeth', 'tongue', 'bite'] as const) {
          const width = widths[key];
          result[key] += target[key] * (stepped((seconds - start) / width) - stepped((seconds - end) / width));
        }
      }
      // Sounds are short, and a bell lowers short peaks: what is lost is given back.
      result.open = Math.min(1, result.open * 1.18);
      for (let index = lastBefore(closureStarts, seconds + partSeconds); index >= 0; index--) {
        const { start, end } = closures[index] as { start: number; end: number };
        if (end < seconds - 1) {
          break;
        }
        const outside = Math.max(start - seconds, seconds - end, 0);
        result.closed = Math.max(result.closed, 1 - smooth(outside / partSeconds));
      }
      return result;
    },
  };
}
