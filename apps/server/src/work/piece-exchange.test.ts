import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../env.ts';
import { selectVideos } from '../features/videos/queries.ts';
import { openMedia } from '../media/open-media.ts';
import { startS3 } from '../media/s3-server.fixture.ts';
import { expectWhole } from '../testing/faults.fixture.ts';
import { addBatch, batchWhen } from '../testing/make-batch.fixture.ts';
import { openWork, type TestWork } from '../testing/work.fixture.ts';
import { openPieceExchange } from './piece-exchange.ts';
import { type RunningWorker, startWorker } from './worker.ts';

type Machine = Pick<TestWork['deps'], 'db' | 'settings' | 'log' | 'media'>;

let s3: Awaited<ReturnType<typeof startS3>>;
let work: TestWork;
let team = '';
const homes: string[] = [];
const machines: Machine[] = [];
const running: Pick<RunningWorker, 'stop'>[] = [];

/** Another machine: a data folder of its own, the same database and bucket. */
async function addMachine(): Promise<Machine> {
  const home = await mkdtemp(join(tmpdir(), 'clipo-machine-'));
  homes.push(home);
  const settings: Settings = { ...work.deps.settings, home, CLIPO_WORKERS: 1 };
  const machine = { ...work.deps, settings, media: openMedia(settings).media };
  machines.push(machine);
  return machine;
}

beforeAll(async () => {
  s3 = await startS3();
  const { bucket, endpoint, accessKeyId, secretAccessKey } = s3.settings;
  work = await openWork('machines', {
    CLIPO_S3_BUCKET: bucket,
    CLIPO_S3_ENDPOINT: endpoint ?? '',
    CLIPO_S3_KEY_ID: accessKeyId ?? '',
    CLIPO_S3_SECRET: secretAccessKey ?? '',
  });
  team = await work.addTeam();
}, 120_000);

afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await work.stop();
  await s3.stop();
  await Promise.all(homes.map((home) => rm(home, { recursive: true, force: true })));
});

const brief = { count: 2 };
const toItsEnd = async () => {
  const made = await addBatch(work.deps, team, brief);
  const batch = await batchWhen(work.deps, made, ({ endedAt }) => endedAt !== null);
  await expectWhole({ deps: work.deps, teamId: team, rows: work.rows }, batch, 2);
  return batch;
};
const piecesIn = async ({ settings }: Machine) => {
  const names = await readdir(join(settings.home, 'cache', 'pieces'), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.mp4')).sort();
};
const timesDrawn = async () =>
  (await work.rows<{ renders: number }>(sql`select distinct renders from pieces`)).map(({ renders }) => renders);

describe('machines with data folders of their own share one database and one bucket (C9)', () => {
  it('two workers that race for a batch end it whole, and no piece is drawn twice', async () => {
    for (const machine of [await addMachine(), await addMachine()]) {
      running.push(await startWorker(machine));
    }
    const batch = await toItsEnd();
    expect(await timesDrawn()).toEqual([1]);
    const kept = new Set((await Promise.all(machines.map(piecesIn))).flat());
    expect(kept.size).toBeGreaterThanOrEqual(batch.piecesTotal);
  }, 300_000);

  it('a third, which comes when all is drawn, takes the pieces from them and draws none', async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    // They are there but do no more work: the newcomer joins every video.
    for (const machine of machines) {
      const exchange = await openPieceExchange(machine);
      running.push({ stop: () => exchange.close() });
    }
    const third = await addMachine();
    running.push(await startWorker(third));
    const batch = await toItsEnd();
    expect(await timesDrawn()).toEqual([1]);
    expect((await piecesIn(third)).length).toBeGreaterThanOrEqual(batch.piecesTotal);
    const videos = await work.deps.db.asTeam(team, (tx) => selectVideos(tx, team, { batchId: batch.id, limit: 10 }));
    const scenes = videos.flatMap(({ record }) => record?.scenes ?? []);
    expect(scenes.map(({ cached }) => cached)).not.toContain(false);
    expect(scenes.length).toBeGreaterThan(0);
  }, 300_000);

  it('a machine that nobody answers is not kept waiting', async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    const alone = await openPieceExchange(await addMachine());
    try {
      expect(await alone.hasOthers()).toBe(false);
      await alone.bring(['f'.repeat(64)], AbortSignal.timeout(20_000));
    } finally {
      await alone.close();
    }
  });
});
