import type { PresenterState } from '@clipo/contract';
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import {
  batches,
  type OrderFile,
  outsidePresenters,
  presenterEngines,
  presenterOrders,
} from '../../db/schema/index.ts';

export type EngineRow = typeof presenterEngines.$inferSelect;
export type OutsidePresenterRow = typeof outsidePresenters.$inferSelect;
export type OrderRow = typeof presenterOrders.$inferSelect;
/** A presenter with the engine that performs it. */
export interface PresenterWithEngine {
  presenter: OutsidePresenterRow;
  engine: EngineRow;
}

export async function selectEngines(tx: Transaction, teamId: string): Promise<EngineRow[]> {
  return tx.select().from(presenterEngines).where(eq(presenterEngines.teamId, teamId)).orderBy(presenterEngines.id);
}

export async function selectEngine(tx: Transaction, teamId: string, id: string): Promise<EngineRow | undefined> {
  const own = and(eq(presenterEngines.teamId, teamId), eq(presenterEngines.id, id));
  const [row] = await tx.select().from(presenterEngines).where(own);
  return row;
}

export async function saveEngine(tx: Transaction, row: typeof presenterEngines.$inferInsert): Promise<EngineRow> {
  const { id: _id, teamId: _teamId, ...values } = row;
  const [saved] = await tx
    .insert(presenterEngines)
    .values(row)
    .onConflictDoUpdate({ target: presenterEngines.id, set: { ...values, updatedAt: sql`now()` } })
    .returning();
  return saved as EngineRow;
}

/** @returns its id; undefined where there was none */
export async function deleteEngine(tx: Transaction, teamId: string, id: string): Promise<string | undefined> {
  const own = and(eq(presenterEngines.teamId, teamId), eq(presenterEngines.id, id));
  const [gone] = await tx.delete(presenterEngines).where(own).returning({ id: presenterEngines.id });
  return gone?.id;
}

/** A team's presenters of outside engines, or those of some ids or one engine. */
export async function selectPresenters(
  tx: Transaction,
  teamId: string,
  { ids, engineId }: { ids?: readonly string[]; engineId?: string } = {},
): Promise<PresenterWithEngine[]> {
  return tx
    .select({ presenter: outsidePresenters, engine: presenterEngines })
    .from(outsidePresenters)
    .innerJoin(presenterEngines, eq(presenterEngines.id, outsidePresenters.engineId))
    .where(
      and(
        eq(outsidePresenters.teamId, teamId),
        ids === undefined ? undefined : inArray(outsidePresenters.id, [...ids]),
        engineId === undefined ? undefined : eq(outsidePresenters.engineId, engineId),
      ),
    )
    .orderBy(outsidePresenters.id);
}

export async function savePresenter(tx: Transaction, row: typeof outsidePresenters.$inferInsert): Promise<void> {
  const { id: _id, teamId: _teamId, ...values } = row;
  await tx
    .insert(outsidePresenters)
    .values(row)
    .onConflictDoUpdate({ target: outsidePresenters.id, set: { ...values, updatedAt: sql`now()` } });
}

/** A batch that has not ended and whose brief names a presenter. */
export async function selectOpenBatchWith(tx: Transaction, teamId: string, id: string): Promise<string | undefined> {
  const isNamed = sql`${batches.brief} ->> 'presenter' like ${`%${id}%`}`;
  const [row] = await tx
    .select({ id: batches.id })
    .from(batches)
    .where(and(eq(batches.teamId, teamId), isNull(batches.endedAt), isNamed))
    .limit(1);
  return row?.id;
}

/** @returns its id; undefined where there was none */
export async function deletePresenter(tx: Transaction, teamId: string, id: string): Promise<string | undefined> {
  const own = and(eq(outsidePresenters.teamId, teamId), eq(outsidePresenters.id, id));
  const [gone] = await tx.delete(outsidePresenters).where(own).returning({ id: outsidePresenters.id });
  return gone?.id;
}

/** The newest 500 orders of a team, or those for one batch or single file. */
export async function selectOrders(tx: Transaction, teamId: string, orderedFor?: string): Promise<OrderRow[]> {
  return tx
    .select()
    .from(presenterOrders)
    .where(
      and(
        eq(presenterOrders.teamId, teamId),
        orderedFor === undefined ? undefined : eq(presenterOrders.orderedFor, orderedFor),
      ),
    )
    .orderBy(desc(presenterOrders.id))
    .limit(500);
}

export async function selectOrder(tx: Transaction, teamId: string, name: string): Promise<OrderRow | undefined> {
  const own = and(eq(presenterOrders.teamId, teamId), eq(presenterOrders.name, name));
  const [row] = await tx.select().from(presenterOrders).where(own);
  return row;
}

export async function saveOrder(
  tx: Transaction,
  order: Pick<OrderRow, 'teamId' | 'name' | 'engine' | 'orderedFor' | 'faceSha256' | 'spokenMs'> & {
    state: PresenterState;
  },
): Promise<void> {
  const { state } = order;
  await tx
    .insert(presenterOrders)
    .values({ id: newId('per'), ...order })
    .onConflictDoUpdate({
      target: [presenterOrders.teamId, presenterOrders.name],
      set: { state, updatedAt: sql`now()` },
    });
}

export async function keepOrderFile(
  tx: Transaction,
  teamId: string,
  name: string,
  files: Partial<Record<'video' | 'mask', OrderFile>>,
): Promise<void> {
  await tx
    .update(presenterOrders)
    .set({ files: sql`${presenterOrders.files} || ${JSON.stringify(files)}::jsonb`, updatedAt: sql`now()` })
    .where(and(eq(presenterOrders.teamId, teamId), eq(presenterOrders.name, name)));
}

export async function deleteOrder(tx: Transaction, teamId: string, name: string): Promise<void> {
  await tx.delete(presenterOrders).where(and(eq(presenterOrders.teamId, teamId), eq(presenterOrders.name, name)));
}

/** What a team had an engine make of somebody's picture or film goes with their consent. */
export async function deleteOrdersOfFaces(tx: Transaction, teamId: string, faces: readonly string[]): Promise<void> {
  const own = and(eq(presenterOrders.teamId, teamId), inArray(presenterOrders.faceSha256, [...faces]));
  await tx.delete(presenterOrders).where(own);
}
