import { and, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { materials, teams } from '../../db/schema/index.ts';

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
export async function selectSameMaterial(tx: Transaction, sha256: string): Promise<MaterialRow | undefined> {
  const [row] = await tx
    .select()
    .from(materials)
    .where(and(eq(materials.sha256, sha256), isNull(materials.deletedAt)))
    .orderBy(materials.id)
    .limit(1);
  return row;
}

export async function selectMaterial(tx: Transaction, id: string): Promise<MaterialRow | undefined> {
  const [row] = await tx
    .select()
    .from(materials)
    .where(and(eq(materials.id, id), isNull(materials.deletedAt)));
  return row;
}

export async function selectMaterials(
  tx: Transaction,
  { limit, after, sha256 }: { limit: number; after: string | undefined; sha256: string | undefined },
): Promise<MaterialRow[]> {
  return tx
    .select()
    .from(materials)
    .where(
      and(
        isNull(materials.deletedAt),
        after === undefined ? undefined : lt(materials.id, after),
        sha256 === undefined ? undefined : eq(materials.sha256, sha256),
      ),
    )
    .orderBy(desc(materials.id))
    .limit(limit + 1);
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
