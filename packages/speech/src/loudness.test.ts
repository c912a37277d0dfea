import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { encodeWav } from './audio/wav.ts';
import { loudness, normaliseLoudness, voiceLoudness } from './loudness.ts';

const folder = mkdtempSync(join(tmpdir(), 'clipo-loudness-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What FFmpeg's own meter says of the samples. */
function measuredByFfmpeg(samples: Float64Array): number {
  const file = join(folder, 'sound.wav');
  writeFileSync(file, encodeWav(samples, 48_000));
  const { stderr } = spawnSync('ffmpeg', ['-hide_banner', '-i', file, '-af', 'ebur128', '-f', 'null', '-'], {
    encoding: 'utf8',
  });
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1]);
}

/** Bursts of a harmonic tone with pauses, like speech: gating matters, and peaks stand far above the mean. */
function bursts(seconds: number, level: number): Float64Array {
  return Float64Array.from({ length: seconds * 48_000 }, (_, index) => {
    const t = index / 48_000;
    const isOn = t % 1.1 < 0.7;
    const pulse = Math.sin(2 * Math.PI * 150 * t) ** 15 + 0.3 * Math.sin(2 * Math.PI * 2_300 * t);
    return isOn ? level * pulse * Math.exp(-(t % 0.35) * 3) : 0;
  });
}

it('loudness is measured as FFmpeg measures it, within 0.2 LU, pauses gated out', () => {
  expect(execFileSync('ffmpeg', ['-version'], { encoding: 'utf8' })).toContain('ffmpeg');
  for (const level of [0.03, 0.2, 0.6]) {
    const samples = bursts(6, level);
    expect(Math.abs(loudness(samples) - measuredByFfmpeg(samples))).toBeLessThan(0.2);
  }
});

it('quiet and loud lines come out alike at −16 LUFS within 0.5 LU by FFmpeg, no peak above −1.5 dBFS', () => {
  for (const level of [0.005, 0.1, 0.9]) {
    const normalised = normaliseLoudness(bursts(4, level));
    expect(Math.abs(measuredByFfmpeg(normalised) + 16)).toBeLessThan(0.5);
    const peak = normalised.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(peak).toBeLessThanOrEqual(voiceLoudness.peak + 1e-9);
  }
});

it('silence stays silence', () => {
  expect(normaliseLoudness(new Float64Array(4_800)).every((value) => value === 0)).toBe(true);
});
