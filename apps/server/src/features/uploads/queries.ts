import { and, eq, isNull, lt, ne } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { uploads } from '../../db/schema/index.ts';

export type UploadRow = typeof uploads.$inferSelect;
type NewUpload = typeof uploads.$inferInsert;

export async function insertUpload(tx: Transaction, row: NewUpload): Promise<UploadRow> {
  const [made] = await tx.insert(uploads).values(row).returning();
  return made as UploadRow;
}

export async function selectUpload(tx: Transaction, id: string): Promise<UploadRow | undefined> {
  const [row] = await tx.select().from(uploads).where(eq(uploads.id, id));
  return row;
}

export async function updateUpload(tx: Transaction, id: string, change: Partial<NewUpload>): Promise<void> {
  await tx.update(uploads).set(change).where(eq(uploads.id, id));
}

/** Uploads of all teams whose time is over before they became a material. They are deleted as they are read: one caller cleans up after each. */
export async function takeExpiredUploads(tx: Transaction, now: Date): Promise<UploadRow[]> {
  return tx
    .delete(uploads)
    .where(and(ne(uploads.status, 'failed'), isNull(uploads.materialId), lt(uploads.expiresAt, now)))
    .returning();
}
