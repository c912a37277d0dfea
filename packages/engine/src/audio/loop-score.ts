import { pick, seededRandom } from './seeded-random.ts';

/** Instruments of the loop. */
export type Voice = 'marimba' | 'pluck' | 'bass' | 'pad' | 'kick' | 'snap' | 'shaker' | 'hat';

/** One note: `step` counts sixteenths from the loop's start, `pitch` is a MIDI number, `force` 0 … 1. */
export interface Note {
  voice: Voice;
  step: number;
  steps: number;
  pitch: number;
  force: number;
}

/** A loop of eight bars in 4/4, as notes. */
export interface Score {
  beatsPerMinute: number;
  notes: Note[];
}

export const stepsPerBar = 16;
export const loopBars = 8;

/** Degrees of the major scale in half tones. */
const scale = [0, 2, 4, 5, 7, 9, 11] as const;
/** Degrees that agree with every chord here: the major pentatonic. */
const pentatonic = [0, 1, 2, 4, 5] as const;

type Choices = readonly [readonly number[], ...(readonly number[])[]];

/** Roots as scale degrees, a chord a bar: bright turns that commercials live on. */
const progressions: Choices = [
  [0, 4, 5, 3],
  [0, 5, 3, 4],
  [3, 0, 4, 5],
  [0, 3, 5, 4],
  [3, 4, 2, 5],
];
const keys = [-3, -1, 0, 2, 4, 5] as const;
const tempos = [100, 102, 104, 106, 108] as const;
/** Where the melody may strike within two bars, in sixteenths: syncopated, with air. */
const rhythms: Choices = [
  [0, 3, 6, 10, 12, 16, 19, 22, 28],
  [0, 4, 7, 10, 14, 16, 20, 23, 26],
  [2, 4, 6, 10, 13, 18, 20, 22, 26, 29],
  [0, 3, 8, 11, 14, 16, 19, 24, 27],
];
/** Off-beat strokes of the plucked chord in a bar. */
const strokes: Choices = [
  [2, 6, 10, 14],
  [3, 6, 11, 14],
  [4, 7, 12, 15],
];

/** Writes the loop for a seed: key, tempo, chords, melody and strokes vary; the character stays. */
export function writeScore(seed: number): Score {
  const random = seededRandom(seed);
  const key = pick(random, keys);
  const chords = pick(random, progressions);
  const motif = writeMotif(random);
  const stroke = pick(random, strokes);
  const notes: Note[] = [];
  for (let bar = 0; bar < loopBars; bar += 1) {
    const root = chords[bar % chords.length] ?? 0;
    const at = bar * stepsPerBar;
    notes.push(...padBar(at, key, root), ...bassBar(at, key, root, bar), ...strokeBar(at, key, root, stroke, bar));
    notes.push(...drumBar(at, bar, random));
  }
  notes.push(...melody(motif, key, random));
  return { beatsPerMinute: pick(random, tempos), notes };
}

/** MIDI pitch of a scale degree (7 is the octave) above a base note. */
function pitchOf(base: number, degree: number): number {
  const octave = Math.floor(degree / 7);
  return base + octave * 12 + (scale[degree - octave * 7] ?? 0);
}

/** Range of the melody in steps of the pentatonic: a tenth and a half above the base note. */
const lowest = 2;
const top = 9;

/** A phrase of two bars: steps in the pentatonic, moving by small intervals and ending where it began. */
function writeMotif(random: () => number): { step: number; place: number }[] {
  const steps = pick(random, rhythms);
  let place = 4 + Math.floor(random() * 3);
  return steps.map((step, index) => {
    const move = pick(random, [-2, -1, -1, 0, 1, 1, 2, 3]);
    // At the edges of its range the phrase turns back instead of knocking on one note.
    place += index === 0 ? 0 : place + move < lowest || place + move > top ? -move : move;
    return { step, place };
  });
}

function melody(motif: readonly { step: number; place: number }[], key: number, random: () => number): Note[] {
  const notes: Note[] = [];
  for (let phrase = 0; phrase < loopBars / 2; phrase += 1) {
    // A B A C: the second and fourth phrase turn the ending, the fourth thins out so that the loop breathes.
    const shift = phrase === 1 ? 1 : phrase === 3 ? -1 : 0;
    motif.forEach(({ step, place }, index) => {
      const isTail = index >= motif.length - 3;
      if (phrase === 3 && isTail && index % 2 === 1) {
        return;
      }
      const rung = place + (isTail ? shift : 0);
      const octave = Math.floor(rung / pentatonic.length);
      const degree = (pentatonic[rung - octave * pentatonic.length] ?? 0) + octave * 7;
      const force = (step % 4 === 0 ? 0.78 : 0.6) + random() * 0.12;
      notes.push({ voice: 'marimba', step: phrase * 32 + step, steps: 4, pitch: pitchOf(60 + key, degree), force });
    });
  }
  return notes;
}

function padBar(at: number, key: number, root: number): Note[] {
  // Root, third, fifth and seventh stay within one octave around the middle, so that chords glide into each other.
  return [0, 2, 4, 6].map((interval) => {
    const pitch = pitchOf(48 + key, root + interval);
    return { voice: 'pad', step: at, steps: stepsPerBar, pitch: pitch > 64 + key ? pitch - 12 : pitch, force: 0.5 };
  });
}

function bassBar(at: number, key: number, root: number, bar: number): Note[] {
  const low = pitchOf(36 + key, root);
  const pitch = low > 43 ? low - 12 : low;
  const last = bar % 2 === 1 ? pitch + 7 : pitch;
  return [
    { voice: 'bass', step: at, steps: 5, pitch, force: 0.85 },
    { voice: 'bass', step: at + 6, steps: 2, pitch, force: 0.6 },
    { voice: 'bass', step: at + 8, steps: 4, pitch, force: 0.75 },
    { voice: 'bass', step: at + 14, steps: 2, pitch: last, force: 0.6 },
  ];
}

function strokeBar(at: number, key: number, root: number, stroke: readonly number[], bar: number): Note[] {
  return stroke.flatMap((step, index) =>
    [0, 2, 4].map((interval, finger) => {
      const pitch = pitchOf(60 + key, root + interval);
      const force = 0.42 + (index % 2) * 0.1 - finger * 0.05 + (bar % 4 === 3 ? 0.05 : 0);
      return {
        voice: 'pluck' as const,
        step: at + step,
        steps: 3,
        pitch: pitch > 74 + key ? pitch - 12 : pitch,
        force,
      };
    }),
  );
}

function drumBar(at: number, bar: number, random: () => number): Note[] {
  const hit = (voice: Voice, step: number, force: number): Note => ({
    voice,
    step: at + step,
    steps: 1,
    pitch: 0,
    force,
  });
  const drums = [hit('kick', 0, 0.9), hit('kick', 8, 0.8), hit('snap', 4, 0.7), hit('snap', 12, 0.75)];
  if (bar % 2 === 1) {
    drums.push(hit('kick', 10, 0.55));
  }
  for (let step = 0; step < stepsPerBar; step += 1) {
    const accent = step % 4 === 2 ? 0.62 : step % 2 === 0 ? 0.42 : 0.26;
    drums.push(hit('shaker', step, accent + random() * 0.08));
  }
  for (const step of [2, 6, 10, 14]) {
    drums.push(hit('hat', step, 0.4 + random() * 0.1));
  }
  return drums;
}
