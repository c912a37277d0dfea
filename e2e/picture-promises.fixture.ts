import { describe, expect, it } from 'vitest';
import type { Frames } from './decoded-video.fixture.ts';
import { litWordsOf } from './lit-words.fixture.ts';
import type { WatchedVideo } from './watched-video.fixture.ts';

/** Words are seen and heard together within this. */
const mostLateMs = 80;

/** What the pictures of finished videos promise, looked at frame by frame. */
export function picturePromises(watched: () => readonly WatchedVideo[]): void {
  describe('the pictures', () => {
    it('have no black frame, nor one of a single colour', () => {
      for (const { record, seen } of watched()) {
        for (let frame = 0; frame < seen.small.count; frame += 1) {
          const luma = seen.small.at(frame);
          const lowest = luma.reduce((least, value) => Math.min(least, value), 255);
          const highest = luma.reduce((most, value) => Math.max(most, value), 0);
          expect(luma.filter((value) => value > 40).length / luma.length, `${record.name} ${frame}`).toBeGreaterThan(
            0.1,
          );
          expect(highest - lowest, `${record.name} ${frame}`).toBeGreaterThan(60);
        }
      }
    });

    it('never stand still for half a second, least of all in the last one', () => {
      for (const { record, seen } of watched()) {
        const step = Math.floor(record.fps / 2);
        for (let frame = step; frame < seen.small.count; frame += 1) {
          const change = meanChange(seen.small.at(frame - step), seen.small.at(frame));
          expect(change, `${record.name} ${frame - step} … ${frame}`).toBeGreaterThan(0.25);
        }
      }
    });

    it('carry the AI label on every single frame, at least 5 % of the short side high (L1)', () => {
      for (const { record, seen, prepared } of watched()) {
        const { settings } = prepared;
        const rows = rowsInkedThroughout(seen.label);
        const needed = Math.ceil(Math.min(record.width, record.height) * 0.05);
        expect(longestRun(rows), record.name).toBeGreaterThanOrEqual(needed);
        expect(record.label?.explicit).toEqual({
          text: settings.label?.text.replace('\n', ' · '),
          heightPx: expect.any(Number),
        });
        expect(record.label?.explicit.heightPx).toBeGreaterThanOrEqual(needed);
        // Right below the label nothing stands all the time: what was found is the label and no bright background. Further
        // down every scene may happen to be bright at one place.
        const below = rows.slice(Math.ceil((settings.label?.fontPx ?? 0) * 1.6)).slice(0, Math.ceil(needed / 2));
        expect(below, record.name).toEqual(Array.from({ length: Math.ceil(needed / 2) }, () => false));
      }
    });

    it(`light every spoken word within ${mostLateMs} ms of the voice, and no word without it (C8)`, () => {
      for (const video of watched()) {
        const { changes, spoken, pageEnds } = litWordsOf(video);
        const most = (mostLateMs * video.record.fps) / 1000;
        const isNear = (frame: number, others: readonly number[], within = most) =>
          others.some((other) => Math.abs(other - frame) <= within);
        const unlit = spoken.filter(({ frame }) => !isNear(frame, changes));
        expect(unlit, `${video.record.name}: words that nothing lights`).toEqual([]);
        const words = spoken.map(({ frame }) => frame);
        // A word that pops up still grows in the frame after: whole frames, not parts of one.
        const whole = Math.ceil(most);
        const stray = changes.filter((frame) => !isNear(frame, words, whole) && !isNear(frame, pageEnds));
        expect(stray, `${video.record.name}: lit without a word`).toEqual([]);
        expect(spoken.length).toBeGreaterThan(10);
      }
    });
  });
}

function meanChange(before: Uint8Array, after: Uint8Array): number {
  return before.reduce((sum, value, index) => sum + Math.abs(value - (after[index] ?? 0)), 0) / before.length;
}

/** Rows with pixels that are as bright as the label's ink in every frame. */
function rowsInkedThroughout(frames: Frames): boolean[] {
  const darkest = new Uint8Array(frames.width * frames.height).fill(255);
  for (let frame = 0; frame < frames.count; frame += 1) {
    frames.at(frame).forEach((value, index) => {
      darkest[index] = Math.min(darkest[index] ?? 0, value);
    });
  }
  return Array.from({ length: frames.height }, (_, row) =>
    darkest.subarray(row * frames.width, (row + 1) * frames.width).some((value) => value >= 170),
  );
}

function longestRun(rows: readonly boolean[]): number {
  let run = 0;
  return rows.reduce((longest, isInked) => {
    run = isInked ? run + 1 : 0;
    return Math.max(longest, run);
  }, 0);
}
