import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import { readContact } from '../accounts/contact.ts';
import { guardianAct } from '../accounts/guardian.ts';
import { insertConsents } from '../agreements/queries.ts';
import { cancelBatch } from '../batches/steer-batch.ts';
import { addMessage } from '../notices/add-message.ts';
import { notify } from '../notices/notify.ts';
import { cancelRender } from '../renders/cancel-render.ts';
import { selectOpenBatchesOf, selectOpenRendersOf, type WardRow } from './queries.ts';

/**
 * Withdraws a guardian's consent: from the next request on the minor sees, takes and deletes what is theirs, and no more;
 * what they had made is stopped, and what was held for it comes back. Both are told.
 * @throws ClipoError conflict where it was withdrawn before
 */
export async function withdrawGuardian(
  deps: Pick<Deps, 'db' | 'queue' | 'envelope' | 'settings'>,
  { user, act }: WardRow,
  client: Client,
): Promise<void> {
  if (act.act !== 'give') {
    const problem = 'the consent was withdrawn before';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  const guardian = await guardianOf(deps, act.subject);
  const open = await deps.db.asSystem(async (tx) => {
    const { subject, subjectIndex } = act;
    const withdrawal = { userId: user.id, act: 'withdraw', subject, subjectIndex: subjectIndex ?? '', client } as const;
    await insertConsents(tx, [guardianAct(withdrawal)]);
    await notify(tx, deps, {
      userId: user.id,
      template: 'guardian-withdrew',
      values: {},
      isPopup: true,
    });
    if (guardian !== undefined) {
      const { channel, value: to } = guardian;
      const values = { link: `${deps.settings.CLIPO_URL ?? ''}/guardian` };
      await addMessage(tx, deps, { channel, to, template: 'guardian-confirmed', language: client.language, values });
    }
    return { batches: await selectOpenBatchesOf(tx, user.id), renders: await selectOpenRendersOf(tx, user.id) };
  });
  for (const { teamId, id } of open.batches) {
    await cancelBatch(deps, teamId, id).catch(unlessEnded);
  }
  for (const { teamId, id } of open.renders) {
    await cancelRender(deps, teamId, id).catch(unlessEnded);
  }
}

/** What ends at this moment need not be stopped. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof ClipoError && error.code === 'conflict')) {
    throw error;
  }
}

/** Who a guardian said they are, and where they proved themselves. */
export async function guardianOf({ envelope }: Pick<Deps, 'envelope'>, subject: string | null) {
  if (subject === null) {
    return undefined;
  }
  const said = JSON.parse(await envelope.unseal(subject, 'consents.subject')) as { name: string; contact: string };
  return { name: said.name, ...readContact(said.contact) };
}
