import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, materials, videos } from '../../db/schema/index.ts';

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

/** Some videos, or all of a batch. */
export type TheseVideos = { ids: readonly string[] } | { batchId: string };

function these(which: TheseVideos) {
  return 'batchId' in which ? eq(videos.batchId, which.batchId) : inArray(videos.id, [...which.ids]);
}

/** Whether any of some videos shows a material. */
export async function selectVideosShowing(
  tx: Transaction,
  teamId: string,
  sha256: string,
  which: TheseVideos,
): Promise<boolean> {
  const [row] = await tx
    .select({ one: sql`1` })
    .from(videos)
    .where(and(eq(videos.teamId, teamId), these(which), sql`position(${sha256} in ${videos.document}::text) > 0`))
    .limit(1);
  return row !== undefined;
}

/** Whether the person of a material presents in any of some videos. */
export async function selectVideosPresentedBy(
  tx: Transaction,
  teamId: string,
  materialId: string,
  which: TheseVideos,
): Promise<boolean> {
  const person = sql`jsonb_array_elements(coalesce(${batches.prepared} -> 'people', '[]')) person`;
  const [row] = await tx
    .select({ one: sql`1` })
    .from(videos)
    .innerJoin(batches, and(eq(batches.id, videos.batchId), eq(batches.teamId, videos.teamId)))
    .innerJoin(sql`lateral ${person}`, sql`person ->> 'materialId' = ${materialId}`)
    .where(
      and(
        eq(videos.teamId, teamId),
        these(which),
        sql`position(person -> 'prepared' ->> 'id' in ${videos.document} ->> 'storyboard') > 0`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
