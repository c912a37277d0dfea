import type { ClipoError } from '@clipo/contract';
import { statementsOf, type Transaction } from '../../db/database.ts';
import type { Ruling, StoredError } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { closeRender } from '../credits/charge-render.ts';
import { insertEvents } from '../events/queries.ts';
import { endOfConsent } from '../person-consents/ask-consent.ts';
import { selectEndedConsents } from '../person-consents/queries.ts';
import { selectPresenters } from '../presenters/queries.ts';
import { type RenderRow, selectRender, updateRender } from '../renders/queries.ts';
import { rejectedBy } from './rejected-by.ts';

/**
 * What becomes of a single file that waited for a reviewer. Before it is made its words waited: allowed, it is made; blocked,
 * it ends. Once it is made, it may be fetched, or has failed with the reason; its team hears of either as of any that ends.
 * What was set aside for it is spent once it may be fetched, and given back where it is blocked. Where an appeal brings it
 * back, it was given back before: the service erred, and it costs nothing. Whoever presents in it and withdrew while it waited
 * is in no new file: their consent is asked once more.
 */
export async function goOnWithRender(
  tx: Transaction,
  { queue }: Pick<Deps, 'queue'>,
  { teamId, renderId, ruling, note }: { teamId: string; renderId: string; ruling: Ruling; note: string },
): Promise<void> {
  const row = await selectRender(tx, renderId);
  if (row?.teamId !== teamId || row.status === 'cancelled') {
    return;
  }
  if (ruling === 'blocked') {
    await end(tx, row, rejectedBy(note, row.file === null ? 'text' : 'file'));
  } else if (row.file === null) {
    await updateRender(tx, renderId, { status: 'queued', error: null, endedAt: null });
    await queue.add(statementsOf(tx), 'make-render', [{ payload: { teamId, renderId } }]);
  } else {
    await end(tx, row, await consentEnded(tx, row));
  }
}

/** Ends it as it is now: with the file, or with what stops that. What was blocked keeps its file, for an appeal. */
async function end(
  tx: Transaction,
  { id, teamId, kind, endedAt }: RenderRow,
  stop: StoredError | ClipoError | undefined,
): Promise<void> {
  const error = stop === undefined ? null : { code: stop.code, message: stop.message, details: stop.details };
  const status = error === null ? 'done' : 'failed';
  await updateRender(tx, id, { status, error, endedAt: endedAt ?? new Date() });
  await closeRender(tx, { teamId, renderId: id, isMade: error === null });
  const data = { id, kind, status, ...(error === null ? {} : { error }) };
  await insertEvents(tx, teamId, [{ batchId: null, type: 'render-end', data }]);
}

/** Why a presentation may not be given out for the person in it; undefined where nobody withdrew. */
async function consentEnded(tx: Transaction, { teamId, kind, wish }: RenderRow): Promise<ClipoError | undefined> {
  if (kind !== 'present') {
    return undefined;
  }
  const named = String(wish.presenter);
  const [outside] = await selectPresenters(tx, teamId, { ids: [named] });
  const materialId = outside?.presenter.materialId ?? named;
  const now = new Date();
  const ended = (await selectEndedConsents(tx, teamId, now)).find((row) => row.materialId === materialId);
  return ended && endOfConsent({ file: materialId, materialId }, ended, now);
}
