import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from '../log.ts';

/** The worker process of this machine's service. */
export interface WorkerProcess {
  stop(): Promise<void>;
}

const quickly = ['--import', pathToFileURL(join(import.meta.dirname, '..', 'load-quickly.ts')).href];

const firstRestMs = 500;
const mostRestMs = 30_000;
/** A worker that lived so long was well. */
const wellMs = 60_000;
const stopLimitMs = 8000;

/**
 * Runs a worker in a process of its own, so that drawing never keeps the API waiting. One that dies is started again, at
 * once and then less and less often. It ends with this process, even where that is killed: it sees the channel close.
 */
export function runWorkerProcess(settings: Readonly<Record<string, string>>, log: Log): WorkerProcess {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let restMs = firstRestMs;
  const start = () => {
    const started = performance.now();
    child = spawn(process.execPath, [...process.execArgv, ...quickly, join(import.meta.dirname, 'main.ts')], {
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Ctrl-C goes to the whole group of a terminal; this process tells its worker when to end.
      detached: process.platform !== 'win32',
    });
    child.once('error', (cause) => log.error({ cause }, 'the worker could not be started'));
    child.once('exit', (code, signal) => {
      child = undefined;
      if (!isStopped) {
        restMs = performance.now() - started > wellMs ? firstRestMs : Math.min(mostRestMs, restMs * 2);
        // One that was told to end (a system that stops a service tells all its processes) has not failed.
        log[code === 0 ? 'info' : 'warn']({ code, signal, againInMs: restMs }, 'the worker ended; it is started again');
        timer = setTimeout(start, restMs);
      }
    });
  };
  start();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      const last = child;
      if (last === undefined) {
        return;
      }
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.kill('SIGTERM');
      const impatience = setTimeout(() => last.kill('SIGKILL'), stopLimitMs);
      await ended;
      clearTimeout(impatience);
    },
  };
}
