import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { batches, consents, renders, users } from '../../db/schema/index.ts';
import type { UserRow } from '../accounts/queries.ts';
import type { ConsentRow } from '../agreements/queries.ts';

/** A minor and the newest act of a guardian for them. */
export interface WardRow {
  user: UserRow;
  act: ConsentRow;
}

/** The minors for whom a contact is that of the guardian: theirs is the newest act. */
export async function selectWards(tx: Transaction, subjectIndex: string): Promise<WardRow[]> {
  const named = tx
    .selectDistinct({ userId: consents.userId })
    .from(consents)
    .where(and(eq(consents.kind, 'guardian'), eq(consents.subjectIndex, subjectIndex)));
  const rows = await tx
    .selectDistinctOn([consents.userId], { user: users, act: consents })
    .from(consents)
    .innerJoin(users, eq(users.id, consents.userId))
    .where(and(eq(consents.kind, 'guardian'), inArray(consents.userId, named)))
    .orderBy(consents.userId, desc(consents.id));
  return rows.filter(({ act }) => act.subjectIndex === subjectIndex);
}

/** Batches that a person started and that have not ended. */
export async function selectOpenBatchesOf(tx: Transaction, userId: string): Promise<{ id: string; teamId: string }[]> {
  return tx
    .select({ id: batches.id, teamId: batches.teamId })
    .from(batches)
    .where(and(eq(batches.createdBy, userId), inArray(batches.status, ['planning', 'running'])));
}

/** Single files that a person asked for and that are not there yet. */
export async function selectOpenRendersOf(tx: Transaction, userId: string): Promise<{ id: string; teamId: string }[]> {
  return tx
    .select({ id: renders.id, teamId: renders.teamId })
    .from(renders)
    .where(and(eq(renders.createdBy, userId), isNull(renders.endedAt)));
}
