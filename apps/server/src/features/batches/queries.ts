import { and, desc, eq, getTableColumns, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, materials } from '../../db/schema/index.ts';

export type BatchRow = typeof batches.$inferSelect & { title: string };
type NewBatch = typeof batches.$inferInsert;
/** A batch without its large documents. */
export type BatchSummary = Omit<BatchRow, 'brief' | 'products' | 'files' | 'prepared' | 'template' | 'dictionary'>;

const firstName = sql`coalesce(${batches.brief} #> '{product,name}', ${batches.products} #> '{0,product,name}')`;
/** What a batch is called in a list: its product, or the first of several. */
const title = sql<string>`coalesce(${firstName} ->> 'zh-CN', ${firstName} ->> 'en', ${firstName} #>> '{}', '')`;
const whole = { ...getTableColumns(batches), title };

export async function insertBatch(tx: Transaction, batch: NewBatch): Promise<BatchRow> {
  const [row] = await tx.insert(batches).values(batch).returning(whole);
  return row as BatchRow;
}

export async function selectBatch(tx: Transaction, teamId: string, id: string): Promise<BatchRow | undefined> {
  const [row] = await tx
    .select(whole)
    .from(batches)
    .where(and(eq(batches.teamId, teamId), eq(batches.id, id)));
  return row;
}

/** How a batch stands, without its large documents. */
export async function selectBatchSummary(
  tx: Transaction,
  teamId: string,
  id: string,
): Promise<BatchSummary | undefined> {
  const [row] = await tx
    .select(summary)
    .from(batches)
    .where(and(eq(batches.teamId, teamId), eq(batches.id, id)));
  return row;
}

/** The batch, held until the transaction ends: what is decided by its status stays true. */
export async function lockBatch(tx: Transaction, teamId: string, id: string): Promise<BatchSummary | undefined> {
  const [row] = await tx
    .select(summary)
    .from(batches)
    .where(and(eq(batches.teamId, teamId), eq(batches.id, id)))
    .for('update');
  return row;
}

const summary = {
  id: batches.id,
  teamId: batches.teamId,
  title,
  createdAt: batches.createdAt,
  status: batches.status,
  isPaused: batches.isPaused,
  isDraft: batches.isDraft,
  createdBy: batches.createdBy,
  priceEach: batches.priceEach,
  priceTotal: batches.priceTotal,
  videosTotal: batches.videosTotal,
  videosLeft: batches.videosLeft,
  videosFailed: batches.videosFailed,
  piecesTotal: batches.piecesTotal,
  piecesDone: batches.piecesDone,
  warnings: batches.warnings,
  error: batches.error,
  verdict: batches.verdict,
  startsAt: batches.startsAt,
  startedAt: batches.startedAt,
  endedAt: batches.endedAt,
};

/** A page of the team's batches, the newest first, older than the one given. */
export async function selectBatches(
  tx: Transaction,
  teamId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<BatchSummary[]> {
  return tx
    .select(summary)
    .from(batches)
    .where(and(eq(batches.teamId, teamId), before === undefined ? undefined : lt(batches.id, before)))
    .orderBy(desc(batches.id))
    .limit(limit);
}

export async function updateBatch(
  tx: Transaction,
  teamId: string,
  id: string,
  change: Partial<NewBatch>,
): Promise<void> {
  await tx
    .update(batches)
    .set(change)
    .where(and(eq(batches.teamId, teamId), eq(batches.id, id)));
}

/** Counts videos that have ended. @returns how many are left */
export async function countEndedVideos(
  tx: Transaction,
  teamId: string,
  id: string,
  { ended, failed }: { ended: number; failed: number },
): Promise<{ left: number; total: number; status: BatchRow['status'] }> {
  const [row] = await tx
    .update(batches)
    .set({
      videosLeft: sql`${batches.videosLeft} - ${ended}`,
      videosFailed: sql`${batches.videosFailed} + ${failed}`,
    })
    .where(and(eq(batches.teamId, teamId), eq(batches.id, id)))
    .returning({ left: batches.videosLeft, total: batches.videosTotal, status: batches.status });
  return row ?? { left: 0, total: 0, status: 'cancelled' };
}

/** Content hashes of materials of the team, by id; those that are not there are left out. */
export async function selectMaterialHashes(
  tx: Transaction,
  teamId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) {
    return new Map();
  }
  const rows = await tx
    .select({ id: materials.id, sha256: materials.sha256 })
    .from(materials)
    .where(and(eq(materials.teamId, teamId), inArray(materials.id, [...ids]), isNull(materials.deletedAt)));
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

/** What says of materials whether they may be used. */
export async function selectMaterialsToUse(tx: Transaction, teamId: string, ids: readonly string[]) {
  return ids.length === 0
    ? []
    : tx
        .select({
          id: materials.id,
          name: materials.name,
          sha256: materials.sha256,
          rights: materials.rights,
          verdict: materials.verdict,
          fromLibrary: materials.fromLibrary,
        })
        .from(materials)
        .where(and(eq(materials.teamId, teamId), inArray(materials.id, [...ids]), isNull(materials.deletedAt)));
}
