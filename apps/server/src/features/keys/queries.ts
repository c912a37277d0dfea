import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { apiKeys, teams } from '../../db/schema/index.ts';

export type ApiKeyRow = typeof apiKeys.$inferSelect;
type NewApiKey = typeof apiKeys.$inferInsert;

/** One process makes the first team; others that start at the same moment wait and find it. */
export async function lockFirstTeam(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(4870002)`);
}

/** The team that was made first, if there is any. */
export async function selectFirstTeam(tx: Transaction): Promise<{ id: string } | undefined> {
  const [team] = await tx.select({ id: teams.id }).from(teams).orderBy(teams.id).limit(1);
  return team;
}

export async function insertTeam(tx: Transaction, team: { id: string; name: string }): Promise<void> {
  await tx.insert(teams).values(team);
}

export async function insertKey(tx: Transaction, key: NewApiKey): Promise<void> {
  await tx.insert(apiKeys).values(key);
}

/** A key that may be used now, by the hash of its secret. */
export async function selectUsableKey(tx: Transaction, hash: string, now: Date): Promise<ApiKeyRow | undefined> {
  const [key] = await tx
    .select()
    .from(apiKeys)
    .where(
      and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))),
    );
  return key;
}

/** Revokes a key that is still good. @returns whether it was: of two who ask at once, one is told so */
export async function revokeKey(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const changed = await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return changed.length > 0;
}

/** Whether the team has a key of any scope but the one given: who holds such a key needs no first-run link. */
export async function hasOtherKeys(tx: Transaction, teamId: string, scope: string): Promise<boolean> {
  const found = await tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.teamId, teamId), sql`not ${scope} = any(${apiKeys.scopes})`))
    .limit(1);
  return found.length > 0;
}

/** Makes the grants that were never used worthless. */
export async function revokeGrants(tx: Transaction, teamId: string, scope: string, now: Date): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.teamId, teamId), isNull(apiKeys.revokedAt), sql`${scope} = any(${apiKeys.scopes})`));
}

/** Notes that a key was used, at most once a minute. */
export async function touchKey(tx: Transaction, id: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 60_000);
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))));
}

/** A team's keys, newest first; one more than the page holds tells that another follows. */
export async function selectKeys(
  tx: Transaction,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<ApiKeyRow[]> {
  return tx
    .select()
    .from(apiKeys)
    .where(after === undefined ? undefined : lt(apiKeys.id, after))
    .orderBy(desc(apiKeys.id))
    .limit(limit + 1);
}
