import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MusicTrack } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { musicLeadSamples } from '@clipo/contract/music-catalog';
import { saveFile } from '../join/save-file.ts';
import type { Stereo } from './loudness.ts';
import { playLoop } from './music/play-loop.ts';

/** What to play. */
export interface MusicRequest {
  track: MusicTrack;
  seed: number;
  sampleCount: number;
  /** Where the first beat falls; before it the loop's last bar leads in. Left out, `musicLeadSamples`. */
  firstBeatSample?: number | undefined;
}

/** Part of every loop's name in the cache: raise it whenever a track and seed give other sound than before. */
const loopVersion = 'loop-5';
/** The last loops, at 4 MB each: a batch plays one or a few. */
const mostLoops = 4;
const loops = new Map<string, Promise<Int16Array>>();

/**
 * Plays a built-in piece for exactly `sampleCount` samples at 48 kHz: composed and synthesised by code from the seed,
 * looped without a seam, with 6 dB of headroom. Equal requests give equal samples. Loops are kept in memory and, where
 * a cache folder is named, on disk as 16-bit samples behind their SHA-256; a damaged one is played anew.
 * Music and its recording are Clipo's own: no rights of others are touched.
 * Throws `disk_full`, `output_unwritable`.
 */
export async function composeMusic(
  { track, seed, sampleCount, firstBeatSample = musicLeadSamples }: MusicRequest,
  cacheDir?: string,
): Promise<Stereo> {
  if (!Number.isInteger(sampleCount) || sampleCount < 0) {
    throw new ClipoError('internal', `no music of ${sampleCount} samples`);
  }
  const loop = await loopOf(track, seed, cacheDir);
  const left = new Float32Array(sampleCount);
  const right = new Float32Array(sampleCount);
  // What rings over from the loop's end leads in to its first beat.
  for (let index = 0, at = loop.length - firstBeatSample * 2; index < sampleCount; index += 1) {
    left[index] = (loop[at] as number) / 32_768;
    right[index] = (loop[at + 1] as number) / 32_768;
    at = at + 2 === loop.length ? 0 : at + 2;
  }
  return { left, right };
}

function loopOf(track: MusicTrack, seed: number, cacheDir: string | undefined): Promise<Int16Array> {
  const key = `${track} ${seed}`;
  const known = loops.get(key);
  if (known !== undefined) {
    return known;
  }
  const loop = findOrPlay(track, seed, cacheDir);
  if (loops.size >= mostLoops) {
    loops.delete(loops.keys().next().value ?? key);
  }
  loops.set(key, loop);
  // A full disk is no reason to fail again for ever.
  loop.catch(() => loops.delete(key));
  return loop;
}

async function findOrPlay(track: MusicTrack, seed: number, cacheDir: string | undefined): Promise<Int16Array> {
  if (cacheDir === undefined) {
    return rounded(playLoop(track, seed));
  }
  const path = join(cacheDir, 'loops', `${loopVersion}-${track}-${seed}.pcm`);
  const known = await readLoop(path);
  if (known !== null) {
    return known;
  }
  const loop = rounded(playLoop(track, seed));
  const bytes = new Uint8Array(loop.buffer);
  await mkdir(dirname(path), { recursive: true });
  await saveFile(path, Buffer.concat([digest(bytes), bytes]));
  return loop;
}

/** Left and right in turn, in 16 bits: what is heard is the same whether it comes from the cache or not. */
function rounded({ left, right }: Stereo): Int16Array<ArrayBuffer> {
  const both = new Int16Array(left.length * 2);
  for (let index = 0; index < left.length; index += 1) {
    both[index * 2] = Math.round((left[index] as number) * 32_768);
    both[index * 2 + 1] = Math.round((right[index] as number) * 32_768);
  }
  return both;
}

const digestBytes = 32;

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

async function readLoop(path: string): Promise<Int16Array | null> {
  const file = await readFile(path).catch(() => null);
  if (file === null || file.length <= digestBytes) {
    return null;
  }
  // Copied, so that the samples lie at an even address.
  const bytes = Uint8Array.from(file.subarray(digestBytes));
  return digest(bytes).equals(file.subarray(0, digestBytes)) ? new Int16Array(bytes.buffer) : null;
}
