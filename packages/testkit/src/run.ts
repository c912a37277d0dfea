import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs FFmpeg to make test media; the only place of this package that starts a program. Rejects with its complaints. */
export async function runFfmpeg(args: readonly string[]): Promise<void> {
  await execute('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args]);
}
