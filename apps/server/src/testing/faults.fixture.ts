import { verifyFile } from '@clipo/label';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { BatchRow } from '../features/batches/queries.ts';
import { selectVideos } from '../features/videos/queries.ts';
import { batchWhen } from './make-batch.fixture.ts';
import type { TestService } from './service.fixture.ts';

/** Waits until some pieces of a batch are drawn and others are not: in the middle of it. */
export function inTheMiddle(service: TestService, batch: BatchRow, pieces = 1): Promise<BatchRow> {
  return patiently(() =>
    batchWhen(service.deps, batch, ({ piecesDone, endedAt }) => piecesDone >= pieces || endedAt !== null),
  );
}

/** Waits until a batch has ended, also while its database comes and goes. */
export function toItsEnd(service: TestService, batch: BatchRow): Promise<BatchRow> {
  return patiently(() => batchWhen(service.deps, batch, ({ endedAt }) => endedAt !== null));
}

async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Every video of the batch is there once, whole and labelled: none is lost and none is doubled. */
export async function expectWhole(
  service: Pick<TestService, 'deps' | 'teamId' | 'rows'>,
  batch: BatchRow,
  count: number,
): Promise<void> {
  const { deps, teamId } = service;
  expect(batch).toMatchObject({ status: 'done', videosTotal: count, videosLeft: 0, videosFailed: 0 });
  const videos = await deps.db.asTeam(teamId, (tx) => selectVideos(tx, teamId, { batchId: batch.id, limit: 1000 }));
  expect(new Set(videos.map(({ name }) => name)).size).toBe(count);
  const hashes = new Set<string>();
  for (const { status, files, record } of videos) {
    expect(status).toBe('done');
    const hash = files?.video.sha256 ?? '';
    hashes.add(hash);
    const file = await deps.media.localFile(hash);
    const expected = record?.label?.implicit;
    expect((await verifyFile(file, expected === undefined ? {} : { expected })).problems).toEqual([]);
  }
  expect(hashes.size).toBe(count);
  // Each was told of once.
  const [told] = await service.rows<{ ends: number; batches: number }>(sql`
    select count(*) filter (where type = 'video-end')::int as ends, count(*) filter (where type = 'batch-end')::int as batches
    from events where batch_id = ${batch.id}`);
  expect(told).toEqual({ ends: count, batches: 1 });
}
