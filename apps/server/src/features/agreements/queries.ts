import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { announcedTexts, type ConsentKind, consents, members, users } from '../../db/schema/index.ts';

export type ConsentRow = typeof consents.$inferSelect;

export async function insertConsents(tx: Transaction, rows: readonly (typeof consents.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) {
    await tx.insert(consents).values([...rows]);
  }
}

/** The newest act of a person for each kind: what counts. */
export async function selectLatestConsents(
  tx: Transaction,
  userId: string,
  kinds: readonly ConsentKind[],
): Promise<ConsentRow[]> {
  return tx
    .selectDistinctOn([consents.kind])
    .from(consents)
    .where(and(eq(consents.userId, userId), inArray(consents.kind, [...kinds])))
    .orderBy(consents.kind, desc(consents.id));
}

/** How far the announcement of a version has come; undefined while another process is at it. */
export async function lockAnnounced(
  tx: Transaction,
  kind: string,
  version: string,
): Promise<{ toldUpTo: string } | undefined> {
  await tx.insert(announcedTexts).values({ kind, version }).onConflictDoNothing();
  const [row] = await tx
    .select({ toldUpTo: announcedTexts.toldUpTo })
    .from(announcedTexts)
    .where(and(eq(announcedTexts.kind, kind), eq(announcedTexts.version, version)))
    .for('update', { skipLocked: true });
  return row;
}

export async function updateToldUpTo(tx: Transaction, kind: string, version: string, userId: string): Promise<void> {
  await tx
    .update(announcedTexts)
    .set({ toldUpTo: userId })
    .where(and(eq(announcedTexts.kind, kind), eq(announcedTexts.version, version)));
}

/**
 * People by their ids, which rise with the time they joined, after one of them. Who joins at this moment comes next time:
 * of two, the later id may be seen first.
 */
export async function selectPeopleAfter(
  tx: Transaction,
  after: string,
  { limit, before }: { limit: number; before: Date },
): Promise<{ id: string; language: 'zh-CN' | 'en' }[]> {
  return tx
    .select({ id: users.id, language: users.language })
    .from(users)
    .where(and(gt(users.id, after), lt(users.createdAt, before)))
    .orderBy(asc(users.id))
    .limit(limit);
}

/** Who owns a team; undefined for the operator's own. */
export async function selectOwner(tx: Transaction, teamId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.teamId, teamId), eq(members.role, 'owner')));
  return row?.userId;
}
