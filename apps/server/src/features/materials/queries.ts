import type { AiOrigin } from '@clipo/contract';
import { and, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, materials, teams, videos } from '../../db/schema/index.ts';

export type MaterialRow = typeof materials.$inferSelect;
type NewMaterial = typeof materials.$inferInsert;

/** One who adds files to a team waits for another: what is left of the quota is true until the transaction ends. */
export async function lockTeam(tx: Transaction, teamId: string): Promise<void> {
  await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId)).for('update');
}

/** Bytes that a team's materials, videos and open uploads take up; content that it has twice counts once. */
export async function selectUsedBytes(tx: Transaction, teamId: string): Promise<number> {
  const { rows } = await tx.execute(sql`
    select (
      (select coalesce(sum(bytes), 0) from
        (select distinct sha256, bytes from materials where team_id = ${teamId} and deleted_at is null) kept)
      + (select coalesce(sum(bytes), 0) from videos where team_id = ${teamId})
      + (select coalesce(sum(bytes), 0) from renders where team_id = ${teamId})
      + (select coalesce(sum(bytes), 0) from uploads where team_id = ${teamId} and status = 'open' and expires_at > now())
    )::float8 as used`);
  return (rows[0] as { used: number }).used;
}

export async function insertMaterial(tx: Transaction, row: NewMaterial): Promise<MaterialRow> {
  const [made] = await tx.insert(materials).values(row).returning();
  return made as MaterialRow;
}

/** Materials by their ids, or by their names, of which the newest counts. @returns what was asked for → id */
export async function selectMaterialsByName(tx: Transaction, wanted: readonly string[]): Promise<Map<string, string>> {
  if (wanted.length === 0) {
    return new Map();
  }
  const list = [...wanted];
  const rows = await tx
    .select({ id: materials.id, name: materials.name })
    .from(materials)
    .where(and(isNull(materials.deletedAt), or(inArray(materials.id, list), inArray(materials.name, list))))
    .orderBy(materials.id);
  return new Map([...rows.map(({ id, name }) => [name, id] as const), ...rows.map(({ id }) => [id, id] as const)]);
}

/** The team's material with this content, where it has it already. */
export async function selectSameMaterial(
  tx: Transaction,
  teamId: string,
  sha256: string,
): Promise<MaterialRow | undefined> {
  const [row] = await tx
    .select()
    .from(materials)
    .where(and(eq(materials.teamId, teamId), eq(materials.sha256, sha256), isNull(materials.deletedAt)))
    .orderBy(materials.id)
    .limit(1);
  return row;
}

/** What files of the team say of AI having made them, by their content; a deleted one goes on saying it. */
export async function selectAiOrigins(tx: Transaction, hashes: readonly string[]): Promise<Map<string, AiOrigin>> {
  if (hashes.length === 0) {
    return new Map();
  }
  const rows = await tx
    .select({ sha256: materials.sha256, aiOrigin: materials.aiOrigin })
    .from(materials)
    .where(and(inArray(materials.sha256, [...hashes]), isNotNull(materials.aiOrigin)));
  return new Map(rows.flatMap(({ sha256, aiOrigin }) => (aiOrigin === null ? [] : [[sha256, aiOrigin] as const])));
}

export async function selectMaterial(tx: Transaction, id: string): Promise<MaterialRow | undefined> {
  const [row] = await tx
    .select()
    .from(materials)
    .where(and(eq(materials.id, id), isNull(materials.deletedAt)));
  return row;
}

/** Which materials are asked for; what is left out does not matter. */
export interface MaterialFilter {
  limit: number;
  after: string | undefined;
  sha256: string | undefined;
  /** Words that all stand in the name, the rights, the tags, what is read in the picture or said of it. */
  search?: string | undefined;
  kind?: string | undefined;
  rights?: 'missing' | 'ending' | 'ended' | 'withdrawn' | undefined;
  tag?: string | undefined;
  /** Only those that look like another, and the others that they look like. */
  isAlike?: boolean;
  /** The day, as `YYYY-MM-DD`, that a term is compared with, and the last day of those that end soon. */
  today?: string;
  soon?: string;
}

export async function selectMaterials(
  tx: Transaction,
  { limit, after, sha256, search, kind, rights, tag, isAlike = false, today = '', soon = '' }: MaterialFilter,
): Promise<MaterialRow[]> {
  const words = search?.trim().toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const read = sql`coalesce((select string_agg(shot ->> 'text', ' ') from jsonb_array_elements(${materials.seen} -> 'shots') shot), '')`;
  const told = sql`coalesce(${materials.seen} -> 'description' ->> 'text', '') || ' ' || coalesce(${materials.seen} -> 'description' ->> 'tags', '')`;
  const filed = sql`array_to_string(${materials.tags}, ' ')`;
  const said = sql`lower(${materials.name} || ' ' || coalesce(${materials.rights}::text, '') || ' ' || ${filed} || ' ' || ${read} || ' ' || ${told})`;
  const like = sql`${materials.seen} ->> 'like'`;
  const alike = sql`(${like} in (select id from materials kept where kept.deleted_at is null)
    or ${materials.id} in (select other.seen ->> 'like' from materials other where other.deleted_at is null))`;
  // A term that is no day, such as "for good", is one that does not end.
  const term = sql`substring(${materials.rights} ->> 'term' from '^\d{4}-\d{2}-\d{2}$')`;
  return tx
    .select()
    .from(materials)
    .where(
      and(
        isNull(materials.deletedAt),
        after === undefined ? undefined : lt(materials.id, after),
        sha256 === undefined ? undefined : eq(materials.sha256, sha256),
        kind === undefined ? undefined : sql`split_part(${materials.mediaType}, '/', 1) = ${kind}`,
        ...words.map((word) => sql`position(${word} in ${said}) > 0`),
        tag === undefined ? undefined : sql`${tag} = any(${materials.tags})`,
        isAlike ? alike : undefined,
        rights === 'missing' ? isNull(materials.rights) : undefined,
        rights === 'withdrawn' ? sql`${materials.fromLibrary} -> 'withdrawn' <> 'null'` : undefined,
        rights === 'ended' ? sql`${term} < ${today}` : undefined,
        rights === 'ending' ? sql`${term} between ${today} and ${soon}` : undefined,
      ),
    )
    .orderBy(desc(materials.id))
    .limit(limit + 1);
}

/** Videos that show a material, the newest first: those of batches that were given it, where its content is seen. */
export async function selectUses(tx: Transaction, { id, sha256 }: Pick<MaterialRow, 'id' | 'sha256'>, limit: number) {
  return tx
    .select({ videoId: videos.id, name: videos.name, batchId: batches.id, product: videos.product })
    .from(videos)
    .innerJoin(batches, eq(batches.id, videos.batchId))
    .where(
      and(
        sql`jsonb_path_exists(${batches.files}, '$.* ? (@ == $id)', jsonb_build_object('id', ${id}::text))`,
        sql`jsonb_path_exists(${videos.document}, 'lax $.storyboard.**.material ? (@ == $hash)', jsonb_build_object('hash', ${sha256}::text))`,
      ),
    )
    .orderBy(desc(videos.id))
    .limit(limit);
}

/** Lets a deleted material be used again. @returns undefined where there is none, or the same content was sent anew since */
export async function restoreMaterial(tx: Transaction, id: string): Promise<MaterialRow | undefined> {
  const same = sql`exists (select 1 from materials as other where other.team_id = ${materials.teamId}
    and other.sha256 = ${materials.sha256} and other.deleted_at is null)`;
  const [row] = await tx
    .update(materials)
    .set({ deletedAt: null })
    .where(and(eq(materials.id, id), isNotNull(materials.deletedAt), sql`not ${same}`))
    .returning();
  return row;
}

export async function updateMaterial(
  tx: Transaction,
  id: string,
  change: Partial<NewMaterial>,
): Promise<MaterialRow | undefined> {
  const [row] = await tx
    .update(materials)
    .set(change)
    .where(and(eq(materials.id, id), isNull(materials.deletedAt)))
    .returning();
  return row;
}
