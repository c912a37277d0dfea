import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BatchRow } from '../features/batches/queries.ts';
import { addBatch, batchWhen } from '../testing/make-batch.fixture.ts';
import { openWork, type TestWork } from '../testing/work.fixture.ts';
import { type RunningWorker, startWorker } from './worker.ts';

let work: TestWork;
let worker: RunningWorker;
beforeAll(async () => {
  work = await openWork('fairness');
  worker = await startWorker(work.deps);
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await work.stop();
});

const hasEnded = (batch: { endedAt: Date | null }) => batch.endedAt !== null;
type Span = Pick<BatchRow, 'startedAt' | 'endedAt'>;
/**
 * Processor time of all pieces that were drawn while a batch ran, its own and others'. It stands for the time that the batch
 * took, and says the same however busy the machine is with other things.
 */
const drawnDuring = async ({ startedAt, endedAt }: Span) => {
  const [drawn] = await work.rows<{ seconds: number }>(sql`
    select sum(cpu_seconds)::float as seconds from pieces where status = 'done' and ended_at between ${startedAt} and ${endedAt}`);
  return drawn?.seconds ?? 0;
};

it('five videos of one team, beside a thousand of another, begin at once and take at most 2.3 times as long', async () => {
  const [alone, large, small] = await Promise.all([work.addTeam(), work.addTeam(), work.addTeam()]);
  // Each brief is another, so that none finds pieces of the other.
  const five = { count: 5, resolution: 720 as const };
  const first = await batchWhen(work.deps, await addBatch(work.deps, alone, { ...five, seed: 11 }), hasEnded);
  const alonesWork = await drawnDuring(first);
  const thousand = await addBatch(work.deps, large, {
    count: 250,
    seed: 12,
    formats: ['9x16', '1x1', '3x4', '16x9'],
    languages: ['zh-CN'],
  });
  const planned = await batchWhen(
    work.deps,
    thousand,
    ({ status, endedAt }) => status === 'running' || endedAt !== null,
  );
  expect(planned.videosTotal).toBe(1000);
  const second = await addBatch(work.deps, small, { ...five, seed: 13 });
  const started = await batchWhen(work.deps, second, ({ status }) => status === 'running');
  const pieces = sql`select piece.ended_at as at from pieces piece where team_id = ${small} and status = 'done' order by 1 limit 1`;
  const done = await batchWhen(work.deps, second, hasEnded);
  const [firstPiece] = await work.rows<{ at: Date }>(pieces);
  const [longest] = await work.rows<{ seconds: number }>(sql`
    select max(extract(epoch from completed_on - started_on))::float as seconds from pgboss.job where name = 'render-piece'`);
  const waited = (new Date(firstPiece?.at ?? 0).getTime() - (started.startedAt?.getTime() ?? 0)) / 1000;
  expect(done).toMatchObject({ status: 'done', videosFailed: 0 });
  expect(await batchWhen(work.deps, thousand, () => true)).toMatchObject({ status: 'running' });
  // One piece's time to begin, and one for the piece itself.
  expect(waited).toBeLessThan(2 * (longest?.seconds ?? 0) + 1);
  expect(alonesWork).toBeGreaterThan(0);
  expect((await drawnDuring(done)) / alonesWork).toBeLessThanOrEqual(2.3);
}, 1_800_000);
