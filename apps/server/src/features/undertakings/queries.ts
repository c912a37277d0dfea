import { and, arrayOverlaps, asc, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { type UndertakingStatus, undertakingLog, undertakings } from '../../db/schema/index.ts';
import { teamIsHeld } from '../holds/queries.ts';

export type UndertakingRow = typeof undertakings.$inferSelect;
export type UndertakingAct = typeof undertakingLog.$inferSelect;

/** Six calendar months, and the rest of that day. */
const kept: SQL<Date> = sql`now() + interval '6 months 1 day'`;

export async function insertUndertaking(
  tx: Transaction,
  row: Omit<typeof undertakings.$inferInsert, 'keepUntil'>,
): Promise<UndertakingRow> {
  const [made] = await tx
    .insert(undertakings)
    .values({ ...row, keepUntil: kept })
    .returning();
  return made as UndertakingRow;
}

export async function selectUndertaking(
  tx: Transaction,
  teamId: string,
  id: string,
): Promise<UndertakingRow | undefined> {
  const [row] = await tx
    .select()
    .from(undertakings)
    .where(and(eq(undertakings.teamId, teamId), eq(undertakings.id, id)));
  return row;
}

/** A page of a team's undertakings, the newest first; of one video where it is named. */
export async function selectUndertakings(
  tx: Transaction,
  teamId: string,
  { videoId, after, limit }: { videoId?: string | undefined; after?: string | undefined; limit: number },
): Promise<UndertakingRow[]> {
  return tx
    .select()
    .from(undertakings)
    .where(
      and(
        eq(undertakings.teamId, teamId),
        videoId === undefined ? undefined : eq(undertakings.videoId, videoId),
        after === undefined ? undefined : lt(undertakings.id, after),
      ),
    )
    .orderBy(desc(undertakings.id))
    .limit(limit);
}

/** What happened to some undertakings, in order. */
export async function selectLog(tx: Transaction, teamId: string, ids: readonly string[]): Promise<UndertakingAct[]> {
  return ids.length === 0
    ? []
    : tx
        .select()
        .from(undertakingLog)
        .where(and(eq(undertakingLog.teamId, teamId), inArray(undertakingLog.undertakingId, [...ids])))
        .orderBy(asc(undertakingLog.id));
}

/** Who did something with an undertaking, and from where. */
export interface ByWhom {
  by: string | null;
  address: string;
  userAgent: string;
}

/** What the service does itself. */
export const byService: ByWhom = { by: null, address: '', userAgent: '' };

/**
 * Writes down what happens to an undertaking, with what changes in it; its term begins anew.
 * @param from how it must stand: where it no longer does, nothing is written
 * @returns undefined where nothing was
 */
export async function recordAct(
  tx: Transaction,
  { teamId, id, from }: { teamId: string; id: string; from: readonly UndertakingStatus[] },
  act: UndertakingAct['act'],
  who: ByWhom,
  change: Partial<typeof undertakings.$inferInsert> = {},
): Promise<UndertakingRow | undefined> {
  const [row] = await tx
    .update(undertakings)
    .set({ ...change, keepUntil: kept })
    .where(and(eq(undertakings.teamId, teamId), eq(undertakings.id, id), inArray(undertakings.status, [...from])))
    .returning();
  if (row !== undefined) {
    await insertAct(tx, { teamId, undertakingId: id, act, ...who });
  }
  return row;
}

export async function insertAct(tx: Transaction, row: typeof undertakingLog.$inferInsert): Promise<void> {
  await tx.insert(undertakingLog).values(row);
}

/** Released files that a file may come from: by the number in its label, or by pieces of its watermark. */
export async function selectReleased(
  tx: Transaction,
  teamId: string | undefined,
  { pieces, produceId }: { pieces: readonly string[]; produceId: string | undefined },
): Promise<UndertakingRow[]> {
  if (pieces.length === 0 && produceId === undefined) {
    return [];
  }
  return tx
    .select()
    .from(undertakings)
    .where(
      and(
        teamId === undefined ? undefined : eq(undertakings.teamId, teamId),
        or(
          produceId === undefined ? undefined : eq(undertakings.produceId, produceId),
          pieces.length === 0 ? undefined : arrayOverlaps(undertakings.pieces, [...pieces]),
        ),
      ),
    )
    .limit(50);
}

/** Deletes what was kept as long as it must be. @returns how many */
export async function deleteExpired(tx: Transaction): Promise<number> {
  const gone = await tx
    .delete(undertakings)
    .where(and(lt(undertakings.keepUntil, sql`now()`), sql`not ${teamIsHeld(sql`${undertakings.teamId}`)}`))
    .returning({ id: undertakings.id });
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) {
    await tx.delete(undertakingLog).where(inArray(undertakingLog.undertakingId, ids));
  }
  return gone.length;
}

/** What a render that makes a copy without the explicit label was asked for. */
export const UnmarkedOrder = z.looseObject({ undertaking: z.string() });

/** Writes down that a render's files could not be made: who signed may sign again. */
export async function loseUnmarkedCopy(
  tx: Transaction,
  { teamId, wish }: { teamId: string; wish: Record<string, unknown> },
): Promise<void> {
  const { undertaking: id } = UnmarkedOrder.parse(wish);
  await recordAct(tx, { teamId, id, from: ['making'] }, 'failed', byService, { status: 'failed' });
}
