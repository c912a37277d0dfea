import { describe, expect, it } from 'vitest';
import { audioRate } from './audio-track.ts';
import { duckDecibels } from './duck.ts';
import { babble } from './sound.fixture.ts';

/** Lines of speech at given seconds in a voice track. */
function voiceOf(seconds: number, lines: readonly (readonly [at: number, length: number])[]): Float32Array {
  const voice = new Float32Array(seconds * audioRate);
  lines.forEach(([at, length], index) => {
    voice.set(babble(length, index + 1), Math.round(at * audioRate));
  });
  return voice;
}

const at = (gains: Float64Array, seconds: number) => gains[Math.round(seconds * 100)] ?? Number.NaN;

describe('music under a voice', () => {
  const gains = duckDecibels(
    voiceOf(14, [
      [1, 2],
      [3.3, 2],
      [6, 2],
      [10, 2],
    ]),
  );

  it('does not pump: it moves at most 1 dB in 10 ms, without corners, and once down and up in a pause', () => {
    let [lastSlope, turns] = [0, 0];
    for (let hop = 1; hop < gains.length; hop += 1) {
      const slope = (gains[hop] ?? 0) - (gains[hop - 1] ?? 0);
      expect(Math.abs(slope), `${hop * 10} ms`).toBeLessThan(1);
      expect(Math.abs(slope - lastSlope), `corner at ${hop * 10} ms`).toBeLessThan(0.25);
      turns += Math.sign(slope) !== 0 && Math.sign(slope) !== Math.sign(lastSlope) ? 1 : 0;
      lastSlope = slope;
    }
    // Down at the first line, up and down in two pauses, up at the end; the pause of 0.3 s is not one.
    expect(turns).toBeLessThanOrEqual(6);
  });

  it('is down before the first sound of a line and stays down between its words', () => {
    expect(at(gains, 0.5)).toBeCloseTo(0, 5);
    expect(at(gains, 0.99)).toBeCloseTo(-11, 1);
    expect(at(gains, 3.15)).toBeCloseTo(-11, 1);
  });

  it('comes back the further the longer the pause is, and wholly after the last line', () => {
    const [short, long] = [at(gains, 5.68), at(gains, 9)];
    expect(short).toBeGreaterThan(-8);
    expect(short).toBeLessThan(-3);
    expect(long).toBeCloseTo(0, 1);
    expect(at(gains, 13)).toBeCloseTo(0, 5);
  });

  it('stays as it is where nobody speaks', () => {
    expect(duckDecibels(new Float32Array(audioRate)).every((gain) => gain === 0)).toBe(true);
  });
});
