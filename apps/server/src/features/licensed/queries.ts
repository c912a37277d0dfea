import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, type FromLibrary, licensedItems, materials, videos } from '../../db/schema/index.ts';
import type { MaterialRow } from '../materials/queries.ts';

export type LicensedRow = typeof licensedItems.$inferSelect;

export async function insertLicensedItem(
  tx: Transaction,
  row: typeof licensedItems.$inferInsert,
): Promise<LicensedRow> {
  const [made] = await tx.insert(licensedItems).values(row).returning();
  return made as LicensedRow;
}

/** One item; it waits for who takes or withdraws it at the same time. */
export async function lockLicensedItem(tx: Transaction, id: string): Promise<LicensedRow | undefined> {
  const [row] = await tx.select().from(licensedItems).where(eq(licensedItems.id, id)).for('update');
  return row;
}

/** The item behind a link to its files. */
export async function selectLicensedFiles(tx: Transaction, id: string): Promise<LicensedRow | undefined> {
  const [row] = await tx.select().from(licensedItems).where(eq(licensedItems.id, id));
  return row;
}

/** The item with this content that is not withdrawn. */
export async function selectOpenItem(tx: Transaction, sha256: string): Promise<LicensedRow | undefined> {
  const [row] = await tx
    .select()
    .from(licensedItems)
    .where(and(eq(licensedItems.sha256, sha256), isNull(licensedItems.withdrawnAt)));
  return row;
}

/** Which items are asked for; what is left out does not matter. */
export interface LicensedFilter {
  limit: number;
  after: string | undefined;
  search?: string | undefined;
  kind?: string | undefined;
  /** What teams may take: neither withdrawn nor, on this day (`YYYY-MM-DD`), past its term. */
  openOn?: string;
}

export async function selectLicensedItems(
  tx: Transaction,
  { limit, after, search, kind, openOn }: LicensedFilter,
): Promise<LicensedRow[]> {
  const words = search?.trim().toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const said = sql`lower(${licensedItems.name} || ' ' || ${licensedItems.rights}::text || ' ' || array_to_string(${licensedItems.tags}, ' ')
    || ' ' || coalesce(${licensedItems.seen} -> 'description' ->> 'text', ''))`;
  const term = sql`substring(${licensedItems.rights} ->> 'term' from '^\d{4}-\d{2}-\d{2}$')`;
  return tx
    .select()
    .from(licensedItems)
    .where(
      and(
        after === undefined ? undefined : lt(licensedItems.id, after),
        kind === undefined ? undefined : sql`split_part(${licensedItems.mediaType}, '/', 1) = ${kind}`,
        ...words.map((word) => sql`position(${word} in ${said}) > 0`),
        openOn === undefined
          ? undefined
          : and(isNull(licensedItems.withdrawnAt), sql`(${term} is null or ${term} >= ${openOn})`),
      ),
    )
    .orderBy(desc(licensedItems.id))
    .limit(limit + 1);
}

/** What a team has of the library. @returns item → material */
export async function selectTaken(tx: Transaction, teamId: string, items: readonly string[]) {
  const of = sql<string>`${materials.fromLibrary} ->> 'item'`;
  const rows =
    items.length === 0
      ? []
      : await tx
          .select({ item: of, id: materials.id })
          .from(materials)
          .where(and(eq(materials.teamId, teamId), isNull(materials.deletedAt), sql`${of} in ${[...items]}`));
  return new Map(rows.map(({ item, id }) => [item, id]));
}

/** How many teams have each item, whether they use it or not. */
export async function countTeams(tx: Transaction, items: readonly string[]): Promise<Map<string, number>> {
  const of = sql<string>`${materials.fromLibrary} ->> 'item'`;
  const rows =
    items.length === 0
      ? []
      : await tx
          .select({ item: of, many: sql<number>`count(distinct ${materials.teamId})::int` })
          .from(materials)
          .where(and(isNull(materials.deletedAt), sql`${of} in ${[...items]}`))
          .groupBy(of);
  return new Map(rows.map(({ item, many }) => [item, many]));
}

export async function updateLicensedItem(
  tx: Transaction,
  id: string,
  change: Partial<typeof licensedItems.$inferInsert>,
): Promise<LicensedRow> {
  const [row] = await tx.update(licensedItems).set(change).where(eq(licensedItems.id, id)).returning();
  return row as LicensedRow;
}

/** Tells every team's copy how the item stands: it is asked of the copy whenever something is made with it. */
export async function tellCopies(
  tx: Transaction,
  item: string,
  withdrawn: FromLibrary['withdrawn'],
): Promise<Pick<MaterialRow, 'id' | 'teamId'>[]> {
  return tx
    .update(materials)
    .set({ fromLibrary: { item, withdrawn } })
    .where(sql`${materials.fromLibrary} ->> 'item' = ${item}`)
    .returning({ id: materials.id, teamId: materials.teamId });
}

/** Videos of all teams that show an item, the newest first: those of batches that were given a copy, where its content is seen. */
export async function selectItemUses(tx: Transaction, { id, sha256 }: LicensedRow, limit: number) {
  return tx
    .selectDistinct({
      videoId: videos.id,
      name: videos.name,
      batchId: batches.id,
      product: videos.product,
      teamId: videos.teamId,
    })
    .from(videos)
    .innerJoin(batches, eq(batches.id, videos.batchId))
    .innerJoin(materials, and(eq(materials.teamId, videos.teamId), sql`${materials.fromLibrary} ->> 'item' = ${id}`))
    .where(
      and(
        sql`jsonb_path_exists(${batches.files}, '$.* ? (@ == $id)', jsonb_build_object('id', ${materials.id}))`,
        sql`jsonb_path_exists(${videos.document}, 'lax $.storyboard.**.material ? (@ == $hash)', jsonb_build_object('hash', ${sha256}::text))`,
      ),
    )
    .orderBy(desc(videos.id))
    .limit(limit);
}
