import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { sql } from 'drizzle-orm';
import { openDatabase } from '../db/database.ts';
import { addressesOfHome } from '../db/embedded.ts';
import { newId } from '../db/new-id.ts';
import { teams } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { readSettings } from '../env.ts';
import { openLog } from '../log.ts';
import { openMedia } from '../media/open-media.ts';
import { openQueue } from '../work/queue.ts';
import { cloneHome } from './cloned-home.fixture.ts';
import { treeOf } from './process-tree.fixture.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');

/** The real command, as `./clipo start` runs it, and a way to its database that survives its deaths. */
export interface TestService {
  home: string;
  /** Where it answers now. */
  url(): string;
  deps: Pick<Deps, 'db' | 'media' | 'queue' | 'settings' | 'log'>;
  teamId: string;
  rows<T>(query: ReturnType<typeof sql>): Promise<T[]>;
  /** Process ids by what they are. */
  pids(): { service: number; worker: number[]; postgres: number[]; encoders: number[] };
  /** kill -9 of all of it at once. */
  killAll(): Promise<void>;
  start(): Promise<{ readyMs: number }>;
  stop(): Promise<void>;
  remove(): Promise<void>;
}

export async function startTestService(name: string, variables: Record<string, string> = {}): Promise<TestService> {
  const home = await cloneHome(name);
  const env = { ...process.env, CLIPO_HOME: home, PORT: '0', CLIPO_LOG_LEVEL: 'warn', ...variables };
  let child: ChildProcess | undefined;
  let url = '';
  const start = async () => {
    const started = performance.now();
    const program = join(root, 'apps', 'cli', 'src', 'main.ts');
    const own = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child = own;
    url = await new Promise<string>((resolve, reject) => {
      let said = '';
      own.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /http:\/\/\S+:\d+/.exec(said)?.[0];
        if (found !== undefined) {
          resolve(found);
        }
      });
      own.once('exit', (code) => reject(new Error(`clipo start ended with ${code}: ${said}`)));
    });
    return { readyMs: performance.now() - started };
  };
  await start();
  const addresses = await addressesOfHome(home);
  const settings = readSettings({ CLIPO_HOME: home, CLIPO_LOG_LEVEL: 'silent' });
  const log = openLog(settings);
  const db = openDatabase(addresses?.url ?? '');
  const queue = await openQueue(addresses?.url ?? '', log);
  const teamId = newId('team');
  await db.asSystem((tx) => tx.insert(teams).values({ id: teamId, name: teamId }));
  const pids = () => {
    const service = child?.pid ?? 0;
    const tree = treeOf(service);
    const named = (part: string) => tree.filter(({ line }) => line.includes(part)).map(({ pid }) => pid);
    return {
      service,
      worker: named('work/main.ts'),
      postgres: named('native/bin/postgres').concat(named('bin/postgres\0-D')),
      encoders: named('ffmpeg'),
    };
  };
  const stop = async () => {
    const own = child;
    child = undefined;
    if (own !== undefined && own.exitCode === null && own.signalCode === null) {
      const ended = new Promise((resolve) => own.once('exit', resolve));
      own.kill('SIGTERM');
      await ended;
    }
  };
  return {
    home,
    url: () => url,
    deps: { db, media: (await openMedia(settings)).media, queue, settings, log },
    teamId,
    rows: async <T>(query: ReturnType<typeof sql>) =>
      (await db.asSystem((tx) => tx.execute(query))).rows as unknown as T[],
    pids,
    async killAll() {
      const { service } = pids();
      const own = child;
      const ended = new Promise((resolve) => own?.once('exit', resolve));
      for (const { pid } of treeOf(service)) {
        kill(pid);
      }
      kill(service);
      await ended;
    },
    start,
    stop,
    async remove() {
      await queue.stop(1000).catch(() => undefined);
      await db.close();
      await stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
