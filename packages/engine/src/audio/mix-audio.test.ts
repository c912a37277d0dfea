import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioRate } from './audio-track.ts';
import { integratedLoudness } from './loudness.ts';
import { type MixRequest, mixAudio } from './mix-audio.ts';
import { babble, beep, ffmpegLoudness, lagOf, voiceClip, writeWav } from './sound.fixture.ts';
import { truePeak } from './true-peak.ts';

const music = { track: 'bright-morning', seed: 5, gainDb: -8 } as const;
const fps = 30;
const totalFrames = 240;

let folder = '';
let request: MixRequest;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-mix-'));
  const voice = [await voiceClip(folder, 'one', babble(2, 1), 12), await voiceClip(folder, 'two', babble(1.6, 2), 120)];
  request = { voice, music, totalFrames, fps };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the sound mix', () => {
  it.each([
    ['voice and music', {}],
    ['voice alone', { music: null }],
    ['music alone', { voice: [] }],
  ])('%s: −14 LUFS ± 0.5 and true peaks at most −1 dBTP, by our meter and by FFmpeg’s (C2)', async (_, change) => {
    const mix = await mixAudio({ ...request, ...change });
    const measured = await ffmpegLoudness(mix);
    expect(Math.abs(measured.loudness + 14)).toBeLessThan(0.5);
    expect(measured.truePeakDb).toBeLessThanOrEqual(-1);
    // One truth: FFmpeg's meter counts the last hop otherwise, so a tenth is agreement.
    expect(Math.abs((mix.loudness ?? 0) - measured.loudness)).toBeLessThan(0.15);
    expect(Math.abs((mix.truePeakDb ?? 0) - measured.truePeakDb)).toBeLessThan(0.3);
  });

  it('a voice full of peaks still comes to −14 LUFS under the ceiling', async () => {
    // Ticks of 2 ms, some 20 dB over the rest: a plain gain would clip them.
    const spiky = babble(3, 9).map((sample, index) => {
      const at = index % 9_600;
      return at < 96 ? 0.95 * Math.sin((at * Math.PI) / 96) * Math.sin(at * 0.3) : sample * 0.3;
    });
    const clip = await voiceClip(folder, 'spiky', spiky, 0);
    const mix = await mixAudio({ voice: [clip], music: null, totalFrames: 90, fps });
    const measured = await ffmpegLoudness(mix);
    expect(measured.truePeakDb).toBeLessThanOrEqual(-1);
    expect(Math.abs(measured.loudness + 14)).toBeLessThan(0.5);
  });

  it('a video without voice and music is silent and says so', async () => {
    const mix = await mixAudio({ voice: [], music: null, totalFrames, fps });
    expect([mix.loudness, mix.truePeakDb]).toEqual([null, null]);
    expect(mix.left.every((sample) => sample === 0)).toBe(true);
  });

  it.each([24, 25, 30, 50, 60])('at %i fps the mix is as long as the picture, to the sample', async (rate) => {
    const mix = await mixAudio({ voice: [], music, totalFrames: 37, fps: rate });
    expect(mix.left.length).toBe(Math.round((37 * audioRate) / rate));
    expect(mix.right.length).toBe(mix.sampleCount);
  });

  it('a line begins at the exact sample of its frame', async () => {
    const line = babble(1, 4);
    const clip = await voiceClip(folder, 'exact', line, 25);
    const mix = await mixAudio({ voice: [clip], music: null, totalFrames: 120, fps: 24 });
    const placed = new Float32Array(mix.sampleCount);
    placed.set(line, (25 * audioRate) / 24);
    expect(lagOf(placed, mix.left, 52_000, 300)).toBe(0);
  });

  it('a line that runs past the end is cut there without a click', async () => {
    const clip = await voiceClip(folder, 'long', babble(3, 6), 30);
    const mix = await mixAudio({ voice: [clip], music: null, totalFrames: 60, fps });
    expect(mix.sampleCount).toBe(96_000);
    expect(Math.abs(mix.left.at(-1) ?? 1)).toBeLessThan(0.01);
  });

  it('music lies under the voice and comes back after it', async () => {
    const clip = await voiceClip(folder, 'duck', beep(), 90);
    const withVoice = await mixAudio({ voice: [clip], music, totalFrames, fps });
    const free = await mixAudio({ voice: [], music, totalFrames, fps });
    const ratio = (from: number, to: number) => {
      const power = (samples: Float32Array) =>
        samples.subarray(from * audioRate, to * audioRate).reduce((sum, sample) => sum + sample ** 2, 0);
      return 10 * Math.log10(power(withVoice.left) / power(free.left));
    };
    // The beep ends at 3.06 s; music stays down for 0.3 s after it and is back a second later.
    const down = ratio(3.1, 3.3) - ratio(1, 2.5);
    expect(down).toBeGreaterThan(-12.5);
    expect(down).toBeLessThan(-9);
    expect(Math.abs(ratio(5, 6) - ratio(1, 2.5))).toBeLessThan(0.7);
  });

  it('equal requests give equal samples', async () => {
    const [first, second] = [await mixAudio(request), await mixAudio(request)];
    expect(Buffer.from(first.left.buffer).equals(Buffer.from(second.left.buffer))).toBe(true);
    expect(Buffer.from(first.right.buffer).equals(Buffer.from(second.right.buffer))).toBe(true);
  });

  it('a voice file that is gone, no WAV, or of another rate is named', async () => {
    const mixWith = (path: string) =>
      mixAudio({ voice: [{ speechKey: 'x', path, startFrame: 0, sampleCount: 10 }], music: null, totalFrames, fps });
    const text = join(folder, 'text.wav');
    await writeFile(text, 'not a sound at all');
    const slow = join(folder, 'slow.wav');
    await writeWav(slow, babble(0.2, 1), 22_050);
    await expect(mixWith(join(folder, 'gone.wav'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(mixWith(text)).rejects.toMatchObject({ code: 'unreadable_material', details: { file: text } });
    await expect(mixWith(slow)).rejects.toThrow(/22050 Hz/);
  });
});

describe('the meters', () => {
  it('a sine of −23 dBFS in both channels is −23 LUFS (EBU Tech 3341, case 1)', () => {
    const level = 10 ** (-23 / 20);
    const sine = Float32Array.from(
      { length: audioRate * 5 },
      (_, n) => level * Math.sin((n * 2 * Math.PI * 1000) / audioRate),
    );
    expect(integratedLoudness({ left: sine, right: sine })).toBeCloseTo(-23, 1);
  });

  it('gates out silence: a tone with as long a pause is as loud as the tone (EBU Tech 3341, case 3)', () => {
    const tone = (seconds: number, db: number) =>
      Array.from(
        { length: audioRate * seconds },
        (_, n) => 10 ** (db / 20) * Math.sin((n * 2 * Math.PI * 1000) / audioRate),
      );
    const sound = Float32Array.from([...tone(2, -36), ...tone(20, -23), ...tone(2, -36)]);
    expect(Math.abs((integratedLoudness({ left: sound, right: sound }) ?? 0) + 23)).toBeLessThan(0.1);
  });

  it('finds the peak between samples (EBU Tech 3341, case 15: −6 dBTP)', () => {
    const sine = (phase: number) =>
      Float32Array.from({ length: 9_600 }, (_, n) => 0.5 * Math.sin((n * Math.PI) / 2 + (phase * Math.PI) / 180));
    for (const phase of [0, 45, 60]) {
      const inside = sine(phase).map((sample, n) => sample * Math.min(1, n / 500, (9_600 - n) / 500));
      const db = 20 * Math.log10(truePeak(inside));
      expect(db).toBeGreaterThan(-6.4);
      expect(db).toBeLessThan(-5.8);
    }
  });
});
