import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { musicCatalog, musicLeadSamples, musicTracks, sixteenthSamples, tempoOf } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lowerRate, printRate, soundPrintDistance, soundPrints } from '../difference/sound-print.ts';
import { audioRate } from './audio-track.ts';
import { composeMusic } from './compose-music.ts';
import { integratedLoudness, type Stereo } from './loudness.ts';
import { mixAudio } from './mix-audio.ts';
import { babble, voiceClip } from './sound.fixture.ts';
import { truePeak } from './true-peak.ts';

const seed = 7;
/** Every piece played once: what all tests look at. The loops lie in the folder's cache from then on. */
const played = new Map<string, Stereo>();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-music-'));
  for (const track of musicTracks) {
    const sampleCount = sixteenthSamples(track, seed) * 128;
    const { left, right } = await composeMusic({ track, seed, sampleCount }, folder);
    // It begins with what leads in to the first beat: turned back, that is the loop's end.
    const turn = (samples: Float32Array) =>
      Float32Array.from([...samples.subarray(musicLeadSamples), ...samples.subarray(0, musicLeadSamples)]);
    played.set(track, { left: turn(left), right: turn(right) });
  }
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const mono = ({ left, right }: Stereo) => left.map((sample, index) => (sample + (right[index] ?? 0)) / 2);
function power(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) {
    sum += value * value;
  }
  return sum / samples.length;
}
const decibels = (value: number) => 10 * Math.log10(value + 1e-12);

/** Power of a sound in the octave around a frequency (RBJ's band-pass), in decibels. */
function octave(samples: Float32Array, hertz: number): number {
  const turn = (2 * Math.PI * hertz) / audioRate;
  const [alpha, cosine] = [Math.sin(turn) / (2 * Math.SQRT2), Math.cos(turn)];
  let [x1, x2, y1, y2, sum] = [0, 0, 0, 0, 0];
  for (const x of samples) {
    const y = (alpha * (x - x2) + 2 * cosine * y1 - (1 - alpha) * y2) / (1 + alpha);
    [x2, x1, y2, y1] = [x1, x, y1, y];
    sum += y * y;
  }
  return decibels(sum / samples.length);
}

const octaves = [63, 125, 250, 500, 1_000, 2_000, 4_000, 8_000];

describe('the built-in music', () => {
  it('has at least 12 pieces of different moods, from slow to fast, each with its licence (C8)', () => {
    expect(musicTracks.length).toBeGreaterThanOrEqual(12);
    expect(new Set(Object.values(musicCatalog).map(({ mood }) => mood)).size).toBe(musicTracks.length);
    const tempos = Object.values(musicCatalog).map(({ bpm }) => bpm);
    expect(Math.min(...tempos)).toBeLessThan(80);
    expect(Math.max(...tempos)).toBeGreaterThan(115);
    for (const { licence, sound } of Object.values(musicCatalog)) {
      expect(licence).toContain('composed by code in this repository');
      expect(sound).not.toBe('');
    }
  });

  describe.each(musicTracks)('%s', (track) => {
    const loop = () => played.get(track) as Stereo;

    it('is eight bars at its tempo, in stereo that holds in mono, with 6 dB of headroom', () => {
      const { left, right } = loop();
      expect(left.length / audioRate).toBeCloseTo((32 * 60) / tempoOf(track, seed), 1);
      expect(right.length).toBe(left.length);
      expect(Math.max(truePeak(left), truePeak(right))).toBeLessThan(0.56);
      expect(left.every(Number.isFinite)).toBe(true);
      expect(left.every((sample, index) => sample === right[index])).toBe(false);
      const sides = (power(left) + power(right)) / 2;
      expect(decibels(power(mono(loop()))) - decibels(sides), 'what mono loses').toBeGreaterThan(-1.5);
      expect(Math.abs(decibels(power(left)) - decibels(power(right))), 'balance').toBeLessThan(2);
    });

    it('stands in the middle: no direct current, nothing clipped, a real width whose bass stays in the centre', () => {
      const { left, right } = loop();
      for (const samples of [left, right]) {
        const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
        expect(20 * Math.log10(Math.abs(mean) + 1e-9)).toBeLessThan(-55);
        expect(samples.some((sample) => Math.abs(sample) > 0.6)).toBe(false);
      }
      const side = left.map((sample, index) => (sample - (right[index] ?? 0)) / 2);
      const width = decibels(power(side)) - decibels(power(mono(loop())));
      expect(width).toBeGreaterThan(-16);
      expect(width).toBeLessThan(-6);
      expect(octave(side, 63) - octave(mono(loop()), 63), 'width of the bass').toBeLessThan(width);
    });

    it('goes from its end to its beginning without a step', () => {
      const { left } = loop();
      let loudest = 0;
      for (let index = 1; index < left.length; index += 1) {
        loudest = Math.max(loudest, Math.abs((left[index] ?? 0) - (left[index - 1] ?? 0)));
      }
      expect(Math.abs((left[0] ?? 1) - (left.at(-1) ?? 0))).toBeLessThan(loudest * 0.5);
      // Nor does it fade: the last beat is a beat as others are.
      const tail = power(left.subarray(-audioRate / 2));
      expect(decibels(tail) - decibels(power(left))).toBeGreaterThan(-12);
    });

    it('keeps one loudness from bar to bar: a bed, not a show', () => {
      const { left, right } = loop();
      const bar = Math.floor(left.length / 4);
      const levels = Array.from({ length: 4 }, (_, index) => {
        const part = (samples: Float32Array) => samples.subarray(index * bar, (index + 1) * bar);
        return integratedLoudness({ left: part(left), right: part(right) }) ?? -99;
      });
      expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(5);
    });

    it('is balanced: bass below, air above, no octave that booms or is missing', () => {
      const sound = mono(loop()).subarray(0, audioRate * 6);
      const levels = octaves.map((hertz) => octave(sound, hertz));
      const whole = decibels(levels.reduce((sum, level) => sum + 10 ** (level / 10), 0));
      const shares = levels.map((level) => level - whole);
      // Music falls towards the treble, by 3 to 5 dB an octave above 1 kHz.
      expect(Math.max(...shares)).toBeLessThan(-2.5);
      const [, , low = 0, middle = 0, , presence = 0, bright = 0, air = 0] = shares;
      expect(Math.min(low, middle)).toBeGreaterThan(-16);
      expect(presence).toBeGreaterThan(-20);
      expect(bright).toBeGreaterThan(-26);
      expect(air).toBeGreaterThan(-30);
    });
  });

  it.each(musicTracks)('%s comes out at −14 LUFS ± 0.5 and at most −1 dBTP under a voice (C2)', async (track) => {
    const voice = [await voiceClip(folder, 'line', babble(2, 1), 20)];
    const music = { track, seed, gainDb: -8 };
    const mix = await mixAudio({ voice, music, totalFrames: 120, fps: 30 }, { cacheDir: folder });
    expect(Math.abs((integratedLoudness(mix) ?? 0) + 14)).toBeLessThan(0.5);
    expect(20 * Math.log10(Math.max(truePeak(mix.left), truePeak(mix.right)))).toBeLessThanOrEqual(-1);
  });

  it.each(musicTracks)('%s lies 15 to 20 dB under a voice while it speaks (C8)', async (track) => {
    // Syllables without sharp peaks: the limiter has nothing to do, and the mix is the sum of its parts.
    const line = Float32Array.from({ length: audioRate * 3 }, (_, index) => {
      const turn = (2 * Math.PI * index) / audioRate;
      const syllable = 0.55 - 0.45 * Math.cos(turn * 4.2);
      return 0.2 * syllable * (Math.sin(turn * 190) + 0.6 * Math.sin(turn * 760) + 0.4 * Math.sin(turn * 2_280));
    });
    const music = { track, seed, gainDb: -8 };
    const mixes: Stereo[] = [];
    for (const [key, samples] of [
      ['as-is', line],
      ['upside-down', line.map((sample) => -sample)],
    ] as const) {
      const voice = [await voiceClip(folder, key, samples, 15)];
      mixes.push(await mixAudio({ voice, music, totalFrames: 120, fps: 30 }, { cacheDir: folder }));
    }
    // A voice upside down turns the music down as itself does: half the sum is the music, half the difference the voice.
    const [one, other] = mixes as [Stereo, Stereo];
    const part = (sign: number) => {
      const side = (a: Float32Array, b: Float32Array) =>
        a.map((sample, index) => (sample + sign * (b[index] ?? 0)) / 2).subarray(audioRate * 0.7, audioRate * 3.3);
      return integratedLoudness({ left: side(one.left, other.left), right: side(one.right, other.right) }) ?? 0;
    };
    expect(Math.round(part(1) - part(-1))).toBeGreaterThanOrEqual(-20);
    expect(Math.round(part(1) - part(-1))).toBeLessThanOrEqual(-15);
  });

  it('sounds different from piece to piece, as fingerprints tell', () => {
    // Two unrelated sounds differ in half of their bits, the same sound at another level in none.
    const prints = musicTracks.map((track) =>
      soundPrints(lowerRate(mono(played.get(track) as Stereo).subarray(0, audioRate * 6), audioRate / printRate)),
    );
    for (const [index, print] of prints.entries()) {
      for (const [place, other] of prints.entries()) {
        const distances = Array.from(print, (bits, at) => soundPrintDistance(bits, other[at] ?? 0));
        const distance = distances.reduce((sum, value) => sum + value, 0) / distances.length;
        const pair = `${musicTracks[index]} and ${musicTracks[place]}`;
        expect(distance, pair).toBeGreaterThanOrEqual(place === index ? 0 : 0.35);
      }
    }
  });

  it('begins its first beat where it is asked to, with the bar before leading in (C8)', async () => {
    const request = { track: 'summer-pop', seed, sampleCount: 96_000 } as const;
    const plain = await composeMusic(request, folder);
    const later = await composeMusic({ ...request, firstBeatSample: musicLeadSamples + 20_000 }, folder);
    expect(later.left.subarray(20_000)).toEqual(plain.left.subarray(0, 76_000));
    expect(power(later.left.subarray(0, 20_000))).toBeGreaterThan(power(plain.left) / 100);
  });

  it('is a piece of its own for each seed and the same for one seed', async () => {
    const play = async (own: number) =>
      Buffer.from((await composeMusic({ track: 'premium-silk', seed: own, sampleCount: 96_000 })).left.buffer);
    const [one, again, two] = [await play(1), await play(1), await play(2)];
    expect(one.equals(again)).toBe(true);
    expect(one.equals(two)).toBe(false);
  });

  it('is kept on disk for other runs, sample for sample, and played anew where the file is damaged', async () => {
    const request = { track: 'tech-grid', seed: 31, sampleCount: 48_000 } as const;
    // Loops in memory would hide the disk: four others, which lie there already, push this one out.
    const others = musicTracks.filter((track) => track !== request.track).slice(0, 4);
    const forget = () => Promise.all(others.map((track) => composeMusic({ ...request, track, seed }, folder)));
    const begun = process.cpuUsage();
    const first = await composeMusic(request, folder);
    const played = process.cpuUsage(begun).user;
    const [name = ''] = (await readdir(join(folder, 'loops'))).filter((file) => file.includes('tech-grid'));
    const path = join(folder, 'loops', name);
    const bytes = await readFile(path);
    await forget();
    const started = process.cpuUsage();
    const second = await composeMusic(request, folder);
    expect(process.cpuUsage(started).user / played, 'of what playing it took').toBeLessThan(0.5);
    expect(Buffer.from(second.left.buffer).equals(Buffer.from(first.left.buffer))).toBe(true);
    await writeFile(path, bytes.fill(1, 50_000, 60_000));
    await forget();
    const third = await composeMusic(request, folder);
    expect(Buffer.from(third.right.buffer).equals(Buffer.from(first.right.buffer))).toBe(true);
  });
});
