import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Settings } from '../env.ts';
import type { BatchRow } from '../features/batches/queries.ts';
import { openMedia } from '../media/open-media.ts';
import { startS3 } from '../media/s3-server.fixture.ts';
import { expectWhole } from './faults.fixture.ts';
import { addBatch, batchWhen } from './make-batch.fixture.ts';
import { openWork, type TestWork } from './work.fixture.ts';

/** A machine with a data folder of its own. */
export type Machine = Pick<TestWork['deps'], 'db' | 'settings' | 'log' | 'media'>;

/** Machines that share one database and one bucket. */
export interface Machines {
  work: TestWork;
  teamId: string;
  add(): Promise<Machine>;
  /** Makes the small batch with whoever works, and checks that it is whole. */
  makeBatch(count: number): Promise<BatchRow>;
  /** Names of the pieces that a machine keeps. */
  piecesIn(machine: Machine): Promise<string[]>;
  /** Every number of times that some piece was drawn. */
  timesDrawn(): Promise<number[]>;
  stop(): Promise<void>;
}

export async function openMachines(): Promise<Machines> {
  const s3 = await startS3();
  const { bucket, endpoint, accessKeyId, secretAccessKey } = s3.settings;
  const work = await openWork('machines', {
    CLIPO_S3_BUCKET: bucket,
    CLIPO_S3_ENDPOINT: endpoint ?? '',
    CLIPO_S3_KEY_ID: accessKeyId ?? '',
    CLIPO_S3_SECRET: secretAccessKey ?? '',
  });
  const teamId = await work.addTeam();
  const homes: string[] = [];
  return {
    work,
    teamId,
    async add() {
      const home = await mkdtemp(join(tmpdir(), 'clipo-machine-'));
      homes.push(home);
      const settings: Settings = { ...work.deps.settings, home, CLIPO_WORKERS: 1 };
      return { ...work.deps, settings, media: (await openMedia(settings)).media };
    },
    async makeBatch(count) {
      const made = await addBatch(work.deps, teamId, { count });
      const batch = await batchWhen(work.deps, made, ({ endedAt }) => endedAt !== null);
      await expectWhole({ deps: work.deps, teamId, rows: work.rows }, batch, count);
      return batch;
    },
    async piecesIn({ settings }) {
      const names = await readdir(join(settings.home, 'cache', 'pieces'), { recursive: true }).catch(() => []);
      return names.filter((name) => name.endsWith('.mp4')).sort();
    },
    timesDrawn: async () =>
      (await work.rows<{ renders: number }>(sql`select distinct renders from pieces`)).map(({ renders }) => renders),
    async stop() {
      await work.stop();
      await s3.stop();
      await Promise.all(homes.map((home) => rm(home, { recursive: true, force: true })));
    },
  };
}
