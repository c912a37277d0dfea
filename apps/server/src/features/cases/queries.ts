import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import {
  type CaseKind,
  type CaseState,
  caseEvents,
  caseFiles,
  cases,
  materials,
  takedowns,
  videos,
} from '../../db/schema/index.ts';

export type FiledCase = typeof cases.$inferSelect;
export type CaseEventRow = typeof caseEvents.$inferSelect;
export type CaseFileRow = typeof caseFiles.$inferSelect;
export type TakedownRow = typeof takedowns.$inferSelect;

export async function insertFiledCase(tx: Transaction, row: typeof cases.$inferInsert): Promise<FiledCase> {
  const [made] = await tx.insert(cases).values(row).returning();
  return made as FiledCase;
}

/** A case by its id, locked: who acts on it waits for who acted before. */
export async function lockFiledCase(tx: Transaction, id: string): Promise<FiledCase | undefined> {
  const [row] = await tx.select().from(cases).where(eq(cases.id, id)).for('update');
  return row;
}

export async function selectFiledCase(tx: Transaction, id: string): Promise<FiledCase | undefined> {
  const [row] = await tx.select().from(cases).where(eq(cases.id, id));
  return row;
}

export async function selectCaseBySecret(tx: Transaction, secretHash: string): Promise<FiledCase | undefined> {
  const [row] = await tx.select().from(cases).where(eq(cases.secretHash, secretHash));
  return row;
}

export async function updateFiledCase(
  tx: Transaction,
  id: string,
  change: Partial<typeof cases.$inferInsert>,
): Promise<FiledCase> {
  const [row] = await tx.update(cases).set(change).where(eq(cases.id, id)).returning();
  return row as FiledCase;
}

/** How many a contact, or an address, has sent since a time. */
export async function countFiled(
  tx: Transaction,
  by: { contactIndex: string } | { address: string },
  since: Date,
): Promise<number> {
  const own = 'address' in by ? eq(cases.address, by.address) : eq(cases.contactIndex, by.contactIndex);
  const [row] = await tx
    .select({ many: count() })
    .from(cases)
    .where(and(own, gt(cases.createdAt, since)));
  return row?.many ?? 0;
}

/** Which cases an operator wants to see. */
export interface CaseFilter {
  limit: number;
  after: string | undefined;
  kind?: CaseKind | undefined;
  state?: CaseState | 'any-open' | undefined;
  /** Whose time ends before then. */
  dueBefore?: Date | undefined;
  number?: string | undefined;
  teamId?: string | undefined;
}

/** Cases, newest first; one more than asked for. */
export async function selectFiledCases(tx: Transaction, filter: CaseFilter): Promise<FiledCase[]> {
  const { limit, after, kind, state, dueBefore, number, teamId } = filter;
  return tx
    .select()
    .from(cases)
    .where(
      and(
        after === undefined ? undefined : lt(cases.id, after),
        kind === undefined ? undefined : eq(cases.kind, kind),
        state === undefined ? undefined : state === 'any-open' ? sql`state <> 'closed'` : eq(cases.state, state),
        dueBefore === undefined ? undefined : and(lt(cases.dueAt, dueBefore), sql`state <> 'closed'`),
        number === undefined ? undefined : eq(cases.number, number),
        teamId === undefined ? undefined : eq(cases.teamId, teamId),
      ),
    )
    .orderBy(desc(cases.id))
    .limit(limit + 1);
}

/** What a team is told of: cases about it whose notice was given. */
export async function selectCasesAbout(tx: Transaction, teamId: string, limit: number): Promise<FiledCase[]> {
  const told = sql`exists (select 1 from case_events told where told.case_id = ${cases.id} and told.kind = 'noticed')`;
  return tx
    .select()
    .from(cases)
    .where(and(eq(cases.teamId, teamId), told))
    .orderBy(desc(cases.id))
    .limit(limit);
}

/** Cases whose turn is over, locked; another process takes others. */
export async function takeDueCases(tx: Transaction, now: Date, limit: number): Promise<FiledCase[]> {
  return tx
    .select()
    .from(cases)
    .where(and(lte(cases.dueAt, now), inArray(cases.state, ['unconfirmed', 'asked', 'noticed', 'countered'])))
    .orderBy(asc(cases.dueAt))
    .limit(limit)
    .for('update', { skipLocked: true });
}

export async function insertCaseEvent(tx: Transaction, row: typeof caseEvents.$inferInsert): Promise<void> {
  await tx.insert(caseEvents).values(row);
}

export async function selectCaseEvents(tx: Transaction, caseId: string): Promise<CaseEventRow[]> {
  return tx.select().from(caseEvents).where(eq(caseEvents.caseId, caseId)).orderBy(asc(caseEvents.id));
}

export async function insertCaseFile(tx: Transaction, row: typeof caseFiles.$inferInsert): Promise<void> {
  await tx.insert(caseFiles).values(row);
}

/** The files of a case without what is in them. */
export async function selectCaseFiles(tx: Transaction, caseId: string): Promise<Omit<CaseFileRow, 'sealed'>[]> {
  const { id, createdAt, party, name, mediaType, sha256, bytes } = caseFiles;
  return tx
    .select({ id, createdAt, caseId: caseFiles.caseId, party, name, mediaType, sha256, bytes })
    .from(caseFiles)
    .where(eq(caseFiles.caseId, caseId))
    .orderBy(asc(caseFiles.id));
}

export async function selectCaseFile(tx: Transaction, caseId: string, id: string): Promise<CaseFileRow | undefined> {
  const [row] = await tx
    .select()
    .from(caseFiles)
    .where(and(eq(caseFiles.caseId, caseId), eq(caseFiles.id, id)));
  return row;
}

/** How often a team infringed, by closed cases that count against it, since a time. */
export async function countStrikes(tx: Transaction, teamId: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ many: count() })
    .from(cases)
    .where(and(eq(cases.teamId, teamId), cases.isStrike, gt(cases.closedAt, since)));
  return row?.many ?? 0;
}

/** A thing that a case can be about. */
export interface CaseSubject {
  subject: 'material' | 'video';
  id: string;
  teamId: string;
  name: string;
  sha256: string | null;
}

/** What an id, or the number in a label (`ProduceID`), is of. */
export async function selectSubject(tx: Transaction, said: string): Promise<CaseSubject | undefined> {
  if (said.startsWith('mat_')) {
    const { id, teamId, name, sha256 } = materials;
    const [row] = await tx.select({ id, teamId, name, sha256 }).from(materials).where(eq(id, said));
    return row && { subject: 'material', ...row };
  }
  const { id, teamId, name } = videos;
  const numbered = sql`${videos.record} -> 'label' -> 'implicit' ->> 'ProduceID' = ${said}`;
  const [row] = await tx
    .select({ id, teamId, name })
    .from(videos)
    .where(said.startsWith('vid_') ? eq(id, said) : numbered)
    .limit(1);
  return row && { subject: 'video', ...row, sha256: null };
}

/**
 * All that goes down with a thing: of a material, each of the team's with the same content, deleted ones too, and every
 * video whose storyboard, lines or presenter name that content, whichever batch or edit it came in by.
 */
export async function selectFamily(tx: Transaction, about: CaseSubject): Promise<CaseSubject[]> {
  const { teamId, sha256 } = about;
  if (about.subject === 'video' || sha256 === null) {
    return [about];
  }
  const same = await tx
    .select({ id: materials.id, name: materials.name })
    .from(materials)
    .where(and(eq(materials.teamId, teamId), eq(materials.sha256, sha256)));
  const shown = await tx
    .select({ id: videos.id, name: videos.name })
    .from(videos)
    .where(and(eq(videos.teamId, teamId), sql`position(${sha256} in ${videos.document}::text) > 0`));
  return [
    ...same.map((row) => ({ subject: 'material' as const, ...row, teamId, sha256 })),
    ...shown.map((row) => ({ subject: 'video' as const, ...row, teamId, sha256: null })),
  ];
}

/** In how many other teams the same content is. */
export async function countElsewhere(tx: Transaction, { teamId, sha256 }: CaseSubject): Promise<number> {
  if (sha256 === null) {
    return 0;
  }
  const [row] = await tx
    .select({ many: sql<number>`count(distinct ${materials.teamId})::int` })
    .from(materials)
    .where(and(eq(materials.sha256, sha256), ne(materials.teamId, teamId), isNull(materials.deletedAt)));
  return row?.many ?? 0;
}

export async function insertTakedowns(
  tx: Transaction,
  rows: readonly (typeof takedowns.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) {
    await tx
      .insert(takedowns)
      .values([...rows])
      .onConflictDoNothing();
  }
}

/** Ends what is down for a case. @returns what was */
export async function endTakedowns(tx: Transaction, caseId: string, now: Date): Promise<TakedownRow[]> {
  return tx
    .update(takedowns)
    .set({ endedAt: now })
    .where(and(eq(takedowns.caseId, caseId), isNull(takedowns.endedAt)))
    .returning();
}

export async function selectTakedowns(tx: Transaction, caseId: string): Promise<TakedownRow[]> {
  return tx.select().from(takedowns).where(eq(takedowns.caseId, caseId)).orderBy(asc(takedowns.id));
}

/** The numbers of the cases for which something is down. */
export async function selectDownFor(tx: Transaction, subjectId: string): Promise<string[]> {
  const rows = await tx
    .select({ number: takedowns.number })
    .from(takedowns)
    .where(and(eq(takedowns.subjectId, subjectId), isNull(takedowns.endedAt)))
    .orderBy(asc(takedowns.id));
  return rows.map(({ number }) => number);
}

/** Every content that is down in a team, with its case. */
export async function selectDownContents(tx: Transaction, teamId: string): Promise<TakedownRow[]> {
  return tx
    .select()
    .from(takedowns)
    .where(and(eq(takedowns.teamId, teamId), isNotNull(takedowns.sha256), isNull(takedowns.endedAt)));
}

/** The case for which a content is down in a team; undefined where it is not. */
export async function selectDownContent(tx: Transaction, teamId: string, sha256: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ number: takedowns.number })
    .from(takedowns)
    .where(and(eq(takedowns.teamId, teamId), eq(takedowns.sha256, sha256), isNull(takedowns.endedAt)))
    .limit(1);
  return row?.number;
}

/** Verdicts of what is to go down or come back, locked. */
export async function lockVerdicts(
  tx: Transaction,
  { subject, ids }: { subject: 'material' | 'video'; ids: readonly string[] },
): Promise<{ id: string; verdict: unknown }[]> {
  const table = subject === 'material' ? materials : videos;
  return tx
    .select({ id: table.id, verdict: table.verdict })
    .from(table)
    .where(and(inArray(table.id, [...ids]), isNotNull(table.verdict)))
    .orderBy(table.id)
    .for('update');
}

export async function setVerdict(
  tx: Transaction,
  { subject, id }: { subject: 'material' | 'video'; id: string },
  verdict: object,
): Promise<void> {
  const table = subject === 'material' ? materials : videos;
  await tx.update(table).set({ verdict }).where(eq(table.id, id));
}
