import type { ClientOptions } from '@clipo/client';
import type { Environment } from './env.ts';
import type { Say } from './i18n/translate.ts';
import type { Terminal } from './terminal.ts';

/** What every verb may use. */
export interface CliContext {
  env: Environment;
  say: Say;
  terminal: Terminal;
  /** Folder that relative paths start from. */
  cwd: string;
  /** The repository's folder: benches and tests live there. */
  root: string;
  /** The service that does the work (`--server`); undefined, and this machine does it. */
  server: ClientOptions | undefined;
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal;
  /** Called by a verb that runs until it is stopped: a stop is its good end, and it takes the time that it needs. */
  serve(): void;
  /** What is to be told where a cancelled verb does not end by itself in time and is ended. */
  onForcedEnd(tell: () => void): void;
  /** Called by a verb that ended well with another exit code than 0. */
  setExit(code: number): void;
}
