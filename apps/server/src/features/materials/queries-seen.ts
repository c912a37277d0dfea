import { and, asc, eq, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { materialProofs, materials, type SeenMaterial } from '../../db/schema/index.ts';
import type { MaterialRow } from './queries.ts';

/** Pictures whose likenesses differ in no more bits look the same to a person. */
const mostBits = 4;
/** Copies of a clip may end some frames apart. */
const mostApartMs = 500;

/** The team's earliest other material of the same kind that looks the same. @returns its id */
export async function selectAlike(
  tx: Transaction,
  { id, mediaType }: Pick<MaterialRow, 'id' | 'mediaType'>,
  { likeness, durationMs }: Pick<SeenMaterial, 'likeness' | 'durationMs'>,
): Promise<string | undefined> {
  if (likeness === null) {
    return undefined;
  }
  const [kind = ''] = mediaType.split('/');
  const bits = sql`('x' || (${materials.seen} ->> 'likeness'))::bit(64)`;
  const [row] = await tx
    .select({ id: materials.id })
    .from(materials)
    .where(
      and(
        isNull(materials.deletedAt),
        ne(materials.id, id),
        sql`split_part(${materials.mediaType}, '/', 1) = ${kind}`,
        sql`bit_count(${bits} # ('x' || ${likeness}::text)::bit(64)) <= ${mostBits}`,
        sql`abs(coalesce((${materials.seen} ->> 'durationMs')::int, 0) - ${durationMs ?? 0}) <= ${mostApartMs}`,
      ),
    )
    .orderBy(asc(materials.id))
    .limit(1);
  return row?.id;
}

/** The team's tags, those of most materials first. */
export async function selectTags(tx: Transaction, limit: number): Promise<{ tag: string; count: number }[]> {
  const { rows } = await tx.execute<{ tag: string; count: number }>(sql`
    select tag, count(*)::int as count from materials, unnest(tags) tag
    where deleted_at is null group by tag order by count desc, tag limit ${limit}`);
  return rows;
}

/** A proof without its file, which is large and sealed. */
const plain = {
  id: materialProofs.id,
  createdAt: materialProofs.createdAt,
  materialId: materialProofs.materialId,
  name: materialProofs.name,
  mediaType: materialProofs.mediaType,
  sha256: materialProofs.sha256,
};
export type MaterialProofRow = Pick<typeof materialProofs.$inferSelect, keyof typeof plain>;

export async function insertMaterialProof(
  tx: Transaction,
  row: typeof materialProofs.$inferInsert,
): Promise<MaterialProofRow> {
  const [made] = await tx.insert(materialProofs).values(row).returning(plain);
  return made as MaterialProofRow;
}

/** The proofs of a material, in the order in which they came. */
export async function selectMaterialProofs(tx: Transaction, materialId: string): Promise<MaterialProofRow[]> {
  return tx
    .select(plain)
    .from(materialProofs)
    .where(eq(materialProofs.materialId, materialId))
    .orderBy(asc(materialProofs.id));
}

export async function selectMaterialProofFile(tx: Transaction, id: string) {
  const [row] = await tx
    .select({ name: materialProofs.name, mediaType: materialProofs.mediaType, sealed: materialProofs.sealed })
    .from(materialProofs)
    .where(eq(materialProofs.id, id));
  return row;
}

/** @returns whether there was one */
export async function deleteMaterialProof(tx: Transaction, id: string): Promise<boolean> {
  const gone = await tx.delete(materialProofs).where(eq(materialProofs.id, id)).returning({ id: materialProofs.id });
  return gone.length > 0;
}

/** Pictures and clips that are to be looked through, the oldest look first; they are noted as asked for. */
export async function takeToLookAt(
  tx: Transaction,
  { limit, unseen, neverTriedBefore }: { limit: number; unseen: boolean; neverTriedBefore?: Date },
): Promise<Pick<MaterialRow, 'id' | 'teamId'>[]> {
  const wanted = tx
    .select({ id: materials.id })
    .from(materials)
    .where(
      and(
        isNull(materials.deletedAt),
        sql`split_part(${materials.mediaType}, '/', 1) in ('image', 'video')`,
        unseen ? isNull(materials.seen) : undefined,
        neverTriedBefore === undefined
          ? undefined
          : and(isNull(materials.lookedAt), lt(materials.createdAt, neverTriedBefore)),
      ),
    )
    .orderBy(sql`${materials.lookedAt} nulls first`, asc(materials.id))
    .limit(limit);
  return tx
    .update(materials)
    .set({ lookedAt: sql`now()` })
    .where(inArray(materials.id, wanted))
    .returning({ id: materials.id, teamId: materials.teamId });
}
