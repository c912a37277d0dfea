import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { ClipoError } from '@clipo/contract';
import { fillTables, isEmptyDatabase } from '../db/copy-tables.ts';
import { openDatabase } from '../db/database.ts';
import { migrateDatabase } from '../db/migrate.ts';
import type { Settings } from '../env.ts';
import { openLog } from '../log.ts';
import { openMedia } from '../media/open-media.ts';
import { openQueue } from '../work/queue.ts';
import { refillQueue } from '../work/refill-queue.ts';
import { BackupIndex, indexFile, keyFile, mediaFile, tableFile } from './backup-format.ts';
import { withDatabase } from './with-database.ts';

/**
 * Brings a backup back into an empty data folder (and an empty database, with DATABASE_URL): keys, media, rows, and work
 * that was not at its end. Every file and row is checked against its hash before the rows are there.
 * @throws ClipoError not_found where the folder is no backup, conflict where the service holds something, checksum_mismatch
 */
export async function restoreBackup(settings: Settings, folder: string): Promise<BackupIndex> {
  const index = await readIndex(folder);
  await withDatabase(settings, async (url) => {
    await migrateDatabase(url);
    if (!(await isEmptyDatabase(url))) {
      const problem = 'a backup is restored into an empty data folder and database only';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    for (const [name, sha256] of Object.entries(index.keys)) {
      const bytes = await readFile(join(folder, keyFile(name)));
      mustBe(createHash('sha256').update(bytes).digest('hex'), sha256, keyFile(name));
      await mkdir(settings.home, { recursive: true });
      await copyFile(join(folder, keyFile(name)), join(settings.home, name));
    }
    const { media } = await openMedia(settings);
    for (const { sha256 } of index.media) {
      await media.putFile(join(folder, mediaFile(sha256)), { expected: sha256 });
    }
    await fillTables(url, (name) => rowsOf(folder, name, index));
    await addJobs(url, settings);
  });
  return index;
}

async function readIndex(folder: string): Promise<BackupIndex> {
  try {
    return BackupIndex.parse(JSON.parse(await readFile(join(folder, indexFile), 'utf8')));
  } catch (cause) {
    throw new ClipoError('not_found', `${folder} is no backup of Clipo`, {
      details: { file: join(folder, indexFile) },
      cause,
    });
  }
}

async function* rowsOf(folder: string, name: string, index: BackupIndex): AsyncGenerator<string> {
  const known = index.tables[name];
  if (known === undefined) {
    // A table that has come since.
    return;
  }
  const hash = createHash('sha256');
  const text = createReadStream(join(folder, tableFile(name))).pipe(createGunzip());
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    hash.update(`${line}\n`);
    yield line;
  }
  // Thrown inside the transaction: nothing of a damaged backup stays.
  mustBe(hash.digest('hex'), known.sha256, tableFile(name));
}

async function addJobs(url: string, settings: Settings): Promise<void> {
  const queue = await openQueue(url, openLog(settings));
  const db = openDatabase(url);
  try {
    await refillQueue({ db, queue });
  } finally {
    await db.close();
    await queue.stop(1000);
  }
}

function mustBe(received: string, expected: string, file: string): void {
  if (received !== expected) {
    throw new ClipoError('checksum_mismatch', `${file} is damaged`, { details: { expected, received } });
  }
}
