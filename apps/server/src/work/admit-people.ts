import { copyFile, link, mkdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ClipoError, type ConsentPurpose, type PreparedPerson } from '@clipo/contract';
import type { WorkerPool } from '@clipo/engine';
import { layConsent } from '@clipo/presenter/consent';
import type { BatchPerson } from '../db/schema/index.ts';
import { askConsentRows, batchPurposes, type PersonNamed } from '../features/person-consents/ask-consent.ts';
import type { MediaStore } from '../media/media-store.ts';
import { briefFolder } from './batch-folders.ts';
import type { ReadyBatch } from './prepared.ts';
import type { WorkDeps } from './work-deps.ts';

/** Persons whom some work is going to show, and the folder where what draws them finds their files. */
interface PeopleToAdmit {
  teamId: string;
  folder: string;
  people: readonly PersonNamed[];
  purposes: readonly ConsentPurpose[];
}

/**
 * Asks the rows for everybody's consent, and lays each file with its consent where what draws them looks for it. It is asked
 * before planning, before each piece and before a file is kept: who withdraws is in nothing new.
 * @throws ClipoError `consent_needed`, `no_such_thing` for a material that is gone
 */
export async function admitPeople(
  { db, media, settings }: Pick<WorkDeps, 'db' | 'media' | 'settings'>,
  { teamId, folder, people, purposes }: PeopleToAdmit,
): Promise<void> {
  const admitted = await db.asTeam(teamId, (tx) => askConsentRows(tx, teamId, people, { purposes }));
  for (const { file, sha256, terms } of admitted) {
    const path = await layOutFile(media, folder, file, sha256);
    await layConsent(path, terms, { home: settings.home });
  }
}

/**
 * Asks again for those persons of a batch whom a document shows (a piece, a storyboard), and gives them ready to be drawn.
 * @throws ClipoError `consent_needed`
 */
export async function admitShown(
  deps: Pick<WorkDeps, 'db' | 'media' | 'settings'>,
  { batch, prepared }: ReadyBatch,
  document: unknown,
): Promise<PreparedPerson[]> {
  const shown = shownIn(document, prepared.people);
  const folder = briefFolder(deps.settings.home, batch.id);
  const people = shown.filter(({ materialId }) => materialId !== '');
  await admitPeople(deps, { teamId: batch.teamId, folder, people, purposes: batchPurposes });
  return shown.map((person) => person.prepared);
}

/** Those of a batch's persons whom a document shows: a piece, or a storyboard. */
function shownIn(document: unknown, people: readonly BatchPerson[] = []): BatchPerson[] {
  if (people.length === 0) {
    return [];
  }
  const text = JSON.stringify(document);
  return people.filter(({ prepared }) => text.includes(prepared.id));
}

/** A pool that serves every batch, for one that shows some persons. */
export function poolFor(pool: WorkerPool, people: readonly PreparedPerson[]): WorkerPool {
  return people.length === 0
    ? pool
    : { run: (task, materials, signal) => pool.run(task, materials, signal, people), close: () => pool.close() };
}

/**
 * Lays a material out of the media store under the name that a brief gives it. @returns its absolute path
 * @throws ClipoError `outside_folder`
 */
export async function layOutFile(
  media: Pick<MediaStore, 'localFile'>,
  folder: string,
  file: string,
  sha256: string,
): Promise<string> {
  const path = join(folder, file);
  if (relative(folder, path).startsWith('..')) {
    throw new ClipoError('outside_folder', `${file} leaves the folder`, { details: { file } });
  }
  if ((await stat(path).catch(() => undefined)) === undefined) {
    await mkdir(dirname(path), { recursive: true });
    await linkOrCopy(await media.localFile(sha256), path);
  }
  return path;
}

/** Nothing writes into materials, so a second name for the same bytes is as good as a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') {
      await copyFile(from, to);
    }
  });
}
