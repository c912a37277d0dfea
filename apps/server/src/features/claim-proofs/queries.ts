import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { KnownProof } from '../../check/lift-proven.ts';
import type { Transaction } from '../../db/database.ts';
import { claimProofs } from '../../db/schema/index.ts';

/** A proof without its file, which is large and sealed. */
const plain = {
  id: claimProofs.id,
  createdAt: claimProofs.createdAt,
  sku: claimProofs.sku,
  rule: claimProofs.rule,
  term: claimProofs.term,
  kind: claimProofs.kind,
  source: claimProofs.source,
  endsAt: claimProofs.endsAt,
  name: claimProofs.name,
  mediaType: claimProofs.mediaType,
  sha256: claimProofs.sha256,
  withdrawnAt: claimProofs.withdrawnAt,
};
export type ClaimProofRow = Pick<typeof claimProofs.$inferSelect, keyof typeof plain>;

export async function insertClaimProof(tx: Transaction, row: typeof claimProofs.$inferInsert): Promise<ClaimProofRow> {
  const [made] = await tx.insert(claimProofs).values(row).returning(plain);
  return made as ClaimProofRow;
}

/** A team's proofs, of one product or all, newest first. */
export async function selectClaimProofs(
  tx: Transaction,
  teamId: string,
  { sku, limit }: { sku?: string | undefined; limit: number },
): Promise<ClaimProofRow[]> {
  return tx
    .select(plain)
    .from(claimProofs)
    .where(and(eq(claimProofs.teamId, teamId), sku === undefined ? undefined : eq(claimProofs.sku, sku)))
    .orderBy(desc(claimProofs.id))
    .limit(limit);
}

export async function selectClaimProofFile(tx: Transaction, id: string) {
  const [row] = await tx
    .select({ name: claimProofs.name, mediaType: claimProofs.mediaType, sealed: claimProofs.sealed })
    .from(claimProofs)
    .where(eq(claimProofs.id, id));
  return row;
}

/** What a check asks for: the proofs of some products that were not withdrawn. */
export async function selectKnownProofs(
  tx: Transaction,
  teamId: string,
  skus: readonly string[],
): Promise<KnownProof[]> {
  return skus.length === 0
    ? []
    : tx
        .select({
          id: claimProofs.id,
          sku: claimProofs.sku,
          rule: claimProofs.rule,
          folded: claimProofs.folded,
          endsAt: claimProofs.endsAt,
        })
        .from(claimProofs)
        .where(
          and(eq(claimProofs.teamId, teamId), inArray(claimProofs.sku, [...skus]), isNull(claimProofs.withdrawnAt)),
        )
        .orderBy(desc(claimProofs.id));
}

/** @returns whether there was one that still counted */
export async function withdrawClaimProof(tx: Transaction, id: string): Promise<boolean> {
  const withdrawn = await tx
    .update(claimProofs)
    .set({ withdrawnAt: new Date() })
    .where(and(eq(claimProofs.id, id), isNull(claimProofs.withdrawnAt)))
    .returning({ id: claimProofs.id });
  return withdrawn.length > 0;
}
