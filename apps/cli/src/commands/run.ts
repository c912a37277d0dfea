import { type SpawnOptions, spawn } from 'node:child_process';
import { ClipoError } from '@clipo/contract';

/** How a program ended and what it said (nothing where its output went straight to the terminal). */
export interface ProgramEnd {
  code: number;
  output: string;
}

/**
 * Runs a program of ours or a small tool to its end. The only place of the command line that starts programs; FFmpeg at
 * work is the engine's.
 * @throws ClipoError `missing_program`, `cancelled`
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: {
    cwd?: string;
    env?: Readonly<Record<string, string>>;
    signal?: AbortSignal;
    isShown?: boolean;
    /** Gets what the program says as it says it, besides the whole at its end. */
    onOutput?(chunk: string): void;
  } = {},
): Promise<ProgramEnd> {
  const spawnOptions: SpawnOptions = {
    stdio: options.isShown === true ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    env: { ...process.env, ...options.env },
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], spawnOptions);
    let output = '';
    const take = (chunk: string) => {
      output += chunk;
      options.onOutput?.(chunk);
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    child.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        cause.name === 'AbortError'
          ? new ClipoError('cancelled', `${program} was cancelled`, { cause })
          : new ClipoError('missing_program', `${program}: ${cause.message}`, {
              details: { program, command: `apt-get install ${program}` },
              cause,
            }),
      );
    });
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
