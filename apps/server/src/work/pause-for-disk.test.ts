import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../db/new-id.ts';
import { resumeBatch } from '../features/batches/steer-batch.ts';
import { openWork, type TestWork } from '../testing/work.fixture.ts';
import { pauseForDisk } from './pause-for-disk.ts';
import { momentNow } from './queries.ts';

let work: TestWork;
beforeAll(async () => {
  work = await openWork('pause-for-disk');
}, 120_000);
afterAll(() => work.stop());

it('what began before a batch was resumed and fails of the full disk of then does not pause it again (C9)', async () => {
  const { deps } = work;
  const team = await work.addTeam();
  const [batch, video] = [newId('bat'), newId('vid')];
  const hash = 'a'.repeat(64);
  await deps.db.asTeam(team, async (tx) => {
    await tx.execute(sql`insert into batches (id, team_id, status, brief, products, files) values
      (${batch}, ${team}, 'running', '{}', '[]', '{}')`);
    await tx.execute(sql`insert into videos (id, team_id, batch_id, name, ordinal, product, creative, language, format, document, status)
      values (${video}, ${team}, ${batch}, 'v', 1, 'p', 1, 'en', '9x16', '{}', 'waiting')`);
    await tx.execute(sql`insert into video_pieces (team_id, video_id, hash) values (${team}, ${video}, ${hash})`);
  });
  const now = () => deps.db.asTeam(team, momentNow);
  const error = { code: 'disk_full' as const, message: 'no room', details: {} };
  const isPaused = async () => {
    const [row] = await work.rows<{ isPaused: boolean }>(
      sql`select is_paused as "isPaused" from batches where id = ${batch}`,
    );
    return row?.isPaused;
  };
  const first = await now();
  const second = await now();
  await pauseForDisk(deps, team, { hashOrVideo: hash, since: first, error });
  expect(await isPaused()).toBe(true);
  await resumeBatch(deps, team, batch);
  await pauseForDisk(deps, team, { hashOrVideo: hash, since: second, error });
  await pauseForDisk(deps, team, { hashOrVideo: video, since: second, error });
  expect(await isPaused()).toBe(false);
  // The room that was made is gone again.
  await pauseForDisk(deps, team, { hashOrVideo: video, since: await now(), error });
  expect(await isPaused()).toBe(true);
});
