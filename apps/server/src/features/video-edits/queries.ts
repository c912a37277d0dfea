import type { StoryboardEdits } from '@clipo/contract';
import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { editVersions, videoEdits, videoEditUpdates, videoPieces, videos } from '../../db/schema/index.ts';
import { eventChannel } from '../events/queries.ts';

export type EditRow = typeof videoEdits.$inferSelect;
export type UpdateRow = Pick<typeof videoEditUpdates.$inferSelect, 'id' | 'update' | 'madeBy'>;
export type VersionRow = typeof editVersions.$inferSelect;

/** Nobody else changes the edits of the video until the transaction ends: ids of updates come to be seen in their order. */
export async function lockEdits(tx: Transaction, videoId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(4871, hashtext(${videoId}))`);
}

export async function selectEdit(tx: Transaction, teamId: string, videoId: string): Promise<EditRow | undefined> {
  const [row] = await tx
    .select()
    .from(videoEdits)
    .where(and(eq(videoEdits.teamId, teamId), eq(videoEdits.videoId, videoId)));
  return row;
}

export async function insertEdit(
  tx: Transaction,
  row: Pick<typeof videoEdits.$inferInsert, 'teamId' | 'videoId' | 'base'>,
): Promise<void> {
  await tx.insert(videoEdits).values(row).onConflictDoNothing();
}

/** Notes that a video is made with its edits once more. */
export async function countEditRender(tx: Transaction, teamId: string, videoId: string, price: number): Promise<void> {
  await tx
    .update(videoEdits)
    .set({ renders: sql`${videoEdits.renders} + 1`, price })
    .where(and(eq(videoEdits.teamId, teamId), eq(videoEdits.videoId, videoId)));
}

/** Adds an update and wakes who follows the team. @returns its id */
export async function insertUpdate(
  tx: Transaction,
  row: Pick<typeof videoEditUpdates.$inferInsert, 'teamId' | 'videoId' | 'update' | 'madeBy'>,
): Promise<number> {
  const [added] = await tx.insert(videoEditUpdates).values(row).returning({ id: videoEditUpdates.id });
  await tx.execute(sql`select pg_notify(${eventChannel}, ${row.teamId})`);
  return added?.id ?? 0;
}

export async function selectUpdates(
  tx: Transaction,
  teamId: string,
  videoId: string,
  afterId = 0,
): Promise<UpdateRow[]> {
  return tx
    .select({ id: videoEditUpdates.id, update: videoEditUpdates.update, madeBy: videoEditUpdates.madeBy })
    .from(videoEditUpdates)
    .where(
      and(eq(videoEditUpdates.teamId, teamId), eq(videoEditUpdates.videoId, videoId), gt(videoEditUpdates.id, afterId)),
    )
    .orderBy(asc(videoEditUpdates.id));
}

/** Puts one update in the place of those it was merged of. It has the id of the last: who is behind gets all of it. */
export async function mergeUpdates(tx: Transaction, rows: readonly UpdateRow[], update: Buffer): Promise<void> {
  const last = rows.at(-1);
  if (last !== undefined) {
    const others = rows.slice(0, -1).map(({ id }) => id);
    await tx.delete(videoEditUpdates).where(inArray(videoEditUpdates.id, others));
    await tx.update(videoEditUpdates).set({ update }).where(eq(videoEditUpdates.id, last.id));
  }
}

export async function selectVersions(tx: Transaction, teamId: string, videoId: string): Promise<VersionRow[]> {
  return tx
    .select()
    .from(editVersions)
    .where(and(eq(editVersions.teamId, teamId), eq(editVersions.videoId, videoId)))
    .orderBy(desc(editVersions.number))
    .limit(100);
}

/** Keeps a version: what the same person changed a short while ago is of the same one. @returns its number */
export async function keepVersion(
  tx: Transaction,
  version: { teamId: string; videoId: string; edits: StoryboardEdits; madeBy: string; isRender?: boolean },
  withinSeconds = 60,
): Promise<number> {
  const { teamId, videoId, edits, madeBy, isRender = false } = version;
  const [last] = await selectVersions(tx, teamId, videoId);
  const isRecent = last !== undefined && Date.now() - last.changedAt.getTime() < withinSeconds * 1000;
  const renderedAt = isRender ? new Date() : null;
  if (last !== undefined && last.renderedAt === null && (isRender || (isRecent && last.madeBy === madeBy))) {
    await tx
      .update(editVersions)
      .set({ edits, changedAt: sql`now()`, renderedAt })
      .where(and(eq(editVersions.videoId, videoId), eq(editVersions.number, last.number)));
    return last.number;
  }
  const number = (last?.number ?? 0) + 1;
  await tx.insert(editVersions).values({ teamId, videoId, edits, madeBy, number, renderedAt });
  return number;
}

/** Which of some pieces are there. */
export async function deleteVideoPieces(tx: Transaction, teamId: string, videoId: string): Promise<void> {
  await tx.delete(videoPieces).where(and(eq(videoPieces.teamId, teamId), eq(videoPieces.videoId, videoId)));
}

/** Names of the videos of a batch, in its order, with what tells whether they can be edited. */
export async function selectSiblings(tx: Transaction, teamId: string, batchId: string) {
  return tx
    .select({
      id: videos.id,
      name: videos.name,
      status: videos.status,
      language: videos.language,
      format: videos.format,
      hook: sql<
        string | null
      >`jsonb_path_query_first(${videos.record}, '$.lines[*] ? (@.role == "hook").text') #>> '{}'`,
    })
    .from(videos)
    .where(and(eq(videos.teamId, teamId), eq(videos.batchId, batchId)))
    .orderBy(asc(videos.ordinal));
}
