import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { actings } from '../../db/schema/index.ts';

export type ActingRow = typeof actings.$inferSelect;

export async function insertActing(tx: Transaction, row: typeof actings.$inferInsert): Promise<ActingRow> {
  const [made] = await tx.insert(actings).values(row).returning();
  return made as ActingRow;
}

/** One, locked until the transaction ends. */
export async function lockActing(tx: Transaction, id: string): Promise<ActingRow | undefined> {
  const [row] = await tx.select().from(actings).where(eq(actings.id, id)).for('update');
  return row;
}

export async function updateActing(
  tx: Transaction,
  id: string,
  change: Partial<typeof actings.$inferInsert>,
): Promise<ActingRow> {
  const [row] = await tx.update(actings).set(change).where(eq(actings.id, id)).returning();
  return row as ActingRow;
}

/** What a session acts in now, if it does for somebody. */
export async function selectRunning(tx: Transaction, sessionId: string, now: Date): Promise<ActingRow | undefined> {
  const [row] = await tx
    .select()
    .from(actings)
    .where(and(eq(actings.sessionId, sessionId), isNull(actings.endedAt), gt(actings.endsAt, now)));
  return row;
}

/** Of whom it is about, of who asked for it, or of all: newest first. */
export async function selectActings(
  tx: Transaction,
  of: { userId?: string; operatorId?: string } = {},
): Promise<ActingRow[]> {
  const { userId, operatorId } = of;
  const wanted = or(
    userId === undefined ? undefined : eq(actings.userId, userId),
    operatorId === undefined ? undefined : eq(actings.operatorId, operatorId),
  );
  return tx.select().from(actings).where(wanted).orderBy(desc(actings.id)).limit(100);
}
