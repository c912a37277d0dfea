import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { deletionRequests } from '../../db/schema/index.ts';
import type { DeletionRow } from '../privacy/queries.ts';
import { listOf } from './queries-rules.ts';

const rowsOf = async <T>(tx: Transaction, query: ReturnType<typeof sql>): Promise<T[]> =>
  (await tx.execute(query)).rows as unknown as T[];

/** Teams that a person owns and others are in. */
export async function selectSharedTeams(tx: Transaction, userId: string): Promise<{ id: string; name: string }[]> {
  return rowsOf(
    tx,
    sql`select t.id, t.name from teams t join members m on m.team_id = t.id and m.user_id = ${userId} and m.role = 'owner'
      where exists (select 1 from members o where o.team_id = t.id and o.user_id <> ${userId}) order by t.id`,
  );
}

/** What a person's own teams still have: then an absence is none (A5). Names, for the record. */
export async function selectUnused(tx: Transaction, userId: string, now: Date): Promise<string[]> {
  const own = sql`(select team_id from members where user_id = ${userId} and role = 'owner')`;
  const rows = await rowsOf<{ what: string }>(
    tx,
    sql`select 'credits' as what where exists (select 1 from credit_books where team_id in ${own} and (available > 0 or held > 0))
      union all select 'batch' where exists (select 1 from batches where team_id in ${own} and ended_at is null)
      union all select 'render' where exists (select 1 from renders where team_id in ${own} and ended_at is null)
      union all select 'seat' where exists (select 1 from teams where id in ${own} and (seats > 5 or verified_at is not null))
      union all select 'member' where exists (select 1 from members where team_id in ${own} and user_id <> ${userId})
      union all select 'order' where exists (select 1 from recharge_orders where team_id in ${own} and status = 'pending' and expires_at > ${now})
      union all select 'refund' where exists (select 1 from refunds where team_id in ${own} and ended_at is null)
      union all select 'invoice' where exists (select 1 from invoices where team_id in ${own} and ended_at is null)
      union all select 'grant' where exists (select 1 from usage_grants where team_id in ${own} and withdrawn_at is null and (ends_at is null or ends_at > ${now}))`,
  );
  return rows.map(({ what }) => what);
}

/** People who did not sign in since a moment, and of whom no deletion is under way. */
export async function selectAbsent(tx: Transaction, since: Date, most: number): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`select id from users u where not is_operator and coalesce(last_sign_in_at, created_at) < ${since}
        and not exists (select 1 from deletion_requests d where d.user_id = u.id and d.withdrawn_at is null and d.done_at is null)
        and not exists (select 1 from measures m where m.user_id = u.id and m.state = 'open' and m.kind = 'freeze')
      order by id limit ${most}`,
  );
  return rows.map(({ id }) => id);
}

/** Frozen people who were given no written notice for their freeze yet. */
export async function selectUnnoticedFreezes(tx: Transaction, most: number): Promise<{ id: string; userId: string }[]> {
  return rowsOf(
    tx,
    sql`select m.id, m.user_id as "userId" from measures m where m.kind = 'freeze' and m.state = 'open'
        and not exists (select 1 from deletion_requests d where d.measure_id = m.id)
        and not exists (select 1 from deletion_requests d where d.user_id = m.user_id and d.withdrawn_at is null and d.done_at is null)
        and not exists (select 1 from appeals a where a.subject_id = m.id and a.state <> 'withdrawn')
        and m.answered_at is null
      order by m.id limit ${most}`,
  );
}

/** Deletions that a notice began and whose clock does not run yet, with when it was delivered. */
export async function selectNoticed(
  tx: Transaction,
): Promise<{ id: string; userId: string; cause: DeletionRow['cause']; deliveredAt: Date | null }[]> {
  const rows = await rowsOf<{ id: string; userId: string; cause: DeletionRow['cause']; deliveredAt: string | null }>(
    tx,
    sql`select d.id, d.user_id as "userId", d.cause, n.delivered_at as "deliveredAt" from deletion_requests d
      left join notices n on n.id = d.notice_id
      where d.erases_at is null and d.withdrawn_at is null and d.done_at is null order by d.id limit 500`,
  );
  return rows.map((row) => ({ ...row, deliveredAt: row.deliveredAt === null ? null : new Date(row.deliveredAt) }));
}

/** Of deletions by silence or absence, those whose person came back: signed in, answered or appealed since the notice. */
export async function selectReturned(tx: Transaction): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`select d.id from deletion_requests d join users u on u.id = d.user_id
      where d.cause in ('silence', 'absence') and d.withdrawn_at is null and d.erased_at is null
        and (u.last_sign_in_at > d.created_at
          or exists (select 1 from measures m where m.user_id = d.user_id and m.answered_at > d.created_at)
          or exists (select 1 from appeals a where a.user_id = d.user_id and a.created_at > d.created_at and a.state <> 'withdrawn')
          or (d.cause = 'silence' and exists (select 1 from measures m where m.id = d.measure_id and m.state <> 'open')))`,
  );
  return rows.map(({ id }) => id);
}

/** One that has come due, or whose rows are gone and the rest is not, locked for whoever asks. */
export async function lockDueDeletion(
  tx: Transaction,
  { now, skipped }: { now: Date; skipped: readonly string[] },
): Promise<string | undefined> {
  const ids = sql`array[${sql.join([sql`''`, ...skipped.map((id) => sql`${id}`)], sql`, `)}]::text[]`;
  const [row] = await rowsOf<{ id: string }>(
    tx,
    sql`select id from deletion_requests where erases_at <= ${now} and withdrawn_at is null and erased_at is null
        and not id = any(${ids}) order by erases_at limit 1 for update skip locked`,
  );
  return row?.id;
}

/** Erased, but not finished. */
export async function selectUnfinished(tx: Transaction): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    sql`select id from deletion_requests where erased_at is not null and done_at is null order by id limit 100`,
  );
  return rows.map(({ id }) => id);
}

/** What keeps a deletion from being carried out now, if anything does. */
export async function selectHold(
  tx: Transaction,
  { userId, cause }: Pick<DeletionRow, 'userId' | 'cause'>,
): Promise<string | undefined> {
  const [row] = await rowsOf<{ what: string }>(
    tx,
    sql`select 'legal-hold' as what where exists (select 1 from legal_holds where user_id = ${userId} and lifted_at is null)
      union all select 'appeal' where exists (select 1 from appeals where user_id = ${userId} and state = 'open')
      union all select 'measure' where ${cause} in ('user', 'absence')
        and exists (select 1 from measures where user_id = ${userId} and state = 'open' and kind in ('freeze', 'demand', 'suspension'))
      union all select 'refund' where exists (select 1 from refunds r join members m on m.team_id = r.team_id
        where m.user_id = ${userId} and m.role = 'owner' and r.ended_at is null)
      limit 1`,
  );
  return row?.what;
}

/** Of pieces, those that a team still has. */
export async function selectPiecesLeft(tx: Transaction, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await rowsOf<{ hash: string }>(
    tx,
    sql`select distinct hash from pieces where hash = any(${listOf(hashes)})`,
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** The deletion whose certificate a link leads to, by the hash of its secret. */
export async function selectDeletionByLink(tx: Transaction, hash: string): Promise<DeletionRow | undefined> {
  const [row] = await tx.select().from(deletionRequests).where(eq(deletionRequests.linkHash, hash));
  return row;
}

/** Those that are under way, or done, newest first. */
export async function selectDeletions(tx: Transaction, state: 'open' | 'done'): Promise<DeletionRow[]> {
  const { withdrawnAt, doneAt, id } = deletionRequests;
  const wanted = state === 'done' ? isNotNull(doneAt) : and(isNull(doneAt), isNull(withdrawnAt));
  return tx.select().from(deletionRequests).where(wanted).orderBy(desc(id)).limit(200);
}
