import { desc, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type AuditHead, auditAnchors, auditCuts, auditEvents } from '../../db/schema/index.ts';
import type { SignedAnchor } from './sign-anchor.ts';

/** Anchors are made one after the other. */
export async function lockAnchors(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(4870010)`);
}

/** The newest anchor, and the highest id of an act that any anchor knows. */
export async function selectLastAnchor(
  tx: Transaction,
): Promise<{ at: string; hash: string; upTo: number } | undefined> {
  const [last] = await tx.select().from(auditAnchors).orderBy(desc(auditAnchors.id)).limit(1);
  return last && { at: last.at, hash: last.hash, upTo: Math.max(...last.heads.map(([, lastId]) => lastId)) };
}

/** An act that got its id before an anchor was made may be on the disk only after it: ids are looked at so far back. */
const overlap = 10_000;

/** The ends of the chains that grew since an anchor that knew acts up to an id, by team. */
export async function selectNewHeads(tx: Transaction, upTo: number): Promise<AuditHead[]> {
  const { rows } = await tx.execute<{ team: string; last: string; hash: string; rows: string }>(sql`
    with grown as (select team_id, max(id) as last from ${auditEvents} where id > ${upTo - overlap} group by team_id)
    select grown.team_id as team, grown.last, head.hash,
      (select count(*) from ${auditEvents} one where one.team_id = grown.team_id and one.id <= grown.last
        and one.id > coalesce(cut.last_id, -1)) + coalesce(cut.rows, 0) as rows
    from grown join ${auditEvents} head on head.id = grown.last left join ${auditCuts} cut on cut.team_id = grown.team_id
    order by grown.team_id`);
  return rows.map(({ team, last, hash, rows: count }) => [team, Number(last), hash, Number(count)]);
}

export async function insertAnchor(tx: Transaction, anchor: SignedAnchor): Promise<void> {
  await tx.insert(auditAnchors).values(anchor);
}
