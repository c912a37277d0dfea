import { and, asc, desc, eq, inArray, isNull, lt, lte } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type AppealState, appeals } from '../../db/schema/index.ts';

export type AppealRow = typeof appeals.$inferSelect;

/** @returns undefined where the same was appealed before */
export async function insertAppeal(tx: Transaction, row: typeof appeals.$inferInsert): Promise<AppealRow | undefined> {
  const [made] = await tx.insert(appeals).values(row).onConflictDoNothing().returning();
  return made;
}

export async function selectAppeal(tx: Transaction, id: string, isLocked = false): Promise<AppealRow | undefined> {
  const one = tx.select().from(appeals).where(eq(appeals.id, id));
  const [row] = await (isLocked ? one.for('update') : one);
  return row;
}

export async function updateAppeal(
  tx: Transaction,
  id: string,
  change: Partial<typeof appeals.$inferInsert>,
): Promise<AppealRow> {
  const [row] = await tx.update(appeals).set(change).where(eq(appeals.id, id)).returning();
  return row as AppealRow;
}

/** Those of a person, the newest first. */
export async function selectAppealsOf(tx: Transaction, userId: string): Promise<AppealRow[]> {
  return tx.select().from(appeals).where(eq(appeals.userId, userId)).orderBy(desc(appeals.id)).limit(200);
}

/** Appeals to some things. */
export async function selectAppealsTo(tx: Transaction, subjectIds: readonly string[]): Promise<AppealRow[]> {
  return subjectIds.length === 0
    ? []
    : tx
        .select()
        .from(appeals)
        .where(inArray(appeals.subjectId, [...subjectIds]))
        .orderBy(asc(appeals.id));
}

/** In a state, what is due first before the rest where they are open; one more than asked for. */
export async function selectAppeals(
  tx: Transaction,
  { state, limit, after }: { state: AppealState; limit: number; after: string | undefined },
): Promise<AppealRow[]> {
  return tx
    .select()
    .from(appeals)
    .where(and(eq(appeals.state, state), after === undefined ? undefined : lt(appeals.id, after)))
    .orderBy(desc(appeals.id))
    .limit(limit + 1);
}

/** One that is due soon, or overdue, of which operators were not told yet. */
export async function lockNear(
  tx: Transaction,
  { before, what }: { before: Date; what: 'remindedAt' | 'overdueAt' },
): Promise<AppealRow | undefined> {
  const [row] = await tx
    .select()
    .from(appeals)
    .where(and(eq(appeals.state, 'open'), isNull(appeals[what]), lte(appeals.dueAt, before)))
    .orderBy(asc(appeals.dueAt))
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}
