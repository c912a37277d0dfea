import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, deliveries, materials, videoFolders, videoPlaces, videos } from '../../db/schema/index.ts';
import { teamIsHeld } from '../holds/queries.ts';

export type FolderRow = typeof videoFolders.$inferSelect;

/** Which videos of a library are asked for. */
export interface LibraryFilter {
  search?: string | undefined;
  language?: string | undefined;
  format?: string | undefined;
  folder?: string | undefined;
  review?: 'approved' | 'rejected' | 'undecided' | undefined;
  isDeleted: boolean;
  before?: string | undefined;
  limit: number;
}

const lastOutcome = sql<string | null>`(select d.outcome from review_decisions d
  where d.team_id = ${videos.teamId} and d.video_id = ${videos.id} order by d.id desc limit 1)`;

/** A page of a team's finished videos, the newest first. */
export async function selectLibrary(
  tx: Transaction,
  teamId: string,
  { search, language, format, folder, review, isDeleted, before, limit }: LibraryFilter,
) {
  const words = search?.trim().toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const said = sql`lower(concat_ws(' ', ${videos.name}, ${videos.product}, jsonb_path_query_array(${videos.record}, '$.lines[*].text')::text))`;
  const conditions: (SQL | undefined)[] = [
    eq(videos.teamId, teamId),
    eq(videos.status, 'done'),
    isDeleted ? isNotNull(videoPlaces.deletedAt) : isNull(videoPlaces.deletedAt),
    ...words.map((word) => sql`position(${word} in ${said}) > 0`),
    language === undefined ? undefined : eq(videos.language, language),
    format === undefined ? undefined : eq(videos.format, format),
    folder === undefined ? undefined : eq(videoPlaces.folderId, folder),
    reviewed(review),
    before === undefined ? undefined : lt(videos.id, before),
  ];
  return tx
    .select({
      id: videos.id,
      teamId: videos.teamId,
      batchId: videos.batchId,
      name: videos.name,
      language: videos.language,
      format: videos.format,
      files: videos.files,
      verdict: videos.verdict,
      bytes: videos.bytes,
      endedAt: videos.endedAt,
      hook: sql<
        string | null
      >`jsonb_path_query_first(${videos.record}, '$.lines[*] ? (@.role == "hook").text') #>> '{}'`,
      durationMs: sql<number | null>`(${videos.record} ->> 'durationMs')::int`,
      outcome: lastOutcome,
      folderId: videoPlaces.folderId,
      deletedAt: videoPlaces.deletedAt,
    })
    .from(videos)
    .leftJoin(videoPlaces, eq(videoPlaces.videoId, videos.id))
    .where(and(...conditions))
    .orderBy(desc(videos.id))
    .limit(limit);
}
export type LibraryRow = Awaited<ReturnType<typeof selectLibrary>>[number];

function reviewed(review: LibraryFilter['review']): SQL | undefined {
  switch (review) {
    case undefined:
      return undefined;
    case 'undecided':
      return sql`coalesce(${lastOutcome}, 'reopened') = 'reopened'`;
    case 'approved':
    case 'rejected':
      return sql`${lastOutcome} = ${review}`;
  }
}

/** Which of some ids are finished videos of the team. */
export async function selectFinished(tx: Transaction, teamId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ id: videos.id })
    .from(videos)
    .where(and(eq(videos.teamId, teamId), eq(videos.status, 'done'), inArray(videos.id, [...ids])));
  return rows.map(({ id }) => id);
}

/** Writes where videos stand: what is left out of the change stays as it was. */
export async function placeVideos(
  tx: Transaction,
  teamId: string,
  ids: readonly string[],
  change: Partial<Pick<typeof videoPlaces.$inferInsert, 'folderId' | 'deletedAt' | 'deletedBy'>>,
): Promise<void> {
  await tx
    .insert(videoPlaces)
    .values(ids.map((videoId) => ({ videoId, teamId, ...change })))
    .onConflictDoUpdate({ target: videoPlaces.videoId, set: change });
}

/** The folders of a team by name, with how many videos are in each. */
export async function selectFolders(tx: Transaction, teamId: string) {
  return tx
    .select({
      id: videoFolders.id,
      name: videoFolders.name,
      videos: sql<number>`(select count(*)::int from video_places p where p.team_id = ${teamId} and p.folder_id = ${videoFolders.id} and p.deleted_at is null)`,
    })
    .from(videoFolders)
    .where(eq(videoFolders.teamId, teamId))
    .orderBy(asc(videoFolders.name));
}

/** @returns the folder, or undefined where the team has one of that name */
export async function insertFolder(
  tx: Transaction,
  row: typeof videoFolders.$inferInsert,
): Promise<FolderRow | undefined> {
  const [made] = await tx.insert(videoFolders).values(row).onConflictDoNothing().returning();
  return made;
}

/** Deletes a folder; its videos stay, in none. @returns whether it was there */
export async function deleteFolder(tx: Transaction, teamId: string, id: string): Promise<boolean> {
  await tx
    .update(videoPlaces)
    .set({ folderId: null })
    .where(and(eq(videoPlaces.teamId, teamId), eq(videoPlaces.folderId, id)));
  const gone = await tx
    .delete(videoFolders)
    .where(and(eq(videoFolders.teamId, teamId), eq(videoFolders.id, id)))
    .returning({ id: videoFolders.id });
  return gone.length > 0;
}

/** Whether the team has a folder. */
export async function hasFolder(tx: Transaction, teamId: string, id: string): Promise<boolean> {
  const rows = await tx
    .select({ id: videoFolders.id })
    .from(videoFolders)
    .where(and(eq(videoFolders.teamId, teamId), eq(videoFolders.id, id)));
  return rows.length > 0;
}

/** What a team's files take, in bytes, by what they are. A file that several rows name counts for each. */
export async function selectStorage(tx: Transaction, teamId: string) {
  const { rows } = await tx.execute<{ kind: string; files: number; bytes: string }>(sql`
    select 'videos' as kind, count(*)::int as files, coalesce(sum(v.bytes), 0)::text as bytes from videos v
      left join video_places p on p.video_id = v.id
      where v.team_id = ${teamId} and v.files is not null and p.deleted_at is null
    union all select 'bin', count(*)::int, coalesce(sum(v.bytes), 0)::text from videos v
      join video_places p on p.video_id = v.id
      where v.team_id = ${teamId} and v.files is not null and p.deleted_at is not null
    union all select 'versions', count(*)::int, coalesce(sum((f.value ->> 'bytes')::bigint), 0)::text
      from video_versions x cross join lateral jsonb_each(x.files) f where x.team_id = ${teamId}
    union all select 'materials', count(*)::int, coalesce(sum(bytes), 0)::text from materials
      where team_id = ${teamId} and deleted_at is null
    union all select 'renders', count(*)::int, coalesce(sum((file ->> 'bytes')::bigint), 0)::text from renders
      where team_id = ${teamId} and file is not null`);
  return rows.map(({ kind, files, bytes }) => ({ kind, files, bytes: Number(bytes) }));
}

/** Where a video comes from and where it went. */
export async function selectLineage(tx: Transaction, teamId: string, id: string) {
  const [row] = await tx
    .select({
      batchId: videos.batchId,
      record: videos.record,
      brief: batches.brief,
      products: batches.products,
      prepared: batches.prepared,
      files: batches.files,
      createdAt: batches.createdAt,
      shown: sql<
        string[]
      >`jsonb_path_query_array(${videos.document}, 'lax $.storyboard.**.material ? (@.type() == "string")')`,
    })
    .from(videos)
    .innerJoin(batches, eq(batches.id, videos.batchId))
    .where(and(eq(videos.teamId, teamId), eq(videos.id, id)));
  return row;
}

/** Materials of the team by what they hold. */
export async function selectByHash(tx: Transaction, teamId: string, hashes: readonly string[]) {
  return hashes.length === 0
    ? []
    : tx
        .select({ id: materials.id, name: materials.name, sha256: materials.sha256, rights: materials.rights })
        .from(materials)
        .where(and(eq(materials.teamId, teamId), inArray(materials.sha256, [...hashes])));
}

/** Deliveries that a video is in, the newest first. */
export async function selectDeliveriesOf(tx: Transaction, teamId: string, videoId: string) {
  return tx
    .select({ id: deliveries.id, createdAt: deliveries.createdAt, channels: deliveries.channels })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.teamId, teamId),
        sql`${deliveries.videoIds} @> ${JSON.stringify([videoId])}::jsonb`,
        sql`jsonb_array_length(${deliveries.channels}) > 0`,
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(50);
}

/** Takes the files from videos that have been in the bin since before a time; their records stay. @returns how many */
export async function emptyBin(tx: Transaction, before: Date): Promise<number> {
  const { rows } = await tx.execute(sql`
    update videos v set files = null, bytes = 0 from video_places p
    where p.video_id = v.id and p.deleted_at < ${before.toISOString()}::timestamptz and v.files is not null
      and not ${teamIsHeld(sql`v.team_id`)} returning v.id`);
  return rows.length;
}
