import { and, asc, count, desc, eq, gt, gte, lt, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { leastIdAt } from '../../db/new-id.ts';
import { auditEvents, type CaseKind, cases, signInAttempts, teams, users } from '../../db/schema/index.ts';
import type { Day } from './last-days.ts';

type Sql = ReturnType<typeof sql>;
export type AuditEventRow = typeof auditEvents.$inferSelect;

/** What acts are looked for. Each field narrows what the others find. */
export interface AuditFilter {
  limit: number;
  /** Acts before this number. */
  before?: number | undefined;
  teamId?: string | undefined;
  userId?: string | undefined;
  actorId?: string | undefined;
  /** The whole name of an act, such as `POST /api/v1/batches`. */
  action?: string | undefined;
  objectId?: string | undefined;
  address?: string | undefined;
  isRefused?: boolean | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/**
 * Acts get their numbers within seconds of their times. A time is looked up as a number, and so much is left on either side,
 * so that a search through one year does not walk through the next.
 */
const slack = 10_000;

/** Acts, newest first; one more than asked for. Every way to look has its index: (x, id) for each field. */
export async function searchAudit(tx: Transaction, filter: AuditFilter): Promise<AuditEventRow[]> {
  const { limit, before, teamId, userId, actorId, action, objectId, address, isRefused, from, to } = filter;
  const least = from === undefined ? undefined : await numberAt(tx, gte(auditEvents.createdAt, from), 'first');
  const most = to === undefined ? undefined : await numberAt(tx, lte(auditEvents.createdAt, to), 'last');
  if (least === null || most === null) {
    return [];
  }
  return tx
    .select()
    .from(auditEvents)
    .where(
      and(
        before === undefined ? undefined : lt(auditEvents.id, before),
        teamId === undefined ? undefined : eq(auditEvents.teamId, teamId),
        userId === undefined ? undefined : eq(auditEvents.userId, userId),
        actorId === undefined ? undefined : eq(auditEvents.actorId, actorId),
        action === undefined ? undefined : eq(auditEvents.action, action),
        objectId === undefined ? undefined : eq(auditEvents.objectId, objectId),
        address === undefined ? undefined : eq(auditEvents.address, address),
        isRefused === true ? sql`status >= 400` : undefined,
        from === undefined
          ? undefined
          : and(gte(auditEvents.createdAt, from), gte(auditEvents.id, (least ?? 0) - slack)),
        to === undefined ? undefined : and(lte(auditEvents.createdAt, to), lte(auditEvents.id, (most ?? 0) + slack)),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(limit + 1);
}

/** The number of the first act that is not before a time, or of the last that is not after; null where there is none. */
async function numberAt(
  tx: Transaction,
  within: ReturnType<typeof gte>,
  which: 'first' | 'last',
): Promise<number | null> {
  const [row] = await tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(within)
    .orderBy(which === 'first' ? asc(auditEvents.createdAt) : desc(auditEvents.createdAt))
    .limit(1);
  return row?.id ?? null;
}

/** How many there are of something on a day in Beijing. */
export interface DayCount {
  day: string;
  many: number;
}

/** Days as the database looks them up, each by where it begins and ends: a row's own date is never worked out. */
function spansOf(days: readonly Day[], type: 'timestamptz' | 'text', spell: (at: Date) => string): Sql {
  const from = days.map((day) => spell(day.from));
  const to = days.map((day) => spell(day.to));
  const list = (values: string[]) => sql`${sql.param(values)}::${sql.raw(type)}[]`;
  return sql`unnest(${list(from)}, ${list(to)}) with ordinality as span (low, high, place)`;
}

async function byDay<Row extends object>(
  tx: Transaction,
  days: readonly Day[],
  { spans, each }: { spans: Sql; each: Sql },
): Promise<(Row & { day: string })[]> {
  const { rows } = await tx.execute<{ place: number; row: Row }>(
    sql`select place::int as place, to_jsonb(found) as row from ${spans} cross join lateral (${each}) found`,
  );
  return rows.map(({ place, row }) => ({ ...row, day: days[place - 1]?.day ?? '' }));
}

/** Videos that ended, by day and how. */
export async function countVideosByDay(
  tx: Transaction,
  days: readonly Day[],
): Promise<(DayCount & { status: string })[]> {
  return byDay<{ status: string; many: number }>(tx, days, {
    spans: spansOf(days, 'timestamptz', (at) => at.toISOString()),
    each: sql`select status, count(*)::int as many from videos where ended_at >= low and ended_at < high group by status`,
  });
}

/** Those who joined, by day: ids begin with their time. */
export async function countPeopleByDay(tx: Transaction, days: readonly Day[]): Promise<DayCount[]> {
  return byDay<{ many: number }>(tx, days, {
    spans: spansOf(days, 'text', (at) => leastIdAt('usr', at)),
    each: sql`select count(*)::int as many from users where id >= low and id < high`,
  });
}

/** Credits that work cost, by day: the id of what was booked tells when. */
export async function sumSpentByDay(tx: Transaction, days: readonly Day[]): Promise<DayCount[]> {
  return byDay<{ many: number }>(tx, days, {
    spans: spansOf(days, 'text', (at) => leastIdAt('ctx', at)),
    each: sql`select coalesce(sum(amount), 0)::float8 as many from credit_entries
      where account = 'spent' and transaction_id >= low and transaction_id < high`,
  });
}

/** Open cases by kind: how many, how many whose time is over, and how many whose time ends before a moment. */
export async function countCases(
  tx: Transaction,
  { now, soon }: { now: Date; soon: Date },
): Promise<{ kind: CaseKind; open: number; late: number; soon: number }[]> {
  return tx
    .select({
      kind: cases.kind,
      open: count(),
      late: sql<number>`(count(*) filter (where ${cases.dueAt} < ${now.toISOString()}))::int`,
      soon: sql<number>`(count(*) filter (where ${cases.dueAt} >= ${now.toISOString()} and ${cases.dueAt} < ${soon.toISOString()}))::int`,
    })
    .from(cases)
    .where(sql`state <> 'closed'`)
    .groupBy(cases.kind);
}

/** From so many rows on, what the database last counted is near enough, and to count them again would take longer than all else. */
const countedUpTo = 20_000;

/** How many people and teams there are: of many, about so many. */
export async function countAll(tx: Transaction): Promise<{ people: number; teams: number }> {
  const { rows } = await tx.execute<{ name: string; many: number }>(sql`
    select relname as name, reltuples::float8 as many from pg_class
    where relnamespace = 'public'::regnamespace and relname in ('users', 'teams')`);
  const about = new Map(rows.map(({ name, many }) => [name, many]));
  const of = async (name: string, table: typeof users | typeof teams) => {
    const known = about.get(name) ?? 0;
    if (known > countedUpTo) {
      return known;
    }
    const [row] = await tx.select({ many: count() }).from(table);
    return row?.many ?? 0;
  };
  return { people: await of('users', users), teams: await of('teams', teams) };
}

/** Sign-ins since a time that were likely somebody else's. */
export async function countRisky(tx: Transaction, since: Date, least: number): Promise<number> {
  const [row] = await tx
    .select({ many: count() })
    .from(signInAttempts)
    .where(
      and(gt(signInAttempts.riskScore, 0), gte(signInAttempts.riskScore, least), gt(signInAttempts.createdAt, since)),
    );
  return row?.many ?? 0;
}
