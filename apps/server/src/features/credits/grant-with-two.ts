import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Grant, grantCredits, grantIn } from './grant-credits.ts';
import { insertGrantWish, lockGrantWish, selectOpenWish, updateGrantWish } from './queries-wishes.ts';

/**
 * Gives a team credits at once, or, where they are more than one operator may give alone (`CLIPO_GRANT_ALONE`), writes down
 * that somebody wants to: another operator has to agree.
 * @returns whether it was done, or which wish waits
 */
export async function askGrant(
  deps: Pick<Deps, 'db' | 'settings'>,
  grant: Grant & { reason: string },
  by: string,
): Promise<{ isNew: boolean; waits?: string }> {
  if (grant.amount <= deps.settings.CLIPO_GRANT_ALONE) {
    return { isNew: await grantCredits(deps, grant) };
  }
  return deps.db.asSystem(async (tx) => {
    const open = await selectOpenWish(tx, grant);
    if (open !== undefined) {
      return { isNew: false, waits: open.id };
    }
    const id = newId('gwi');
    const { teamId, amount, reference, reason, expiresAt } = grant;
    await insertGrantWish(tx, { id, teamId, amount, reference, reason, expiresAt: expiresAt ?? null, askedBy: by });
    return { isNew: false, waits: id };
  });
}

/**
 * Another operator agrees to a grant, which is made in the same transaction, or refuses it.
 * @throws ClipoError no_such_thing, conflict where it was decided, or by who asked for it
 */
export async function decideGrant(
  { db }: Pick<Deps, 'db'>,
  id: string,
  { isAllowed, by }: { isAllowed: boolean; by: string },
  now = new Date(),
): Promise<void> {
  await db.asSystem(async (tx) => {
    const wish = foundOr(await lockGrantWish(tx, id), 'grant', id);
    if (wish.decidedAt !== null) {
      throw conflict('it was decided before');
    }
    // Who asked may think better of it, but not agree with themselves.
    if (isAllowed && wish.askedBy === by) {
      throw conflict('another operator has to agree: you asked for it');
    }
    const { teamId, amount, reference, reason, expiresAt } = wish;
    if (isAllowed) {
      await grantIn(tx, { teamId, amount, reference, reason, expiresAt: expiresAt ?? undefined });
    }
    const outcome = isAllowed ? 'granted' : 'refused';
    await updateGrantWish(tx, id, { decidedBy: by, decidedAt: now, outcome });
  });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
