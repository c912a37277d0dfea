import { and, desc, eq, lt, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { webhookDeliveries, webhooks } from '../../db/schema/index.ts';

export type WebhookRow = typeof webhooks.$inferSelect;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

export async function insertWebhook(tx: Transaction, row: typeof webhooks.$inferInsert): Promise<WebhookRow> {
  const [made] = await tx.insert(webhooks).values(row).returning();
  return made as WebhookRow;
}

export async function selectWebhook(tx: Transaction, id: string): Promise<WebhookRow | undefined> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id));
  return row;
}

export async function selectWebhooks(
  tx: Transaction,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<WebhookRow[]> {
  return tx
    .select()
    .from(webhooks)
    .where(after === undefined ? undefined : lt(webhooks.id, after))
    .orderBy(desc(webhooks.id))
    .limit(limit + 1);
}

/** Deletes a webhook with what it was still to be told. @returns whether there was one */
export async function deleteWebhook(tx: Transaction, id: string): Promise<boolean> {
  await tx.delete(webhookDeliveries).where(eq(webhookDeliveries.webhookId, id));
  return (await tx.delete(webhooks).where(eq(webhooks.id, id)).returning({ id: webhooks.id })).length > 0;
}

export async function selectDeliveries(
  tx: Transaction,
  webhookId: string,
  { limit, after }: { limit: number; after: number | undefined },
): Promise<DeliveryRow[]> {
  return tx
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        after === undefined ? undefined : lt(webhookDeliveries.id, after),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1);
}

/** Has a delivery made again, from its first try. @returns it, where it is this webhook's */
export async function replayDelivery(tx: Transaction, webhookId: string, id: number): Promise<DeliveryRow | undefined> {
  const [row] = await tx
    .update(webhookDeliveries)
    .set({ status: 'waiting', attempts: 0, nextAt: sql`now()` })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.webhookId, webhookId)))
    .returning();
  return row;
}

/**
 * Takes deliveries that are due, for as long as one try may take: should this process die, another finds them due again.
 * Two that take at once get different ones.
 */
export async function takeDueDeliveries(
  tx: Transaction,
  { now, most, leaseMs }: { now: Date; most: number; leaseMs: number },
): Promise<DeliveryRow[]> {
  const due = tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.status, 'waiting'), lte(webhookDeliveries.nextAt, now)))
    .orderBy(webhookDeliveries.nextAt, webhookDeliveries.id)
    .limit(most)
    .for('update', { skipLocked: true });
  return tx
    .update(webhookDeliveries)
    .set({ nextAt: new Date(now.getTime() + leaseMs), attempts: sql`${webhookDeliveries.attempts} + 1` })
    .where(sql`${webhookDeliveries.id} in ${due}`)
    .returning();
}

export async function updateDelivery(
  tx: Transaction,
  id: number,
  change: Partial<typeof webhookDeliveries.$inferInsert>,
): Promise<void> {
  await tx.update(webhookDeliveries).set(change).where(eq(webhookDeliveries.id, id));
}

/** Writes the secret of every webhook anew. @returns how many there are */
export async function replaceWebhookSecrets(tx: Transaction, change: (sealed: string) => string): Promise<number> {
  const rows = await tx.select({ id: webhooks.id, secret: webhooks.secret }).from(webhooks).for('update');
  for (const { id, secret } of rows) {
    await tx
      .update(webhooks)
      .set({ secret: change(secret) })
      .where(eq(webhooks.id, id));
  }
  return rows.length;
}
