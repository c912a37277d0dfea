import type { PresenterTrack } from '@clipo/contract';
import { expect, it } from 'vitest';
import { mouthTrackOf } from './mouth-track.ts';

/** A track of sounds of 90 ms each, after a tenth of a second of silence. */
function trackOf(symbols: readonly string[], milliseconds = 90): PresenterTrack {
  const step = milliseconds * 48;
  const phonemes = symbols.map((symbol, at) => ({
    symbol,
    startSample: 4800 + at * step,
    endSample: 4800 + (at + 1) * step,
  }));
  const sampleCount = 4800 + symbols.length * step;
  return { language: 'zh-CN', sampleCount, seed: 1, phonemes, words: [], sentences: [] };
}

const at = (track: PresenterTrack, index: number, milliseconds = 90) => {
  const poses = mouthTrackOf(track, 25, 100);
  const pose = poses[Math.floor(((100 + (index + 0.5) * milliseconds) / 1000) * 25)];
  expect(pose).toBeDefined();
  return pose as NonNullable<typeof pose>;
};

it('lips are shut on every b, p and m, however short, in any voice (C6)', () => {
  for (const milliseconds of [40, 60, 90, 140]) {
    for (const closing of ['p', 'b', 'm', 'pʰ']) {
      const track = trackOf(['a', closing, 'a', 'u', closing, 'i'], milliseconds);
      for (const index of [1, 4]) {
        const pose = at(track, index, milliseconds);
        expect(pose.press, `${closing} of ${milliseconds} ms`).toBeGreaterThan(0.95);
      }
    }
  }
});

it('open vowels open, spread ones draw wide, round ones round, and neighbours colour each other', () => {
  const track = trackOf(['a', 't', 'i', 't', 'u', 't', 'ɔ']);
  expect(at(track, 0).open).toBeGreaterThan(0.5);
  expect(at(track, 2).wide).toBeGreaterThan(0.4);
  expect(at(track, 4).wide).toBeLessThan(-0.5);
  const between = at(trackOf(['u', 't', 'u']), 1).wide;
  expect(between).toBeLessThan(at(trackOf(['i', 't', 'i']), 1).wide);
});

it('a diphthong goes from one vowel to the other, a tone mark changes nothing', () => {
  const track = trackOf(['aɪ', 's'], 240);
  const poses = mouthTrackOf(track, 50, 30);
  expect((poses[8]?.open ?? 0) - (poses[15]?.open ?? 0)).toBeGreaterThan(0.2);
  expect(mouthTrackOf(trackOf(['a5', 'ˈaː']), 25, 10)[4]).toEqual(mouthTrackOf(trackOf(['a', 'a']), 25, 10)[4]);
});

it('silence closes the mouth, before, between and after', () => {
  const track = trackOf(['a', '', '', '', 'a']);
  expect(at(track, 2).open).toBeLessThan(0.05);
  expect(mouthTrackOf(track, 25, 100)[80]?.open).toBe(0);
  expect(mouthTrackOf(track, 25, 100)[0]?.open).toBeLessThan(0.1);
});
