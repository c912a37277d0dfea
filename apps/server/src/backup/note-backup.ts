import { appendFile, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The list of backups that were made of this service, a line of JSON each, in the data folder. */
const listFile = 'backups.jsonl';
/** So long a backup is meant to be kept; removing it then is the operator's duty, as it lies where they put it. */
const keptDays = 90;

/** A backup that may hold what was deleted since. */
export interface NotedBackup {
  name: string;
  madeAt: string;
  expiresAt: string;
}

/** Notes that a backup was made: certificates of deletions tell which may still hold what went. */
export async function noteBackup(home: string, folder: string, madeAt: string): Promise<void> {
  const expiresAt = new Date(Date.parse(madeAt) + keptDays * 86_400_000).toISOString();
  const line: NotedBackup = { name: basename(folder), madeAt, expiresAt };
  await appendFile(join(home, listFile), `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

/** Those that are meant to be kept still. */
export async function readBackups(home: string, now = new Date()): Promise<NotedBackup[]> {
  const text = await readFile(join(home, listFile), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as NotedBackup)
    .filter(({ expiresAt }) => Date.parse(expiresAt) > now.getTime());
}
