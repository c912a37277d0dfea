import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VoiceClip } from '@clipo/contract';
import { runProgram } from '../ffmpeg/run.ts';
import { audioRate } from './audio-track.ts';
import type { Stereo } from './loudness.ts';
import { seededRandom } from './seeded-random.ts';

/** Writes samples (−1 … 1) as 16-bit mono WAV at 48 kHz. */
export async function writeWav(path: string, samples: Float32Array, rate = audioRate): Promise<void> {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(Math.round(sample * 32_767), 44 + index * 2);
  });
  await writeFile(path, bytes);
}

/** Something like speech: syllables of a buzzing tone with pauses, peaks 14 dB above the mean as voices have. */
export function babble(seconds: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const samples = new Float32Array(Math.round(seconds * audioRate));
  let at = 0;
  while (at < samples.length) {
    const length = Math.round((0.09 + random() * 0.16) * audioRate);
    const [hertz, level] = [105 + random() * 80, 0.12 + random() * 0.35];
    for (let index = 0; index < length && at + index < samples.length; index += 1) {
      const phase = ((index * hertz) / audioRate) % 1;
      const swell = Math.sin((Math.PI * index) / length) ** 2;
      samples[at + index] = level * swell * (Math.exp(-phase * 9) - 0.11 + (random() - 0.5) * 0.06);
    }
    at += length + Math.round(random() ** 2 * 0.18 * audioRate);
  }
  return samples;
}

/** A tone burst of 60 ms that begins at full strength. */
export function beep(): Float32Array {
  return Float32Array.from(
    { length: audioRate * 0.06 },
    (_, index) => 0.5 * Math.cos((index * 2 * Math.PI * 1000) / audioRate),
  );
}

/** Writes a line and gives its clip. */
export async function voiceClip(
  folder: string,
  key: string,
  samples: Float32Array,
  startFrame: number,
): Promise<VoiceClip> {
  const path = join(folder, `${key}.wav`);
  await writeWav(path, samples);
  return { speechKey: key, path, startFrame, sampleCount: samples.length };
}

/** Decodes a file's sound by FFmpeg; `input` are options before the input, such as `-ignore_editlist 1`. */
export async function decodeSound(path: string, input: readonly string[] = []): Promise<Stereo> {
  const args = [...input, '-i', path, '-map', '0:a', '-f', 'f32le', '-ac', '2', '-ar', String(audioRate), 'pipe:1'];
  const bytes = await runProgram('ffmpeg', args);
  const both = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const side = (offset: number) =>
    Float32Array.from({ length: both.length / 2 }, (_, index) => both[index * 2 + offset] ?? 0);
  return { left: side(0), right: side(1) };
}

/** What FFmpeg's own EBU R 128 meter says of a stereo sound. */
export async function ffmpegLoudness({ left, right }: Stereo): Promise<{ loudness: number; truePeakDb: number }> {
  const both = new Float32Array(left.length * 2);
  left.forEach((sample, index) => {
    both[index * 2] = sample;
    both[index * 2 + 1] = right[index] ?? 0;
  });
  const meter = 'ebur128=peak=true:metadata=1,ametadata=print:file=-';
  const args = ['-f', 'f32le', '-ar', String(audioRate), '-ac', '2', '-i', 'pipe:0', '-af', meter, '-f', 'null', '-'];
  const log = String(await runProgram('ffmpeg', args, { input: new Uint8Array(both.buffer) }));
  const last = (key: string) => Number(log.slice(log.lastIndexOf(`${key}=`) + key.length + 1).split('\n')[0]);
  const peaks = [...log.matchAll(/true_peaks_ch\d=([\d.]+)/g)].map((match) => Number(match[1]));
  return { loudness: last('lavfi.r128.I'), truePeakDb: 20 * Math.log10(Math.max(...peaks)) };
}

/** By how many samples `b` comes later than `a` (brute-force cross-correlation around a place). */
export function lagOf(a: Float32Array, b: Float32Array, at: number, most = 2_400, window = 8_192): number {
  let [best, bestLag] = [Number.NEGATIVE_INFINITY, 0];
  for (let lag = -most; lag <= most; lag += 1) {
    let [sum, power] = [0, 0];
    for (let index = 0; index < window; index += 1) {
      const late = b[at + index + lag] ?? 0;
      sum += (a[at + index] ?? 0) * late;
      power += late * late;
    }
    // Normalised: a louder stretch nearby must not win over the right one.
    const likeness = sum / Math.sqrt(power + 1e-9);
    if (likeness > best) {
      [best, bestLag] = [likeness, lag];
    }
  }
  return bestLag;
}
