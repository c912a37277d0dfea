import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { AuditHead } from '../../db/schema/index.ts';
import { userIsHeld } from '../holds/queries.ts';
import type { Term } from './queries-terms.ts';

type Sql = ReturnType<typeof sql>;
type Deleted = Extract<Term, { go: 'deleted' }>;

/** How much of a table has had its time, and how much more of it a legal hold keeps. */
export interface Ended {
  rows: number;
  held: number;
}

const moment = (now: Date): Sql => sql`${now.toISOString()}::timestamptz`;

const countsOf = async (tx: Transaction, query: Sql): Promise<Ended> => {
  const { rows } = await tx.execute<{ rows: string; held: string }>(query);
  return { rows: Number(rows[0]?.rows ?? 0), held: Number(rows[0]?.held ?? 0) };
};

/** Counts the rows of a table whose term has ended at a moment. */
export async function countEnded(tx: Transaction, table: string, term: Deleted, now: Date): Promise<Ended> {
  return countsOf(
    tx,
    sql`select count(*) filter (where not (${term.held})) as rows, count(*) filter (where ${term.held}) as held
      from ${sql.identifier(table)} x where ${term.ended(moment(now))}`,
  );
}

/** Deletes some of them; what another process deletes is left to it. @returns how many */
export async function deleteEnded(
  tx: Transaction,
  { table, term, now, most }: { table: string; term: Deleted; now: Date; most: number },
): Promise<number> {
  await openSweep(tx, now);
  const name = sql.identifier(table);
  const { rowCount } = await tx.execute(sql`delete from ${name} where ctid in (
    select x.ctid from ${name} x where ${term.ended(moment(now))} and not (${term.held}) limit ${most} for update skip locked)`);
  return rowCount ?? 0;
}

/** Tells the database that this transaction takes away what has had its time at a moment: it looks after the shortest terms itself. */
async function openSweep(tx: Transaction, now: Date): Promise<void> {
  await tx.execute(sql`select set_config('clipo.sweep', ${now.toISOString()}, true)`);
}

/**
 * For each chain of acts, the last of its signed ends that is older than a moment and not cut yet, with how many rows go. A
 * chain in whose beginning somebody acted who is under a hold waits.
 */
export async function selectCuts(
  tx: Transaction,
  before: Date,
): Promise<{ head: AuditHead; rows: number; isHeld: boolean }[]> {
  const { rows } = await tx.execute<{
    team: string;
    last: string;
    hash: string;
    all: string;
    rows: string;
    held: boolean;
  }>(sql`
    with ends as (
      select distinct on (h.value->>0) h.value->>0 as team, (h.value->>1)::bigint as last, h.value->>2 as hash, (h.value->>3)::bigint as all
      from audit_anchors a, jsonb_array_elements(a.heads) h where a.at < ${before.toISOString()}
      order by h.value->>0, (h.value->>1)::bigint desc)
    select e.*, e.all - coalesce(c.rows, 0) as rows,
      exists (select 1 from legal_holds l join members m on m.user_id = l.user_id where m.team_id = e.team and l.lifted_at is null)
        or exists (select 1 from audit_events x where x.team_id = e.team and x.id <= e.last and ${userIsHeld(sql.raw('x.user_id'))}) as held
    from ends e left join audit_cuts c on c.team_id = e.team where c.last_id is null or c.last_id < e.last order by e.team`);
  return rows.map(({ team, last, hash, all, rows: many, held }) => ({
    head: [team, Number(last), hash, Number(all)],
    rows: Number(many),
    isHeld: held,
  }));
}

/** Writes down up to where a chain is cut: from then on the database lets go of what lies before. */
export async function putCut(tx: Transaction, [teamId, lastId, hash, rows]: AuditHead): Promise<void> {
  await tx.execute(sql`insert into audit_cuts (team_id, last_id, hash, rows) values (${teamId}, ${lastId}, ${hash}, ${rows})
    on conflict (team_id) do update set last_id = excluded.last_id, hash = excluded.hash, rows = excluded.rows, created_at = now()
    where audit_cuts.last_id < excluded.last_id`);
}

/** Deletes some of the acts that cuts have given up. @returns how many */
export async function deleteCut(tx: Transaction, { now, most }: { now: Date; most: number }): Promise<number> {
  await openSweep(tx, now);
  const { rowCount } = await tx.execute(sql`delete from audit_events where id in (
    select x.id from audit_cuts c cross join lateral (
      select id from audit_events a where a.team_id = c.team_id and a.id <= c.last_id order by a.team_id, a.id limit ${most}) x
    limit ${most})`);
  return rowCount ?? 0;
}

/** Evidence whose term has ended, and of it what a legal hold keeps. */
export async function countEndedEvidence(tx: Transaction, now: Date): Promise<Ended> {
  return countsOf(
    tx,
    sql`select count(*) filter (where legal_hold is null) as rows, count(*) filter (where legal_hold is not null) as held
      from sealed_evidence where swept_at is null and copied_at is not null and retain_until < ${moment(now)}`,
  );
}

/** Takes the record out of evidence whose term has ended; its seal stays in the chain. @returns what was unsealed */
export async function unsealEnded(
  tx: Transaction,
  { now, most }: { now: Date; most: number },
): Promise<{ id: string; userId: string; sha256: string | null; number: number }[]> {
  const { rows } = await tx.execute<{ id: string; userId: string; sha256: string | null; number: number }>(sql`
    update sealed_evidence set record = '{}', name = '', swept_at = ${moment(now)} where id in (
      select id from sealed_evidence where swept_at is null and copied_at is not null and legal_hold is null
        and retain_until < ${moment(now)} order by number limit ${most} for update skip locked)
    returning id, user_id as "userId", sha256, number`);
  return rows;
}

/** The names of the files in the restricted store that some row still stands for. */
export async function selectSealedNames(tx: Transaction): Promise<Set<string>> {
  const { rows } = await tx.execute<{ name: string }>(sql`
    select sha256 as name from sealed_evidence where swept_at is null and sha256 is not null
    union select id || '.zip' from authority_packages`);
  return new Set(rows.map(({ name }) => name));
}

/** What was taken away lately, newest first. */
export async function selectSweeps(
  tx: Transaction,
  limit: number,
): Promise<{ at: string; by: string; where: string; rows: number }[]> {
  const { rows } = await tx.execute<{ at: string; by: string; where: string; rows: number }>(sql`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, by, after->>'table' as where,
      (after->>'rows')::int as rows
    from measure_acts where user_id = '' and act = 'retention swept' order by id desc limit ${limit}`);
  return rows;
}

/** About how many rows each table has, and what it takes on the disk, as the database last counted. */
export async function sizeTables(tx: Transaction): Promise<Map<string, { rows: number; bytes: number }>> {
  const { rows } = await tx.execute<{ name: string; rows: number; bytes: number }>(sql`
    select relname as name, greatest(reltuples, 0)::float8 as rows, pg_total_relation_size(oid)::float8 as bytes
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
  return new Map(rows.map(({ name, ...size }) => [name, size]));
}
