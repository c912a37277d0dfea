import { and, eq, gte, isNull, like, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, creditHolds } from '../../db/schema/index.ts';

/** References of the holds of a batch that are open. */
export async function selectOpenHoldsOf(tx: Transaction, teamId: string, batchId: string): Promise<string[]> {
  const rows = await tx
    .select({ reference: creditHolds.reference })
    .from(creditHolds)
    .where(
      and(
        eq(creditHolds.teamId, teamId),
        like(creditHolds.reference, `${batchId.replaceAll('_', '\\_')}#%`),
        isNull(creditHolds.closedAt),
      ),
    );
  return rows.map(({ reference }) => reference);
}

export async function selectPriceEach(tx: Transaction, teamId: string, batchId: string): Promise<number> {
  const [row] = await tx
    .select({ each: batches.priceEach })
    .from(batches)
    .where(and(eq(batches.teamId, teamId), eq(batches.id, batchId)));
  return row?.each ?? 0;
}

/** What the batches of a member were priced at since the month began, in Beijing. */
export async function sumOfMonth(tx: Transaction, teamId: string, userId: string, now: Date): Promise<number> {
  const month = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now).slice(0, 7);
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${batches.priceTotal}), 0)` })
    .from(batches)
    .where(
      and(
        eq(batches.teamId, teamId),
        eq(batches.createdBy, userId),
        gte(batches.createdAt, new Date(`${month}-01T00:00:00+08:00`)),
      ),
    );
  return Number(row?.sum ?? 0);
}
