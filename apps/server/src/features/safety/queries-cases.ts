import { and, asc, count, desc, eq, gt, inArray, isNull, lt, ne, notExists, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import {
  batches,
  type CaseStatus,
  materials,
  renders,
  safetyCases,
  safetyDecisions,
  videos,
} from '../../db/schema/index.ts';

export type CaseRow = typeof safetyCases.$inferSelect;
export type DecisionRow = typeof safetyDecisions.$inferSelect;

/** Those that wait for somebody. */
const waiting: readonly CaseStatus[] = ['open', 'second', 'third'];

/** Opens a case, unless there is one about just this content. */
export async function insertCase(tx: Transaction, row: typeof safetyCases.$inferInsert): Promise<void> {
  await tx.insert(safetyCases).values(row).onConflictDoNothing();
}

export async function selectCase(tx: Transaction, id: string, isLocked = false): Promise<CaseRow | undefined> {
  const one = tx.select().from(safetyCases).where(eq(safetyCases.id, id));
  const [row] = await (isLocked ? one.for('update') : one);
  return row;
}

/** What waits for a reviewer: the gravest first, then what waits longest. Not what they decided on already, in any round. */
export async function selectQueue(
  tx: Transaction,
  { reviewer, now, limit }: { reviewer: string; now: Date; limit: number },
): Promise<CaseRow[]> {
  return tx
    .select()
    .from(safetyCases)
    .where(mayTake(tx, reviewer, now))
    .orderBy(desc(safetyCases.severity), asc(safetyCases.waitsSince), asc(safetyCases.id))
    .limit(limit);
}

/** Gives a reviewer the next case: nobody else is given it until `until`. */
export async function takeNextCase(
  tx: Transaction,
  { reviewer, now, until }: { reviewer: string; now: Date; until: Date },
): Promise<CaseRow | undefined> {
  const [next] = await tx
    .select({ id: safetyCases.id })
    .from(safetyCases)
    .where(mayTake(tx, reviewer, now))
    .orderBy(
      sql`${safetyCases.takenBy} = ${reviewer} desc nulls last`,
      desc(safetyCases.severity),
      asc(safetyCases.waitsSince),
      asc(safetyCases.id),
    )
    .limit(1)
    .for('update', { skipLocked: true });
  if (next === undefined) {
    return undefined;
  }
  const [row] = await tx
    .update(safetyCases)
    .set({ takenBy: reviewer, takenUntil: until })
    .where(eq(safetyCases.id, next.id))
    .returning();
  return row;
}

function mayTake(tx: Transaction, reviewer: string, now: Date) {
  return and(
    inArray(safetyCases.status, [...waiting]),
    or(isNull(safetyCases.takenBy), eq(safetyCases.takenBy, reviewer), lt(safetyCases.takenUntil, now)),
    notExists(
      tx
        .select({ one: sql`1` })
        .from(safetyDecisions)
        .where(and(eq(safetyDecisions.caseId, safetyCases.id), eq(safetyDecisions.by, reviewer))),
    ),
  );
}

export async function updateCase(tx: Transaction, id: string, change: Partial<CaseRow>): Promise<CaseRow | undefined> {
  const [row] = await tx.update(safetyCases).set(change).where(eq(safetyCases.id, id)).returning();
  return row;
}

/** What was decided on a case, the first first. */
export async function selectCaseDecisions(tx: Transaction, caseId: string): Promise<DecisionRow[]> {
  return tx.select().from(safetyDecisions).where(eq(safetyDecisions.caseId, caseId)).orderBy(asc(safetyDecisions.id));
}

/**
 * Why each of some cases was ruled on as it was: the last decision for the ruling that stands, of the round that is over.
 * What is said in a round that still runs is told to nobody.
 */
export async function selectGrounds(
  tx: Transaction,
  caseIds: readonly string[],
): Promise<Map<string, Pick<DecisionRow, 'reason' | 'note'>>> {
  if (caseIds.length === 0) {
    return new Map();
  }
  const { caseId, reason, note } = safetyDecisions;
  const over = sql`case when ${safetyCases.status} = 'decided' then ${safetyCases.round} else ${safetyCases.round} - 1 end`;
  const rows = await tx
    .selectDistinctOn([caseId], { caseId, reason, note })
    .from(safetyDecisions)
    .innerJoin(
      safetyCases,
      and(eq(safetyCases.id, caseId), eq(safetyCases.ruling, safetyDecisions.ruling), eq(safetyDecisions.round, over)),
    )
    .where(inArray(caseId, [...caseIds]))
    .orderBy(caseId, desc(safetyDecisions.id));
  return new Map(rows.map((row) => [row.caseId, row]));
}

/** @returns false where this reviewer decided on it before */
export async function insertCaseDecision(tx: Transaction, row: typeof safetyDecisions.$inferInsert): Promise<boolean> {
  const made = await tx.insert(safetyDecisions).values(row).onConflictDoNothing().returning({ id: safetyDecisions.id });
  return made.length > 0;
}

/** A team's cases, newest first. */
export async function selectTeamCases(tx: Transaction, teamId: string, limit: number): Promise<CaseRow[]> {
  return tx.select().from(safetyCases).where(eq(safetyCases.teamId, teamId)).orderBy(desc(safetyCases.id)).limit(limit);
}

/** Each case's first two decisions of a round by two people, since a time. */
export async function selectPairs(
  tx: Transaction,
  since: Date,
): Promise<{ first: DecisionRow['ruling']; second: DecisionRow['ruling'] }[]> {
  const rows = await tx
    .select({ caseId: safetyDecisions.caseId, round: safetyDecisions.round, ruling: safetyDecisions.ruling })
    .from(safetyDecisions)
    .where(gt(safetyDecisions.createdAt, since))
    .orderBy(asc(safetyDecisions.id));
  const byRound = new Map<string, DecisionRow['ruling'][]>();
  for (const { caseId, round, ruling } of rows) {
    const key = `${caseId} ${round}`;
    byRound.set(key, [...(byRound.get(key) ?? []), ruling]);
  }
  return [...byRound.values()].flatMap(([first, second]) =>
    first === undefined || second === undefined ? [] : [{ first, second }],
  );
}

/** How many wait, by severity. */
export async function countWaiting(tx: Transaction): Promise<{ severity: number; many: number }[]> {
  return tx
    .select({ severity: safetyCases.severity, many: count() })
    .from(safetyCases)
    .where(inArray(safetyCases.status, [...waiting]))
    .groupBy(safetyCases.severity);
}

/** How appealed cases ended: how often another reviewer saw it otherwise. */
export async function countAppeals(tx: Transaction): Promise<{ appealed: number; overturned: number }> {
  const [row] = await tx
    .select({
      appealed: count(),
      overturned: sql<number>`(count(*) filter (where ${safetyCases.ruling} = 'allowed'))::int`,
    })
    .from(safetyCases)
    .where(and(ne(safetyCases.round, 0), eq(safetyCases.status, 'decided')));
  return row ?? { appealed: 0, overturned: 0 };
}

const subjectTables = { material: materials, video: videos, batch: batches, render: renders } as const;

/** The verdict that stands on what a case is about, and puts another in its place: as long as the content is the same. */
export async function selectSubjectVerdict(tx: Transaction, { subject, subjectId }: CaseRow): Promise<unknown> {
  const table = subjectTables[subject];
  const [row] = await tx.select({ verdict: table.verdict }).from(table).where(eq(table.id, subjectId)).for('update');
  return row?.verdict;
}

export async function updateSubjectVerdict(
  tx: Transaction,
  { subject, subjectId }: CaseRow,
  verdict: object,
): Promise<void> {
  const table = subjectTables[subject];
  await tx.update(table).set({ verdict }).where(eq(table.id, subjectId));
}
