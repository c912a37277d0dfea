import { and, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { lentFiles } from '../../db/schema/index.ts';

export async function insertLentFile(tx: Transaction, row: typeof lentFiles.$inferInsert): Promise<void> {
  await tx.insert(lentFiles).values(row);
}

/** A file that is lent; undefined where its time is over. */
export async function selectLentFile(
  tx: Transaction,
  teamId: string,
  id: string,
): Promise<typeof lentFiles.$inferSelect | undefined> {
  const own = and(eq(lentFiles.teamId, teamId), eq(lentFiles.id, id), sql`${lentFiles.expiresAt} > now()`);
  const [row] = await tx.select().from(lentFiles).where(own);
  return row;
}

/** Forgets what is lent no longer: nobody else's row names those files, so that they go with the next sweep. */
export async function deleteEndedLoans(tx: Transaction): Promise<void> {
  await tx.delete(lentFiles).where(lt(lentFiles.expiresAt, sql`now()`));
}
