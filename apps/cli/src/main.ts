import { join } from 'node:path';
import type { CliContext } from './context.ts';
import { readEnvironment } from './env.ts';
import { sayIn } from './i18n/translate.ts';
import { runCommand } from './run-command.ts';
import { processTerminal } from './terminal.ts';

/** A cancelled command ends by itself within this time, or is ended: nobody waits for an encoder to notice. */
const cancelLimitMs = 1500;

const env = readEnvironment(process.env);
const say = sayIn(env.language);
const terminal = processTerminal(env.hasColor);
const cancel = new AbortController();
let isServing = false;
let tellForcedEnd = () => {};

const context: CliContext = {
  env,
  say,
  terminal,
  cwd: process.cwd(),
  root: join(import.meta.dirname, '..', '..', '..'),
  server: undefined,
  signal: cancel.signal,
  serve: () => {
    isServing = true;
  },
  onForcedEnd: (tell) => {
    tellForcedEnd = tell;
  },
  setExit: (code) => {
    process.exitCode = code;
  },
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (cancel.signal.aborted) {
      process.exit(130);
    }
    if (isServing) {
      cancel.abort();
      return;
    }
    terminal.note(`${terminal.isLive ? '\r' : ''}${say('make.cancelling')}\n`);
    cancel.abort();
    setTimeout(() => {
      tellForcedEnd();
      process.exit(130);
    }, cancelLimitMs).unref();
  });
}

await runCommand(process.argv.slice(2), context);
// A handle that somebody left open must not keep a finished command waiting.
if (cancel.signal.aborted) {
  process.exit();
}
