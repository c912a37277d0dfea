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

/** What was asked for: what an act changed is written down beside it, and would be told twice. */
const asked = sql`request_id not like 'sha256:%'`;
const money = "credits || ' / ' || to_char(amount_fen / 100.0, 'FM999999990.00') || ' CNY ' || status";

/** Where something is written down, which of it is told, and as what. */
interface Part {
  what: HistoryKind;
  table: string;
  where: ReturnType<typeof sql>;
  /** By what it is put in order, the newest first; `id` where left out. */
  order?: string;
  at?: string;
  id?: string;
  text?: string;
  by?: string;
}

/** Each part by its own index, newest first, and put into words only then: a long history costs no more than a short one. */
async function newest(tx: Transaction, parts: readonly Part[], limit: number): Promise<HistoryRow[]> {
  const all = parts.map(
    ({ what, table, where, order = 'id', at = 'created_at', id = 'id', text = "''", by = "''" }) => {
      const told = sql.raw(
        `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, '${what}' as what, ${id} as id, ${text} as text, ${by} as by`,
      );
      const found = sql`select * from ${sql.identifier(table)} where ${where} order by ${sql.identifier(order)} desc limit ${limit}`;
      return sql`(select ${told} from (${found}) found)`;
    },
  );
  const { rows } = await tx.execute<{ [K in keyof HistoryRow]: HistoryRow[K] }>(
    sql`select * from (${sql.join(all, sql` union all `)}) h order by at desc limit ${limit}`,
  );
  return rows;
}

const cases = { what: 'case', table: 'cases', text: "number || ' ' || kind || ' ' || state" } as const;
const acts: Omit<Part, 'where'> = {
  ...{ table: 'audit_events', id: 'request_id' },
  ...{ text: "action || ' ' || status", by: 'coalesce(user_id, actor_id)' },
  what: 'act',
};

/** What happened to a person, newest first. What people say themselves is not in it. */
export async function selectHistoryOfPerson(tx: Transaction, userId: string, limit: number): Promise<HistoryRow[]> {
  const own = sql`user_id = ${userId}`;
  const measures = { what: 'measure', table: 'measure_acts', id: 'about_id', text: "act || ': ' || ground" } as const;
  const consents = { what: 'consent', table: 'consents', text: "kind || ' ' || act || ' ' || version" } as const;
  return newest(
    tx,
    [
      { what: 'joined', table: 'users', where: sql`id = ${userId}` },
      { ...measures, by: 'by', where: own },
      { ...consents, at: 'at', where: own },
      { ...cases, where: own },
      { what: 'order', table: 'recharge_orders', text: money, where: own },
      { ...acts, where: sql`object_id = ${userId} and ${asked}` },
    ],
    limit,
  );
}

/** What happened to a team, newest first. */
export async function selectHistoryOfTeam(tx: Transaction, teamId: string, limit: number): Promise<HistoryRow[]> {
  const own = sql`team_id = ${teamId}`;
  const given = { what: 'credits', table: 'credit_transactions', text: "kind || ' ' || reason" } as const;
  return newest(
    tx,
    [
      { what: 'joined', table: 'teams', text: 'name', where: sql`id = ${teamId}` },
      { what: 'member', table: 'members', id: 'user_id', text: 'role', order: 'created_at', where: own },
      { what: 'batch', table: 'batches', text: 'status', by: "coalesce(created_by, '')", where: own },
      { ...given, where: sql`${own} and kind = 'grant'` },
      { what: 'order', table: 'recharge_orders', text: money, by: 'user_id', where: own },
      { what: 'refund', table: 'refunds', text: 'status', by: 'user_id', where: own },
      { ...cases, where: own },
      { ...acts, where: sql`object_id = ${teamId} and ${asked}` },
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
