import { and, eq, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { idempotencyKeys } from '../../db/schema/index.ts';

type Earlier = Pick<typeof idempotencyKeys.$inferSelect, 'request' | 'status' | 'answer'>;

/** For how long a request counts as the same. */
const keptHours = 24;

/** Notes that a request is at work. @returns the earlier one with this key, where there is one that counts */
export async function beginRequest(
  tx: Transaction,
  row: { teamId: string; key: string; request: string; busyUntil: Date },
  now: Date,
): Promise<Earlier | undefined> {
  const tooOld = new Date(now.getTime() - keptHours * 3_600_000);
  const given = eq(idempotencyKeys.key, row.key);
  const isDead = and(sql`${idempotencyKeys.status} is null`, lt(idempotencyKeys.busyUntil, now));
  await tx.delete(idempotencyKeys).where(and(given, or(lt(idempotencyKeys.createdAt, tooOld), isDead)));
  const made = await tx.insert(idempotencyKeys).values(row).onConflictDoNothing().returning();
  if (made.length > 0) {
    return undefined;
  }
  const [earlier] = await tx.select().from(idempotencyKeys).where(given);
  return earlier;
}

/** @param end.request what was sent, now that all of it was read */
export async function endRequest(
  tx: Transaction,
  key: string,
  end: { status: number; answer: string; request: string },
): Promise<void> {
  await tx.update(idempotencyKeys).set(end).where(eq(idempotencyKeys.key, key));
}

export async function forgetRequest(tx: Transaction, key: string): Promise<void> {
  await tx.delete(idempotencyKeys).where(eq(idempotencyKeys.key, key));
}
