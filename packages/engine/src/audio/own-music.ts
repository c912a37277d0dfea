import { ClipoError } from '@clipo/contract/errors';
import { musicLeadSamples } from '@clipo/contract/music-catalog';
import { runProgram } from '../ffmpeg/run.ts';
import { audioRate } from './audio-track.ts';
import type { Stereo } from './loudness.ts';

/** Where a file that is too short begins again, its end and its beginning sound together this long. */
const joinSamples = audioRate;
/** Shorter than this a file is a sound, not music: looping it would stutter. */
const leastSamples = audioRate * 2;

/**
 * A user's sound file for exactly `sampleCount` samples: its first sound where a piece's first beat would be, cut where it is longer, begun again
 * with a soft join where it is shorter. Throws `unreadable_material` (no sound, or less than 2 s where it must be
 * looped), `missing_program`, `cancelled`.
 */
export async function playOwnMusic(path: string, sampleCount: number, signal?: AbortSignal): Promise<Stereo> {
  const source = await decode(path, sampleCount + joinSamples, signal);
  const length = source.left.length;
  if (length < Math.min(sampleCount, leastSamples) || length === 0) {
    const problem = 'too little sound for music: at least 2 seconds are needed';
    throw new ClipoError('unreadable_material', `${path}: ${problem}`, { details: { file: path, problem } });
  }
  return { left: repeat(source.left, sampleCount), right: repeat(source.right, sampleCount) };
}

async function decode(path: string, most: number, signal: AbortSignal | undefined): Promise<Stereo> {
  const bytes = await runProgram(
    'ffmpeg',
    [
      ...['-i', path, '-map', '0:a:0', '-af', 'silenceremove=start_periods=1:start_threshold=-55dB'],
      ...['-t', String(Math.ceil(most / audioRate)), '-ac', '2', '-ar', String(audioRate), '-f', 'f32le', 'pipe:1'],
    ],
    { signal },
  ).catch((cause: unknown) => {
    if (cause instanceof ClipoError && cause.code === 'program_failed') {
      const problem = String(cause.details.problem ?? 'no sound');
      throw new ClipoError('unreadable_material', `${path}: ${problem}`, { details: { file: path, problem }, cause });
    }
    throw cause;
  });
  const count = Math.floor(bytes.length / 8);
  // A copy where the block does not begin at a whole float.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes);
  const both = new Float32Array(aligned.buffer, aligned.byteOffset, count * 2);
  const [left, right] = [new Float32Array(count), new Float32Array(count)];
  for (let index = 0; index < count; index += 1) {
    left[index] = both[index * 2] as number;
    right[index] = both[index * 2 + 1] as number;
  }
  return { left, right };
}

/** Repeats a sound up to a length; its end fades into its beginning at equal power. */
function repeat(source: Float32Array, count: number): Float32Array {
  const target = new Float32Array(count);
  const room = Math.max(0, count - musicLeadSamples);
  if (source.length >= room) {
    target.set(source.subarray(0, room), count - room);
    return target;
  }
  const join = Math.min(joinSamples, source.length >> 2);
  const stride = source.length - join;
  for (let start = musicLeadSamples; start < count; start += stride) {
    const end = Math.min(source.length, count - start);
    for (let index = 0; index < end; index += 1) {
      const rise = start > musicLeadSamples && index < join ? Math.sin((Math.PI * index) / (2 * join)) : 1;
      const fall = index >= stride ? Math.cos((Math.PI * (index - stride)) / (2 * join)) : 1;
      target[start + index] = (target[start + index] as number) + (source[index] as number) * rise * fall;
    }
  }
  return target;
}
