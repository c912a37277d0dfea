import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { verifyFile } from '@clipo/label';
import { busyFactor } from '@clipo/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { manifestOf } from '../features/batches/manifest-of.ts';
import { selectBatches } from '../features/batches/queries.ts';
import { cancelBatch, pauseBatch, resumeBatch, retryBatch } from '../features/batches/steer-batch.ts';
import { selectEventsAfter } from '../features/events/queries.ts';
import { selectVideos } from '../features/videos/queries.ts';
import { addBatch, batchWhen } from '../testing/make-batch.fixture.ts';
import { treeOf } from '../testing/process-tree.fixture.ts';
import { openWork, type TestWork } from '../testing/work.fixture.ts';
import { batchFolder } from './batch-folders.ts';
import { type RunningWorker, startWorker } from './worker.ts';

let work: TestWork;
let workers: RunningWorker[] = [];
let team = '';

beforeAll(async () => {
  work = await openWork('make-batch', { CLIPO_WORKERS: '1' });
  team = await work.addTeam();
  // Two, so that they race for everything.
  workers = await Promise.all([startWorker(work.deps), startWorker(work.deps)]);
}, 120_000);

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await work.stop();
});

const hasEnded = (batch: { endedAt: Date | null }) => batch.endedAt !== null;
const eventsOf = (batchId: string) =>
  work.deps.db.asTeam(team, (tx) => selectEventsAfter(tx, team, { batchId, afterId: 0, limit: 1000 }));
const videosOf = (batchId: string) =>
  work.deps.db.asTeam(team, (tx) => selectVideos(tx, team, { batchId, limit: 100 }));

describe('a batch in the service (C9)', () => {
  it('ends with every video whole and labelled; two workers make no piece and no video twice', async () => {
    const made = await addBatch(work.deps, team, { count: 2 });
    const batch = await batchWhen(work.deps, made, hasEnded);
    expect(batch).toMatchObject({ status: 'done', videosTotal: 2, videosLeft: 0, videosFailed: 0, error: null });
    expect(batch.piecesDone).toBe(batch.piecesTotal);
    const videos = await videosOf(batch.id);
    expect(videos.map(({ status }) => status)).toEqual(['done', 'done']);
    for (const { files, record } of videos) {
      const file = await work.deps.media.localFile(files?.video.sha256 ?? '');
      expect((await verifyFile(file, {})).problems).toEqual([]);
      expect((await readFile(file)).length).toBe(files?.video.bytes);
      expect(record).toMatchObject({
        status: 'done',
        quality: { replanned: expect.any(Array) },
        nearest: expect.anything(),
      });
    }
    const [twice] = await work.rows<{ pieces: number; videos: number }>(sql`
      select (select count(*)::int from pieces where renders <> 1) as pieces,
             (select count(*)::int from videos where joins <> 1) as videos`);
    expect(twice).toEqual({ pieces: 0, videos: 0 });
    // What one piece decodes is left for those beside it, and goes with the batch.
    const [shared] = await work.rows<{ leave: number; find: number }>(sql`
      select count(*) filter (where spec -> 'edges' ? 'own')::int as leave,
             count(*) filter (where spec -> 'edges' ?| array['before', 'after'])::int as find from pieces`);
    expect(Math.min(shared?.leave ?? 0, shared?.find ?? 0)).toBeGreaterThan(0);
    await vi.waitFor(() => expect(existsSync(batchFolder(work.deps.settings.home, batch.id))).toBe(false));
    const events = await eventsOf(batch.id);
    expect(events.map(({ type }) => type).filter((type) => type !== 'piece-end' && type !== 'warning')).toEqual([
      'batch-create',
      'batch-plan',
      ...['video-end', 'video-end'],
      'batch-end',
    ]);
    expect(events.filter(({ type }) => type === 'piece-end').map(({ data }) => data.done)).toEqual(
      Array.from({ length: batch.piecesTotal }, (_, index) => index + 1),
    );
  }, 300_000);

  it('the same brief again draws nothing: its pieces are there', async () => {
    const again = await batchWhen(work.deps, await addBatch(work.deps, team, { count: 2 }), hasEnded);
    expect(again).toMatchObject({ status: 'done', videosFailed: 0 });
    const [drawn] = await work.rows<{ most: number }>(sql`select max(renders) as most from pieces`);
    expect(drawn?.most).toBe(1);
  }, 300_000);

  it('paused, it starts nothing new; resumed, it is made to its end', async () => {
    const made = await addBatch(work.deps, team, {
      seed: 5,
      brand: { name: 'Roboto', fonts: [{ file: 'brand.woff2' }] },
    });
    await pauseBatch(work.deps, team, made.id);
    const planned = await batchWhen(work.deps, made, ({ status }) => status === 'running');
    const open = sql`select count(*)::int as open from pgboss.job where name in ('render-piece', 'finish-video')
      and state < 'completed'`;
    // Its jobs run and find that they are not wanted.
    while (((await work.rows<{ open: number }>(open))[0]?.open ?? 1) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const held = await batchWhen(work.deps, made, () => true);
    expect(held.piecesDone).toBe(planned.piecesDone);
    expect(held.videosLeft).toBe(1);
    const resumedAt = new Date();
    await resumeBatch(work.deps, team, made.id);
    expect(await batchWhen(work.deps, made, hasEnded)).toMatchObject({ status: 'done', videosFailed: 0 });
    // One video alone has the whole machine: its pieces are drawn side by side.
    const drawing = sql`(select id, started_on, completed_on from pgboss.job
      where name = 'render-piece' and started_on > ${resumedAt.toISOString()}::timestamptz)`;
    const [beside] = await work.rows<{ pairs: number }>(sql`
      select count(*)::int as pairs from ${drawing} a join ${drawing} b on a.id < b.id
      and (a.started_on, a.completed_on) overlaps (b.started_on, b.completed_on)`);
    expect(beside?.pairs).toBeGreaterThan(0);
    // The brand's font is part of every piece, and is told with its rights.
    const font = (await manifestOf(work.deps, team, made.id)).materials.find(({ file }) => file === 'brand.woff2');
    expect(font?.rights).toMatchObject({ holder: expect.stringContaining('Google') });
    const [drawn] = await work.rows<{ without: number }>(sql`
      select count(*)::int as without from pieces p join video_pieces vp on vp.hash = p.hash
      join videos v on v.id = vp.video_id where v.batch_id = ${made.id}
      and p.spec -> 'settings' -> 'fonts' ->> 0 is distinct from ${font?.sha256}`);
    expect(drawn?.without).toBe(0);
    expect((await eventsOf(made.id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['batch-pause', 'batch-resume', 'batch-end']),
    );
  }, 300_000);

  it('cancelled, its encoders stop within two seconds; tried again, the rest is made', async () => {
    const made = await addBatch(work.deps, team, { seed: 9 });
    const encoders = () => treeOf(process.pid).filter(({ line }) => line.includes('ffmpeg')).length;
    await batchWhen(work.deps, made, ({ status }) => status === 'running');
    while (encoders() === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const started = performance.now();
    const ended = await cancelBatch(work.deps, team, made.id);
    expect(ended).toMatchObject({ status: 'cancelled', videosLeft: 0 });
    while (encoders() > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(performance.now() - started).toBeLessThan(2000 * busyFactor());
    // What was queued finds that it is not wanted; after that nothing runs.
    const active = sql`select count(*)::int as open from pgboss.job where name <> 'lost' and state = 'active'`;
    while (((await work.rows<{ open: number }>(active))[0]?.open ?? 1) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(encoders()).toBe(0);
    await expect(pauseBatch(work.deps, team, made.id)).rejects.toMatchObject({ code: 'conflict' });
    await retryBatch(work.deps, team, made.id);
    expect(await batchWhen(work.deps, made, hasEnded)).toMatchObject({
      status: 'done',
      videosFailed: 0,
      videosTotal: 1,
    });
    await expect(retryBatch(work.deps, team, made.id)).rejects.toMatchObject({ code: 'conflict' });
  }, 300_000);

  it('a brief that can not be made ends its batch with the reason', async () => {
    const made = await addBatch(work.deps, team, { count: 900 });
    const batch = await batchWhen(work.deps, made, hasEnded);
    expect(batch).toMatchObject({ status: 'failed', error: { code: 'count_beyond_axes' } });
    expect((await eventsOf(made.id)).at(-1)).toMatchObject({ type: 'batch-end', data: { status: 'failed' } });
  }, 300_000);

  it("a stranger's team sees none of it, and steers none of it", async () => {
    const stranger = await work.addTeam();
    const [own] = await work.rows<{ id: string }>(sql`select id from batches limit 1`);
    const seen = await work.deps.db.asTeam(stranger, async (tx) => {
      const counts: number[] = [];
      for (const table of ['batches', 'videos', 'pieces', 'video_pieces', 'events', 'materials']) {
        const { rows } = await tx.execute<{ count: number }>(
          sql`select count(*)::int as count from ${sql.identifier(table)}`,
        );
        counts.push(rows[0]?.count ?? -1);
      }
      return counts;
    });
    expect(seen).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await work.deps.db.asTeam(stranger, (tx) => selectBatches(tx, stranger, { limit: 10 }))).toEqual([]);
    expect(await work.deps.db.asTeam(stranger, (tx) => selectBatches(tx, team, { limit: 10 }))).toEqual([]);
    await expect(cancelBatch(work.deps, stranger, own?.id ?? '')).rejects.toMatchObject({ code: 'no_such_thing' });
  });
});
