import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { closedParts } from '../../db/schema/index.ts';
import { selectRunningMaintenance } from '../notices/queries.ts';

export type ClosedPart = typeof closedParts.$inferSelect;

/** What is closed now: by an operator, or by maintenance that goes on. */
export async function selectClosed(tx: Transaction, now = new Date()): Promise<ClosedPart[]> {
  const closed = await tx.select().from(closedParts).orderBy(closedParts.part);
  const windows = await selectRunningMaintenance(tx, now);
  return [
    ...closed,
    ...windows.flatMap(({ parts, titleZh, titleEn, startsAt, id }) =>
      parts.map((part) => ({ part, reasonZh: titleZh, reasonEn: titleEn, createdAt: startsAt, closedBy: id })),
    ),
  ];
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
