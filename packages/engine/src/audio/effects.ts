import type { SoundEvent } from '@clipo/contract';
import { audioRate } from './audio-track.ts';
import { integratedLoudness, type Stereo } from './loudness.ts';
import { seededRandom } from './seeded-random.ts';

/** A short sound and the sample of it that belongs on the event's frame. */
interface Effect {
  sound: Stereo;
  anchor: number;
}

const whooshSeconds = 0.62;
/** The whoosh is loudest here, as a share of its length: it grows into the cut and dies after it. */
const whooshPeak = 0.55;

/**
 * Adds the sounds of gestures to a mix, in place. `reference` is the loudness (LUFS) that their levels count from: the
 * voice's, or the music's. What would sound before the beginning or after the end is cut softly.
 */
export function addEffects(
  mix: Stereo,
  events: readonly SoundEvent[],
  { fps, reference }: { fps: number; reference: number },
): void {
  for (const [index, event] of events.entries()) {
    const { sound, anchor } = effectOf(event.kind, index);
    const loudness = integratedLoudness(sound) ?? 0;
    const gain = 10 ** ((reference + event.gainDb - loudness) / 20);
    const start = Math.round((event.startFrame * audioRate) / fps) - anchor;
    addAt(mix.left, sound.left, start, gain);
    addAt(mix.right, sound.right, start, gain);
  }
}

function addAt(target: Float32Array, sound: Float32Array, start: number, gain: number): void {
  const first = Math.max(0, -start);
  const end = Math.min(sound.length, target.length - start);
  const edge = audioRate / 200;
  for (let index = first; index < end; index += 1) {
    // Only where a boundary of the video cuts it: its own ends are silent.
    const soft = Math.min(1, (index - first + 1) / edge, (end - index) / edge);
    target[start + index] = (target[start + index] as number) + (sound[index] as number) * gain * soft;
  }
}

function effectOf(kind: SoundEvent['kind'], turn: number): Effect {
  switch (kind) {
    case 'whoosh':
      return whoosh(turn);
    case 'click':
      return click(turn);
    default:
      return kind satisfies never;
  }
}

/** Air that passes from one side to the other: noise through a band that rises into the cut and falls after it. */
function whoosh(turn: number): Effect {
  const random = seededRandom(turn * 37 + 11);
  const count = Math.round(whooshSeconds * audioRate);
  const sound = { left: new Float32Array(count), right: new Float32Array(count) };
  const direction = turn % 2 === 0 ? 1 : -1;
  let [band, low] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const share = index / count;
    const near = share < whooshPeak ? share / whooshPeak : (1 - share) / (1 - whooshPeak);
    const swell = (0.5 - 0.5 * Math.cos(Math.PI * near)) ** 1.6;
    // Chamberlin's state-variable filter, its band-pass taken.
    const tune = 2 * Math.sin((Math.PI * (320 + 1_500 * near * near)) / audioRate);
    low += tune * band;
    band += tune * (random() * 2 - 1 - low - 0.9 * band);
    const angle = ((direction * (share - 0.5) * 1.1 + 1) * Math.PI) / 4;
    sound.left[index] = band * swell * Math.cos(angle);
    sound.right[index] = band * swell * Math.sin(angle);
  }
  return { sound, anchor: Math.round(whooshPeak * count) };
}

/** A small wooden pop whose tone rises: something has appeared. */
function click(turn: number): Effect {
  const count = Math.round(0.11 * audioRate);
  const left = new Float32Array(count);
  const base = [620, 700, 660][turn % 3] ?? 620;
  let phase = 0;
  for (let index = 0; index < count; index += 1) {
    const time = index / audioRate;
    phase += (2 * Math.PI * base * (1 + 0.7 * (1 - Math.exp(-time / 0.012)))) / audioRate;
    const rise = Math.min(1, time / 0.0015);
    const close = Math.min(1, (count - index) / (0.02 * audioRate));
    left[index] = Math.sin(phase) * rise * Math.exp(-time / 0.022) * close;
  }
  return { sound: { left, right: left.slice() }, anchor: 0 };
}

/** Level of the room in dBFS: felt as a place where nobody speaks, not heard as noise. */
const roomDb = -64;

/**
 * Adds the air of a quiet room to a finished voice that has no music, in place, so that pauses are not holes: low, soft
 * noise that differs on both sides, too faint to move a meter.
 */
export function addRoomTone({ left, right }: Stereo): void {
  for (const [samples, seed] of [
    [left, 401],
    [right, 907],
  ] as const) {
    const random = seededRandom(seed);
    const tone = new Float32Array(samples.length);
    let [brown, soft, power] = [0, 0, 0];
    for (let index = 0; index < tone.length; index += 1) {
      brown = brown * 0.97 + (random() * 2 - 1) * 0.2;
      soft += (brown - soft) * 0.18;
      tone[index] = soft;
      power += soft * soft;
    }
    const gain = 10 ** (roomDb / 20) / Math.sqrt(power / Math.max(1, tone.length) + 1e-12);
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = (samples[index] as number) + (tone[index] as number) * gain;
    }
  }
}
