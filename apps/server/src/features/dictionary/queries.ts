import type { Dictionary } from '@clipo/contract';
import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { dictionaries } from '../../db/schema/index.ts';

export type DictionaryRow = typeof dictionaries.$inferSelect;

/** How words are said for a team; undefined where it has said nothing. */
export async function selectDictionary(tx: Transaction, teamId: string): Promise<DictionaryRow | undefined> {
  const [row] = await tx.select().from(dictionaries).where(eq(dictionaries.teamId, teamId));
  return row;
}

export async function saveDictionary(tx: Transaction, teamId: string, data: Dictionary): Promise<DictionaryRow> {
  const [saved] = await tx
    .insert(dictionaries)
    .values({ teamId, data })
    .onConflictDoUpdate({ target: dictionaries.teamId, set: { data, updatedAt: sql`now()` } })
    .returning();
  return saved as DictionaryRow;
}

export async function deleteDictionary(tx: Transaction, teamId: string): Promise<void> {
  await tx.delete(dictionaries).where(eq(dictionaries.teamId, teamId));
}
