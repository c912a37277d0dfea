import { findSpeech } from '../recording/find-speech.ts';
import { inVoice } from '../spoken-phonemes.ts';
import { moved, type ReferenceVoice, type TimedText } from '../timed-voice.ts';
import { clockOfWarp } from './clock.ts';
import { type Features, featuresOf, frameSamples } from './features.ts';
import { outOfPauses } from './out-of-pauses.ts';
import { type Warp, warpOnto } from './warp.ts';

/** Bumped when the times of aligned voices come out otherwise. */
export const alignmentVersion = 2;

/** A text as it is heard in another voice than the reference. */
export interface Alignment {
  timed: TimedText;
  /** The reference that it was found with. */
  known: ReferenceVoice;
  reference: Features;
  target: Features;
  warp: Warp;
  /** Whether both plainly say the same; where not, the times are worth no more than even ones. */
  isSure: boolean;
}

/**
 * A reference that runs backwards says nothing of what the voice says, with the same sounds: a voice of the same text is
 * this much nearer to the one that runs forwards. Other texts come to 0.95 and more, tried with eleven voices.
 */
const mostOfBackwards = 0.93;
/** Nobody says a text in less or more of its time. */
const paces = { least: 0.35, most: 2.8 } as const;

/**
 * Finds a text's words and sounds in a sound of it, by the reference that is nearest to it: a high and a low voice, say.
 * `anchors` are places known in both the first reference and the sound, in samples; with them it is the only one. What
 * would lie in a pause is moved to where something is said. Pure.
 */
export function alignTo(
  references: readonly [ReferenceVoice, ...ReferenceVoice[]],
  samples: Float64Array,
  anchors: readonly { reference: number; target: number }[] = [],
): Alignment {
  const target = featuresOf(samples);
  const frames = anchors.map((anchor) => ({
    reference: Math.round(anchor.reference / frameSamples),
    target: Math.round(anchor.target / frameSamples),
  }));
  const [nearest] = (anchors.length > 0 ? references.slice(0, 1) : references)
    .map((known) => {
      const reference = featuresOf(known.samples);
      const warp = warpOnto(reference, target, frames);
      return { known, reference, warp, cost: meanCost(warp, reference) };
    })
    .sort((a, b) => a.cost - b.cost);
  if (nearest === undefined) {
    throw new TypeError('no reference');
  }
  const { known, reference, warp, cost } = nearest;
  const clock = clockOfWarp(warp, { reference: known.samples.length, target: samples.length });
  const backwards = reversed(reference);
  const pace = samples.length / known.samples.length;
  const isNear = cost < mostOfBackwards * meanCost(warpOnto(backwards, target), backwards);
  return {
    timed: clearOfPauses(moved(known, clock), samples),
    known,
    reference,
    target,
    warp,
    isSure: isNear && pace > paces.least && pace < paces.most,
  };
}

/** The same sounds in the order in which they say nothing. */
export function reversed({ count, width, values, levels }: Features): Features {
  const turned = new Float32Array(values.length);
  for (let frame = 0; frame < count; frame += 1) {
    for (let index = 0; index < width; index += 1) {
      // The second half are slopes: backwards they fall where they rose.
      const value = values[(count - 1 - frame) * width + index] as number;
      turned[frame * width + index] = index < width / 2 ? value : -value;
    }
  }
  return { count, width, values: turned, levels: levels.toReversed() };
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
  const clear = outOfPauses(heard.spans);
  return {
    parts: timed.parts.map(({ part, times }) => ({
      part,
      times: times.map((time) => (time === undefined ? undefined : clear(time))),
    })),
    phonemes: inVoice(timed.phonemes.map(clear), samples.length),
  };
}
