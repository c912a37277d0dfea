import type { AskRows } from '../../db/read-long.ts';
import type { AuditHead } from '../../db/schema/index.ts';
import type { SignedAnchor } from './sign-anchor.ts';

/** A row that does not fit: its own hash is wrong, or it does not follow the row before it. */
export interface OddRow {
  teamId: string;
  id: number;
  isChanged: boolean;
  /** What it says that it follows is in the record. */
  isKnown: boolean;
}

/** How much there is; undefined where there is no record yet. */
export async function countRecord(ask: AskRows): Promise<{ rows: number; teams: number } | undefined> {
  const [known] = await ask<{ is: boolean }>("select to_regclass('audit_anchors') is not null as is");
  if (known?.is !== true) {
    return undefined;
  }
  const [counts] = await ask<{ rows: number; teams: number }>(
    'select count(*)::int as rows, count(distinct team_id)::int as teams from audit_events',
  );
  return counts;
}

/** Up to where chains were cut because the term of what stood there had ended, as ends that an anchor must have signed. */
export async function selectCutEnds(ask: AskRows): Promise<AuditHead[]> {
  const rows = await ask<{ team: string; last: string; hash: string; rows: string }>(
    `select team_id as team, last_id as last, hash, rows from ${await cutsOf(ask)} cuts order by team_id`,
  );
  return rows.map(({ team, last, hash, rows: many }) => [team, Number(last), hash, Number(many)]);
}

/** Where cuts stand; a store of an older version has none. */
export async function cutsOf(ask: AskRows): Promise<string> {
  const [known] = await ask<{ is: boolean }>("select to_regclass('audit_cuts') is not null as is");
  return known?.is === true
    ? 'audit_cuts'
    : "(select '' as team_id, 0::bigint as last_id, '' as hash, 0::bigint as rows where false)";
}

/** The first rows that don't fit. The hash is made as the table's trigger makes it (migration 0031): what
 * came later is left out where it is null, so that older rows keep theirs. */
export async function selectOddRows(ask: AskRows, most: number): Promise<OddRow[]> {
  const rows = await ask<{ id: string; teamId: string; isChanged: boolean; isKnown: boolean }>(`
    select id, team_id as "teamId", hash <> again as "isChanged",
      previous = start or exists (select 1 from audit_events older
        where older.team_id = checked.team_id and older.id < checked.id and older.hash = checked.previous) as "isKnown"
    from (
      select one.id, one.team_id, previous, one.hash, coalesce(cut.hash, '') as start,
        lag(one.hash, 1, coalesce(cut.hash, '')) over (partition by one.team_id order by one.id) as before,
        encode(sha256(convert_to(concat_ws('|', previous, one.id, one.team_id, one.created_at at time zone 'UTC', actor_id,
          user_id, action, object_id, status, address, user_agent, request_id, 'port ' || port, 'level ' || name_level,
          'reason ' || reason, 'for ' || on_behalf_of), 'UTF8')), 'hex') as again
      from audit_events one left join ${await cutsOf(ask)} cut on cut.team_id = one.team_id
      where one.id > coalesce(cut.last_id, -1)
    ) checked
    where hash <> again or previous <> before
    order by team_id, id limit ${most}`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** Of the ends that were signed, those that are no longer where they were, with as many rows before them. */
export async function selectLostHeads(
  ask: AskRows,
  heads: readonly AuditHead[],
): Promise<{ teamId: string; id: number }[]> {
  const rows = await ask<{ team: string; last: string }>(
    `select head.team, head.last from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[])
        as head(team, last, hash, rows) left join ${await cutsOf(ask)} cut on cut.team_id = head.team
      where head.last > coalesce(cut.last_id, -1) and (not exists (select 1 from audit_events one
          where one.id = head.last and one.team_id = head.team and one.hash = head.hash)
        or (select count(*) from audit_events one where one.team_id = head.team and one.id <= head.last
          and one.id > coalesce(cut.last_id, -1)) + coalesce(cut.rows, 0) <> head.rows)`,
    [
      heads.map(([team]) => team),
      heads.map(([, id]) => id),
      heads.map((head) => head[2]),
      heads.map((head) => head[3]),
    ],
  );
  return rows.map(({ team, last }) => ({ teamId: team, id: Number(last) }));
}

export async function selectAnchors(ask: AskRows): Promise<SignedAnchor[]> {
  return ask('select at, previous, heads, hash, signature from audit_anchors order by id');
}
