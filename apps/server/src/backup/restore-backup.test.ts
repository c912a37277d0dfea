import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTables } from '../db/copy-tables.ts';
import { startEmbedded } from '../db/embedded.ts';
import { readSettings } from '../env.ts';
import { insertEvents } from '../features/events/queries.ts';
import { openSecrets } from '../guard/secrets.ts';
import { openMedia } from '../media/open-media.ts';
import { addBatch, batchWhen } from '../testing/make-batch.fixture.ts';
import { openWork, type TestWork } from '../testing/work.fixture.ts';
import { startWorker } from '../work/worker.ts';
import { createBackup } from './create-backup.ts';
import { restoreBackup } from './restore-backup.ts';

let work: TestWork;
let folder = '';
let team = '';
let openBatch = '';
beforeAll(async () => {
  work = await openWork('backup', { CLIPO_WORKERS: '1' });
  folder = await mkdtemp(join(tmpdir(), 'clipo-backup-'));
  team = await work.addTeam();
  await openSecrets(work.deps.settings);
  const worker = await startWorker(work.deps);
  await batchWhen(work.deps, await addBatch(work.deps, team, { count: 1 }), ({ endedAt }) => endedAt !== null);
  await worker.stop();
  // And one that nobody has begun.
  openBatch = (await addBatch(work.deps, team, { count: 1, seed: 3 })).id;
}, 300_000);
afterAll(async () => {
  await work.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Every row of every table, as a hash of its table. */
async function hashesOf(url: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  await copyTables(url, async ({ name, rows }) => {
    const lines: string[] = [];
    for await (const row of rows) {
      lines.push(row);
    }
    hashes[name] = createHash('sha256').update(lines.sort().join('\n')).digest('hex');
  });
  return hashes;
}

async function mediaOf(home: string): Promise<string[]> {
  const hashes: string[] = [];
  const { media } = await openMedia(readSettings({ CLIPO_HOME: home }));
  for await (const { hash } of media.list()) {
    hashes.push(hash);
  }
  return hashes.sort();
}

describe('a backup (C9)', () => {
  it('taken while the service writes, gives back every row, file and key in another empty folder, and its open work', async () => {
    const backup = join(folder, 'one');
    let isWriting = true;
    const writing = (async () => {
      while (isWriting) {
        await work.deps.db.asTeam(team, (tx) =>
          insertEvents(tx, team, [{ batchId: null, type: 'warning', data: { message: 'busy' } }]),
        );
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const index = await createBackup(work.deps.settings, backup);
    isWriting = false;
    await writing;
    const home = await mkdtemp(join(tmpdir(), 'clipo-restored-'));
    try {
      await restoreBackup(readSettings({ CLIPO_HOME: home, CLIPO_LOG_LEVEL: 'silent' }), backup);
      const store = await startEmbedded(home);
      try {
        const restored = await hashesOf(store.url);
        // What was written after the backup's moment is not in it; everything else has not changed since.
        const { events: _before, ...now } = await hashesOf(work.url);
        const { events: _after, ...then } = restored;
        expect(then).toEqual(now);
        let events = 0;
        await copyTables(store.url, async ({ name, rows }) => {
          for await (const _row of rows) {
            events += name === 'events' ? 1 : 0;
          }
        });
        expect(events).toBe(index.tables.events?.rows);
        // A second backup says the same of every row.
        const again = await createBackup(
          readSettings({ CLIPO_HOME: home, CLIPO_LOG_LEVEL: 'silent' }),
          join(folder, 'two'),
        );
        expect(again.tables).toEqual(index.tables);
        expect(again.keys).toEqual(index.keys);
        expect(again.keys['service-secret']).toMatch(/^[0-9a-f]{64}$/);
      } finally {
        await store.stop();
      }
      expect(await mediaOf(home)).toEqual(await mediaOf(work.home));
      // putFile checks each file's content against its name.
      expect(index.media.length).toBeGreaterThanOrEqual(7);
      const again = await startEmbedded(home);
      try {
        const client = new pg.Client({ connectionString: again.url });
        await client.connect();
        const { rows } = await client.query("select data from pgboss.job where name = 'plan-batch'");
        await client.end();
        expect(rows).toEqual([{ data: { teamId: team, batchId: openBatch } }]);
      } finally {
        await again.stop();
      }
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  }, 300_000);

  it('that is damaged is refused whole, and so are a folder that is none and a service that holds something', async () => {
    const backup = join(folder, 'damaged');
    const index = await createBackup(work.deps.settings, backup);
    const home = await mkdtemp(join(tmpdir(), 'clipo-restored-'));
    const settings = readSettings({ CLIPO_HOME: home, CLIPO_LOG_LEVEL: 'silent' });
    try {
      await expect(restoreBackup(settings, folder)).rejects.toMatchObject({ code: 'not_found' });
      const spoilt = index.media[0]?.sha256 ?? '';
      await writeFile(join(backup, 'media', spoilt.slice(0, 2), spoilt), 'spoilt');
      await expect(restoreBackup(settings, backup)).rejects.toMatchObject({ code: 'checksum_mismatch' });
      await expect(restoreBackup(work.deps.settings, join(folder, 'one'))).rejects.toMatchObject({ code: 'conflict' });
      await expect(createBackup(work.deps.settings, join(folder, 'one'))).rejects.toMatchObject({
        code: 'output_taken',
      });
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  }, 120_000);
});
