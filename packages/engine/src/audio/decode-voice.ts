import { ClipoError } from '@clipo/contract/errors';
import { runProgram } from '../ffmpeg/run.ts';
import { audioRate } from './audio-track.ts';

/** No video is longer than 90 s: more of a recording than this is never needed to tell that it is too long. */
const mostSeconds = 180;

/**
 * The first three minutes of a recording's sound as mono samples at 48 kHz, −1 … 1, without the rumble under 60 Hz.
 * @throws ClipoError `unreadable_material` (details file, problem), `missing_program`, `cancelled`
 */
export async function decodeVoice(path: string, signal?: AbortSignal): Promise<Float64Array> {
  const bytes = await runProgram(
    'ffmpeg',
    [
      ...['-i', path, '-map', '0:a:0', '-t', String(mostSeconds), '-af', 'highpass=f=60'],
      ...['-ac', '1', '-ar', String(audioRate), '-f', 'f32le', 'pipe:1'],
    ],
    { signal },
  ).catch((cause: unknown) => {
    if (cause instanceof ClipoError && cause.code === 'program_failed') {
      const problem = "can't be decoded as sound";
      throw new ClipoError('unreadable_material', `${path}: ${problem}`, { details: { file: path, problem }, cause });
    }
    throw cause;
  });
  return Float64Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(index * 4));
}
