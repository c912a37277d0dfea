import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type RenderStatus, renders } from '../../db/schema/index.ts';

export type RenderRow = typeof renders.$inferSelect;
type NewRender = typeof renders.$inferInsert;

const open: RenderStatus[] = ['queued', 'fetching', 'rendering', 'saving'];

export async function insertRender(tx: Transaction, row: NewRender): Promise<RenderRow> {
  const [made] = await tx.insert(renders).values(row).returning();
  return made as RenderRow;
}

export async function selectRender(tx: Transaction, id: string): Promise<RenderRow | undefined> {
  const [row] = await tx.select().from(renders).where(eq(renders.id, id));
  return row;
}

export async function selectRenders(
  tx: Transaction,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<RenderRow[]> {
  return tx
    .select()
    .from(renders)
    .where(after === undefined ? undefined : lt(renders.id, after))
    .orderBy(desc(renders.id))
    .limit(limit + 1);
}

/** Changes a render that has not ended. @returns undefined where it has */
export async function updateOpenRender(
  tx: Transaction,
  id: string,
  change: Partial<NewRender>,
): Promise<RenderRow | undefined> {
  const [row] = await tx
    .update(renders)
    .set({ ...change, updatedAt: sql`now()` })
    .where(and(eq(renders.id, id), inArray(renders.status, open)))
    .returning();
  return row;
}

/** Changes a render, also one that has ended: only a reviewer's ruling does. */
export async function updateRender(tx: Transaction, id: string, change: Partial<NewRender>): Promise<void> {
  await tx
    .update(renders)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(renders.id, id));
}

/** Ids of the renders of all teams that have not ended. */
export async function selectOpenRenders(tx: Transaction): Promise<string[]> {
  const rows = await tx.select({ id: renders.id }).from(renders).where(inArray(renders.status, open));
  return rows.map(({ id }) => id);
}
