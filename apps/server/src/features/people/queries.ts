import { and, desc, eq, gt, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { factorRemovals, type RemovalEnd, signInAttempts, users } from '../../db/schema/index.ts';
import type { UserRow } from '../accounts/queries.ts';

/** A sign-in that was weighed as likely to be somebody else's, with its person. */
export interface RiskyRow {
  attempt: typeof signInAttempts.$inferSelect;
  user: UserRow;
}

/** Sign-ins with a risk, newest first; one more than asked for. */
export async function selectRisky(
  tx: Transaction,
  { limit, after, least }: { limit: number; after: number | undefined; least: number },
): Promise<RiskyRow[]> {
  return tx
    .select({ attempt: signInAttempts, user: users })
    .from(signInAttempts)
    .innerJoin(users, eq(users.id, signInAttempts.userId))
    .where(
      and(
        gt(signInAttempts.riskScore, 0),
        sql`${signInAttempts.riskScore} >= ${least}`,
        after === undefined ? undefined : lt(signInAttempts.id, after),
      ),
    )
    .orderBy(desc(signInAttempts.id))
    .limit(limit + 1);
}

/** Those who may run the service. */
export async function selectOperators(tx: Transaction): Promise<UserRow[]> {
  return tx.select().from(users).where(eq(users.isOperator, true)).orderBy(users.id);
}

export type RemovalRow = typeof factorRemovals.$inferSelect;

/** Of a person, the second factor's removal that waits; locked. */
export async function selectOpenRemoval(tx: Transaction, userId: string): Promise<RemovalRow | undefined> {
  const [row] = await tx
    .select()
    .from(factorRemovals)
    .where(and(eq(factorRemovals.userId, userId), isNull(factorRemovals.endedAt)))
    .for('update');
  return row;
}

export async function insertRemoval(tx: Transaction, row: typeof factorRemovals.$inferInsert): Promise<void> {
  await tx.insert(factorRemovals).values(row);
}

export async function confirmRemoval(
  tx: Transaction,
  id: string,
  confirmation: { confirmedBy: string; dueAt: Date },
): Promise<void> {
  await tx.update(factorRemovals).set(confirmation).where(eq(factorRemovals.id, id));
}

/** Ends what waits, if anything does. */
export async function endRemoval(
  tx: Transaction,
  userId: string,
  ended: { end: RemovalEnd; endedBy: string },
): Promise<void> {
  await tx
    .update(factorRemovals)
    .set({ ...ended, endedAt: new Date() })
    .where(and(eq(factorRemovals.userId, userId), isNull(factorRemovals.endedAt)));
}

/** Removals whose time has come, locked. */
export async function lockDueRemovals(tx: Transaction, now: Date): Promise<RemovalRow[]> {
  return tx
    .select()
    .from(factorRemovals)
    .where(and(isNull(factorRemovals.endedAt), lte(factorRemovals.dueAt, now)))
    .for('update', { skipLocked: true });
}
