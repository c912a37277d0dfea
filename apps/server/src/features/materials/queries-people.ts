import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { materials, videos } from '../../db/schema/index.ts';

/** A team's materials in whose rights people are told of: few of all. */
export async function selectMaterialsWithPeople(tx: Transaction, teamId: string) {
  return tx
    .select({ id: materials.id, name: materials.name, sha256: materials.sha256, rights: materials.rights })
    .from(materials)
    .where(
      and(
        eq(materials.teamId, teamId),
        isNull(materials.deletedAt),
        sql`(${materials.rights} ? 'people' or ${materials.rights} ->> 'shows' in ('adults', 'minors'))`,
      ),
    );
}

/** Whether any of some videos shows a material. */
export async function selectVideosShowing(
  tx: Transaction,
  teamId: string,
  sha256: string,
  which: { ids: readonly string[] } | { batchId: string },
): Promise<boolean> {
  const these = 'batchId' in which ? eq(videos.batchId, which.batchId) : inArray(videos.id, [...which.ids]);
  const [row] = await tx
    .select({ one: sql`1` })
    .from(videos)
    .where(and(eq(videos.teamId, teamId), these, sql`position(${sha256} in ${videos.document}::text) > 0`))
    .limit(1);
  return row !== undefined;
}
