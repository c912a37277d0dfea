import { KnownBad } from '@clipo/safety/pictures';
import { desc, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { knownPictures } from '../../db/schema/index.ts';

export type KnownPictureRow = typeof knownPictures.$inferSelect;

/** The forbidden pictures, as they are compared. */
export async function selectKnownPictures(tx: Transaction): Promise<KnownBad[]> {
  const rows = await tx
    .select({ id: knownPictures.id, hash: knownPictures.hash, category: knownPictures.category })
    .from(knownPictures);
  return rows.map((row) => KnownBad.parse(row));
}

/** The operators' list, newest first. */
export async function selectPictureList(tx: Transaction): Promise<KnownPictureRow[]> {
  return tx.select().from(knownPictures).orderBy(desc(knownPictures.id));
}

/** @returns undefined where it is in the list already */
export async function insertKnownPicture(
  tx: Transaction,
  row: typeof knownPictures.$inferInsert,
): Promise<KnownPictureRow | undefined> {
  const [made] = await tx.insert(knownPictures).values(row).onConflictDoNothing().returning();
  return made;
}

export async function deleteKnownPicture(tx: Transaction, id: string): Promise<boolean> {
  const gone = await tx.delete(knownPictures).where(eq(knownPictures.id, id)).returning({ id: knownPictures.id });
  return gone.length > 0;
}
