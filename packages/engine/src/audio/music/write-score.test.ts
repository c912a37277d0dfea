import { musicTracks } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { modes } from './harmony.ts';
import { loopSteps, type Note } from './note.ts';
import { styles } from './styles.ts';
import { writeScore } from './write-score.ts';

const seeds = [1, 2, 3, 7, 2_147_483_647];
const drums = new Set<string>(Object.values(styles).flatMap((style) => style.drums.map(({ voice }) => voice)));

describe.each(musicTracks)('the score of %s', (track) => {
  const style = styles[track];
  const tones = (seed: number) =>
    writeScore(style, seed)
      .flatMap(({ notes }) => notes)
      .filter(({ voice }) => !drums.has(voice));

  it('stays in one key, and within what its instruments can play', () => {
    for (const seed of seeds) {
      const classes = new Set(tones(seed).map(({ pitch }) => pitch % 12));
      const keys = style.keys.filter((key) =>
        [...classes].every((pitch) => (modes[style.mode] as readonly number[]).includes((pitch - key + 144) % 12)),
      );
      expect(keys.length, `seed ${seed}`).toBeGreaterThan(0);
      for (const { pitch, force, step, lateMs } of tones(seed)) {
        expect(pitch).toBeGreaterThanOrEqual(28);
        expect(pitch).toBeLessThanOrEqual(100);
        expect(force).toBeGreaterThan(0.1);
        expect(force).toBeLessThanOrEqual(1.05);
        expect(step).toBeGreaterThanOrEqual(0);
        expect(step).toBeLessThan(loopSteps);
        expect(lateMs).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('has a melody in phrases: A, A with another ending, a B of its own, A again', () => {
    const lead = style.leads.findIndex(({ bars }) => bars === undefined || bars === 'xxxxxxxx');
    expect(lead).toBeGreaterThanOrEqual(0);
    for (const seed of seeds) {
      const { notes } = writeScore(style, seed).at(lead - style.leads.length) ?? { notes: [] };
      const [a, turned, b, home] = [0, 1, 2, 3].map((phrase) => phraseOf(notes, phrase));
      expect(rhythmOf(turned)).toEqual(rhythmOf(a));
      expect(rhythmOf(home)).toEqual(rhythmOf(a));
      expect([rhythmOf(b), pitchesOf(b)]).not.toEqual([rhythmOf(a), pitchesOf(a)]);
      expect(pitchesOf(turned)).not.toEqual(pitchesOf(a));
      // No knocking on one note: three in a row at most, and the phrase has a shape.
      expect(new Set(pitchesOf(a)).size, `seed ${seed}`).toBeGreaterThanOrEqual(2);
    }
  });

  it('is written anew by another seed and never by the same', () => {
    expect(writeScore(style, 5)).toEqual(writeScore(style, 5));
    expect(writeScore(style, 5)).not.toEqual(writeScore(style, 6));
  });
});

/** The notes of two bars that stand on the grid of sixteenths: ornaments stand between. */
function phraseOf(notes: readonly Note[], phrase: number): Note[] {
  return notes.filter(
    ({ step, force }) => step >= phrase * 32 && step < (phrase + 1) * 32 && Number.isInteger(step) && force > 0.55,
  );
}

function rhythmOf(notes: readonly Note[] = []): number[] {
  return notes.map(({ step }) => step % 32);
}

function pitchesOf(notes: readonly Note[] = []): number[] {
  return notes.map(({ pitch }) => pitch);
}
