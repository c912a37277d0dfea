import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Brief } from '@clipo/contract';
import { openPieceCache, openWorkerPool } from '@clipo/engine';
import { openLooker } from '@clipo/safety/pictures';
import { tinyMedia } from '@clipo/testkit';
import { createBatch } from '../../apps/server/src/features/batches/create-batch.ts';
import { batchWhen } from '../../apps/server/src/testing/make-batch.fixture.ts';
import { openWork } from '../../apps/server/src/testing/work.fixture.ts';
import { openPieceExchange } from '../../apps/server/src/work/piece-exchange.ts';
import { planBatch } from '../../apps/server/src/work/plan-batch.ts';
import { openReadyBatches } from '../../apps/server/src/work/prepared.ts';
import { handlersOf, on } from '../../apps/server/src/work/queue.ts';
import { openRenderOnce } from '../../apps/server/src/work/render-once.ts';
import { renderPiece } from '../../apps/server/src/work/render-piece.ts';
import { openStops } from '../../apps/server/src/work/stops.ts';
import { lazyEnvelope } from '../../apps/server/src/work/worker.ts';
import { databaseCpuSeconds } from '../harness/processor-time.ts';
import { addFiles, sampleBrief } from './sample.ts';

export interface QueueFigures {
  videos: number;
  pieces: number;
  /** From asking for the batch until its rows and jobs are written; processor time with the database's. */
  plan: { seconds: number; cpuSeconds: number; peakMiB: number };
  /** Processor time of queue, handler and database for one piece that is there already. */
  overheadMs: number;
}

/** A batch of so many variants planned and queued, and what the queue takes for a piece that need not be drawn. */
export async function measureQueue(variants: number): Promise<QueueFigures> {
  const work = await openWork('bench-queue');
  const pool = openWorkerPool(1);
  const looker = openLooker();
  const once = openRenderOnce(work.url, work.deps.log);
  const exchange = await openPieceExchange(work.deps);
  const gate = Promise.withResolvers<void>();
  let peakMiB = 0;
  const timer = setInterval(() => {
    peakMiB = Math.max(peakMiB, process.memoryUsage.rss() / 1024 ** 2);
  }, 100);
  try {
    const own = { pool, stops: openStops(), envelope: lazyEnvelope(work.deps), looker, moderators: [] };
    const deps = { ...work.deps, ...own };
    const whole = { ...deps, ready: openReadyBatches(deps), renderOnce: once.renderOnce, exchange };
    const handlers = handlersOf([
      on('plan-batch', (job) => planBatch(deps, job)),
      on('render-piece', async (job) => {
        await gate.promise;
        await renderPiece(whole, job);
      }),
      on('finish-video', () => Promise.resolve()),
      on('end-batch', () => Promise.resolve()),
      on('make-render', () => Promise.resolve()),
      on('see-material', () => Promise.resolve()),
    ]);
    await work.deps.queue.work(handlers, () => Promise.resolve(), 2);
    const teamId = await work.addTeam();
    const files = await addFiles(work.deps, teamId);
    const formats = ['9x16', '1x1', '3x4', '16x9'];
    const shape = { durationSeconds: 15, resolution: 720, count: Math.ceil(variants / formats.length), formats };
    const brief = Brief.parse({ ...(await sampleBrief()), ...shape });
    const cpuSince = () => {
      const own = process.cpuUsage();
      const database = databaseCpuSeconds(work.home);
      return () => {
        const { user, system } = process.cpuUsage(own);
        return (user + system) / 1e6 + databaseCpuSeconds(work.home) - database;
      };
    };
    // Voices and materials are in the cache afterwards, as in every batch but a product's first.
    await batchWhen(work.deps, await createBatch(work.deps, teamId, { brief, files, isDraft: true }), isPlanned);
    const other = await work.addTeam();
    const input = { brief, files: await addFiles(work.deps, other), isDraft: true };
    const started = performance.now();
    const planCpu = cpuSince();
    peakMiB = 0;
    const batch = await batchWhen(work.deps, await createBatch(work.deps, other, input), isPlanned);
    const plan = { seconds: (performance.now() - started) / 1000, cpuSeconds: planCpu(), peakMiB };
    if (batch.status !== 'running') {
      throw new Error(`the batch was not planned: ${JSON.stringify(batch.error)}`);
    }
    const cache = openPieceCache(join(work.home, 'cache', 'pieces'));
    const whole1 = await tinyMedia('clip');
    for (const { hash } of await work.rows<{ hash: string }>('select distinct hash from pieces')) {
      await mkdir(dirname(cache.pathOf(hash)), { recursive: true });
      await copyFile(whole1, cache.pathOf(hash));
    }
    const drawCpu = cpuSince();
    gate.resolve();
    await batchWhen(work.deps, batch, ({ piecesDone, piecesTotal }) => piecesDone === piecesTotal);
    const cpuSeconds = drawCpu();
    const [done] = await work.rows<{ count: number }>(
      "select count(*)::int as count from pieces where status = 'done'",
    );
    return {
      videos: batch.videosTotal,
      pieces: batch.piecesTotal,
      plan,
      overheadMs: (cpuSeconds * 1000) / (done?.count ?? 1),
    };
  } finally {
    clearInterval(timer);
    await pool.close();
    await looker.close();
    await once.close();
    await exchange.close();
    await work.stop();
  }
}

function isPlanned({ status }: { status: string }): boolean {
  return status !== 'planning';
}
