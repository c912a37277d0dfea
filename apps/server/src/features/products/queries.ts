import { desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { materials, products } from '../../db/schema/index.ts';

export type ProductRow = typeof products.$inferSelect;
type NewProduct = typeof products.$inferInsert;

/** Keeps products; one with the same SKU is replaced. @returns the rows, in no order */
export async function saveProducts(tx: Transaction, rows: readonly NewProduct[]): Promise<ProductRow[]> {
  return tx
    .insert(products)
    .values([...rows])
    .onConflictDoUpdate({
      target: [products.teamId, products.sku],
      set: {
        data: sql`excluded.data`,
        materialIds: sql`excluded.material_ids`,
        verdict: sql`excluded.verdict`,
        updatedAt: sql`now()`,
      },
    })
    .returning();
}

export async function selectProduct(tx: Transaction, id: string): Promise<ProductRow | undefined> {
  const [row] = await tx.select().from(products).where(eq(products.id, id));
  return row;
}

export async function selectProducts(
  tx: Transaction,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<ProductRow[]> {
  return tx
    .select()
    .from(products)
    .where(after === undefined ? undefined : lt(products.id, after))
    .orderBy(desc(products.id))
    .limit(limit + 1);
}

/** @returns whether there was one */
export async function deleteProduct(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.delete(products).where(eq(products.id, id)).returning({ id: products.id })).length > 0;
}

/** Of the ids given, those that are no material of the team. */
export async function missingMaterials(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await tx
    .select({ id: materials.id })
    .from(materials)
    .where(inArray(materials.id, [...ids]));
  const known = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}
