import { and, asc, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, reviewComments, reviewDecisions, videoPlaces, videos, videoVersions } from '../../db/schema/index.ts';

export type DecisionRow = typeof reviewDecisions.$inferSelect;
export type CommentRow = typeof reviewComments.$inferSelect;

/** What was decided last of each of some videos. */
export async function selectOutcomes(
  tx: Transaction,
  teamId: string,
  videoIds: readonly string[],
): Promise<Map<string, DecisionRow>> {
  if (videoIds.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectDistinctOn([reviewDecisions.videoId])
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.teamId, teamId), inArray(reviewDecisions.videoId, [...videoIds])))
    .orderBy(reviewDecisions.videoId, desc(reviewDecisions.id));
  return new Map(rows.map((row) => [row.videoId, row]));
}

/** All decisions on a video, the newest first. */
export async function selectDecisions(tx: Transaction, teamId: string, videoId: string): Promise<DecisionRow[]> {
  return tx
    .select()
    .from(reviewDecisions)
    .where(and(eq(reviewDecisions.teamId, teamId), eq(reviewDecisions.videoId, videoId)))
    .orderBy(desc(reviewDecisions.id));
}

export async function insertDecisions(
  tx: Transaction,
  rows: readonly (typeof reviewDecisions.$inferInsert)[],
): Promise<void> {
  await tx.insert(reviewDecisions).values([...rows]);
}

/** What somebody decides about: finished videos with their batch, and who started it. */
export async function selectReviewed(tx: Transaction, teamId: string, ids: readonly string[]) {
  return ids.length === 0
    ? []
    : tx
        .select({
          id: videos.id,
          batchId: videos.batchId,
          name: videos.name,
          status: videos.status,
          files: videos.files,
          maker: batches.createdBy,
        })
        .from(videos)
        .innerJoin(batches, eq(batches.id, videos.batchId))
        .where(and(eq(videos.teamId, teamId), inArray(videos.id, [...ids])));
}

/** The comments on a video, by their time in it. */
export async function selectComments(tx: Transaction, teamId: string, videoId: string): Promise<CommentRow[]> {
  return tx
    .select()
    .from(reviewComments)
    .where(and(eq(reviewComments.teamId, teamId), eq(reviewComments.videoId, videoId)))
    .orderBy(sql`${reviewComments.atMs} asc nulls first`, asc(reviewComments.id));
}

/** How many comments of a batch are open, by video. */
export async function countOpenComments(
  tx: Transaction,
  teamId: string,
  batchId: string,
): Promise<Map<string, number>> {
  const rows = await tx
    .select({ videoId: reviewComments.videoId, many: count() })
    .from(reviewComments)
    .where(
      and(eq(reviewComments.teamId, teamId), eq(reviewComments.batchId, batchId), isNull(reviewComments.resolvedAt)),
    )
    .groupBy(reviewComments.videoId);
  return new Map(rows.map(({ videoId, many }) => [videoId, many]));
}

export async function insertComment(tx: Transaction, row: typeof reviewComments.$inferInsert): Promise<CommentRow> {
  const [made] = await tx.insert(reviewComments).values(row).returning();
  return made as CommentRow;
}

/** Marks a comment as done, or open again. @returns it, or undefined where it is not there */
export async function updateComment(
  tx: Transaction,
  teamId: string,
  id: string,
  change: Pick<CommentRow, 'resolvedAt' | 'resolvedBy'>,
): Promise<CommentRow | undefined> {
  const [row] = await tx
    .update(reviewComments)
    .set(change)
    .where(and(eq(reviewComments.teamId, teamId), eq(reviewComments.id, id)))
    .returning();
  return row;
}

/** Earlier files of a video, the newest first. */
export async function selectVersions(tx: Transaction, teamId: string, videoId: string) {
  return tx
    .select()
    .from(videoVersions)
    .where(and(eq(videoVersions.teamId, teamId), eq(videoVersions.videoId, videoId)))
    .orderBy(desc(videoVersions.createdAt));
}

/** An earlier version of a video by its own id. */
export async function selectVersion(tx: Transaction, teamId: string, id: string) {
  const [row] = await tx
    .select()
    .from(videoVersions)
    .where(and(eq(videoVersions.teamId, teamId), eq(videoVersions.id, id)));
  return row;
}

/** What a contact sheet needs of a batch's videos: not their documents, and of their records only what it shows. */
export async function selectSheet(tx: Transaction, teamId: string, batchId: string) {
  return tx
    .select({
      id: videos.id,
      teamId: videos.teamId,
      name: videos.name,
      ordinal: videos.ordinal,
      status: videos.status,
      product: videos.product,
      creative: videos.creative,
      language: videos.language,
      format: videos.format,
      files: videos.files,
      verdict: videos.verdict,
      error: videos.error,
      endedAt: videos.endedAt,
      hook: sql<
        string | null
      >`jsonb_path_query_first(${videos.record}, '$.lines[*] ? (@.role == "hook").text') #>> '{}'`,
      axes: sql<Record<string, string> | null>`${videos.record} -> 'axes'`,
      code: sql<string | null>`${videos.record} ->> 'code'`,
      label: sql<string | null>`${videos.record} #>> '{label,explicit,text}'`,
      difference: sql<number | null>`(${videos.record} #>> '{nearest,score}')::float8`,
      nearest: sql<string | null>`${videos.record} #>> '{nearest,name}'`,
      durationMs: sql<number | null>`(${videos.record} ->> 'durationMs')::int`,
      hasFaults: sql<boolean | null>`not (${videos.record} #>> '{quality,passed}')::boolean`,
    })
    .from(videos)
    .leftJoin(videoPlaces, eq(videoPlaces.videoId, videos.id))
    .where(and(eq(videos.teamId, teamId), eq(videos.batchId, batchId), isNull(videoPlaces.deletedAt)))
    .orderBy(asc(videos.ordinal));
}
export type SheetRow = Awaited<ReturnType<typeof selectSheet>>[number];
