import { phonemeSymbols } from '@clipo/contract';
import { expect, it } from 'vitest';
import { gapOf } from './mouth.ts';
import { createMouthTrack } from './mouth-track.ts';
import { spoken } from './spoken.fixture.ts';
import { visemesOf } from './visemes.ts';

const gapAt = (track: ReturnType<typeof createMouthTrack>, seconds: number) =>
  gapOf({ ...track.at(seconds), smile: 0.4 });

it('every sound that speech tells has a shape of its kind', () => {
  for (const symbol of Object.values(phonemeSymbols).flat()) {
    expect(visemesOf(symbol), symbol).toHaveLength(1);
  }
  for (const symbol of phonemeSymbols.lipsShut) {
    expect(visemesOf(symbol)[0]?.viseme).toBe('lips');
  }
  for (const symbol of phonemeSymbols.lipOnTeeth) {
    expect(visemesOf(symbol)[0]?.viseme).toBe('bite');
  }
});

it('diphthongs are said as two shapes, tones and silences as none', () => {
  expect(visemesOf('aɪ').map(({ viseme }) => viseme)).toEqual(['ah', 'ee']);
  expect(visemesOf('oʊ').map(({ viseme }) => viseme)).toEqual(['oh', 'oo']);
  expect(visemesOf('ɑŋ').map(({ viseme }) => viseme)).toEqual(['ah', 'back']);
  expect(visemesOf('a˥˩')).toHaveLength(1);
  expect(visemesOf('')).toEqual([]);
  expect(visemesOf('(en)')).toEqual([]);
});

it('lips are shut on every b, p and m in some frame of the video, even where the sound is shorter than a frame', () => {
  for (const symbol of phonemeSymbols.lipsShut) {
    for (const ms of [15, 30, 60, 110]) {
      const { phonemes } = spoken(['a', symbol, 'a', symbol, 'ɔ'], ms);
      for (const fps of [24, 25, 30]) {
        for (let phase = 0; phase < 1; phase += 0.25) {
          const track = createMouthTrack(phonemes, 1 / fps);
          for (const { startSample, endSample } of phonemes.filter((one) => one.symbol === symbol)) {
            const middle = (startSample + endSample) / 96_000;
            const frame = Math.round(middle * fps - phase);
            const gaps = [frame - 1, frame, frame + 1].map((at) => gapAt(track, (at + phase) / fps));
            expect(Math.min(...gaps), `${symbol} of ${ms} ms at ${fps} fps`).toBe(0);
          }
        }
      }
    }
  }
});

it('neighbours colour each other: a rounded vowel rounds the consonant before it', () => {
  const before = (vowel: string) => {
    const { phonemes } = spoken(['t', vowel, 't'], 90);
    return createMouthTrack(phonemes, 0.04).at(0.5 + 0.07).wide;
  };
  expect(before('u')).toBeLessThan(before('i') - 0.4);
});

it('the mouth opens for vowels by how open they are', () => {
  const openOf = (vowel: string) => gapAt(createMouthTrack(spoken(['t', vowel, 't'], 120).phonemes, 0.04), 0.5 + 0.18);
  expect(openOf('a')).toBeGreaterThan(openOf('e'));
  expect(openOf('e')).toBeGreaterThan(openOf('i'));
  expect(openOf('i')).toBeGreaterThan(0.1);
});
