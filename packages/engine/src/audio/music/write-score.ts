import { pick, seededRandom } from '../seeded-random.ts';
import { atOrAbove, chordClasses, voiced } from './harmony.ts';
import { loopBars, loopSteps, type Note, stepsPerBar } from './note.ts';
import type { BassPart, ChordPart, DrumPart, Patterns, Style } from './style.ts';
import { writeMelody } from './write-melody.ts';

/** A stroke of a pattern: its sign, where it begins and how many steps it is held. */
export interface Stroke {
  sign: string;
  step: number;
  steps: number;
}

/** The harmony of a loop: the key and the root (a degree) of each bar. */
export interface Harmony {
  key: number;
  roots: readonly number[];
}

/** Notes of one part of the piece, with its place in the style. */
export interface PlayedPart {
  notes: Note[];
  db: number;
}

/**
 * Writes a loop of a style for a seed: key, chords, patterns and melody vary, the character stays. Hands are a little
 * late and never twice equally strong; the first beat is on time.
 */
export function writeScore(style: Style, seed: number): PlayedPart[] {
  const random = seededRandom(seed * 2_654_435 + 97);
  const key = pick(random, style.keys);
  const roots = [...pick(random, style.progressions).replaceAll(' ', '')].map((degree) => Number(degree) - 1);
  const harmony = { key, roots };
  return [
    ...style.drums.map((part) => ({ notes: drumNotes(part, random), db: part.db ?? 0 })),
    { notes: bassNotes(style.bass, style, harmony, random), db: style.bass.db ?? 0 },
    ...style.chords.map((part) => ({ notes: chordNotes(part, style, harmony, random), db: part.db ?? 0 })),
    ...style.leads.map((part) => ({ notes: writeMelody(part, style, harmony, random), db: part.db ?? 0 })),
  ];
}

/** Strokes of a pattern over the whole loop, in the bars in which the part plays. */
export function strokesOf(pattern: string, bars = 'xxxxxxxx', fill?: string): Stroke[] {
  const signs = [...pattern.replaceAll(' ', '')];
  const ending = fill === undefined ? undefined : [...fill.replaceAll(' ', '')];
  const strokes: Stroke[] = [];
  for (let step = 0; step < loopSteps; step += 1) {
    const bar = Math.floor(step / stepsPerBar);
    const line = ending !== undefined && bar === loopBars - 1 ? ending : signs;
    const sign = line[step % line.length] ?? '.';
    const last = strokes.at(-1);
    if (bars[bar] !== 'x' || sign === '.') {
      continue;
    }
    if (sign !== '-') {
      strokes.push({ sign, step, steps: 1 });
    } else if (last !== undefined && last.step + last.steps === step) {
      last.steps += 1;
    }
  }
  return strokes;
}

/** How much later than the grid a hand strikes: never earlier, and on time where the loop begins. */
export function lateness(random: () => number, step: number, mostMs: number): number {
  return step === 0 ? 0 : random() * mostMs;
}

const forces: Readonly<Record<string, number>> = { X: 1, x: 0.74, o: 0.44 };

function drumNotes(part: DrumPart, random: () => number): Note[] {
  const pattern = pick(random, part.patterns as Patterns);
  return strokesOf(pattern, part.bars, part.fill).map(({ sign, step }, index) => ({
    voice: part.voice,
    step,
    steps: 1,
    // Four strokes in turn: no two hits in a row are the same recording.
    pitch: index % 4,
    force: (forces[sign] ?? 0.7) * (0.92 + random() * 0.08),
    lateMs: lateness(random, step, 3.5),
  }));
}

const bassTones: Readonly<Record<string, number>> = { 1: 0, 3: 1, 5: 2, 7: 3 };

function bassNotes(part: BassPart, { mode }: Style, { key, roots }: Harmony, random: () => number): Note[] {
  return strokesOf(pick(random, part.patterns), part.bars).map(({ sign, step, steps }) => {
    const bar = Math.floor(step / stepsPerBar);
    const root = roots[bar] ?? 0;
    const next = roots[(bar + 1) % roots.length] ?? 0;
    const classes = chordClasses(mode, key, sign === 'n' ? next : root, 4);
    const ground = atOrAbove(classes[0] ?? 0, part.low);
    const tone = classes[bassTones[sign] ?? 0] ?? 0;
    const pitch = sign === '8' ? ground + 12 : sign === 'n' ? ground : ground + ((tone - ground + 120) % 12);
    const force = (step % 8 === 0 ? 0.9 : step % 4 === 0 ? 0.78 : 0.66) * (0.93 + random() * 0.07);
    return { voice: part.voice, step, steps: steps * 0.94, pitch, force, lateMs: lateness(random, step, 4) };
  });
}

/** Time between two strings of a strummed chord. */
const strumMs = 11;

function chordNotes(part: ChordPart, { mode }: Style, { key, roots }: Harmony, random: () => number): Note[] {
  return strokesOf(pick(random, part.patterns), part.bars).flatMap(({ sign, step, steps }): Note[] => {
    const root = roots[Math.floor(step / stepsPerBar)] ?? 0;
    const pitches = voiced(chordClasses(mode, key, root, part.size), part.low);
    const lateMs = lateness(random, step, 7);
    const accent = 0.9 + random() * 0.1;
    const base = { voice: part.voice, step, steps };
    switch (part.kind) {
      case 'arpeggio': {
        const place = Number.parseInt(sign, 36) - 1;
        const pitch = (pitches[place % pitches.length] ?? 0) + 12 * Math.floor(place / pitches.length);
        return [{ ...base, pitch, force: (step % 4 === 0 ? 0.78 : 0.62) * accent, lateMs }];
      }
      case 'block':
        return pitches.map((pitch, finger) => ({
          ...base,
          pitch,
          force: (forces[sign] ?? 0.6) * accent * (1 - finger * 0.04),
          lateMs: lateMs + finger * 1.5,
        }));
      case 'strum': {
        // The hand comes down on the beat and up between; an up-stroke touches the upper strings only.
        const isUp = step % 4 === 2 || step % 2 === 1;
        const strings = [...pitches, ...pitches.slice(0, 2).map((pitch) => pitch + 12)];
        const touched = isUp ? strings.slice(2).reverse() : strings;
        return touched.map((pitch, finger) => ({
          ...base,
          pitch,
          force: (forces[sign] ?? 0.6) * accent * (isUp ? 0.72 : 0.9),
          lateMs: lateMs + finger * strumMs,
        }));
      }
      default:
        return part.kind satisfies never;
    }
  });
}
