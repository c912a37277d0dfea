import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { insertLot, lockBook, move } from './queries.ts';

/** Credits for a team. */
export interface Grant {
  teamId: string;
  /** Whole credits, more than zero. */
  amount: number;
  /** What it is for, such as an order: the same grant happens once. */
  reference: string;
  reason?: string | undefined;
  /** When what is left is lost; undefined means never. */
  expiresAt?: Date | undefined;
}

/** Gives a team credits. @returns false where this was done before */
export async function grantCredits({ db }: Pick<Deps, 'db'>, grant: Grant): Promise<boolean> {
  return db.asTeam(grant.teamId, (tx) => grantIn(tx, grant));
}

/** The same, as a part of what it is for. */
export async function grantIn(tx: Transaction, grant: Grant): Promise<boolean> {
  const { teamId, amount, reference, reason, expiresAt } = grant;
  await lockBook(tx, teamId);
  const isNew = await move(tx, teamId, { kind: 'grant', reference, reason, from: 'issued', to: 'available', amount });
  if (isNew) {
    await insertLot(tx, { teamId, amount, expiresAt: expiresAt ?? null });
  }
  return isNew;
}
