import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { grantWishes } from '../../db/schema/index.ts';

export type GrantWishRow = typeof grantWishes.$inferSelect;

export async function insertGrantWish(tx: Transaction, row: typeof grantWishes.$inferInsert): Promise<void> {
  await tx.insert(grantWishes).values(row);
}

/** The wish of the same team and reference that still waits. */
export async function selectOpenWish(
  tx: Transaction,
  { teamId, reference }: Pick<GrantWishRow, 'teamId' | 'reference'>,
): Promise<GrantWishRow | undefined> {
  const [row] = await tx
    .select()
    .from(grantWishes)
    .where(and(eq(grantWishes.teamId, teamId), eq(grantWishes.reference, reference), isNull(grantWishes.decidedAt)));
  return row;
}

export async function lockGrantWish(tx: Transaction, id: string): Promise<GrantWishRow | undefined> {
  const [row] = await tx.select().from(grantWishes).where(eq(grantWishes.id, id)).for('update');
  return row;
}

/** The newest wishes, decided and not. */
export async function selectGrantWishes(tx: Transaction, limit: number): Promise<GrantWishRow[]> {
  return tx.select().from(grantWishes).orderBy(desc(grantWishes.id)).limit(limit);
}

export async function updateGrantWish(
  tx: Transaction,
  id: string,
  change: Partial<typeof grantWishes.$inferInsert>,
): Promise<void> {
  await tx.update(grantWishes).set(change).where(eq(grantWishes.id, id));
}
