import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reviewDecisions } from '../../db/schema/index.ts';

export type DecisionRow = typeof reviewDecisions.$inferSelect;

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
