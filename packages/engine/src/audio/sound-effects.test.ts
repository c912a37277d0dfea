import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { musicLeadSamples } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioRate } from './audio-track.ts';
import { mixHash } from './encode-mix.ts';
import { integratedLoudness } from './loudness.ts';
import { mixAudio } from './mix-audio.ts';
import { playOwnMusic } from './own-music.ts';
import { babble, ffmpegLoudness, voiceClip, writeWav } from './sound.fixture.ts';

const fps = 30;
let folder = '';
let voice: Awaited<ReturnType<typeof voiceClip>>[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-effects-'));
  voice = [await voiceClip(folder, 'one', hum(1.4), 6), await voiceClip(folder, 'two', hum(1.2), 80)];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A voice without sharp peaks, so that the limiter leaves it alone. */
const hum = (seconds: number) =>
  Float32Array.from({ length: seconds * audioRate }, (_, index) => {
    const turn = (2 * Math.PI * index) / audioRate;
    return 0.2 * (0.6 + 0.4 * Math.sin(turn * 4)) * (Math.sin(turn * 180) + 0.4 * Math.sin(turn * 720));
  });
const power = (samples: Float32Array) =>
  samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length);
const decibels = (value: number) => 10 * Math.log10(value + 1e-12);
/** Power in decibels between two seconds. */
const between = (samples: Float32Array, from: number, to: number) =>
  decibels(power(samples.subarray(from * audioRate, to * audioRate)));

describe('sounds of gestures', () => {
  it('a whoosh swells into its cut and a click starts with its pop, both well under the voice', async () => {
    const request = { voice, music: null, totalFrames: 120, fps };
    const sounds = [
      { kind: 'whoosh', startFrame: 63, gainDb: -18 },
      { kind: 'click', startFrame: 118, gainDb: -17 },
    ] as const;
    const [plain, mix] = [await mixAudio(request), await mixAudio({ ...request, sounds })];
    const added = mix.left.map((sample, index) => sample - (plain.left[index] ?? 0));
    expect(between(mix.left, 2, 2.2)).toBeGreaterThan(between(plain.left, 2, 2.2) + 6);
    expect(between(added, 2, 2.2)).toBeLessThan(between(plain.left, 0.3, 1.5) - 8);
    expect(between(mix.left, 118 / fps, 119 / fps)).toBeGreaterThan(between(plain.left, 118 / fps, 119 / fps) + 6);
    const measured = await ffmpegLoudness(mix);
    expect(Math.abs(measured.loudness + 14)).toBeLessThan(0.5);
    expect(measured.truePeakDb).toBeLessThanOrEqual(-1);
    expect(mixHash({ ...request, sounds })).not.toBe(mixHash(request));
  });

  it('a voice without music stands in a room: pauses are not dead, and nobody hears them', async () => {
    const mix = await mixAudio({ voice, music: null, totalFrames: 120, fps });
    for (let at = 1.75; at < 2.6; at += 0.05) {
      const level = between(mix.left, at, at + 0.05);
      expect(level, `${at} s`).toBeGreaterThan(-72);
      expect(level, `${at} s`).toBeLessThan(-50);
    }
  });
});

describe("a user's own music", () => {
  it('is begun again with a soft join where it is too short, after the silence at its start', async () => {
    const path = join(folder, 'short.wav');
    const tone = Float32Array.from({ length: audioRate * 4 }, (_, index) =>
      index < audioRate / 2 ? 0 : 0.3 * Math.sin((2 * Math.PI * 330 * index) / audioRate),
    );
    await writeWav(path, tone);
    const { left } = await playOwnMusic(path, audioRate * 9);
    expect(left.length).toBe(audioRate * 9);
    expect(between(left.subarray(musicLeadSamples), 0, 0.1)).toBeGreaterThan(-20);
    for (let at = 0.1; at < 8.9; at += 0.1) {
      // Two copies of a tone may meet in or out of step; a hole or a jump would be far outside.
      expect(between(left, at, at + 0.1), `${at} s`).toBeGreaterThan(-26);
      expect(between(left, at, at + 0.1), `${at} s`).toBeLessThan(-9);
    }
    let step = 0;
    for (let index = musicLeadSamples + 1; index < left.length; index += 1) {
      step = Math.max(step, Math.abs((left[index] ?? 0) - (left[index - 1] ?? 0)));
    }
    expect(step).toBeLessThan(0.03);
  });

  it('plays under the voice at −14 LUFS, fades out, and is told by its content, not by its path', async () => {
    const path = join(folder, 'song.wav');
    await writeWav(path, babble(6, 77));
    const music = { material: 'a'.repeat(64), path, gainDb: -8 };
    const request = { voice, music, totalFrames: 135, fps };
    const mix = await mixAudio(request);
    expect(Math.abs((integratedLoudness(mix) ?? 0) + 14)).toBeLessThan(0.5);
    expect(Math.abs(mix.left.at(-1) ?? 1)).toBeLessThan(0.001);
    expect(mixHash({ ...request, music: { ...music, path: '/elsewhere.wav' } })).toBe(mixHash(request));
    expect(mixHash({ ...request, music: { ...music, material: 'b'.repeat(64) } })).not.toBe(mixHash(request));
  });

  it('is refused by name where it holds no sound to loop', async () => {
    const path = join(folder, 'tick.wav');
    await writeWav(path, babble(0.4, 3));
    await expect(playOwnMusic(path, audioRate * 9)).rejects.toMatchObject({
      code: 'unreadable_material',
      details: { file: path },
    });
    await expect(playOwnMusic(join(folder, 'gone.wav'), audioRate)).rejects.toMatchObject({
      code: 'unreadable_material',
    });
  });
});
