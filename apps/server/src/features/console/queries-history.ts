import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';

/** Something that happened to a person or a team. `what` names the kind, `text` is as it was written down. */
export interface HistoryRow {
  at: string;
  what: HistoryKind;
  id: string;
  text: string;
  by: string;
}

export const historyKinds = [
  'joined',
  'measure',
  'consent',
  'case',
  'order',
  'refund',
  'credits',
  'batch',
  'member',
  'act',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`);

async function newest(tx: Transaction, parts: readonly ReturnType<typeof sql>[], limit: number): Promise<HistoryRow[]> {
  // Each part by its own index, newest first, so that a long history costs no more than a short one.
  const all = sql.join(
    parts.map((part) => sql`(${part} limit ${limit})`),
    sql` union all `,
  );
  const { rows } = await tx.execute<{ [K in keyof HistoryRow]: HistoryRow[K] }>(
    sql`select * from (${all}) h order by at desc limit ${limit}`,
  );
  return rows;
}

/** What happened to a person, newest first. What people say themselves is not in it. */
export async function selectHistoryOfPerson(tx: Transaction, userId: string, limit: number): Promise<HistoryRow[]> {
  return newest(
    tx,
    [
      sql`select ${iso('created_at')}, 'joined' as what, id, '' as text, '' as by from users where id = ${userId}`,
      sql`select ${iso('created_at')}, 'measure' as what, about_id as id, act || ': ' || ground as text, by
        from measure_acts where user_id = ${userId} order by id desc`,
      sql`select ${iso('at')}, 'consent' as what, id, kind || ' ' || act || ' ' || version as text, '' as by
        from consents where user_id = ${userId} order by id desc`,
      sql`select ${iso('created_at')}, 'case' as what, id, number || ' ' || kind || ' ' || state as text, '' as by
        from cases where user_id = ${userId} order by id desc`,
      sql`select ${iso('created_at')}, 'order' as what, id, credits || ' / ' || to_char(amount_fen / 100.0, 'FM999999990.00') || ' CNY ' || status as text,
        '' as by from recharge_orders where user_id = ${userId} order by id desc`,
      sql`select ${iso('created_at')}, 'act' as what, request_id as id, action || ' ' || status as text,
        coalesce(user_id, actor_id) as by from audit_events where object_id = ${userId} order by id desc`,
    ],
    limit,
  );
}

/** What happened to a team, newest first. */
export async function selectHistoryOfTeam(tx: Transaction, teamId: string, limit: number): Promise<HistoryRow[]> {
  return newest(
    tx,
    [
      sql`select ${iso('created_at')}, 'joined' as what, id, name as text, '' as by from teams where id = ${teamId}`,
      sql`select ${iso('created_at')}, 'member' as what, user_id as id, role as text, '' as by
        from members where team_id = ${teamId}`,
      sql`select ${iso('created_at')}, 'batch' as what, id, status as text, coalesce(created_by, '') as by
        from batches where team_id = ${teamId} order by id desc`,
      sql`select ${iso('created_at')}, 'credits' as what, id, kind || ' ' || reason as text, '' as by
        from credit_transactions where team_id = ${teamId} and kind = 'grant' order by id desc`,
      sql`select ${iso('created_at')}, 'order' as what, id, credits || ' / ' || to_char(amount_fen / 100.0, 'FM999999990.00') || ' CNY ' || status as text,
        user_id as by from recharge_orders where team_id = ${teamId} order by id desc`,
      sql`select ${iso('created_at')}, 'refund' as what, id, status as text, user_id as by
        from refunds where team_id = ${teamId} order by id desc`,
      sql`select ${iso('created_at')}, 'case' as what, id, number || ' ' || kind || ' ' || state as text, '' as by
        from cases where team_id = ${teamId} order by id desc`,
      sql`select ${iso('created_at')}, 'act' as what, request_id as id, action || ' ' || status as text,
        coalesce(user_id, actor_id) as by from audit_events where object_id = ${teamId} order by id desc`,
    ],
    limit,
  );
}

/** A team as operators see it in the list. */
export interface TeamLine {
  id: string;
  name: string;
  kind: 'person' | 'enterprise';
  createdAt: string;
  members: number;
  credits: number;
  videos: number;
  ownerId: string | null;
}

/** Teams, newest first, by their id or how their name begins; one more than asked for. */
export async function selectTeamLines(
  tx: Transaction,
  { limit, after, search }: { limit: number; after: string | undefined; search: string | undefined },
): Promise<TeamLine[]> {
  const wanted =
    search === undefined
      ? sql`true`
      : /^team_[0-9a-z]{26}$/.test(search)
        ? sql`id = ${search}`
        : sql`lower(name) like ${`${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`}`;
  const { rows } = await tx.execute<{ [K in keyof Omit<TeamLine, 'videos'>]: TeamLine[K] }>(sql`
    select t.id, t.name, t.kind, to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
      (select count(*)::int from members m where m.team_id = t.id) as members,
      coalesce((select available::float8 from credit_books b where b.team_id = t.id), 0) as credits,
      (select m.user_id from members m where m.team_id = t.id and m.role = 'owner' limit 1) as "ownerId"
    from (select * from teams where ${after === undefined ? sql`true` : sql`id < ${after}`}
      and ${wanted}
      order by id desc limit ${limit + 1}) t order by t.id desc`);
  const videos = await countVideosOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, videos: videos.get(row.id) ?? 0 }));
}

/**
 * How many videos each team has, up to ten thousand. Each team is named by itself: of one that has nearly all videos the
 * database knows that, and of one that it is not told the name of it takes it for granted, and reads them all.
 */
async function countVideosOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) {
    return new Map();
  }
  const parts = ids.map(
    (id) =>
      sql`select ${id} as id, count(*)::int as many from (select 1 from videos where team_id = ${id} limit 10000) v`,
  );
  const { rows } = await tx.execute<{ id: string; many: number }>(sql.join(parts, sql` union all `));
  return new Map(rows.map(({ id, many }) => [id, many]));
}
