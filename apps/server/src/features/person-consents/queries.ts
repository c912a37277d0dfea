import { and, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { personConsents } from '../../db/schema/index.ts';

export type PersonConsentRow = typeof personConsents.$inferSelect;

export async function insertPersonConsent(
  tx: Transaction,
  row: typeof personConsents.$inferInsert,
): Promise<PersonConsentRow> {
  const [made] = await tx.insert(personConsents).values(row).returning();
  return made as PersonConsentRow;
}

export async function selectPersonConsent(
  tx: Transaction,
  teamId: string,
  id: string,
): Promise<PersonConsentRow | undefined> {
  const [row] = await tx
    .select()
    .from(personConsents)
    .where(and(eq(personConsents.teamId, teamId), eq(personConsents.id, id)));
  return row;
}

/** The newest consents of a team, or to some of its materials, newest first. */
export async function selectPersonConsents(
  tx: Transaction,
  teamId: string,
  { materialIds, most = 500 }: { materialIds?: readonly string[] | undefined; most?: number },
): Promise<PersonConsentRow[]> {
  return tx
    .select()
    .from(personConsents)
    .where(
      and(
        eq(personConsents.teamId, teamId),
        materialIds === undefined ? undefined : inArray(personConsents.materialId, [...materialIds]),
      ),
    )
    .orderBy(desc(personConsents.createdAt))
    .limit(most);
}

/** Of each material whose people are presenters the consent that counts, where it has ended: few of all. */
export async function selectEndedConsents(
  tx: Transaction,
  teamId: string,
  now: Date,
): Promise<Pick<PersonConsentRow, 'id' | 'materialId' | 'terms' | 'withdrawnAt'>[]> {
  const { id, materialId, terms, withdrawnAt, createdAt } = personConsents;
  // Of several only one is not withdrawn.
  const newest = tx
    .selectDistinctOn([materialId], { id, materialId, terms, withdrawnAt })
    .from(personConsents)
    .where(eq(personConsents.teamId, teamId))
    .orderBy(materialId, sql`${withdrawnAt} is not null`, desc(createdAt))
    .as('newest');
  return tx
    .select()
    .from(newest)
    .where(or(isNotNull(newest.withdrawnAt), sql`(${newest.terms} ->> 'until')::timestamptz <= ${now.toISOString()}`));
}

/** Writes a withdrawal down. A consent that is withdrawn already stays as it is. */
export async function withdrawRow(
  tx: Transaction,
  teamId: string,
  id: string,
  said: { at: Date; by: string; reason: string | undefined },
): Promise<void> {
  await tx
    .update(personConsents)
    .set({ withdrawnAt: said.at, withdrawnBy: said.by, withdrawalReason: said.reason ?? null })
    .where(and(eq(personConsents.teamId, teamId), eq(personConsents.id, id), isNull(personConsents.withdrawnAt)));
}

/** Whether anybody else's consent to the same file holds: of this team or another. */
export async function isFileConsented(tx: Transaction, sha256: string): Promise<boolean> {
  const named = JSON.stringify([{ sha256 }]);
  const [row] = await tx
    .select({ id: personConsents.id })
    .from(personConsents)
    .where(and(isNull(personConsents.withdrawnAt), sql`${personConsents.terms} -> 'files' @> ${named}::jsonb`))
    .limit(1);
  return row !== undefined;
}

/** Files with people whose consent was withdrawn, and to which nobody's consent holds any more. */
export async function selectWithdrawnFiles(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.execute<{ sha256: string }>(sql`
    select file ->> 'sha256' as sha256 from person_consents c, jsonb_array_elements(c.terms -> 'files') file
    group by 1 having bool_and(c.withdrawn_at is not null)`);
  return rows.map(({ sha256 }) => sha256);
}

/** Pieces of all teams that show somebody whose consent to that team was withdrawn. */
export async function selectPiecesOfWithdrawn(tx: Transaction): Promise<string[]> {
  const { rows } = await tx.execute<{ hash: string }>(sql`
    with withdrawn as (
      select team_id, material_id from person_consents group by 1, 2 having bool_and(withdrawn_at is not null)),
    shown as (
      select distinct b.team_id, b.id as batch_id, person -> 'prepared' ->> 'id' as person_id
      from withdrawn w join batches b on b.team_id = w.team_id
      cross join lateral jsonb_array_elements(coalesce(b.prepared -> 'people', '[]')) person
      where person ->> 'materialId' = w.material_id)
    select distinct p.hash from shown s
    join videos v on v.team_id = s.team_id and v.batch_id = s.batch_id
    join video_pieces vp on vp.team_id = v.team_id and vp.video_id = v.id
    join pieces p on p.team_id = vp.team_id and p.hash = vp.hash
    where p.spec::text like '%' || s.person_id || '%'`);
  return rows.map(({ hash }) => hash);
}

/** A file that was made with a person, or is being made. */
export interface FileWithPerson {
  kind: 'video' | 'render';
  id: string;
  batchId: string | null;
  name: string;
  status: string;
  createdAt: string;
}

/**
 * All that was made with the person of a material, newest first: videos whose pictures show them, and single files. What is
 * only planned is told too; what failed or was cancelled is not.
 */
export async function selectFilesWith(tx: Transaction, teamId: string, materialId: string): Promise<FileWithPerson[]> {
  const { rows } = await tx.execute(sql`
    select 'video' as kind, v.id, v.batch_id as "batchId", v.name, v.status, v.created_at as "createdAt"
    from batches b
    cross join lateral jsonb_array_elements(coalesce(b.prepared -> 'people', '[]')) person
    join videos v on v.team_id = b.team_id and v.batch_id = b.id
    where b.team_id = ${teamId} and person ->> 'materialId' = ${materialId} and v.status not in ('failed', 'cancelled')
      and v.document ->> 'storyboard' like '%' || (person -> 'prepared' ->> 'id') || '%'
    union
    select 'render', r.id, null, coalesce(r.file ->> 'name', r.id), r.status, r.created_at
    from renders r
    where r.team_id = ${teamId} and r.kind = 'present' and (r.wish ->> 'presenter' = ${materialId} or r.wish ->> 'presenter' in (
      select id from outside_presenters where team_id = ${teamId} and material_id = ${materialId}))
      and r.status not in ('failed', 'cancelled')
    order by "createdAt" desc, id desc`);
  return (rows as unknown as (Omit<FileWithPerson, 'createdAt'> & { createdAt: string | Date })[]).map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt).toISOString(),
  }));
}
