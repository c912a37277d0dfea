import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { closedParts } from '../../db/schema/index.ts';

export type ClosedPart = typeof closedParts.$inferSelect;

export async function selectClosed(tx: Transaction): Promise<ClosedPart[]> {
  return tx.select().from(closedParts).orderBy(closedParts.part);
}

/** Closes a part, or gives another reason. */
export async function putClosed(tx: Transaction, row: typeof closedParts.$inferInsert): Promise<void> {
  const { part: _, ...said } = row;
  await tx.insert(closedParts).values(row).onConflictDoUpdate({ target: closedParts.part, set: said });
}

/** @returns whether it was closed */
export async function deleteClosed(tx: Transaction, part: string): Promise<boolean> {
  const gone = await tx.delete(closedParts).where(eq(closedParts.part, part)).returning({ part: closedParts.part });
  return gone.length > 0;
}
