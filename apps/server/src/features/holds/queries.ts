import { and, count, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { heldRows, legalHolds, sealedEvidence } from '../../db/schema/index.ts';

export type HoldRow = typeof legalHolds.$inferSelect;

export async function insertHold(tx: Transaction, row: typeof legalHolds.$inferInsert): Promise<HoldRow> {
  const [made] = await tx.insert(legalHolds).values(row).returning();
  return made as HoldRow;
}

/** One hold, locked until the transaction ends. */
export async function lockHold(tx: Transaction, id: string): Promise<HoldRow | undefined> {
  const [row] = await tx.select().from(legalHolds).where(eq(legalHolds.id, id)).for('update');
  return row;
}

export async function updateHold(
  tx: Transaction,
  id: string,
  change: Partial<typeof legalHolds.$inferInsert>,
): Promise<HoldRow> {
  const [row] = await tx.update(legalHolds).set(change).where(eq(legalHolds.id, id)).returning();
  return row as HoldRow;
}

/** Holds, newest first: those that stand, or those that were lifted. */
export async function selectHolds(tx: Transaction, state: 'open' | 'lifted'): Promise<HoldRow[]> {
  const wanted = state === 'open' ? isNull(legalHolds.liftedAt) : isNotNull(legalHolds.liftedAt);
  return tx.select().from(legalHolds).where(wanted).orderBy(desc(legalHolds.id)).limit(200);
}

/** Writes into an account's sealed evidence which hold stands, so that a package tells of it; none where none does. */
export async function markEvidence(tx: Transaction, userId: string): Promise<void> {
  const open = await tx
    .select({ id: legalHolds.id })
    .from(legalHolds)
    .where(and(eq(legalHolds.userId, userId), isNull(legalHolds.liftedAt)))
    .orderBy(legalHolds.id)
    .limit(1);
  await tx
    .update(sealedEvidence)
    .set({ legalHold: open[0]?.id ?? null })
    .where(eq(sealedEvidence.userId, userId));
}

/** Whether what a team keeps for a term must stay: a member of it is under a hold. `team` is the column of the team's id. */
export function teamIsHeld(team: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`exists (select 1 from legal_holds h join members m on m.user_id = h.user_id
    where m.team_id = ${team} and h.lifted_at is null)`;
}

/** Whether what is kept of a person must stay. `user` is the column of their id. */
export function userIsHeld(user: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`exists (select 1 from legal_holds h where h.user_id = ${user} and h.lifted_at is null)`;
}

/** Rows that were deleted under a hold and are not sealed yet, locked for whoever asks. */
export async function lockHeldRows(tx: Transaction, most: number): Promise<(typeof heldRows.$inferSelect)[]> {
  return tx.select().from(heldRows).orderBy(heldRows.id).limit(most).for('update', { skipLocked: true });
}

export async function deleteHeldRow(tx: Transaction, id: number): Promise<void> {
  await tx.delete(heldRows).where(eq(heldRows.id, id));
}

/** How much is under seal for each hold. */
export async function countSealed(tx: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: sealedEvidence.measureId, many: count() })
    .from(sealedEvidence)
    .where(inArray(sealedEvidence.measureId, [...ids]))
    .groupBy(sealedEvidence.measureId);
  return new Map(rows.map(({ id, many }) => [id, many]));
}
