import { rm } from 'node:fs/promises';
import type { sql } from 'drizzle-orm';
import { openDatabase } from '../db/database.ts';
import { startEmbedded } from '../db/embedded.ts';
import { newId } from '../db/new-id.ts';
import { teams } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { readSettings } from '../env.ts';
import { openLog } from '../log.ts';
import { openMedia } from '../media/open-media.ts';
import { openQueue } from '../work/queue.ts';
import { cloneHome } from './cloned-home.fixture.ts';

/** Store, media and queue of a fresh data folder; workers are the test's to start. */
export interface TestWork {
  deps: Pick<Deps, 'db' | 'media' | 'queue' | 'settings' | 'log'>;
  home: string;
  url: string;
  addTeam(): Promise<string>;
  /** Asks the database as the service itself. */
  rows<T>(query: ReturnType<typeof sql> | string): Promise<T[]>;
  stop(): Promise<void>;
}

export async function openWork(name: string, variables: Record<string, string> = {}): Promise<TestWork> {
  const home = await cloneHome(name);
  const store = await startEmbedded(home);
  const settings = readSettings({
    CLIPO_HOME: home,
    CLIPO_LOG_LEVEL: 'silent',
    CLIPO_LOOK_AT_FILMS: 'off',
    ...variables,
  });
  const log = openLog(settings);
  const db = openDatabase(store.url);
  const queue = await openQueue(store.url, log);
  return {
    deps: { db, media: (await openMedia(settings)).media, queue, settings, log },
    home,
    url: store.url,
    async addTeam() {
      const id = newId('team');
      await db.asSystem((tx) => tx.insert(teams).values({ id, name: id }));
      return id;
    },
    rows: async <T>(query: ReturnType<typeof sql> | string) =>
      (await db.asSystem((tx) => tx.execute(query))).rows as unknown as T[],
    async stop() {
      await queue.stop(1000);
      await db.close();
      await store.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
