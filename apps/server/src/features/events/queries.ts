import { and, asc, eq, gt, max, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { events } from '../../db/schema/index.ts';

export type EventRow = Pick<typeof events.$inferSelect, 'id' | 'batchId' | 'type' | 'data' | 'createdAt'>;
export interface NewEvent {
  batchId: string | null;
  type: string;
  data: Record<string, unknown>;
}

/** The channel on which the ids of teams with news are told. */
export const eventChannel = 'clipo_events';

/** What stands in place of a team's id where keys, or what they may do, have changed. */
export const keysChanged = 'keys';

/** Has every machine look keys up anew, once the transaction is through. */
export async function tellKeysChanged(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_notify(${eventChannel}, ${keysChanged})`);
}

/**
 * Adds events and wakes who listens. Call it last in a transaction: until it ends, no other transaction adds events of
 * this team, so that ids come to be seen in their order and nobody who resumes after one misses an earlier one.
 */
export async function insertEvents(tx: Transaction, teamId: string, list: readonly NewEvent[]): Promise<void> {
  if (list.length === 0) {
    return;
  }
  await tx.execute(sql`select pg_advisory_xact_lock(4870, hashtext(${teamId}))`);
  await tx.insert(events).values(list.map((event) => ({ teamId, ...event })));
  await tx.execute(sql`select pg_notify(${eventChannel}, ${teamId})`);
}

/** Events after an id, in order; of one batch, or of the whole team. */
export async function selectEventsAfter(
  tx: Transaction,
  teamId: string,
  { batchId, afterId, limit }: { batchId?: string | undefined; afterId: number; limit: number },
): Promise<EventRow[]> {
  return tx
    .select({
      id: events.id,
      batchId: events.batchId,
      type: events.type,
      data: events.data,
      createdAt: events.createdAt,
    })
    .from(events)
    .where(
      and(
        eq(events.teamId, teamId),
        gt(events.id, afterId),
        batchId === undefined ? undefined : eq(events.batchId, batchId),
      ),
    )
    .orderBy(asc(events.id))
    .limit(limit);
}

/** The id of the team's newest event; 0 where there is none. */
export async function selectLastEventId(tx: Transaction, teamId: string): Promise<number> {
  const [found] = await tx
    .select({ last: max(events.id) })
    .from(events)
    .where(eq(events.teamId, teamId));
  return found?.last ?? 0;
}
