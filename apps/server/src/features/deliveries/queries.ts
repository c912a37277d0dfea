import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, deliveries, videoPlaces, videos } from '../../db/schema/index.ts';

export type DeliveryRow = typeof deliveries.$inferSelect;

/** A video as a package needs it. */
export interface DeliverableRow {
  id: string;
  batchId: string;
  name: string;
  ordinal: number;
  creative: number;
  language: string;
  format: string;
  status: string;
  record: (typeof videos.$inferSelect)['record'];
  files: (typeof videos.$inferSelect)['files'];
  verdict: unknown;
  endedAt: Date | null;
  /** In the bin since. */
  deletedAt: Date | null;
  /** Content hashes of the materials that it shows. */
  materials: string[];
  /** The built-in piece that plays, or null. */
  track: string | null;
}

const deliverable = {
  id: videos.id,
  batchId: videos.batchId,
  name: videos.name,
  ordinal: videos.ordinal,
  creative: videos.creative,
  language: videos.language,
  format: videos.format,
  status: videos.status,
  record: videos.record,
  files: videos.files,
  verdict: videos.verdict,
  endedAt: videos.endedAt,
  deletedAt: videoPlaces.deletedAt,
  // Only what is named in the document, not the document.
  materials: sql<
    string[]
  >`jsonb_path_query_array(${videos.document}, 'lax $.storyboard.**.material ? (@.type() == "string")')`,
  track: sql<string | null>`${videos.document} #>> '{storyboard,music,track}'`,
};

/** Videos of a team by their ids, a batch after the other, each in its order. */
export async function selectDeliverables(
  tx: Transaction,
  teamId: string,
  ids: readonly string[],
): Promise<DeliverableRow[]> {
  return ids.length === 0
    ? []
    : tx
        .select(deliverable)
        .from(videos)
        .leftJoin(videoPlaces, eq(videoPlaces.videoId, videos.id))
        .where(and(eq(videos.teamId, teamId), inArray(videos.id, [...ids])))
        .orderBy(asc(videos.batchId), asc(videos.ordinal));
}

/** All finished videos of some batches, as far as covers are concerned. */
export async function selectCovers(tx: Transaction, teamId: string, batchIds: readonly string[]) {
  return batchIds.length === 0
    ? []
    : tx
        .select({
          batchId: videos.batchId,
          id: videos.id,
          creative: videos.creative,
          language: videos.language,
          format: videos.format,
          files: videos.files,
        })
        .from(videos)
        .where(and(eq(videos.teamId, teamId), inArray(videos.batchId, [...batchIds]), eq(videos.status, 'done')))
        .orderBy(asc(videos.ordinal));
}

/** What texts and rights of batches come from. */
export async function selectSources(tx: Transaction, teamId: string, batchIds: readonly string[]) {
  return batchIds.length === 0
    ? []
    : tx
        .select({
          id: batches.id,
          brief: batches.brief,
          products: batches.products,
          template: batches.template,
          prepared: batches.prepared,
          createdAt: batches.createdAt,
          createdBy: batches.createdBy,
        })
        .from(batches)
        .where(and(eq(batches.teamId, teamId), inArray(batches.id, [...batchIds])));
}

export async function insertDelivery(tx: Transaction, row: typeof deliveries.$inferInsert): Promise<DeliveryRow> {
  const [made] = await tx.insert(deliveries).values(row).returning();
  return made as DeliveryRow;
}

export async function selectDelivery(tx: Transaction, teamId: string, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.teamId, teamId), eq(deliveries.id, id)));
  return row;
}

/** A page of the team's deliveries to channels, the newest first. */
export async function selectDeliveries(
  tx: Transaction,
  teamId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<DeliveryRow[]> {
  return tx
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.teamId, teamId),
        sql`jsonb_array_length(${deliveries.channels}) > 0`,
        before === undefined ? undefined : lt(deliveries.id, before),
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(limit);
}
