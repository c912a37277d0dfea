import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import {
  batches,
  type MeasureKind,
  measureActs,
  measureProposals,
  measures,
  members,
  users,
} from '../../db/schema/index.ts';

export type MeasureRow = typeof measures.$inferSelect;
export type ProposalRow = typeof measureProposals.$inferSelect;
export type ActRow = typeof measureActs.$inferSelect;

/** Those that keep a person from something as long as they are open. */
const holding: readonly MeasureKind[] = ['limit', 'suspension', 'termination', 'freeze'];

/** What holds against a person at a moment; a term that is over holds no longer, whoever has noticed. */
export async function selectHolding(
  tx: Transaction,
  userId: string,
  now: Date,
): Promise<Pick<MeasureRow, 'id' | 'kind' | 'functions'>[]> {
  return tx
    .select({ id: measures.id, kind: measures.kind, functions: measures.functions })
    .from(measures)
    .where(
      and(
        eq(measures.userId, userId),
        eq(measures.state, 'open'),
        inArray(measures.kind, [...holding]),
        or(isNull(measures.endsAt), gt(measures.endsAt, now)),
      ),
    )
    .orderBy(desc(measures.id));
}

export async function insertMeasure(tx: Transaction, row: typeof measures.$inferInsert): Promise<MeasureRow> {
  const [made] = await tx.insert(measures).values(row).returning();
  return made as MeasureRow;
}

export async function selectMeasure(tx: Transaction, id: string, isLocked = false): Promise<MeasureRow | undefined> {
  const one = tx.select().from(measures).where(eq(measures.id, id));
  const [row] = await (isLocked ? one.for('update') : one);
  return row;
}

export async function updateMeasure(
  tx: Transaction,
  id: string,
  change: Partial<typeof measures.$inferInsert>,
): Promise<MeasureRow> {
  const [row] = await tx.update(measures).set(change).where(eq(measures.id, id)).returning();
  return row as MeasureRow;
}

/** All of a person, the newest first. */
export async function selectMeasuresOf(tx: Transaction, userId: string): Promise<MeasureRow[]> {
  return tx.select().from(measures).where(eq(measures.userId, userId)).orderBy(desc(measures.id)).limit(200);
}

/** What operators look for; one more than asked for. */
export async function selectMeasures(
  tx: Transaction,
  wanted: {
    limit: number;
    after: string | undefined;
    state: MeasureRow['state'] | undefined;
    kind: MeasureKind | undefined;
    userId: string | undefined;
  },
): Promise<MeasureRow[]> {
  return tx
    .select()
    .from(measures)
    .where(
      and(
        wanted.after === undefined ? undefined : lt(measures.id, wanted.after),
        wanted.state === undefined ? undefined : eq(measures.state, wanted.state),
        wanted.kind === undefined ? undefined : eq(measures.kind, wanted.kind),
        wanted.userId === undefined ? undefined : eq(measures.userId, wanted.userId),
      ),
    )
    .orderBy(desc(measures.id))
    .limit(wanted.limit + 1);
}

/** One whose deadline or term has come, locked for whoever asks; others are given others. */
export async function lockDue(tx: Transaction, now: Date): Promise<MeasureRow | undefined> {
  const [row] = await tx
    .select()
    .from(measures)
    .where(and(eq(measures.state, 'open'), or(lte(measures.dueAt, now), lte(measures.endsAt, now))))
    .orderBy(asc(measures.id))
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

/** One whose deadline is near, and whose person was not reminded yet. */
export async function lockToRemind(tx: Transaction, now: Date): Promise<MeasureRow | undefined> {
  const near = sql`least(interval '30 minutes', (${measures.dueAt} - ${measures.createdAt}) / 4)`;
  const [row] = await tx
    .select()
    .from(measures)
    .where(
      and(
        eq(measures.state, 'open'),
        isNotNull(measures.dueAt),
        isNull(measures.remindedAt),
        isNull(measures.answeredAt),
        gt(measures.dueAt, now),
        lte(sql`${measures.dueAt} - ${near}`, now),
      ),
    )
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

export async function insertAct(tx: Transaction, row: typeof measureActs.$inferInsert): Promise<void> {
  await tx.insert(measureActs).values(row);
}

/** What happened to one thing, the first first. */
export async function selectActs(tx: Transaction, aboutId: string): Promise<ActRow[]> {
  return tx.select().from(measureActs).where(eq(measureActs.aboutId, aboutId)).orderBy(asc(measureActs.id));
}

/** @returns undefined where the same is proposed already */
export async function insertProposal(
  tx: Transaction,
  row: typeof measureProposals.$inferInsert,
): Promise<ProposalRow | undefined> {
  const [made] = await tx.insert(measureProposals).values(row).onConflictDoNothing().returning();
  return made;
}

export async function selectProposals(
  tx: Transaction,
  wanted: { limit: number; after: string | undefined; state: ProposalRow['state'] },
): Promise<ProposalRow[]> {
  return tx
    .select()
    .from(measureProposals)
    .where(
      and(
        eq(measureProposals.state, wanted.state),
        wanted.after === undefined ? undefined : lt(measureProposals.id, wanted.after),
      ),
    )
    .orderBy(desc(measureProposals.id))
    .limit(wanted.limit + 1);
}

export async function lockProposal(tx: Transaction, id: string): Promise<ProposalRow | undefined> {
  const [row] = await tx.select().from(measureProposals).where(eq(measureProposals.id, id)).for('update');
  return row;
}

export async function updateProposal(
  tx: Transaction,
  id: string,
  change: Partial<typeof measureProposals.$inferInsert>,
): Promise<ProposalRow> {
  const [row] = await tx.update(measureProposals).set(change).where(eq(measureProposals.id, id)).returning();
  return row as ProposalRow;
}

/** Pauses what a person's own teams have at work, and tells which. */
export async function pauseBatchesOf(tx: Transaction, userId: string): Promise<{ teamId: string; batchId: string }[]> {
  const own = tx
    .select({ teamId: members.teamId })
    .from(members)
    .where(and(eq(members.userId, userId), eq(members.role, 'owner')));
  return tx
    .update(batches)
    .set({ isPaused: true })
    .where(and(inArray(batches.teamId, own), isNull(batches.endedAt), eq(batches.isPaused, false)))
    .returning({ teamId: batches.teamId, batchId: batches.id });
}

export async function selectIsOperator(tx: Transaction, userId: string): Promise<boolean | undefined> {
  const [row] = await tx.select({ isOperator: users.isOperator }).from(users).where(eq(users.id, userId));
  return row?.isOperator;
}
