import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { ClipoError } from '@clipo/contract';
import { copyTables } from '../db/copy-tables.ts';
import type { Settings } from '../env.ts';
import { openMedia } from '../media/open-media.ts';
import { type BackupIndex, indexFile, keyFile, keyNames, mediaFile, tableFile } from './backup-format.ts';
import { noteBackup } from './note-backup.ts';
import { withDatabase } from './with-database.ts';

/**
 * Copies database, media and keys of a service into a new folder, also while it runs. The rows are those of one moment,
 * and every file that they name is there: files never change, and none goes within its day of grace.
 * @throws ClipoError output_taken where the folder holds something, disk_full …
 */
export async function createBackup(settings: Settings, folder: string): Promise<BackupIndex> {
  if ((await readdir(folder).catch(() => [])).length > 0) {
    throw new ClipoError('output_taken', `${folder} is not empty`, { details: { folder } });
  }
  const part = `${folder}.part-${process.pid}`;
  try {
    const index: BackupIndex = { version: 1, createdAt: new Date().toISOString(), tables: {}, media: [], keys: {} };
    await withDatabase(settings, (url) =>
      copyTables(url, async ({ name, rows }) => {
        index.tables[name] = await writeRows(join(part, tableFile(name)), rows);
      }),
    );
    const { media } = await openMedia(settings);
    for await (const { hash, sizeBytes } of media.list()) {
      const path = join(part, mediaFile(hash));
      await mkdir(dirname(path), { recursive: true });
      await copyChecked(await media.read(hash), path, hash);
      index.media.push({ sha256: hash, bytes: sizeBytes });
    }
    for (const name of keyNames) {
      const source = join(settings.home, name);
      const bytes = await readFile(source).catch(() => undefined);
      if (bytes !== undefined) {
        const path = join(part, keyFile(name));
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await copyFile(source, path);
        index.keys[name] = createHash('sha256').update(bytes).digest('hex');
      }
    }
    await writeFile(join(part, indexFile), `${JSON.stringify(index, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
    await noteBackup(settings.home, folder, index.createdAt);
    return index;
  } catch (cause) {
    await rm(part, { recursive: true, force: true });
    throw cause;
  }
}

async function writeRows(path: string, rows: AsyncIterable<string>): Promise<BackupIndex['tables'][string]> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let count = 0;
  const lines = async function* () {
    for await (const row of rows) {
      const line = `${row}\n`;
      hash.update(line);
      count += 1;
      yield line;
    }
  };
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path, { mode: 0o600 }));
  return { rows: count, sha256: hash.digest('hex') };
}

/** Copies a file and sees that it is what its name says: a backup must not keep what a disk has spoilt. */
async function copyChecked(source: Readable, path: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      next(null, chunk);
    },
  });
  await pipeline(source, measure, createWriteStream(path));
  if (hash.digest('hex') !== expected) {
    throw new ClipoError('checksum_mismatch', `the file ${expected} is damaged`, {
      details: { expected, received: path },
    });
  }
}
