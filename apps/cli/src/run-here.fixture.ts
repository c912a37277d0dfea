import { join } from 'node:path';
import { readEnvironment } from './env.ts';
import { sayIn } from './i18n/translate.ts';
import { runCommand } from './run-command.ts';

/** How a command ended, and what it wrote where. */
export interface HereEnd {
  code: number;
  out: string;
  err: string;
}

/**
 * Runs a command line inside this process by the function that the process itself runs, with the variables that are given
 * and no others: a start of Node costs more than most refusals. Signals, pipes and limits of a process need a real one.
 */
export async function runHere(
  words: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<HereEnd> {
  const end: HereEnd = { code: 0, out: '', err: '' };
  const environment = readEnvironment(env);
  // Node itself reads where temporary files go, each time anew.
  const before = process.env.TMPDIR;
  if (env.TMPDIR !== undefined) {
    process.env.TMPDIR = env.TMPDIR;
  }
  try {
    await runCommand(words, {
      env: environment,
      say: sayIn(environment.language),
      terminal: {
        out: (text) => {
          end.out += text;
        },
        note: (text) => {
          end.err += text;
        },
        isLive: false,
        hasColor: false,
        columns: () => 80,
      },
      cwd,
      root: join(import.meta.dirname, '..', '..', '..'),
      server: undefined,
      signal: new AbortController().signal,
      serve: () => undefined,
      onForcedEnd: () => {},
      setExit: (code) => {
        end.code = code;
      },
    });
  } finally {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
  }
  return end;
}
