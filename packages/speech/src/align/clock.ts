import { frameSamples } from './features.ts';
import type { Warp } from './warp.ts';

/** From samples of a reference to samples of another sound of the same text; never runs backwards. */
export type Clock = (sample: number) => number;

/** A clock that runs evenly between known places, in samples, which are in order in both. */
export function clockThrough(places: readonly { reference: number; target: number }[]): Clock {
  return (sample) => {
    const after = places.findIndex(({ reference }) => reference > sample);
    const index = after === -1 ? places.length - 1 : Math.max(1, after);
    const from = places[index - 1];
    const to = places[index];
    if (from === undefined || to === undefined) {
      return Math.round(from?.target ?? to?.target ?? sample);
    }
    const share = (sample - from.reference) / Math.max(1, to.reference - from.reference);
    return Math.round(from.target + Math.max(0, Math.min(1, share)) * (to.target - from.target));
  };
}

/** A clock that follows a warp; the ends of both sounds are the same. */
export function clockOfWarp(warp: Warp, lengths: { reference: number; target: number }): Clock {
  const places = [{ reference: 0, target: 0 }];
  for (let frame = 0; frame < warp.first.length; frame += 1) {
    const middle = ((warp.first[frame] as number) + (warp.last[frame] as number) + 1) / 2;
    places.push({ reference: (frame + 0.5) * frameSamples, target: middle * frameSamples });
  }
  places.push(lengths);
  const span = frameSamples;
  // Places stand every frame, so that the one before a sample is found at once.
  return (sample) => {
    const index = Math.max(0, Math.min(places.length - 2, Math.floor(sample / span + 0.5)));
    return clockThrough(places.slice(index, index + 2))(sample);
  };
}
