import { findSpeech } from '../recording/find-speech.ts';
import { inVoice } from '../spoken-phonemes.ts';
import { moved, type ReferenceVoice, type TimedText } from '../timed-voice.ts';
import { clockOfWarp } from './clock.ts';
import { type Features, featuresOf, frameSamples } from './features.ts';
import { type Warp, warpOnto } from './warp.ts';

/** Bumped when the times of aligned voices come out otherwise. */
export const alignmentVersion = 1;

/** A text as it is heard in another voice than the reference. */
export interface Alignment {
  timed: TimedText;
  /** For each frame (10 ms) of the reference's sound, how unlike the two are; about 0.9 for two voices of one text. */
  cost: Float32Array;
  warp: Warp;
  /** Whether both plainly say the same; where not, the times are worth no more than even ones. */
  isSure: boolean;
}

/**
 * Two voices that say the same differ less than this on average, measured by `clipo bench speech`: other voices of a
 * text stay under 1.05, other texts over 1.15.
 */
const mostCost = 1.1;
/** Nobody says a text in less or more of its time. */
const paces = { least: 0.35, most: 2.8 } as const;

/**
 * Finds a reference's words and sounds in another sound of the same text. `anchors` are places known in both, in
 * samples. What would lie in a pause is moved to where something is said. Pure.
 */
export function alignTo(
  known: ReferenceVoice,
  samples: Float64Array,
  anchors: readonly { reference: number; target: number }[] = [],
): Alignment {
  const reference = featuresOf(known.samples);
  const target = featuresOf(samples);
  const frames = anchors.map((anchor) => ({
    reference: Math.round(anchor.reference / frameSamples),
    target: Math.round(anchor.target / frameSamples),
  }));
  const warp = warpOnto(reference, target, frames);
  const clock = clockOfWarp(warp, { reference: known.samples.length, target: samples.length });
  const pace = samples.length / known.samples.length;
  return {
    timed: clearOfPauses(moved(known, clock), samples),
    cost: warp.cost,
    warp,
    isSure: meanCost(warp, reference) < mostCost && pace > paces.least && pace < paces.most,
  };
}

/** How unlike the sounds are where the reference speaks. */
function meanCost(warp: Warp, reference: Features): number {
  const loudest = reference.levels.reduce((most, level) => Math.max(most, level), -100);
  let sum = 0;
  let count = 0;
  for (let frame = 0; frame < reference.count; frame += 1) {
    if ((reference.levels[frame] as number) > loudest - 35) {
      sum += warp.cost[frame] as number;
      count += 1;
    }
  }
  return sum / Math.max(1, count);
}

/** Moves what begins or ends in a pause of the sound to the pause's edge: a pause belongs to no word. */
function clearOfPauses(timed: TimedText, samples: Float64Array): TimedText {
  const heard = findSpeech(samples);
  if ('fault' in heard) {
    return timed;
  }
  const { spans } = heard;
  const clear = <T extends { startSample: number; endSample: number }>(time: T): T => {
    let best: { start: number; end: number } | undefined;
    for (const { start, end } of spans) {
      const from = Math.max(start, time.startSample);
      const to = Math.min(end, time.endSample);
      if (to - from > (best === undefined ? 0 : best.end - best.start)) {
        best = { start: from, end: to };
      }
    }
    const isMost = best !== undefined && (best.end - best.start) * 4 > time.endSample - time.startSample;
    return best !== undefined && isMost ? { ...time, startSample: best.start, endSample: best.end } : time;
  };
  return {
    parts: timed.parts.map(({ part, times }) => ({
      part,
      times: times.map((time) => (time === undefined ? undefined : clear(time))),
    })),
    phonemes: inVoice(timed.phonemes.map(clear), samples.length),
  };
}
