import { audioRate } from '../../audio-track.ts';
import { seededRandom } from '../../seeded-random.ts';
import { frequency, type Note } from '../note.ts';
import { onePole, shape, silence, waver } from './partials.ts';

/** Adds a saw tooth with its corner rounded (PolyBLEP), so that it has no false tones. */
function addSaw(samples: Float32Array, hertz: number, level: number, start: number): void {
  const step = hertz / audioRate;
  let phase = start;
  for (let index = 0; index < samples.length; index += 1) {
    let value = 2 * phase - 1;
    if (phase < step) {
      const t = phase / step;
      value -= t + t - t * t - 1;
    } else if (phase > 1 - step) {
      const t = (phase - 1) / step;
      value -= t * t + t + t + 1;
    }
    samples[index] = (samples[index] as number) + value * level;
    phase += step;
    phase = phase >= 1 ? phase - 1 : phase;
  }
}

/** A low pass of 12 dB an octave in place (state variable, Simper's form); `cutoff` gives hertz for a sample's index. */
function lowPass(samples: Float32Array, resonance: number, cutoff: (index: number) => number): void {
  let [band, low] = [0, 0];
  let [a1, a2, a3] = [0, 0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    // The knob is turned a thousand times a second: slower than anybody hears.
    if (index % 48 === 0) {
      const g = Math.tan((Math.PI * Math.min(cutoff(index), audioRate * 0.4)) / audioRate);
      a1 = 1 / (1 + g * (g + 1 / resonance));
      a2 = g * a1;
      a3 = g * a2;
    }
    const v3 = (samples[index] as number) - low;
    const v1 = a1 * band + a2 * v3;
    const v2 = low + a2 * band + a3 * v3;
    band = 2 * v1 - band;
    low = 2 * v2 - low;
    samples[index] = v2;
  }
}

/** A warm pad: three detuned saws behind a filter that opens and closes slowly over the chord. */
export function pad({ pitch, force }: Note, held: number): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const samples = silence(held + 0.6);
  const length = samples.length;
  [0.9965, 1.0008, 1.0041].forEach((detune, index) => {
    addSaw(samples, hertz * detune, force * 0.3, (index * 0.37 + pitch * 0.13) % 1);
  });
  lowPass(samples, 0.6, (index) => 420 + 900 * force * Math.sin((Math.PI * index) / length) ** 2);
  return shape(samples, Math.min(0.4, held * 0.4), 0.6);
}

/** A section of strings: four players who do not agree to the cent. Short notes are struck, long ones swell. */
export function strings({ pitch, force }: Note, held: number): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const isShort = held < 0.4;
  const samples = silence(held + (isShort ? 0.12 : 0.45));
  [0.9972, 0.9991, 1.0013, 1.0034].forEach((detune, index) => {
    addSaw(samples, hertz * detune, force * 0.24, (index * 0.29 + pitch * 0.17) % 1);
  });
  const bow = isShort ? 2_600 : 1_900;
  lowPass(samples, 0.7, (index) => {
    const seconds = index / audioRate;
    return 500 + bow * force * (isShort ? Math.exp(-seconds / 0.18) : 1 - Math.exp(-seconds / 0.5));
  });
  if (!isShort) {
    waver(samples, 5.1, 9, 0.6);
  }
  return shape(samples, isShort ? 0.012 : Math.min(0.3, held * 0.3), isShort ? 0.11 : 0.45);
}

/** A synthesiser's pluck: two saws behind a filter that shuts at once. */
export function sawPluck({ pitch, force }: Note): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const samples = silence(0.42);
  addSaw(samples, hertz * 0.9978, force * 0.45, 0.1);
  addSaw(samples, hertz * 1.0024, force * 0.45, 0.6);
  lowPass(samples, 1.1, (index) => 350 + (1_200 + 4_200 * force) * Math.exp(-index / (0.07 * audioRate)));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = (samples[index] as number) * Math.exp(-index / (0.16 * audioRate));
  }
  return shape(samples, 0.002, 0.08);
}

/** A synthesiser's bass: a saw over its sine, the filter snapping shut. */
export function sawBass({ pitch, force }: Note, held: number): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const samples = silence(held + 0.04);
  addSaw(samples, hertz, force * 0.5, 0);
  lowPass(samples, 1.2, (index) => 180 + 1_500 * force * Math.exp(-index / (0.09 * audioRate)));
  const turn = (2 * Math.PI * hertz) / audioRate;
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = (samples[index] as number) + Math.sin(turn * index) * force * 0.5;
  }
  return shape(samples, 0.004, 0.035);
}

interface Breath {
  /** Levels of the partials from the ground tone up. */
  partials: readonly number[];
  /** How much air is heard. */
  air: number;
  attack: number;
  vibrato: number;
}

/** A blown tone: few partials, a breath of air around it, and a vibrato that comes when it is held. */
function blow({ pitch, force }: Note, held: number, breath: Breath): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const samples = silence(held + 0.1);
  const random = seededRandom(pitch * 53 + 3);
  const turn = (2 * Math.PI * hertz) / audioRate;
  const [open, shut] = [onePole(hertz * 3), onePole(hertz * 0.9)];
  let [wide, deep] = [0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    const phase = turn * index;
    let tone = 0;
    for (let partial = 0; partial < breath.partials.length; partial += 1) {
      tone += (breath.partials[partial] as number) * Math.sin(phase * (partial + 1));
    }
    wide += (random() * 2 - 1 - wide) * open;
    deep += (wide - deep) * shut;
    const chiff = 1 + 3 * Math.exp(-index / (0.03 * audioRate));
    samples[index] = (tone + (wide - deep) * breath.air * chiff) * force * 0.6;
  }
  waver(samples, 5.4, breath.vibrato, 0.45);
  return shape(samples, breath.attack, 0.09);
}

/** Someone whistles. */
export function whistle(note: Note, held: number): Float32Array<ArrayBuffer> {
  return blow(note, held, { partials: [1, 0.06], air: 0.1, attack: 0.035, vibrato: 14 });
}

/** A bamboo flute. */
export function flute(note: Note, held: number): Float32Array<ArrayBuffer> {
  return blow(note, held, { partials: [1, 0.42, 0.16, 0.05], air: 0.16, attack: 0.05, vibrato: 18 });
}
