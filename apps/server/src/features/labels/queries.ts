import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { videoPieces, videos } from '../../db/schema/index.ts';

/** A finished video that a file may come from, with the ids of its pieces in their order. */
export type MadeVideoRow = Awaited<ReturnType<typeof selectMadeOf>>[number];

/** So many videos are told apart by a person; a piece may be in thousands. */
const most = 50;

/**
 * The finished videos that hold any of these pieces (first digits of their hashes), or whose label has this number; of one
 * team, or of all where none is named.
 */
export async function selectMadeOf(
  tx: Transaction,
  teamId: string | undefined,
  { pieces, produceId }: { pieces: readonly string[]; produceId: string | undefined },
) {
  const own = teamId === undefined ? undefined : eq(videos.teamId, teamId);
  const holding =
    pieces.length === 0
      ? undefined
      : inArray(
          videos.id,
          tx
            .select({ id: videoPieces.videoId })
            .from(videoPieces)
            .where(
              and(
                teamId === undefined ? undefined : eq(videoPieces.teamId, teamId),
                inArray(sql`left(${videoPieces.hash}, 12)`, [...pieces]),
              ),
            ),
        );
  const numbered =
    produceId === undefined ? undefined : sql`${videos.record} -> 'label' -> 'implicit' ->> 'ProduceID' = ${produceId}`;
  if (holding === undefined && numbered === undefined) {
    return [];
  }
  return tx
    .select({
      id: videos.id,
      batchId: videos.batchId,
      document: videos.document,
      record: videos.record,
      endedAt: videos.endedAt,
    })
    .from(videos)
    .where(and(own, eq(videos.status, 'done'), or(holding, numbered)))
    .limit(most);
}
