import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { DeletionCertificate, DeletionLeftovers } from '../../db/schema/index.ts';
import { selectUser } from '../accounts/queries.ts';
import { recordAct, theService } from '../measures/record-act.ts';
import { type DeletionRow, updateDeletion } from '../privacy/queries.ts';
import { erasures, type Gone, listOf, unnamed } from './erasure-rules.ts';

type Sql = ReturnType<typeof sql>;

/**
 * Deletes everything of a person from the database, in one transaction, by the rule of each table; what law keeps stays
 * under the account's id, which leads to nobody any more. Files, caches and engines follow (`finishErasure`), by what this
 * notes for them.
 *
 * A team of the person's own goes with them, where nobody else is in it. Otherwise it stays, with its videos and materials,
 * which are the team's: it passes to the member who can do most and came first, and the person's name is taken out.
 */
export async function erasePerson(tx: Transaction, row: DeletionRow, now: Date): Promise<void> {
  const { userId } = row;
  const user = await selectUser(tx, userId, true);
  const teams = await settleTeams(tx, userId);
  const gone: Gone = {
    userId,
    teams: teams.filter(({ rule }) => rule === 'deleted').map(({ id }) => id),
    contacts: [user?.email, user?.phoneNumber].filter((each) => typeof each === 'string'),
  };
  const leftovers = await collectLeftovers(tx, gone);
  await keepLabels(tx, gone, now);
  await endConsents(tx, gone, now);
  await tx.execute(sql`delete from pgboss.job where data->>'teamId' = any(${listOf(gone.teams)})`);
  const went: DeletionCertificate['gone'] = [];
  const kept: DeletionCertificate['kept'] = [];
  for (const [table, rule] of Object.entries(erasures)) {
    if (rule.do === 'delete') {
      const rows = await changed(tx, sql`delete from ${sql.identifier(table)} where ${rule.where(gone)}`);
      if (rows > 0) {
        went.push({ where: table, rows });
      }
    } else if (rule.do === 'keep') {
      if (rule.clear !== undefined) {
        await tx.execute(sql`update ${sql.identifier(table)} set ${rule.clear(gone)} where ${rule.where(gone)}`);
      }
      const rows = await countOf(tx, sql`${sql.identifier(table)} where ${rule.where(gone)}`);
      if (rows > 0) {
        kept.push({ where: table, rows, ground: rule.ground, until: rule.until });
      }
    }
  }
  for (const [table, { set, where }] of Object.entries(unnamed)) {
    await tx.execute(sql`update ${sql.identifier(table)} set ${set} where ${where(gone)}`);
  }
  const certificate: DeletionCertificate = {
    number: row.id,
    cause: row.cause,
    askedAt: row.createdAt.toISOString(),
    erasedAt: now.toISOString(),
    pseudonym: userId,
    gone: went,
    files: { count: 0, bytes: 0 },
    kept,
    engines: await selectEngines(tx, userId),
    backups: [],
    teams,
  };
  const contacts = [
    ...(user?.emailVerified ? [{ channel: 'email' as const, sealed: user.emailSealed }] : []),
    ...(user?.phoneSealed ? [{ channel: 'sms' as const, sealed: user.phoneSealed }] : []),
  ];
  const left: DeletionLeftovers = { ...leftovers, contacts, language: user?.language ?? 'zh-CN', certificate };
  await updateDeletion(tx, row.id, { erasedAt: now, heldBy: null, leftovers: left });
  const after = { teams, tables: went.length, kept: kept.length };
  await recordAct(
    tx,
    { aboutId: row.id, userId, act: 'account erased', by: theService, ground: row.cause, after },
    now,
  );
}

/** What becomes of each of a person's teams; ownership passes on where others are in it. */
async function settleTeams(tx: Transaction, userId: string): Promise<DeletionCertificate['teams']> {
  const { rows } = await tx.execute<{ id: string; role: string; heir: string | null }>(sql`
    select m.team_id as id, m.role, (select o.user_id from members o where o.team_id = m.team_id and o.user_id <> ${userId}
        order by array_position(array['owner', 'editor', 'approver', 'viewer'], o.role), o.created_at, o.user_id limit 1) as heir
    from members m where m.user_id = ${userId} order by m.team_id`);
  const teams: DeletionCertificate['teams'] = [];
  for (const { id, role, heir } of rows) {
    if (heir === null) {
      teams.push({ id, rule: 'deleted' });
    } else if (role === 'owner') {
      await tx.execute(sql`update members set role = 'owner' where team_id = ${id} and user_id = ${heir}`);
      teams.push({ id, rule: 'handed over' });
    } else {
      teams.push({ id, rule: 'kept' });
    }
  }
  return teams;
}

/** What of the teams lies in files: their contents by hash, pieces, folders, and names in the cache. */
async function collectLeftovers(
  tx: Transaction,
  { teams }: Gone,
): Promise<Pick<DeletionLeftovers, 'media' | 'pieces' | 'batches' | 'uploads' | 'cached'>> {
  const list = listOf(teams);
  const column = async (query: Sql) =>
    (await tx.execute<{ value: string | null }>(query)).rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const cachedIn = (text: Sql) => sql`(regexp_matches(${text}, 'clipo-home:/cache/([^"]+)', 'g'))[1]`;
  return {
    media: await column(sql`
      select sha256 as value from materials where team_id = any(${list})
      union select f.value->>'sha256' from videos, jsonb_each(videos.files) f where team_id = any(${list})
      union select f.value->>'sha256' from video_versions, jsonb_each(video_versions.files) f where team_id = any(${list})
      union select f.value->>'sha256' from presenter_orders, jsonb_each(presenter_orders.files) f where team_id = any(${list})
      union select file->>'sha256' from renders where team_id = any(${list})`),
    pieces: await column(sql`select distinct hash as value from pieces where team_id = any(${list})`),
    batches: await column(sql`select id as value from batches where team_id = any(${list})
      union select id from renders where team_id = any(${list})`),
    uploads: await column(sql`select id as value from uploads where team_id = any(${list})`),
    cached: [
      ...new Set([
        ...(await column(
          sql`select ${cachedIn(sql`document::text`)} as value from videos where team_id = any(${list})`,
        )),
        ...(await column(
          sql`select ${cachedIn(sql`prepared::text`)} as value from batches where team_id = any(${list})`,
        )),
        ...(await column(sql`select ${cachedIn(sql`spec::text`)} as value from pieces where team_id = any(${list})`)),
      ]),
    ],
  };
}

/** The records of labels stay as long as the Measures want them: which file carried which, and nothing else of the video. */
async function keepLabels(tx: Transaction, { userId, teams }: Gone, now: Date): Promise<void> {
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + 6);
  await tx.execute(sql`
    insert into kept_labels (id, pseudonym, produce_id, sha256, label, retain_until)
    select id, ${userId}, record->'label'->'implicit'->>'ProduceID', coalesce(record->>'sha256', ''), record->'label'->'implicit', ${until}::timestamptz
    from videos where team_id = any(${listOf(teams)}) and record->'label'->'implicit'->>'ProduceID' is not null
    on conflict do nothing`);
}

/** Consents of persons end with the team that they were given to. */
async function endConsents(tx: Transaction, { userId, teams }: Gone, now: Date): Promise<void> {
  await tx.execute(sql`
    update person_consents set withdrawn_at = ${now}, withdrawn_by = ${userId}, withdrawal_reason = 'the account is deleted'
    where team_id = any(${listOf(teams)}) and withdrawn_at is null`);
}

/** To whom the person's data was given: each is to delete it too. */
async function selectEngines(tx: Transaction, userId: string): Promise<DeletionCertificate['engines']> {
  const { rows } = await tx.execute<{ engine: string }>(
    sql`select distinct recipient as engine from disclosures where user_id = ${userId} order by 1`,
  );
  return rows.map(({ engine }) => ({ engine, outcome: 'offers none' as const }));
}

async function changed(tx: Transaction, query: Sql): Promise<number> {
  return (await tx.execute(query)).rowCount ?? 0;
}

async function countOf(tx: Transaction, from: Sql): Promise<number> {
  const { rows } = await tx.execute<{ many: number }>(sql`select count(*)::int as many from ${from}`);
  return rows[0]?.many ?? 0;
}
