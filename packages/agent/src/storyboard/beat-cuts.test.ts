import { beatFrames, type FrameRate, type Music, musicTracks, type Speech } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { lineSlots, type Section, sections, slotsFor } from '../script/slots.ts';
import { type CutPart, planCuts } from './beat-cuts.ts';
import { slotSum, timeLines } from './timeline.ts';

const shotsIn = (slotMs: number) => Math.max(1, Math.round(slotMs / 2600));
const lengths = [6, 10, 15, 20, 30, 45, 60, 90];
const rates: FrameRate[] = [24, 25, 30, 50, 60];

/** Parts as the planner lays them: each line spoken for `share` of what its slot takes. */
function partsOf(durationSeconds: number, share = 1): CutPart[] {
  const slots = slotsFor(durationSeconds);
  const laid = (of: readonly Section[]): CutPart => ({
    lines: of
      .filter((section) => slots[section] > 0)
      .flatMap((section) => lineSlots(section, slots[section]))
      .map((slotMs) => ({ slotMs, speech: { sampleCount: Math.floor((slotMs - 250) * 48 * share) } })),
  });
  return [laid(['hook']), laid(sections.filter((section) => section !== 'hook' && section !== 'cta')), laid(['cta'])];
}

const musicOf = (track: (typeof musicTracks)[number], seed = 7): Music => ({ track, seed, gainDb: -8 });

/** The cuts of a video: where a shot begins, the first aside. */
const cutsOf = (cuts: readonly number[][][]) =>
  cuts
    .flat()
    .flatMap((line) => line.slice(0, -1))
    .slice(1);

/** Cuts within 40 ms of a beat of the music as it is laid. */
function onBeat(cuts: readonly number[], music: Music | null, fps: number, frames: number): number {
  if (music === null || !('track' in music)) {
    return 0;
  }
  const beats = beatFrames(music, fps, frames + fps);
  return cuts.filter((cut) => beats.some((beat) => Math.abs(beat - cut) / fps <= 0.04)).length;
}

const cases = lengths.flatMap((length) => musicTracks.map((track) => ({ length, track })));

describe('the length of a video (C8)', () => {
  it.each(rates)('is exact to the frame at %d frames a second, for all lengths', (fps) => {
    for (let seconds = 6; seconds <= 90; seconds += 1) {
      for (const music of [null, musicOf(musicTracks[0])]) {
        const { cuts } = planCuts(partsOf(seconds), music, fps, shotsIn);
        expect(cuts.at(-1)?.at(-1)?.at(-1), `${seconds} s`).toBe(seconds * fps);
      }
    }
  });
});

describe('cuts on the beats of the music', () => {
  it('fall within 40 ms of a beat in seven of ten cases, where they fell in one of five (C8)', () => {
    const count = { cuts: 0, before: 0, after: 0 };
    for (const { length, track } of cases) {
      for (const seed of [1, 4, 7]) {
        const music = musicOf(track, seed);
        const planned = planCuts(partsOf(length), music, 30, shotsIn);
        const [was, is] = [cutsOf(planCuts(partsOf(length), null, 30, shotsIn).cuts), cutsOf(planned.cuts)];
        expect(is.length).toBe(was.length);
        count.cuts += is.length;
        count.before += onBeat(was, music, 30, length * 30);
        count.after += onBeat(is, planned.music, 30, length * 30);
      }
    }
    expect(count.before / count.cuts).toBeLessThan(0.25);
    expect(count.after / count.cuts).toBeGreaterThan(0.7);
  });

  it.each(rates)(
    'leave length and voice as they are and no shot shorter than 0.8 s, at %d frames a second (C8)',
    (fps) => {
      for (const { length, track } of cases) {
        const parts = partsOf(length);
        const [even, planned] = [null, musicOf(track)].map((music) => planCuts(parts, music, fps, shotsIn).cuts.flat());
        const bounds = (planned ?? []).flat();
        expect(bounds[0]).toBe(0);
        expect(bounds.at(-1)).toBe(even?.flat().at(-1));
        for (const [line, cuts] of (planned ?? []).entries()) {
          expect(cuts[0], 'a line begins where the one before ends').toBe(planned?.[line - 1]?.at(-1) ?? 0);
          for (const [shot, end] of cuts.slice(1).entries()) {
            expect(end - (cuts[shot] ?? 0), `${track}, ${length} s, line ${line}`).toBeGreaterThanOrEqual(
              Math.min(0.8 * fps, (even?.[line]?.[shot + 1] ?? 0) - (even?.[line]?.[shot] ?? 0)),
            );
          }
        }
      }
    },
  );

  it('between lines stay in the pause: after the last sound of one, before the first of the next (C8)', () => {
    for (const { length, track } of cases) {
      for (const share of [1, 0.7, 1.02]) {
        const parts = partsOf(length, share);
        const { cuts } = planCuts(parts, musicOf(track), 30, shotsIn);
        const lines = parts.flatMap((part, index) => {
          const start = parts.slice(0, index).flatMap(({ lines: own }) => own);
          const startMs = slotSum(start);
          return timeLines(
            part.lines.map((line) => ({
              ...line,
              role: 'body',
              section: 'sell',
              text: '',
              speech: line.speech as Speech,
            })),
            30,
            startMs,
            cuts[index],
          );
        });
        for (const [index, line] of lines.entries()) {
          const next = lines[index + 1];
          const silentFrom = line.voiceFrame + Math.ceil((line.speech.sampleCount * 30) / 48_000);
          expect(line.startFrame + line.frames).toBeGreaterThanOrEqual(silentFrom);
          expect((next?.startFrame ?? 0) - (next?.voiceFrame ?? 0)).toBeLessThanOrEqual(0);
        }
      }
    }
  });

  it('are the same whatever lines a creative says, so that its pieces are those of the others (C9)', () => {
    for (const { length, track } of cases) {
      const one = planCuts(partsOf(length), musicOf(track), 30, shotsIn);
      for (const share of [0.55, 0.8, 0.97]) {
        expect(planCuts(partsOf(length, share), musicOf(track), 30, shotsIn)).toEqual(one);
      }
    }
  });

  it('are of even length without music, and under a file whose beats nobody knows', () => {
    const even = planCuts(partsOf(30), null, 30, shotsIn);
    const own: Music = { material: 'a', path: 'song.mp3', gainDb: -8 };
    expect(planCuts(partsOf(30), own, 30, shotsIn)).toEqual({ ...even, music: own });
  });
});
