import { stat } from 'node:fs/promises';
import { ClipoError, type PreparedPerson } from '@clipo/contract';
import type { BatchPerson, BatchPrepared } from '../db/schema/index.ts';
import { type BatchRow, selectBatch } from '../features/batches/queries.ts';
import { planTaskOf } from './batch-input.ts';
import { planInThread } from './planning.ts';
import { localDocument } from './portable.ts';
import { teamOrders } from './team-orders.ts';
import type { WorkDeps } from './work-deps.ts';

/** A batch as this machine works on it: the paths of its prepared materials and voices are there. */
export interface ReadyBatch {
  batch: BatchRow;
  prepared: BatchPrepared;
}

/** So many batches are kept ready in memory. */
const mostKept = 8;

/** Gives batches ready to be worked on. What another machine prepared is prepared here too, once. */
export function openReadyBatches(deps: Pick<WorkDeps, 'db' | 'media' | 'settings' | 'envelope' | 'looker'>) {
  const known = new Map<string, Promise<ReadyBatch>>();
  return async (teamId: string, batchId: string, signal: AbortSignal): Promise<ReadyBatch> => {
    const kept = known.get(batchId);
    const found = kept !== undefined && (await isWhole(kept)) ? kept : makeReady(deps, teamId, batchId, signal);
    // The one that was used last stands last.
    known.delete(batchId);
    known.set(batchId, found);
    found.catch(() => known.delete(batchId));
    for (const [oldest] of [...known].slice(0, Math.max(0, known.size - mostKept))) {
      known.delete(oldest);
    }
    return found;
  };
}

/** What was found of a person is removed when they withdraw; who consents again is prepared again. */
async function isWhole(kept: Promise<ReadyBatch>): Promise<boolean> {
  const { prepared } = await kept;
  const found = pathsOf(prepared.people ?? []).map((path) => stat(path).catch(() => undefined));
  return !(await Promise.all(found)).includes(undefined);
}

/** What has to be there of persons: what was found of them, and the clips that engines made. */
function pathsOf(people: readonly BatchPerson[]): string[] {
  return people.flatMap(({ prepared: { kind, folder, performances } }) =>
    kind === 'clips' ? performances.map(({ path }) => path) : [folder],
  );
}

async function makeReady(
  deps: Pick<WorkDeps, 'db' | 'media' | 'settings' | 'envelope' | 'looker'>,
  teamId: string,
  batchId: string,
  signal: AbortSignal,
): Promise<ReadyBatch> {
  const batch = await deps.db.asTeam(teamId, (tx) => selectBatch(tx, teamId, batchId));
  if (batch === undefined || batch.prepared === null) {
    throw new ClipoError('internal', `batch ${batchId} was not planned`);
  }
  const prepared = localDocument(batch.prepared, deps.settings.home);
  // The folder itself is no path in it.
  const { home } = deps.settings;
  const people = (prepared.people ?? []).map((person) => ({ ...person, prepared: atHome(person.prepared, home) }));
  const files = [...prepared.materials, ...(prepared.fonts ?? [])].map(({ path }) => path);
  const paths = [...files, ...pathsOf(people)];
  const sizes = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  if (sizes.includes(undefined)) {
    const task = await planTaskOf(batch, deps, 'kept');
    await planInThread({ kind: 'plan', ...task }, signal, teamOrders(deps, { teamId, orderedFor: batchId }));
  }
  return { batch, prepared: { ...prepared, people } };
}

function atHome(person: PreparedPerson, home: string): PreparedPerson {
  return person.consent === undefined ? person : { ...person, consent: { ...person.consent, home } };
}
