import { and, asc, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { videoPieces, videos } from '../../db/schema/index.ts';
import type { CheckedVideo } from './check-video.ts';

export type VideoRow = typeof videos.$inferSelect;
type NewVideo = typeof videos.$inferInsert;
/** A video without the document that it is made from. */
export type VideoSummary = Omit<VideoRow, 'document' | 'piecesLeft' | 'joins'>;

const summary = {
  id: videos.id,
  teamId: videos.teamId,
  createdAt: videos.createdAt,
  batchId: videos.batchId,
  name: videos.name,
  ordinal: videos.ordinal,
  status: videos.status,
  product: videos.product,
  creative: videos.creative,
  language: videos.language,
  format: videos.format,
  record: videos.record,
  files: videos.files,
  bytes: videos.bytes,
  error: videos.error,
  verdict: videos.verdict,
  endedAt: videos.endedAt,
};

/** A document that is JSON text already may be SQL (db/json-text.ts). */
export async function insertVideos(
  tx: Transaction,
  rows: readonly (Omit<NewVideo, 'document'> & { document: NewVideo['document'] | SQL })[],
): Promise<void> {
  await tx.insert(videos).values([...rows]);
}

export async function insertVideoPieces(
  tx: Transaction,
  rows: readonly (typeof videoPieces.$inferInsert)[],
): Promise<void> {
  await tx.insert(videoPieces).values([...rows]);
}

export async function selectVideo(tx: Transaction, teamId: string, id: string): Promise<VideoRow | undefined> {
  const [row] = await tx
    .select()
    .from(videos)
    .where(and(eq(videos.teamId, teamId), eq(videos.id, id)));
  return row;
}

/** A video without what it is made from. */
export async function selectVideoSummary(
  tx: Transaction,
  teamId: string,
  id: string,
): Promise<VideoSummary | undefined> {
  const [row] = await tx
    .select(summary)
    .from(videos)
    .where(and(eq(videos.teamId, teamId), eq(videos.id, id)));
  return row;
}

/** Of a video's record the words that its verdict is about: the rest is many times as long, and every download asks. */
export const checkedRecord = sql<CheckedVideo['record']>`jsonb_build_object(
  'lines', ${videos.record} -> 'lines', 'posts', ${videos.record} -> 'posts')`;

/** What a finished video's files are, and what was found when it was checked: what a download asks for. */
export async function selectVideoFiles(
  tx: Transaction,
  teamId: string,
  id: string,
): Promise<(CheckedVideo & Pick<VideoRow, 'verdict'>) | undefined> {
  const [row] = await tx
    .select({ files: videos.files, record: checkedRecord, verdict: videos.verdict })
    .from(videos)
    .where(and(eq(videos.teamId, teamId), eq(videos.id, id)));
  return row;
}

/** A page of a team's videos, the newest first; of one batch they come in the batch's order. */
export async function selectVideos(
  tx: Transaction,
  teamId: string,
  { batchId, before, afterOrdinal, limit }: VideoPage,
): Promise<VideoSummary[]> {
  const all = tx.select(summary).from(videos);
  return batchId === undefined
    ? all
        .where(and(eq(videos.teamId, teamId), before === undefined ? undefined : lt(videos.id, before)))
        .orderBy(desc(videos.id))
        .limit(limit)
    : all
        .where(
          and(eq(videos.teamId, teamId), eq(videos.batchId, batchId), sql`${videos.ordinal} > ${afterOrdinal ?? -1}`),
        )
        .orderBy(asc(videos.ordinal))
        .limit(limit);
}

export interface VideoPage {
  batchId?: string | undefined;
  before?: string | undefined;
  afterOrdinal?: number | undefined;
  limit: number;
}

/** Documents and records of the finished videos of a batch, in order. */
export async function selectMadeVideos(tx: Transaction, teamId: string, batchId: string): Promise<VideoRow[]> {
  return tx
    .select()
    .from(videos)
    .where(and(eq(videos.teamId, teamId), eq(videos.batchId, batchId)))
    .orderBy(asc(videos.ordinal));
}

export async function updateVideo(
  tx: Transaction,
  teamId: string,
  id: string,
  change: Partial<NewVideo>,
): Promise<void> {
  await tx
    .update(videos)
    .set(change)
    .where(and(eq(videos.teamId, teamId), eq(videos.id, id)));
}

/** Ends a video that is being finished. @returns whether it was: who comes second changes nothing */
export async function endVideo(
  tx: Transaction,
  teamId: string,
  id: string,
  change: Partial<NewVideo> & { status: 'done' | 'failed' },
): Promise<boolean> {
  const changed = await tx
    .update(videos)
    .set({ ...change, endedAt: sql`now()` })
    .where(and(eq(videos.teamId, teamId), eq(videos.id, id), inArray(videos.status, ['waiting', 'finishing'])))
    .returning({ id: videos.id });
  return changed.length > 0;
}

/** Ends every video of a batch that is not finished. @returns how many */
export async function cancelVideos(tx: Transaction, teamId: string, batchId: string): Promise<number> {
  const changed = await tx
    .update(videos)
    .set({ status: 'cancelled', endedAt: sql`now()` })
    .where(
      and(eq(videos.teamId, teamId), eq(videos.batchId, batchId), inArray(videos.status, ['waiting', 'finishing'])),
    )
    .returning({ id: videos.id });
  return changed.length;
}

/** Videos of a batch that have all their pieces and wait for nothing else: they are to be finished from now on. */
export async function startFinishing(tx: Transaction, teamId: string, batchId: string): Promise<string[]> {
  const changed = await tx
    .update(videos)
    .set({ status: 'finishing' })
    .where(
      and(
        eq(videos.teamId, teamId),
        eq(videos.batchId, batchId),
        eq(videos.status, 'waiting'),
        eq(videos.piecesLeft, 0),
      ),
    )
    .returning({ id: videos.id });
  return changed.map(({ id }) => id);
}

/** Failed and cancelled videos of a batch wait again; their pieces are counted anew. @returns how many */
export async function reopenVideos(tx: Transaction, teamId: string, batchId: string): Promise<number> {
  const { rows } = await tx.execute(sql`
    update videos v set status = 'waiting', error = null, ended_at = null,
      pieces_left = (select count(*) from video_pieces vp join pieces p on p.team_id = vp.team_id and p.hash = vp.hash
                     where vp.video_id = v.id and p.status <> 'done')
    where v.team_id = ${teamId} and v.batch_id = ${batchId} and v.status in ('failed', 'cancelled') returning v.id`);
  return rows.length;
}
