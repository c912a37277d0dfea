import { desc, lt } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { messages } from '../../db/schema/index.ts';

export type MessageRow = typeof messages.$inferSelect;

export async function insertMessage(tx: Transaction, row: typeof messages.$inferInsert): Promise<void> {
  await tx.insert(messages).values(row);
}

/** What no provider took, newest first; one more than the page holds tells that another follows. */
export async function selectKept(
  tx: Transaction,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<MessageRow[]> {
  return tx
    .select()
    .from(messages)
    .where(after === undefined ? undefined : lt(messages.id, after))
    .orderBy(desc(messages.id))
    .limit(limit + 1);
}
