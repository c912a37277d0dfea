import { pick } from '../seeded-random.ts';
import { chordClasses, ladder } from './harmony.ts';
import { type Note, stepsPerBar } from './note.ts';
import type { LeadPart, Style } from './style.ts';
import { type Harmony, lateness, type Stroke, strokesOf } from './write-score.ts';

/** A note of a motif: its place in two bars and the rung of the ladder it stands on. */
interface MotifNote extends Stroke {
  rung: number;
}

const phraseSteps = stepsPerBar * 2;
/** Moves of a melody in rungs: mostly steps, now and then a leap. */
const moves = [-2, -1, -1, -1, 0, 1, 1, 1, 2, 3] as const;

/**
 * Writes a melody in four phrases of two bars: A, A with another ending, B that stands higher and moves otherwise, and
 * A again that comes home. Notes on strong beats belong to the chord; the motif keeps its contour over other chords.
 */
export function writeMelody(part: LeadPart, style: Style, harmony: Harmony, random: () => number): Note[] {
  const rungs = ladder(style.mode, harmony.key, part.low, part.rungs);
  const middle = Math.floor(rungs.length / 2);
  const a = writeMotif(pick(random, part.a), middle - 1 + Math.floor(random() * 2), rungs.length, random);
  const b = writeMotif(pick(random, part.b), middle + 1 + Math.floor(random() * 2), rungs.length, random);
  const turned = turnEnding(a, random() < 0.5 ? 1 : -1, rungs.length);
  const bars = part.bars ?? 'xxxxxxxx';
  return [a, turned, b, a].flatMap((motif, phrase) => {
    let last: { rung: number; pitch: number } | undefined;
    return motif.flatMap((note, index): Note[] => {
      const step = phrase * phraseSteps + note.step;
      const bar = Math.floor(step / stepsPerBar);
      const chord = new Set(chordClasses(style.mode, harmony.key, harmony.roots[bar] ?? 0, 3));
      const isHome = phrase === 3 && index === motif.length - 1;
      const isStrong = note.step % 8 === 0 || note.steps >= 4;
      // Where the contour moves, the chord must not pull two notes onto one.
      const taken = last !== undefined && last.rung !== note.rung ? last.pitch : undefined;
      const pitch =
        isHome || isStrong ? nearestIn(rungs, note.rung, chord, taken) : (rungs[note.rung] ?? rungs[0] ?? part.low);
      last = { rung: note.rung, pitch };
      const force = (note.step % 8 === 0 ? 0.84 : note.step % 2 === 0 ? 0.7 : 0.6) + random() * 0.1;
      const lateMs = lateness(random, step, 9);
      const played: Note = { voice: part.voice, step, steps: note.steps * 0.96, pitch, force, lateMs };
      return bars[bar] === 'x' ? [...ornamentsOf(part, rungs, played, index === 0), played] : [];
    });
  });
}

function writeMotif(rhythm: string, start: number, rungCount: number, random: () => number): MotifNote[] {
  const strokes = strokesOf(rhythm.padEnd(phraseSteps, '.'), 'xx......');
  let rung = start;
  let leapt = 0;
  let stayed = 0;
  return strokes.map((stroke, index) => {
    if (index > 0) {
      // After a leap the melody turns back by a step; it knocks on one note twice at most.
      let move: number = leapt !== 0 ? -Math.sign(leapt) : pick(random, moves);
      if (move === 0 && stayed >= 1) {
        move = random() < 0.5 ? 1 : -1;
      }
      // A phrase rises in its first half and falls in its second.
      if (Math.abs(move) === 1 && random() < 0.3) {
        move = stroke.step < phraseSteps / 2 ? 1 : -1;
      }
      if (rung + move < 0 || rung + move >= rungCount) {
        move = -move;
      }
      leapt = Math.abs(move) > 1 ? move : 0;
      stayed = move === 0 ? stayed + 1 : 0;
      rung += move;
    }
    return { ...stroke, rung };
  });
}

/** The same phrase with its last three notes led elsewhere. */
function turnEnding(motif: readonly MotifNote[], direction: 1 | -1, rungCount: number): MotifNote[] {
  return motif.map((note, index) => {
    const fromEnd = motif.length - index;
    const shift = fromEnd > 3 ? 0 : direction * (fromEnd === 1 ? 2 : 1);
    return { ...note, rung: Math.max(0, Math.min(rungCount - 1, note.rung + shift)) };
  });
}

/** The pitch nearest to a rung that belongs to a chord and is not `taken`. */
function nearestIn(
  rungs: readonly number[],
  rung: number,
  classes: ReadonlySet<number>,
  taken: number | undefined,
): number {
  const here = rungs[rung] ?? rungs[0] ?? 60;
  const fitting = rungs.filter((pitch) => classes.has(pitch % 12) && pitch !== taken);
  return fitting.reduce(
    (best, pitch) => (Math.abs(pitch - here) < Math.abs(best - here) ? pitch : best),
    fitting[0] ?? here,
  );
}

function ornamentsOf(part: LeadPart, rungs: readonly number[], note: Note, isPhraseStart: boolean): Note[] {
  const place = rungs.indexOf(note.pitch);
  if (part.ornament === 'sweep' && isPhraseStart && note.step > 0) {
    const run = rungs.slice(Math.max(0, place - 5), place);
    return run.map((pitch, index) => ({
      ...note,
      pitch,
      step: note.step - (run.length - index) * 0.5,
      steps: 1,
      force: 0.3 + index * 0.06,
    }));
  }
  if (part.ornament === 'grace' && note.steps > 3.5 && place > 0 && note.step > 0) {
    return [
      { ...note, pitch: rungs[place - 1] ?? note.pitch, step: note.step - 0.5, steps: 0.5, force: note.force * 0.6 },
    ];
  }
  return [];
}
