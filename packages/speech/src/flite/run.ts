import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClipoError } from '@clipo/contract';

/** A minute of work is far more than any line takes. */
const mostMs = 60_000;

/** Runs the program and gives what it prints. @throws Error where it can't be started or ends badly */
export async function runFlite(args: readonly string[], signal?: AbortSignal): Promise<string> {
  const limit = AbortSignal.timeout(mostMs);
  return new Promise((resolve, reject) => {
    const child = spawn('flite', args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Nothing of this process's settings or secrets is its business; it is found where programs are.
      env: { PATH: process.env.PATH },
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      killSignal: 'SIGKILL',
    });
    let printed = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaints = (complaints + chunk).slice(-4_096);
    });
    child.once('error', (cause) =>
      reject(signal?.aborted === true ? new ClipoError('cancelled', 'speaking was cancelled', { cause }) : cause),
    );
    child.once('close', (code, killedBy) =>
      code === 0 ? resolve(printed) : reject(new Error(complaints.trim() || `ended with ${code ?? killedBy}`)),
    );
  });
}

/** Speaks a text and gives the WAV file with the program's list of sounds and their ends. */
export async function sayWithFlite(
  { text, voice, stretch, isMarkedUp }: { text: string; voice: string; stretch: number; isMarkedUp: boolean },
  signal: AbortSignal,
): Promise<{ wav: Buffer; sounds: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-flite-'));
  try {
    const file = join(folder, 'voice.wav');
    const pace = ['--setf', `duration_stretch=${stretch.toFixed(3)}`];
    const words = isMarkedUp ? ['-ssml', '-t', `<speak>${text}</speak>`] : ['-t', text];
    const sounds = await runFlite(['-voice', voice, ...pace, '-psdur', ...words, '-o', file], signal);
    return { wav: await readFile(file), sounds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
