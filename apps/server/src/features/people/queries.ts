import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { signInAttempts, users } from '../../db/schema/index.ts';
import type { UserRow } from '../accounts/queries.ts';

/** A sign-in that was weighed as likely to be somebody else's, with its person. */
export interface RiskyRow {
  attempt: typeof signInAttempts.$inferSelect;
  user: UserRow;
}

/** Sign-ins with a risk, newest first; one more than asked for. */
export async function selectRisky(
  tx: Transaction,
  { limit, after, least }: { limit: number; after: number | undefined; least: number },
): Promise<RiskyRow[]> {
  return tx
    .select({ attempt: signInAttempts, user: users })
    .from(signInAttempts)
    .innerJoin(users, eq(users.id, signInAttempts.userId))
    .where(
      and(
        gt(signInAttempts.riskScore, 0),
        sql`${signInAttempts.riskScore} >= ${least}`,
        after === undefined ? undefined : lt(signInAttempts.id, after),
      ),
    )
    .orderBy(desc(signInAttempts.id))
    .limit(limit + 1);
}

/** Those who may run the service. */
export async function selectOperators(tx: Transaction): Promise<UserRow[]> {
  return tx.select().from(users).where(eq(users.isOperator, true)).orderBy(users.id);
}
