import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { treeOf } from '../../apps/server/src/testing/process-tree.fixture.ts';
import { kill } from '../../apps/server/src/testing/service.fixture.ts';

/** One start says little on a machine that does other things too. */
const rounds = 3;

const launcher = join(import.meta.dirname, '..', '..', 'clipo');

export interface StartFigures {
  /** Seconds until `/readyz` answers with 200. The first start makes the database; of the others there are three each. */
  first: number;
  second: number[];
  afterKill: number[];
  /** Most seconds from SIGTERM until the process is gone, and how many processes were there afterwards. */
  stop: { seconds: number; left: number };
  /** Processes that were there after kill -9 of all. */
  leftAfterKill: number;
}

/** `./clipo start` on an empty data folder, then in turns after SIGTERM and after kill -9 of everything at once. */
export async function measureStart(): Promise<StartFigures> {
  const home = await mkdtemp(join(tmpdir(), 'clipo-bench-start-'));
  await chmod(home, 0o711);
  const second: number[] = [];
  const afterKill: number[] = [];
  let leftAfterKill = 0;
  try {
    const one = await start(home);
    let stop = await one.stop();
    for (let round = 0; round < rounds; round++) {
      const two = await start(home);
      second.push(two.seconds);
      leftAfterKill += await two.killAll();
      const three = await start(home);
      afterKill.push(three.seconds);
      const ended = await three.stop();
      stop = { seconds: Math.max(stop.seconds, ended.seconds), left: stop.left + ended.left };
    }
    return { first: one.seconds, second, afterKill, stop, leftAfterKill };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function start(home: string) {
  const started = performance.now();
  const env = { ...process.env, CLIPO_HOME: home, PORT: '0', CLIPO_LOG_LEVEL: 'warn' };
  const child = spawn(launcher, ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /http:\/\/\S+:\d+/.exec(said)?.[0];
      if (found !== undefined) {
        resolve(found);
      }
    });
    child.once('exit', (code) => reject(new Error(`clipo start ended with ${code}: ${said}`)));
  });
  while ((await fetch(`${url}/readyz`).catch(() => undefined))?.status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - started) / 1000;
  const pids = () => [child.pid ?? 0, ...treeOf(child.pid ?? 0).map(({ pid }) => pid)];
  const left = (before: readonly number[]) => before.filter(isThere).length;
  return {
    seconds,
    async stop() {
      const before = pids();
      const from = performance.now();
      child.kill('SIGTERM');
      await ended;
      return { seconds: (performance.now() - from) / 1000, left: left(before) };
    },
    /** @returns how many of its processes are there after they were killed */
    async killAll() {
      const before = pids();
      for (const pid of before.toReversed()) {
        kill(pid);
      }
      await ended;
      // The kernel takes a moment to take away what it has killed.
      await new Promise((resolve) => setTimeout(resolve, 500));
      return left(before);
    },
  };
}

/** Whether a process is there. One that has ended stays on the list until its parent asks after it: it is gone all the same. */
function isThere(pid: number): boolean {
  try {
    const state = /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
