import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type ConsentKind, consents } from '../../db/schema/index.ts';

export type ConsentRow = typeof consents.$inferSelect;

export async function insertConsents(tx: Transaction, rows: readonly (typeof consents.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) {
    await tx.insert(consents).values([...rows]);
  }
}

/** The newest act of a person for each kind: what counts. */
export async function selectLatestConsents(
  tx: Transaction,
  userId: string,
  kinds: readonly ConsentKind[],
): Promise<ConsentRow[]> {
  return tx
    .selectDistinctOn([consents.kind])
    .from(consents)
    .where(and(eq(consents.userId, userId), inArray(consents.kind, [...kinds])))
    .orderBy(consents.kind, desc(consents.id));
}
