import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { legalHolds, sealedEvidence } from '../../db/schema/index.ts';

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

/** Whether what a team keeps for a term must stay: its owner is under a hold. `team` is the column of the team's id. */
export function ownerIsHeld(team: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`exists (select 1 from ${legalHolds} h join members m on m.user_id = h.user_id and m.role = 'owner'
    where m.team_id = ${team} and h.lifted_at is null)`;
}
