import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import {
  type CreditAccount,
  type CreditKind,
  creditBooks,
  creditEntries,
  creditHoldLots,
  creditHolds,
  creditLots,
  creditTransactions,
} from '../../db/schema/index.ts';

export type CreditBook = typeof creditBooks.$inferSelect;
type Lot = typeof creditLots.$inferSelect;

/** Locks a team's book, so that its movements follow one another, and gives its balances. Made where there is none. */
export async function lockBook(tx: Transaction, teamId: string): Promise<CreditBook> {
  await tx.insert(creditBooks).values({ teamId }).onConflictDoNothing();
  const [book] = await tx.select().from(creditBooks).where(eq(creditBooks.teamId, teamId)).for('update');
  return book as CreditBook;
}

export async function selectBook(tx: Transaction, teamId: string): Promise<CreditBook> {
  const [book] = await tx.select().from(creditBooks).where(eq(creditBooks.teamId, teamId));
  return book ?? { teamId, issued: 0, available: 0, held: 0, spent: 0, expired: 0, refunded: 0 };
}

/**
 * Writes a movement from one account to another into the ledger and the book.
 * @returns false where this movement was made before: nothing is done twice
 */
export async function move(
  tx: Transaction,
  teamId: string,
  movement: {
    kind: CreditKind;
    reference: string;
    reason?: string | undefined;
    from: CreditAccount;
    to: CreditAccount;
    amount: number;
  },
): Promise<boolean> {
  const { kind, reference, reason = '', from, to, amount } = movement;
  const id = newId('ctx');
  const made = await tx
    .insert(creditTransactions)
    .values({ id, teamId, kind, reference, reason })
    .onConflictDoNothing()
    .returning({ id: creditTransactions.id });
  if (made.length === 0) {
    return false;
  }
  const side = { teamId, transactionId: id };
  await tx.insert(creditEntries).values([
    { ...side, account: from, amount: -amount },
    { ...side, account: to, amount },
  ]);
  await tx
    .update(creditBooks)
    .set({
      [from]: sql`${creditBooks[from]} - ${amount}`,
      [to]: sql`${creditBooks[to]} + ${amount}`,
    })
    .where(eq(creditBooks.teamId, teamId));
  return true;
}

export async function isMoved(tx: Transaction, teamId: string, kind: CreditKind, reference: string): Promise<boolean> {
  const found = await tx
    .select({ id: creditTransactions.id })
    .from(creditTransactions)
    .where(
      and(
        eq(creditTransactions.teamId, teamId),
        eq(creditTransactions.kind, kind),
        eq(creditTransactions.reference, reference),
      ),
    );
  return found.length > 0;
}

export async function insertLot(tx: Transaction, lot: { teamId: string; amount: number; expiresAt: Date | null }) {
  await tx.insert(creditLots).values({ id: newId('lot'), remaining: lot.amount, ...lot });
}

/** Lots with something left, those that expire first before the others. */
export function selectOpenLots(tx: Transaction, teamId: string): Promise<Lot[]> {
  return tx
    .select()
    .from(creditLots)
    .where(and(eq(creditLots.teamId, teamId), gt(creditLots.remaining, 0)))
    .orderBy(sql`${creditLots.expiresAt} asc nulls last`, asc(creditLots.id));
}

/** Adds to what is left of a lot, or takes from it. */
export async function changeLot(tx: Transaction, id: string, by: number): Promise<void> {
  await tx
    .update(creditLots)
    .set({ remaining: sql`${creditLots.remaining} + ${by}` })
    .where(eq(creditLots.id, id));
}

/** Empties the lots whose time is over. @returns each with what was left in it */
export async function emptyDueLots(
  tx: Transaction,
  teamId: string,
  now: Date,
): Promise<{ id: string; amount: number }[]> {
  const due = await tx
    .select({ id: creditLots.id, amount: creditLots.remaining })
    .from(creditLots)
    .where(and(eq(creditLots.teamId, teamId), gt(creditLots.remaining, 0), lte(creditLots.expiresAt, now)));
  if (due.length > 0) {
    const ids = due.map(({ id }) => id);
    await tx.update(creditLots).set({ remaining: 0 }).where(inArray(creditLots.id, ids));
  }
  return due;
}

/** Teams that hold credits whose time is over. */
export async function selectTeamsWithDueLots(tx: Transaction, now: Date): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ teamId: creditLots.teamId })
    .from(creditLots)
    .where(and(gt(creditLots.remaining, 0), isNotNull(creditLots.expiresAt), lte(creditLots.expiresAt, now)));
  return rows.map(({ teamId }) => teamId);
}

export async function insertHold(
  tx: Transaction,
  hold: {
    teamId: string;
    reference: string;
    userId: string | null;
    createdAt: Date;
    lots: readonly { id: string; amount: number }[];
  },
): Promise<void> {
  const { teamId, lots, ...work } = hold;
  const id = newId('hld');
  await tx.insert(creditHolds).values({ id, teamId, ...work });
  await tx.insert(creditHoldLots).values(lots.map((lot) => ({ holdId: id, lotId: lot.id, teamId, held: lot.amount })));
}

/** A hold that is still open, with what it holds of each lot. */
export async function selectOpenHold(
  tx: Transaction,
  teamId: string,
  reference: string,
): Promise<{ id: string; lots: { lotId: string; held: number }[] } | undefined> {
  const [hold] = await tx
    .select({ id: creditHolds.id })
    .from(creditHolds)
    .where(and(eq(creditHolds.teamId, teamId), eq(creditHolds.reference, reference), isNull(creditHolds.closedAt)));
  if (hold === undefined) {
    return undefined;
  }
  const lots = await tx
    .select({ lotId: creditHoldLots.lotId, held: creditHoldLots.held })
    .from(creditHoldLots)
    .where(and(eq(creditHoldLots.holdId, hold.id), gt(creditHoldLots.held, 0)))
    .orderBy(asc(creditHoldLots.lotId));
  return { id: hold.id, lots };
}

export async function takeFromHold(tx: Transaction, holdId: string, lotId: string, amount: number): Promise<void> {
  await tx
    .update(creditHoldLots)
    .set({ held: sql`${creditHoldLots.held} - ${amount}` })
    .where(and(eq(creditHoldLots.holdId, holdId), eq(creditHoldLots.lotId, lotId)));
}

export async function closeHold(tx: Transaction, holdId: string, now: Date): Promise<void> {
  await tx.update(creditHolds).set({ closedAt: now }).where(eq(creditHolds.id, holdId));
}

/** A team's movements, newest first, with their sides; one more than the page holds tells that another follows. */
export async function selectMovements(
  tx: Transaction,
  teamId: string,
  { limit, after }: { limit: number; after: string | undefined },
) {
  const rows = await tx
    .select()
    .from(creditTransactions)
    .where(
      and(eq(creditTransactions.teamId, teamId), after === undefined ? undefined : lt(creditTransactions.id, after)),
    )
    .orderBy(desc(creditTransactions.id))
    .limit(limit + 1);
  const ids = rows.map(({ id }) => id);
  const entries =
    ids.length === 0 ? [] : await tx.select().from(creditEntries).where(inArray(creditEntries.transactionId, ids));
  return rows.map((row) => ({
    ...row,
    entries: entries.filter(({ transactionId }) => transactionId === row.id),
  }));
}
