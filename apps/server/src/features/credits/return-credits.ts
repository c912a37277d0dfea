import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { expireDue } from './expire-credits.ts';
import { takeFromLots } from './hold-credits.ts';
import { changeLot, insertLot, isMoved, lockBook, move, selectOpenLots } from './queries.ts';

/** A sum that goes back, by what it is for: the same one goes back once. */
export interface Return {
  teamId: string;
  amount: number;
  reference: string;
  reason?: string | undefined;
}

/**
 * Makes credits that were spent available again, such as for work that was not what was promised. They do not expire.
 * @throws ClipoError `conflict` where less was spent
 */
export async function returnSpent({ db }: Pick<Deps, 'db'>, sum: Return): Promise<boolean> {
  const { teamId, amount, reference, reason } = sum;
  return db.asTeam(teamId, async (tx) => {
    const { spent } = await lockBook(tx, teamId);
    if (await isMoved(tx, teamId, 'return', reference)) {
      return false;
    }
    if (spent < amount) {
      throw tooMuch(`${spent} credits were spent, ${amount} were to be returned`);
    }
    await move(tx, teamId, { kind: 'return', reference, reason, from: 'spent', to: 'available', amount });
    await insertLot(tx, { teamId, amount, expiresAt: null });
    return true;
  });
}

/**
 * Takes credits out whose money is paid back.
 * @throws ClipoError `conflict` where less is available
 */
export async function refundCredits({ db }: Pick<Deps, 'db'>, sum: Return, now = new Date()): Promise<boolean> {
  return db.asTeam(sum.teamId, (tx) => refundIn(tx, sum, now));
}

/** The same, as a part of the refund of an order. */
export async function refundIn(tx: Transaction, sum: Return, now: Date): Promise<boolean> {
  const { teamId, amount, reference, reason } = sum;
  await lockBook(tx, teamId);
  if (await isMoved(tx, teamId, 'refund', reference)) {
    return false;
  }
  await expireDue(tx, teamId, now);
  const lots = takeFromLots(await selectOpenLots(tx, teamId), amount);
  if (lots === undefined) {
    throw tooMuch(`fewer than ${amount} credits are available`);
  }
  for (const { id, amount: taken } of lots) {
    await changeLot(tx, id, -taken);
  }
  return move(tx, teamId, { kind: 'refund', reference, reason, from: 'available', to: 'refunded', amount });
}

/** Gives credits back whose refund did not come about. They do not expire. */
export async function takeRefundBackIn(tx: Transaction, { teamId, amount, reference, reason }: Return): Promise<void> {
  await lockBook(tx, teamId);
  if (await move(tx, teamId, { kind: 'return', reference, reason, from: 'refunded', to: 'available', amount })) {
    await insertLot(tx, { teamId, amount, expiresAt: null });
  }
}

function tooMuch(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
