import { describe, expect, it } from 'vitest';
import { cleanStretches, type FrameReport } from './find-damage.ts';
import type { VideoTrack } from './probe-media.ts';

const track = { rate: { num: 25, den: 1 } } as VideoTrack;

/** 4 s at 25 frames a second with a key frame every second; complaints at the frames named. */
function reports(complaints: readonly number[], isKey = (n: number) => n % 25 === 0): FrameReport[] {
  return Array.from({ length: 100 }, (_, n) => ({
    timeMs: n * 40,
    isKey: isKey(n),
    hasComplaint: complaints.includes(n),
  }));
}

describe('damage lasts to the next key frame (C3)', () => {
  it('a clean clip is one stretch', () => {
    expect(cleanStretches(reports([]), track)).toEqual([{ startMs: 0, endMs: 4000 }]);
  });

  it('what lies before and after the damage stays', () => {
    expect(cleanStretches(reports([30]), track)).toEqual([
      { startMs: 0, endMs: 1160 },
      { startMs: 2000, endMs: 4000 },
    ]);
  });

  it('damage in the first frame takes the first group, damage at the end the rest', () => {
    expect(cleanStretches(reports([0]), track)).toEqual([{ startMs: 1000, endMs: 4000 }]);
    expect(cleanStretches(reports([80]), track)).toEqual([{ startMs: 0, endMs: 3160 }]);
  });

  it('a complaint just before a key frame may belong to what comes after it', () => {
    expect(cleanStretches(reports([24]), track)).toEqual([
      { startMs: 0, endMs: 920 },
      { startMs: 2000, endMs: 4000 },
    ]);
  });

  it('where every frame is a key frame, damage is short', () => {
    expect(
      cleanStretches(
        reports([50], () => true),
        track,
      ),
    ).toEqual([
      { startMs: 0, endMs: 1960 },
      { startMs: 2160, endMs: 4000 },
    ]);
  });

  it('stretches of less than half a second are dropped, and a hole in the times ends one', () => {
    expect(cleanStretches(reports([0, 35, 55, 80]), track)).toEqual([]);
    const holed = reports([]).filter(({ timeMs }) => timeMs < 1000 || timeMs >= 2000);
    expect(cleanStretches(holed, track)).toEqual([
      { startMs: 0, endMs: 1000 },
      { startMs: 2000, endMs: 4000 },
    ]);
  });
});
