import { and, asc, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { incidentEntries, incidentPeople, incidents } from '../../db/schema/index.ts';

export type IncidentRow = typeof incidents.$inferSelect;
export type IncidentEntryRow = typeof incidentEntries.$inferSelect;

export async function insertIncident(tx: Transaction, row: typeof incidents.$inferInsert): Promise<IncidentRow> {
  const [made] = await tx.insert(incidents).values(row).returning();
  return made as IncidentRow;
}

export async function selectIncident(tx: Transaction, id: string, isLocked = false): Promise<IncidentRow | undefined> {
  const one = tx.select().from(incidents).where(eq(incidents.id, id));
  const [row] = await (isLocked ? one.for('update') : one);
  return row;
}

export async function selectIncidents(tx: Transaction, limit: number): Promise<IncidentRow[]> {
  return tx.select().from(incidents).orderBy(desc(incidents.foundAt)).limit(limit);
}

export async function updateIncident(
  tx: Transaction,
  id: string,
  change: Partial<typeof incidents.$inferInsert>,
): Promise<void> {
  await tx.update(incidents).set(change).where(eq(incidents.id, id));
}

export async function insertIncidentEntry(tx: Transaction, row: typeof incidentEntries.$inferInsert): Promise<void> {
  await tx.insert(incidentEntries).values(row);
}

export async function selectIncidentEntries(tx: Transaction, incidentId: string): Promise<IncidentEntryRow[]> {
  return tx
    .select()
    .from(incidentEntries)
    .where(eq(incidentEntries.incidentId, incidentId))
    .orderBy(asc(incidentEntries.at), asc(incidentEntries.id));
}

/** By what people are found whom an incident concerns. */
export const affectedBy = ['address', 'team', 'recipient', 'object', 'everybody'] as const;
export type AffectedBy = (typeof affectedBy)[number];

/** Whom to look for: a value, and a time where that narrows it. */
export interface AffectedSearch {
  by: AffectedBy;
  value: string;
  from: Date;
  to: Date;
}

/** Adds the people whom a search finds; who is there already stays as they were found first. @returns how many came */
export async function addAffected(
  tx: Transaction,
  incidentId: string,
  { by, value, from, to }: AffectedSearch,
): Promise<number> {
  const within = (column: string) =>
    sql`${sql.raw(column)} between ${from.toISOString()}::timestamptz and ${to.toISOString()}::timestamptz`;
  const found = {
    // Who signed in from there, or did anything.
    address: sql`select user_id from sign_in_attempts where address = ${value} and ${within('created_at')}
      union select user_id from audit_events where address = ${value} and ${within('created_at')}`,
    team: sql`select user_id from members where team_id = ${value}`,
    recipient: sql`select user_id from disclosures where recipient = ${value} and ${within('created_at')}`,
    object: sql`select user_id from audit_events where object_id = ${value} and ${within('created_at')}`,
    everybody: sql`select id as user_id from users where created_at <= ${to.toISOString()}::timestamptz`,
  }[by];
  const named = value === '' ? by : `${by} ${value}`;
  const { rows } = await tx.execute(sql`
    insert into incident_people (incident_id, user_id, found_by)
    select ${incidentId}, found.user_id, ${named} from (${found}) found
      join users on users.id = found.user_id
    on conflict do nothing returning user_id`);
  return rows.length;
}

export async function countAffected(tx: Transaction, incidentId: string): Promise<{ found: number; told: number }> {
  const [row] = await tx
    .select({ found: count(), told: sql<number>`(count(${incidentPeople.toldAt}))::int` })
    .from(incidentPeople)
    .where(eq(incidentPeople.incidentId, incidentId));
  return row ?? { found: 0, told: 0 };
}

/** Takes people who were not told yet, and notes that they are: in the transaction that tells them. */
export async function takeUntold(tx: Transaction, incidentId: string, limit: number, now: Date): Promise<string[]> {
  const rows = await tx
    .select({ userId: incidentPeople.userId })
    .from(incidentPeople)
    .where(and(eq(incidentPeople.incidentId, incidentId), isNull(incidentPeople.toldAt)))
    .orderBy(asc(incidentPeople.userId))
    .limit(limit)
    .for('update', { skipLocked: true });
  for (const { userId } of rows) {
    await tx
      .update(incidentPeople)
      .set({ toldAt: now })
      .where(and(eq(incidentPeople.incidentId, incidentId), eq(incidentPeople.userId, userId)));
  }
  return rows.map(({ userId }) => userId);
}
