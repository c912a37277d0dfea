import { ClipoError } from '@clipo/contract';
import type { BatchRow } from '../features/batches/queries.ts';
import { askConsentRows, batchPurposes } from '../features/person-consents/ask-consent.ts';
import { peopleOf } from '../features/person-consents/people-of.ts';
import { outsideOf, personsAmong } from '../features/presenters/outside-of.ts';
import { askEngineConsent } from '../features/privacy/give-to-engine.ts';
import { askModelConsent } from '../features/privacy/give-to-model.ts';
import type { WorkDeps } from './work-deps.ts';

/**
 * Asks again, while a batch is being planned, whether all consents that it rests on hold: of the persons whom it shows, and
 * of who started it to what a model and engines are given. A withdrawal does not wait for the plan's end.
 * @returns why it may not go on
 */
export async function refusalOf(
  deps: Pick<WorkDeps, 'db' | 'settings'>,
  batch: BatchRow,
): Promise<ClipoError | undefined> {
  const { db, settings } = deps;
  const { teamId, createdBy } = batch;
  try {
    const outside = await db.asTeam(teamId, async (tx) => {
      const found = await outsideOf(tx, teamId, batch);
      const people = [...peopleOf(batch), ...(await personsAmong(tx, found, batchPurposes, settings))];
      await askConsentRows(tx, teamId, people, { purposes: batchPurposes });
      return found;
    });
    await askModelConsent(deps, { brief: batch.brief, createdBy });
    await askEngineConsent(deps, { outside, userId: createdBy });
    return undefined;
  } catch (cause) {
    // A database that is away refuses nothing.
    if (cause instanceof ClipoError) {
      return cause;
    }
    throw cause;
  }
}
