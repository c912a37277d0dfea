import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, shareLinks, videos } from '../../db/schema/index.ts';
import { checkedRecord } from '../videos/queries.ts';

export type ShareRow = typeof shareLinks.$inferSelect;

export async function insertShare(tx: Transaction, row: typeof shareLinks.$inferInsert): Promise<ShareRow> {
  const [made] = await tx.insert(shareLinks).values(row).returning();
  return made as ShareRow;
}

/** The links of a batch, the newest first. */
export async function selectShares(tx: Transaction, teamId: string, batchId: string): Promise<ShareRow[]> {
  return tx
    .select()
    .from(shareLinks)
    .where(and(eq(shareLinks.teamId, teamId), eq(shareLinks.batchId, batchId)))
    .orderBy(desc(shareLinks.id));
}

/** A link by the hash of its secret. Called as the service: who holds one is of no team. */
export async function selectShareBySecret(tx: Transaction, secretHash: string): Promise<ShareRow | undefined> {
  const [row] = await tx.select().from(shareLinks).where(eq(shareLinks.secretHash, secretHash));
  return row;
}

export async function selectShare(tx: Transaction, teamId: string, id: string): Promise<ShareRow | undefined> {
  const [row] = await tx
    .select()
    .from(shareLinks)
    .where(and(eq(shareLinks.teamId, teamId), eq(shareLinks.id, id)));
  return row;
}

/** Takes a link back; once more changes nothing. @returns it, or undefined where it is not there */
export async function revokeShareRow(tx: Transaction, teamId: string, id: string): Promise<ShareRow | undefined> {
  const [row] = await tx
    .update(shareLinks)
    .set({ revokedAt: sql`coalesce(${shareLinks.revokedAt}, now())` })
    .where(and(eq(shareLinks.teamId, teamId), eq(shareLinks.id, id)))
    .returning();
  return row;
}

/** Counts that a link was opened; a page that stays open and asks again is one visit. */
export async function countOpen(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(shareLinks)
    .set({ opens: sql`${shareLinks.opens} + 1`, openedAt: sql`now()` })
    .where(
      and(eq(shareLinks.id, id), sql`coalesce(${shareLinks.openedAt}, '-infinity') < now() - interval '30 minutes'`),
    );
}

/** The finished videos of a batch, as a client sees them. */
export async function selectSharedVideos(tx: Transaction, teamId: string, batchId: string) {
  return tx
    .select({
      id: videos.id,
      name: videos.name,
      format: videos.format,
      language: videos.language,
      files: videos.files,
      record: videos.record,
      verdict: videos.verdict,
    })
    .from(videos)
    .innerJoin(batches, eq(batches.id, videos.batchId))
    .where(and(eq(videos.teamId, teamId), eq(videos.batchId, batchId), eq(videos.status, 'done')))
    .orderBy(asc(videos.ordinal));
}

/** A video of a batch by a file of it. */
export async function selectSharedFile(tx: Transaction, teamId: string, batchId: string, sha256: string) {
  const [row] = await tx
    .select({ files: videos.files, record: checkedRecord, verdict: videos.verdict })
    .from(videos)
    .where(
      and(
        eq(videos.teamId, teamId),
        eq(videos.batchId, batchId),
        sql`exists (select 1 from jsonb_each(${videos.files}) f where f.value ->> 'sha256' = ${sha256})`,
      ),
    )
    .limit(1);
  return row;
}
