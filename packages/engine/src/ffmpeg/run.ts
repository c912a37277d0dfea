import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ClipoError } from '@clipo/contract/errors';
import { tellProgramEnd } from './program-ends.ts';

/** The only place that starts FFmpeg's programs. Arguments are arrays; no shell is ever involved. */
export type FfmpegProgram = 'ffmpeg' | 'ffprobe';

/** A started program with raw pipes, for frames. */
export interface RunningProgram {
  stdin: Writable;
  stdout: Readable;
  /** Resolves when it ended well; rejects with `program_failed`, `missing_program` or `cancelled`. */
  finished: Promise<void>;
  /** Error lines told so far, also by a run that ends well: a decoder that meets damage goes on. */
  errors(): string;
  /** Ends it at once; `finished` then rejects with `cancelled`. */
  kill(): void;
}

/**
 * The launcher has Node give large blocks back at once (MALLOC_MMAP_THRESHOLD_); a program that handles frames would then
 * have the kernel clear every one of them anew: 92 000 page faults for 110 frames at 1080p instead of 12 000.
 */
const programEnv: NodeJS.ProcessEnv = { ...process.env };
delete programEnv.MALLOC_MMAP_THRESHOLD_;
// Frames come and go by the megabyte: in huge pages (where the kernel gives them on request) an encoder meets 5 000 page
// faults instead of 28 000, and the kernel spends half the time on its memory.
programEnv.GLIBC_TUNABLES ??= 'glibc.malloc.hugetlb=1';

const running = new Set<ChildProcess>();
let childSeconds = 0;

/** Processor seconds of all FFmpeg programs that this thread started and that ended by themselves, as they count them. */
export function childCpuSeconds(): number {
  return childSeconds;
}

function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

function errorLines(program: FfmpegProgram, output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const wanted = program === 'ffmpeg' ? lines.filter((line) => /\[(error|fatal|panic)\]/.test(line)) : lines;
  return wanted.join('\n').trim();
}

/** Where a program writes: its output is the last argument. */
function folderOf(args: readonly string[]): string {
  return dirname((args.at(-1) ?? '').replace(/^file:/, ''));
}

// A worker or CLI that dies must not leave encoders behind.
process.on('exit', () => {
  for (const child of running) {
    child.kill('SIGKILL');
  }
});

/**
 * Starts FFmpeg or ffprobe with piped input and output. Standard error is kept (last 16 KiB) for the failure's message.
 * @param onLine is told every line of standard error, in the order in which the program wrote them.
 * @param output takes the standard output instead of `stdout`.
 */
export function startProgram(
  program: FfmpegProgram,
  args: readonly string[],
  signal?: AbortSignal,
  onLine?: (line: string) => void,
  output: Socket | 'pipe' = 'pipe',
): RunningProgram {
  const options: SpawnOptions = { stdio: ['pipe', output, 'pipe'], env: programEnv };
  // Level info, for the processor time that -benchmark tells at the end; only errors are kept as complaints.
  const common = ['-hide_banner', '-nostdin', '-nostats', '-benchmark', '-loglevel', 'level+info'];
  const startMs = wallMs();
  const child = spawn(program, program === 'ffmpeg' ? [...common, ...args] : [...args], options);
  running.add(child);
  let complaints = '';
  let isCancelled = signal?.aborted ?? false;
  const kill = () => {
    isCancelled = true;
    child.kill('SIGKILL');
  };
  signal?.addEventListener('abort', kill, { once: true });
  if (isCancelled) {
    kill();
  }
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaints = (complaints + chunk).slice(-16_384);
  });
  if (onLine !== undefined && child.stderr !== null) {
    createInterface({ input: child.stderr }).on('line', onLine);
  }
  child.once('close', () => {
    const bench = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(complaints);
    childSeconds += Number(bench?.[1] ?? 0) + Number(bench?.[2] ?? 0);
  });
  // EPIPE arrives here when the program ends before all input is written; the exit code tells the story.
  child.stdin?.on('error', () => undefined);
  const finished = new Promise<void>((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      running.delete(child);
      signal?.removeEventListener('abort', kill);
      reject(
        cause.code === 'ENOENT'
          ? new ClipoError('missing_program', `${program} is not installed`, {
              details: { program, command: 'apt-get install ffmpeg' },
              cause,
            })
          : new ClipoError('program_failed', `${program}: ${cause.message}`, {
              details: { program, problem: cause.message },
              cause,
            }),
      );
    });
    child.once('close', (code, killedBy) => {
      tellProgramEnd({ program, startMs, endMs: wallMs(), code: code ?? -1, args: args.length });
      running.delete(child);
      signal?.removeEventListener('abort', kill);
      if (isCancelled) {
        reject(new ClipoError('cancelled', `${program} was cancelled`));
      } else if (code === 0) {
        resolve();
      } else {
        const problem = errorLines(program, complaints) || `ended with ${code ?? killedBy}`;
        // The kernel ends a program that writes beyond a limit on file sizes; a full disk or quota it reports itself.
        const isDiskFull =
          killedBy === 'SIGXFSZ' || /No space left on device|Disk quota exceeded|File too large/.test(problem);
        reject(
          new ClipoError(isDiskFull ? 'disk_full' : 'program_failed', `${program}: ${problem}`, {
            details: { program, problem, ...(isDiskFull && { folder: folderOf(args) }) },
          }),
        );
      }
    });
  });
  // The caller may look at `finished` only after the pipes; an early failure must not count as unhandled until then.
  finished.catch(() => undefined);
  return {
    stdin: child.stdin as Writable,
    stdout: child.stdout as Readable,
    finished,
    errors: () => errorLines(program, complaints),
    kill,
  };
}

/** Runs a program to its end. Standard output is collected (at most `mostBytes`, then it is an error). */
export async function runProgram(
  program: FfmpegProgram,
  args: readonly string[],
  options: { signal?: AbortSignal; input?: Uint8Array; mostBytes?: number } = {},
): Promise<Buffer> {
  const started = startProgram(program, args, options.signal);
  const mostBytes = options.mostBytes ?? 512 * 1024 * 1024;
  const chunks: Buffer[] = [];
  let size = 0;
  started.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostBytes) {
      started.kill();
    }
    chunks.push(chunk);
  });
  started.stdin.end(options.input);
  await started.finished;
  return Buffer.concat(chunks);
}

/** Writes a chunk and waits where the pipe is full, so that memory stays flat. */
export async function writeAll(stream: Writable, chunk: Uint8Array): Promise<void> {
  if (!stream.write(chunk)) {
    await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  }
}
