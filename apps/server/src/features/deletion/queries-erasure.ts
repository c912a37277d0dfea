import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { DeletionCertificate, DeletionLeftovers, ForeignOrders } from '../../db/schema/index.ts';
import { erasures, type Gone, listOf, unnamed } from './queries-rules.ts';

type Sql = ReturnType<typeof sql>;

/** What becomes of each of a person's teams; ownership passes on where others are in it. */
export async function settleTeams(tx: Transaction, userId: string): Promise<DeletionCertificate['teams']> {
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
export async function collectLeftovers(
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
      union select seen->'thumbnail'->>'sha256' from materials where team_id = any(${list})
      union select seen->'strip'->>'sha256' from materials where team_id = any(${list})
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
export async function keepLabels(tx: Transaction, { userId, teams }: Gone, now: Date): Promise<void> {
  const until = new Date(now);
  until.setUTCMonth(until.getUTCMonth() + 6);
  await tx.execute(sql`
    insert into kept_labels (id, pseudonym, produce_id, sha256, label, retain_until)
    select id, ${userId}, record->'label'->'implicit'->>'ProduceID', coalesce(record->>'sha256', ''), record->'label'->'implicit', ${until}::timestamptz
    from videos where team_id = any(${listOf(teams)}) and record->'label'->'implicit'->>'ProduceID' is not null
    on conflict do nothing`);
}

/** Consents of persons end with the team that they were given to. */
export async function endConsents(tx: Transaction, { userId, teams }: Gone, now: Date): Promise<void> {
  await tx.execute(sql`
    update person_consents set withdrawn_at = ${now}, withdrawn_by = ${userId}, withdrawal_reason = 'the account is deleted'
    where team_id = any(${listOf(teams)}) and withdrawn_at is null`);
}

/** To whom the person's data was given: each is to delete it too. */
export async function selectEngines(tx: Transaction, userId: string): Promise<DeletionCertificate['engines']> {
  const { rows } = await tx.execute<{ engine: string }>(
    sql`select distinct recipient as engine from disclosures where user_id = ${userId} order by 1`,
  );
  return rows.map(({ engine }) => ({ engine, outcome: 'offers none' as const }));
}

/** What engines with a call to delete made for the teams, with the keys that they are asked by. */
export async function collectOrders(tx: Transaction, { teams }: Gone): Promise<ForeignOrders[]> {
  const { rows } = await tx.execute<{ [K in keyof ForeignOrders]: ForeignOrders[K] }>(sql`
    select e.id, e.settings, e.keys_sealed as "keysSealed", array_agg(o.state->>'ref' order by o.id) as refs
    from presenter_engines e join presenter_orders o on o.team_id = e.team_id and o.engine = e.settings->>'kind'
    where e.team_id = any(${listOf(teams)}) and e.settings->>'kind' = 'heygen' and o.state->>'ref' is not null
    group by e.id`);
  return rows;
}

/** Takes a person's rows out of every table by its rule, jobs of their teams out of the queue, and their name out of others' rows. */
export async function eraseRows(tx: Transaction, gone: Gone): Promise<Pick<DeletionCertificate, 'gone' | 'kept'>> {
  await tx.execute(sql`delete from pgboss.job where data->>'teamId' = any(${listOf(gone.teams)})`);
  const went: DeletionCertificate['gone'] = [];
  const kept: DeletionCertificate['kept'] = [];
  for (const [table, rule] of Object.entries(erasures)) {
    if (rule.do === 'delete') {
      const { rowCount } = await tx.execute(sql`delete from ${sql.identifier(table)} where ${rule.where(gone)}`);
      if (rowCount !== null && rowCount > 0) {
        went.push({ where: table, rows: rowCount });
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
  return { gone: went, kept };
}

async function countOf(tx: Transaction, from: Sql): Promise<number> {
  const { rows } = await tx.execute<{ many: number }>(sql`select count(*)::int as many from ${from}`);
  return rows[0]?.many ?? 0;
}
