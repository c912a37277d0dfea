import { audioRate } from './audio-track.ts';
import type { Stereo } from './loudness.ts';

/** Delays of the echo lines in samples (primes, so that echoes do not pile up) and their places. */
const combs = [
  { delay: 1_433, side: 'left' },
  { delay: 1_601, side: 'right' },
  { delay: 1_867, side: 'left' },
  { delay: 2_053, side: 'right' },
  { delay: 2_251, side: 'left' },
  { delay: 2_399, side: 'right' },
] as const;
const diffusers = { left: [347, 113], right: [337, 127] } as const;
/** How long a room answers and how soon it loses the high notes: a living room (0.9 s), a hall (1.7 s). */
const rooms = {
  small: { feedback: 0.72, damping: 0.42, level: 1 },
  hall: { feedback: 0.85, damping: 0.34, level: 0.8 },
} as const;
/** Basses and drums' thuds stay out of the room: they would only muddy it. */
const leastHertz = 220;
const diffusion = 0.6;

/**
 * A warm room's answer to a loop (Schroeder's combs and all-passes). The loop is played twice and the second
 * round kept, so that the end's echo sounds on at the beginning: no seam.
 */
export function answerOfRoom(sent: Float32Array, room: keyof typeof rooms): Stereo {
  const { feedback, damping, level } = rooms[room];
  const loop = withoutLow(sent);
  const length = loop.length;
  const answer = { left: new Float32Array(length), right: new Float32Array(length) };
  for (const { delay, side } of combs) {
    const target = answer[side];
    const line = new Float32Array(delay);
    let slot = 0;
    let soft = 0;
    for (let index = 0; index < length * 2; index += 1) {
      const at = index < length ? index : index - length;
      const echo = line[slot] as number;
      soft += (echo - soft) * (1 - damping);
      line[slot] = (loop[at] as number) + soft * feedback;
      slot = slot + 1 === delay ? 0 : slot + 1;
      if (index >= length) {
        target[at] = (target[at] as number) + (echo * level) / 3;
      }
    }
  }
  for (const side of ['left', 'right'] as const) {
    for (const delay of diffusers[side]) {
      diffuse(answer[side], delay);
    }
  }
  return answer;
}

/** A loop without what lies under `leastHertz` (one pole, settled over a first round). */
function withoutLow(loop: Float32Array): Float32Array {
  const depth = 1 - Math.exp((-2 * Math.PI * leastHertz) / audioRate);
  const rest = new Float32Array(loop.length);
  let low = 0;
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < loop.length; index += 1) {
      low += ((loop[index] as number) - low) * depth;
      rest[index] = (loop[index] as number) - low;
    }
  }
  return rest;
}

/** An all-pass in place, again over two rounds. */
function diffuse(samples: Float32Array, delay: number): void {
  const source = samples.slice();
  const line = new Float32Array(delay);
  let slot = 0;
  for (let index = 0; index < source.length * 2; index += 1) {
    const at = index < source.length ? index : index - source.length;
    const late = line[slot] as number;
    const early = (source[at] as number) + late * diffusion;
    line[slot] = early;
    slot = slot + 1 === delay ? 0 : slot + 1;
    if (index >= source.length) {
      samples[at] = late - early * diffusion;
    }
  }
}
