import { and, count, desc, eq, gt, isNull, max, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { type CodePurpose, loginCodes } from '../../db/schema/index.ts';

export type CodeRow = typeof loginCodes.$inferSelect;

/** Codes to one target are sent one after the other, so that limits hold also for requests at the same moment. */
export async function lockCodes(tx: Transaction, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 4870005))`);
}

/** How many codes were sent since a moment, and when the last one was. */
export async function countCodes(
  tx: Transaction,
  by: 'target' | 'address' | 'device',
  value: string,
  since: Date,
): Promise<{ sent: number; lastAt: Date | null }> {
  const [row] = await tx
    .select({ sent: count(), lastAt: max(loginCodes.createdAt) })
    .from(loginCodes)
    .where(and(eq(loginCodes[by], value), gt(loginCodes.createdAt, since)));
  return row ?? { sent: 0, lastAt: null };
}

/** Adds a code; earlier ones for the same thing are no longer good. */
export async function insertCode(tx: Transaction, row: typeof loginCodes.$inferInsert, now: Date): Promise<void> {
  await tx
    .update(loginCodes)
    .set({ endedAt: now })
    .where(and(eq(loginCodes.target, row.target), eq(loginCodes.purpose, row.purpose), isNull(loginCodes.endedAt)));
  await tx.insert(loginCodes).values(row);
}

/** The code that may be given now, locked: of several who give it at once, one is first. */
export async function lockOpenCode(
  tx: Transaction,
  target: string,
  purpose: CodePurpose,
  now: Date,
): Promise<CodeRow | undefined> {
  const [row] = await tx
    .select()
    .from(loginCodes)
    .where(
      and(
        eq(loginCodes.target, target),
        eq(loginCodes.purpose, purpose),
        isNull(loginCodes.endedAt),
        gt(loginCodes.expiresAt, now),
      ),
    )
    .orderBy(desc(loginCodes.id))
    .limit(1)
    .for('update');
  return row;
}

export async function updateCode(
  tx: Transaction,
  id: string,
  change: { attempts?: number; endedAt?: Date },
): Promise<void> {
  await tx.update(loginCodes).set(change).where(eq(loginCodes.id, id));
}
