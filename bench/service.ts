import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Brief } from '@clipo/contract';
import { openPieceCache, openWorkerPool } from '@clipo/engine';
import { tinyMedia } from '@clipo/testkit';
import { newId } from '../apps/server/src/db/new-id.ts';
import { materials } from '../apps/server/src/db/schema/index.ts';
import { createBatch } from '../apps/server/src/features/batches/create-batch.ts';
import { batchWhen } from '../apps/server/src/testing/make-batch.fixture.ts';
import { startTestService } from '../apps/server/src/testing/service.fixture.ts';
import { openWork, type TestWork } from '../apps/server/src/testing/work.fixture.ts';
import { openPieceExchange } from '../apps/server/src/work/piece-exchange.ts';
import { planBatch } from '../apps/server/src/work/plan-batch.ts';
import { openReadyBatches } from '../apps/server/src/work/prepared.ts';
import { handlersOf, on } from '../apps/server/src/work/queue.ts';
import { openRenderOnce } from '../apps/server/src/work/render-once.ts';
import { renderPiece } from '../apps/server/src/work/render-piece.ts';
import { openStops } from '../apps/server/src/work/stops.ts';
import { askRoutes, type RouteFigures, routeRows } from './harness/ask-routes.ts';
import { measure } from './harness/measure.ts';
import { machineNow, round, table } from './harness/numbers.ts';
import { databaseCpuSeconds } from './harness/processor-time.ts';

// `clipo bench service`: what the service costs beside the work itself. The same batch through the bare command and
// through the service, one after the other; a thousand variants planned and queued; what the queue takes for a piece
// that is there already, so that nothing but the queue is measured; and how the commonest routes answer many clients.
const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '8' },
    variants: { type: 'string', default: '1000' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
/** A part alone, for a machine that can't be kept quiet for all of it: `queue`, `batch` or `routes`. */
const isAsked = (part: 'queue' | 'batch' | 'routes') => options.only === undefined || options.only === part;
const root = join(import.meta.dirname, '..');
const example = join(root, 'examples', 'tumbler');
const count = Number(options.count) || 8;
const variants = Number(options.variants) || 1000;
const load = { clients: Number(options.clients) || 50, seconds: Number(options.seconds) || 5 };
const limits = { overheadMs: 20, throughput: 0.9 };

const source = JSON.parse(await readFile(join(example, 'brief.json'), 'utf8')) as Record<string, unknown>;
const hasEnded = (batch: { endedAt: Date | null }) => batch.endedAt !== null;

/** The sample's files as materials of a team. */
async function addFiles(deps: TestWork['deps'], teamId: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of ['tumbler.mp4', 'coffee.png']) {
    const { hash, sizeBytes } = await deps.media.putFile(join(example, name));
    const id = newId('mat');
    const row = { id, teamId, name, sha256: hash, bytes: sizeBytes, mediaType: 'application/octet-stream' };
    await deps.db.asTeam(teamId, (tx) => tx.insert(materials).values(row));
    files[name] = id;
  }
  return files;
}

async function bareSeconds(brief: object): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-bench-'));
  try {
    await cp(example, join(folder, 'brief'), { recursive: true });
    await writeFile(join(folder, 'brief', 'brief.json'), JSON.stringify(brief));
    const words = [join(root, 'apps', 'cli', 'src', 'main.ts'), 'make', join(folder, 'brief'), '--draft', '--json'];
    const env = { CLIPO_HOME: join(folder, 'home') };
    return (await measure(process.execPath, [...words, '--out', join(folder, 'out')], { env })).wallSeconds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function throughService(brief: object): Promise<{ seconds: number; routes: RouteFigures[] | undefined }> {
  const service = await startTestService('bench', { CLIPO_RATE_LIMIT: '0' });
  try {
    const files = await addFiles(service.deps, service.teamId);
    const started = performance.now();
    const batch = await createBatch(service.deps, service.teamId, { brief: Brief.parse(brief), files, isDraft: true });
    const ended = await batchWhen(service.deps, batch, hasEnded);
    if (ended.status !== 'done' || ended.videosFailed > 0) {
      throw new Error(`the batch ended as ${ended.status} with ${ended.videosFailed} failed`);
    }
    const seconds = (performance.now() - started) / 1000;
    return { seconds, routes: isAsked('routes') ? await askRoutes(service, load) : undefined };
  } finally {
    await service.remove();
  }
}

async function queueCost() {
  const work = await openWork('bench-queue');
  const pool = openWorkerPool(1);
  const once = openRenderOnce(work.url, work.deps.log);
  const exchange = await openPieceExchange(work.deps);
  const gate = Promise.withResolvers<void>();
  let peakMiB = 0;
  const timer = setInterval(() => {
    peakMiB = Math.max(peakMiB, process.memoryUsage.rss() / 1024 ** 2);
  }, 100);
  try {
    const deps = { ...work.deps, pool, stops: openStops() };
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
    ]);
    await work.deps.queue.work(handlers, () => Promise.resolve(), 2);
    const teamId = await work.addTeam();
    const files = await addFiles(work.deps, teamId);
    const formats = ['9x16', '1x1', '3x4', '16x9'];
    const brief = Brief.parse({ ...source, durationSeconds: 15, resolution: 720, count: variants / 4, formats });
    // Voices and materials are in the cache afterwards, as in every batch but a product's first.
    await batchWhen(work.deps, await createBatch(work.deps, teamId, { brief, files, isDraft: true }), isPlanned);
    const other = await work.addTeam();
    const started = performance.now();
    const input = { brief, files: await addFiles(work.deps, other), isDraft: true };
    const batch = await batchWhen(work.deps, await createBatch(work.deps, other, input), isPlanned);
    const seconds = (performance.now() - started) / 1000;
    if (batch.status !== 'running') {
      throw new Error(`the batch was not planned: ${JSON.stringify(batch.error)}`);
    }
    const cache = openPieceCache(join(work.home, 'cache', 'pieces'));
    const whole1 = await tinyMedia('clip');
    for (const { hash } of await work.rows<{ hash: string }>('select distinct hash from pieces')) {
      await mkdir(dirname(cache.pathOf(hash)), { recursive: true });
      await copyFile(whole1, cache.pathOf(hash));
    }
    const before = { own: process.cpuUsage(), database: databaseCpuSeconds(work.home) };
    gate.resolve();
    await batchWhen(work.deps, batch, ({ piecesDone, piecesTotal }) => piecesDone === piecesTotal);
    const used = process.cpuUsage(before.own);
    const cpuSeconds = (used.user + used.system) / 1e6 + databaseCpuSeconds(work.home) - before.database;
    const [done] = await work.rows<{ count: number }>(
      "select count(*)::int as count from pieces where status = 'done'",
    );
    return {
      seconds,
      peakMiB,
      pieces: batch.piecesTotal,
      videos: batch.videosTotal,
      overheadMs: (cpuSeconds * 1000) / (done?.count ?? 1),
    };
  } finally {
    clearInterval(timer);
    await pool.close();
    await once.close();
    await exchange.close();
    await work.stop();
  }
}

function isPlanned({ status }: { status: string }): boolean {
  return status !== 'planning';
}

const queue = isAsked('queue') ? await queueCost() : undefined;
const brief = { ...source, count: isAsked('batch') ? count : 1, durationSeconds: 15 };
const bare = isAsked('batch') ? await bareSeconds(brief) : undefined;
const served = isAsked('batch') || isAsked('routes') ? await throughService(brief) : undefined;
const report = {
  machine: machineNow(),
  ...(bare &&
    served && {
      throughput: {
        count,
        bareSeconds: bare,
        serviceSeconds: served.seconds,
        ratio: bare / served.seconds,
        limit: limits.throughput,
      },
    }),
  ...(queue && {
    planned: { videos: queue.videos, pieces: queue.pieces, seconds: queue.seconds, peakMiB: queue.peakMiB },
    overheadMs: { perPiece: queue.overheadMs, limit: limits.overheadMs },
  }),
  ...(served?.routes && { routes: { ...load, figures: served.routes } }),
};
if (options.json) {
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  const rows: string[][] = [];
  const { planned, overheadMs, throughput, routes } = report;
  if (planned && overheadMs) {
    const figures = `${round(planned.seconds, 1)} s, ${Math.round(planned.peakMiB)} MiB`;
    rows.push([`${planned.videos} variants planned and queued`, figures, '–']);
    rows.push(['CPU of the queue for a piece', `${round(overheadMs.perPiece, 1)} ms`, `< ${limits.overheadMs} ms`]);
  }
  if (throughput) {
    rows.push([`${count} videos, bare command`, `${round(throughput.bareSeconds, 1)} s`, '–']);
    rows.push([
      `${count} videos, through the service`,
      `${round(throughput.serviceSeconds, 1)} s, ${round(throughput.ratio, 2)}×`,
      `≥ ${limits.throughput}×`,
    ]);
  }
  rows.push(...(routes ? routeRows(routes.figures, load.clients) : []));
  process.stdout.write(`${table([['what', 'measured', 'limit'], ...rows])}\n`);
}
