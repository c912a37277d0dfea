import { and, eq, gt, gte, inArray, isNull, like, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, creditEntries, creditHolds, creditTransactions, videoEdits } from '../../db/schema/index.ts';

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

/**
 * What was ever set aside for batches or renders, is now, and was spent of it: read off the ledger, of which nothing is
 * kept twice. What was held is spent, given back, or held still.
 * @returns by their ids; those that nothing was ever held for are left out
 */
export async function selectCosts(
  tx: Transaction,
  teamId: string,
  workIds: readonly string[],
): Promise<Map<string, { asked: number; held: number; settled: number }>> {
  if (workIds.length === 0) {
    return new Map();
  }
  const ids = sql.join(
    workIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const { rows } = await tx.execute<{ id: string; asked: number; held: number; settled: number }>(sql`
    with of_them as (
      select id, reference, split_part(reference, '#', 1) as work from credit_holds
      where team_id = ${teamId} and split_part(reference, '#', 1) in (${ids})
    ), now_held as (
      select work, sum(lot.held) as held from of_them join credit_hold_lots lot on lot.hold_id = of_them.id group by work
    ), moved as (
      select work, sum(entry.amount) as amount, sum(entry.amount) filter (where movement.kind = 'hold') as asked from of_them
      join credit_transactions movement on movement.team_id = ${teamId} and movement.reference = of_them.reference
        and movement.kind in ('hold', 'release')
      join credit_entries entry on entry.transaction_id = movement.id and entry.account = 'held' group by work
    )
    select work as id, asked::int, held::int, (amount - held)::int as settled from now_held join moved using (work)`);
  return new Map(rows.map(({ id, ...cost }) => [id, cost]));
}

export async function selectPriceEach(tx: Transaction, teamId: string, batchId: string): Promise<number> {
  const [row] = await tx
    .select({ each: batches.priceEach })
    .from(batches)
    .where(and(eq(batches.teamId, teamId), eq(batches.id, batchId)));
  return row?.each ?? 0;
}

/**
 * What was spent, or is held still, of what a team set aside since the month began in Beijing: what failed and came back
 * counts for nothing.
 * @param userId the member who asked for the work; null for that of all members and keys
 */
export async function sumOfMonth(tx: Transaction, teamId: string, userId: string | null, now: Date): Promise<number> {
  const month = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now).slice(0, 7);
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${creditEntries.amount}), 0)` })
    .from(creditHolds)
    .innerJoin(
      creditTransactions,
      and(
        eq(creditTransactions.teamId, creditHolds.teamId),
        eq(creditTransactions.reference, creditHolds.reference),
        inArray(creditTransactions.kind, ['hold', 'release']),
      ),
    )
    .innerJoin(
      creditEntries,
      and(eq(creditEntries.transactionId, creditTransactions.id), eq(creditEntries.account, 'held')),
    )
    .where(
      and(
        eq(creditHolds.teamId, teamId),
        gte(creditHolds.createdAt, new Date(`${month}-01T00:00:00+08:00`)),
        userId === null ? undefined : eq(creditHolds.userId, userId),
      ),
    );
  return Number(row?.sum ?? 0);
}

const hourMs = 3_600_000;
const usualDays = 30;

/** Credits that a team's work set aside within the last hour, and in a usual hour of the last month. */
export async function selectPace(
  tx: Transaction,
  teamId: string,
  now: Date,
): Promise<{ lastHour: number; usualHour: number }> {
  const since = (ms: number) => new Date(now.getTime() - ms);
  const [row] = await tx
    .select({
      month: sql<string>`coalesce(sum(${creditEntries.amount}), 0)`,
      hour: sql<string>`coalesce(sum(${creditEntries.amount}) filter (where ${creditTransactions.createdAt} > ${since(hourMs).toISOString()}::timestamptz), 0)`,
    })
    .from(creditEntries)
    .innerJoin(creditTransactions, eq(creditTransactions.id, creditEntries.transactionId))
    .where(
      and(
        eq(creditTransactions.teamId, teamId),
        eq(creditTransactions.kind, 'hold'),
        eq(creditEntries.account, 'held'),
        gte(creditTransactions.createdAt, since(usualDays * 24 * hourMs)),
      ),
    );
  const lastHour = Number(row?.hour ?? 0);
  return { lastHour, usualHour: (Number(row?.month ?? 0) - lastHour) / (usualDays * 24) };
}

/** How often videos were made anew with edits, and what the last time costs; those that never were are left out. */
export async function selectEditPrices(
  tx: Transaction,
  teamId: string,
  videoIds: readonly string[],
): Promise<Map<string, { renders: number; price: number }>> {
  const rows = await tx
    .select({ id: videoEdits.videoId, renders: videoEdits.renders, price: videoEdits.price })
    .from(videoEdits)
    .where(and(eq(videoEdits.teamId, teamId), inArray(videoEdits.videoId, [...videoIds]), gt(videoEdits.renders, 0)));
  return new Map(rows.map(({ id, ...edit }) => [id, edit]));
}
