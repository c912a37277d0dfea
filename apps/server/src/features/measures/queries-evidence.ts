import { asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { authorityPackages, sealedEvidence } from '../../db/schema/index.ts';

export type EvidenceRow = typeof sealedEvidence.$inferSelect;
export type PackageRow = typeof authorityPackages.$inferSelect;

/** The last seal; until the transaction ends, nobody else seals: each names the one before. */
export async function lockLastSeal(tx: Transaction): Promise<EvidenceRow | undefined> {
  await tx.execute(sql`select pg_advisory_xact_lock(4870012)`);
  const [last] = await tx.select().from(sealedEvidence).orderBy(desc(sealedEvidence.number)).limit(1);
  return last;
}

export async function insertEvidence(tx: Transaction, row: typeof sealedEvidence.$inferInsert): Promise<EvidenceRow> {
  const [made] = await tx.insert(sealedEvidence).values(row).returning();
  return made as EvidenceRow;
}

/** Sealed, and not copied into the restricted store yet. */
export async function selectUncopied(tx: Transaction): Promise<EvidenceRow[]> {
  return tx.select().from(sealedEvidence).where(isNull(sealedEvidence.copiedAt)).limit(50);
}

export async function markCopied(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.update(sealedEvidence).set({ copiedAt: now }).where(eq(sealedEvidence.id, id));
}

/** All of it, in the order of the seals; of a measure or of a person, where one is named. */
export async function selectEvidence(
  tx: Transaction,
  of: { measureId?: string; userId?: string } = {},
): Promise<EvidenceRow[]> {
  const wanted =
    of.measureId !== undefined
      ? eq(sealedEvidence.measureId, of.measureId)
      : of.userId !== undefined
        ? eq(sealedEvidence.userId, of.userId)
        : undefined;
  return tx.select().from(sealedEvidence).where(wanted).orderBy(asc(sealedEvidence.number));
}

/**
 * What the record of measures says was sealed and is not there, or was taken out of its seal without a word in that record;
 * its rows can't be changed, and are bound into the record of acts.
 */
export const unsealed = `select about_id as id from measure_acts a where act = 'evidence sealed'
  and not exists (select 1 from sealed_evidence e where e.id = a.about_id)
  union all select id from sealed_evidence e where to_jsonb(e)->>'swept_at' is not null
    and not exists (select 1 from measure_acts a where a.about_id = e.id and a.act = 'evidence swept') order by id`;

export async function selectUnsealed(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql.raw(unsealed));
  return rows.map(({ id }) => id);
}

export async function insertPackage(tx: Transaction, row: typeof authorityPackages.$inferInsert): Promise<PackageRow> {
  const [made] = await tx.insert(authorityPackages).values(row).returning();
  return made as PackageRow;
}

export async function selectPackage(tx: Transaction, id: string): Promise<PackageRow | undefined> {
  const [row] = await tx.select().from(authorityPackages).where(eq(authorityPackages.id, id));
  return row;
}

/** What was packed, newest first. */
export async function selectPackages(tx: Transaction): Promise<PackageRow[]> {
  return tx.select().from(authorityPackages).orderBy(desc(authorityPackages.id)).limit(200);
}

/** What there is of an account, by what it is. Contacts stay sealed: an authority that wants them asks for them by name. */
export async function selectRecords(
  tx: Transaction,
  { userId, since, until }: { userId: string; since: Date; until: Date },
): Promise<Record<string, unknown[]>> {
  const rows = async (query: ReturnType<typeof sql>) => (await tx.execute(query)).rows;
  const between = sql`between ${since} and ${until}`;
  const own = sql`(select team_id from members where user_id = ${userId})`;
  return {
    account: await rows(
      sql`select id, created_at, name, language, age_group, last_sign_in_at, locked_at from users where id = ${userId}`,
    ),
    teams: await rows(
      sql`select t.id, t.name, t.kind, m.role, m.created_at from members m join teams t on t.id = m.team_id where m.user_id = ${userId}`,
    ),
    'records/measures': await rows(sql`select * from measures where user_id = ${userId} order by id`),
    'records/measure-acts': await rows(
      sql`select * from measure_acts where user_id = ${userId} or about_id = ${userId} order by id`,
    ),
    'records/appeals': await rows(
      sql`select id, created_at, subject, subject_id, text, state, due_at, reasons, decided_by, decided_at from appeals where user_id = ${userId} order by id`,
    ),
    'records/consents': await rows(
      sql`select id, kind, act, version, sha256, at from consents where user_id = ${userId} and created_at ${between} order by id`,
    ),
    'records/labels': await rows(
      sql`select id, created_at, record->'label' as label, record->>'sha256' as sha256 from videos
        where team_id in ${own} and record is not null and created_at ${between} order by id`,
    ),
    'logs/acts': await rows(
      sql`select * from audit_events where (user_id = ${userId} or (team_id in ${own} and team_id <> '')) and created_at ${between} order by id`,
    ),
    'logs/sign-ins': await rows(
      sql`select id, created_at, way, is_good, address, user_agent, risk_score, risk_reasons from sign_in_attempts
        where user_id = ${userId} and created_at ${between} order by id`,
    ),
  };
}
