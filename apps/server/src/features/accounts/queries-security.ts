import { and, count, desc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import {
  accounts,
  contactChanges,
  devices,
  passkeys,
  presence,
  recoveryCodes,
  sessions,
  signInAttempts,
  totpSecrets,
} from '../../db/schema/index.ts';
import type { DeviceRow, SessionRow } from './queries.ts';

export type PasskeyRow = typeof passkeys.$inferSelect;
type TotpRow = typeof totpSecrets.$inferSelect;
export type ContactChangeRow = typeof contactChanges.$inferSelect;

/** Attempts at the same things are counted one after the other, so that limits hold also at the same moment. */
export async function lockAttempts(tx: Transaction, keys: readonly string[]): Promise<void> {
  for (const key of [...new Set(keys)].sort()) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 4870010))`);
  }
}

/** @returns its id */
export async function insertAttempt(tx: Transaction, row: typeof signInAttempts.$inferInsert): Promise<number> {
  const [made] = await tx.insert(signInAttempts).values(row).returning({ id: signInAttempts.id });
  return made?.id ?? 0;
}

/** Takes an attempt out that was no failure after all. */
export async function deleteAttempt(tx: Transaction, id: number): Promise<void> {
  await tx.delete(signInAttempts).where(eq(signInAttempts.id, id));
}

/** How often signing in failed since a moment, for a target or from an address. */
export async function countFailures(
  tx: Transaction,
  by: 'target' | 'address' | 'userId',
  value: string,
  since: Date,
): Promise<number> {
  const [row] = await tx
    .select({ failed: count() })
    .from(signInAttempts)
    .where(and(eq(signInAttempts[by], value), gt(signInAttempts.createdAt, since), eq(signInAttempts.isGood, false)));
  return row?.failed ?? 0;
}

export async function selectAttempts(tx: Transaction, userId: string, limit: number) {
  return tx
    .select()
    .from(signInAttempts)
    .where(eq(signInAttempts.userId, userId))
    .orderBy(desc(signInAttempts.id))
    .limit(limit);
}

export async function selectDevices(tx: Transaction, userId: string): Promise<DeviceRow[]> {
  return tx.select().from(devices).where(eq(devices.userId, userId)).orderBy(desc(devices.lastSeenAt));
}

export async function trustDevice(tx: Transaction, id: string): Promise<void> {
  await tx.update(devices).set({ isTrusted: true }).where(eq(devices.id, id));
}

export async function deleteDevices(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(devices).where(eq(devices.userId, userId));
}

export async function selectSessions(tx: Transaction, userId: string): Promise<SessionRow[]> {
  return tx
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, new Date())))
    .orderBy(desc(sessions.updatedAt));
}

/** Ends a session of a person. @returns whether there was one */
export async function deleteSession(tx: Transaction, userId: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .returning({ id: sessions.id });
  return gone.length > 0;
}

/** Ends all sessions of a person, but for one. */
export async function deleteSessions(tx: Transaction, userId: string, except = ''): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.userId, userId), sql`${sessions.id} <> ${except}`));
}

export async function selectTotp(tx: Transaction, userId: string): Promise<TotpRow | undefined> {
  const [row] = await tx.select().from(totpSecrets).where(eq(totpSecrets.userId, userId)).for('update');
  return row;
}

/** Whether the person has set up one-time passwords to the end. */
export async function hasTotp(tx: Transaction, userId: string): Promise<boolean> {
  const [row] = await tx
    .select({ at: totpSecrets.confirmedAt })
    .from(totpSecrets)
    .where(eq(totpSecrets.userId, userId));
  return row !== undefined && row.at !== null;
}

export async function putTotp(tx: Transaction, row: typeof totpSecrets.$inferInsert): Promise<void> {
  await tx
    .insert(totpSecrets)
    .values(row)
    .onConflictDoUpdate({ target: totpSecrets.userId, set: { ...row, confirmedAt: row.confirmedAt ?? null } });
}

export async function deleteTotp(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(totpSecrets).where(eq(totpSecrets.userId, userId));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

export async function replaceRecoveryCodes(
  tx: Transaction,
  userId: string,
  rows: readonly (typeof recoveryCodes.$inferInsert)[],
): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx.insert(recoveryCodes).values([...rows]);
}

/** Uses up a recovery code, by any of its hashes. @returns whether it was good */
export async function takeRecoveryCode(tx: Transaction, userId: string, hashes: readonly string[]): Promise<boolean> {
  const taken = await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), inArray(recoveryCodes.hash, [...hashes])))
    .returning({ id: recoveryCodes.id });
  return taken.length > 0;
}

export async function countRecoveryCodes(tx: Transaction, userId: string): Promise<number> {
  const [row] = await tx.select({ left: count() }).from(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  return row?.left ?? 0;
}

export async function insertPasskey(tx: Transaction, row: typeof passkeys.$inferInsert): Promise<void> {
  await tx.insert(passkeys).values(row);
}

export async function selectPasskeys(tx: Transaction, userId: string): Promise<PasskeyRow[]> {
  return tx.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(desc(passkeys.id));
}

export async function selectPasskey(tx: Transaction, credentialId: string): Promise<PasskeyRow | undefined> {
  const [row] = await tx.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).for('update');
  return row;
}

export async function touchPasskey(tx: Transaction, id: string, counter: number): Promise<void> {
  await tx.update(passkeys).set({ counter, lastUsedAt: new Date() }).where(eq(passkeys.id, id));
}

/** Takes all passkeys of a person away. */
export async function deletePasskeys(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(passkeys).where(eq(passkeys.userId, userId));
}

export async function deletePasskey(tx: Transaction, userId: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  return gone.length > 0;
}

/** The account of another service that is linked to a person, by either side. */
export async function selectLinked(tx: Transaction, by: { userId: string } | { accountId: string }, provider: string) {
  const [row] = await tx
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.providerId, provider),
        'userId' in by ? eq(accounts.userId, by.userId) : eq(accounts.accountId, by.accountId),
      ),
    );
  return row;
}

export async function deleteLinked(tx: Transaction, userId: string, provider: string): Promise<boolean> {
  const gone = await tx
    .delete(accounts)
    .where(and(eq(accounts.providerId, provider), eq(accounts.userId, userId)))
    .returning({ id: accounts.id });
  return gone.length > 0;
}

/** Notes a change of contact that waits; an earlier one of the same kind no longer does. */
export async function insertContactChange(tx: Transaction, row: typeof contactChanges.$inferInsert): Promise<void> {
  await endContactChanges(tx, row.userId, row.channel);
  await tx.insert(contactChanges).values(row);
}

/** Ends changes that wait. @returns how many did */
export async function endContactChanges(tx: Transaction, userId: string, channel: 'email' | 'sms'): Promise<number> {
  const ended = await tx
    .update(contactChanges)
    .set({ endedAt: new Date() })
    .where(and(eq(contactChanges.userId, userId), eq(contactChanges.channel, channel), isNull(contactChanges.endedAt)))
    .returning({ id: contactChanges.id });
  return ended.length;
}

export async function selectContactChanges(tx: Transaction, userId: string): Promise<ContactChangeRow[]> {
  return tx
    .select()
    .from(contactChanges)
    .where(and(eq(contactChanges.userId, userId), isNull(contactChanges.endedAt)));
}

/** The contacts that a person bound since a moment without anything that waited, by their keyed hashes. */
export async function selectBoundAtOnce(tx: Transaction, userId: string, since: Date): Promise<string[]> {
  const rows = await tx
    .select({ target: contactChanges.target })
    .from(contactChanges)
    .where(
      and(
        eq(contactChanges.userId, userId),
        gt(contactChanges.createdAt, since),
        lte(contactChanges.dueAt, contactChanges.createdAt),
      ),
    );
  return rows.map(({ target }) => target);
}

/** Takes away what was added since a moment to sign in with, but contacts. */
export async function deleteWaysSince(tx: Transaction, userId: string, since: Date): Promise<void> {
  await tx.delete(passkeys).where(and(eq(passkeys.userId, userId), gt(passkeys.createdAt, since)));
  // A password that was replaced counts as added.
  await tx.delete(accounts).where(and(eq(accounts.userId, userId), gt(accounts.updatedAt, since)));
  const [totp] = await tx
    .select({ at: totpSecrets.confirmedAt })
    .from(totpSecrets)
    .where(and(eq(totpSecrets.userId, userId), gt(totpSecrets.createdAt, since)));
  if (totp !== undefined) {
    await deleteTotp(tx, userId);
  }
}

/** Changes whose time has come, locked. */
export async function lockDueChanges(tx: Transaction, now: Date): Promise<ContactChangeRow[]> {
  return tx
    .select()
    .from(contactChanges)
    .where(and(isNull(contactChanges.endedAt), lte(contactChanges.dueAt, now)))
    .for('update', { skipLocked: true });
}

/** Counts this minute for a minor. @returns the minutes of the day */
export async function countMinute(tx: Transaction, userId: string, day: string, minute: number): Promise<number> {
  const [row] = await tx
    .insert(presence)
    .values({ userId, day, minutes: 1, lastMinute: minute })
    .onConflictDoUpdate({
      target: [presence.userId, presence.day],
      set: {
        minutes: sql`${presence.minutes} + (case when ${presence.lastMinute} < ${minute} then 1 else 0 end)`,
        lastMinute: minute,
      },
    })
    .returning({ minutes: presence.minutes });
  return row?.minutes ?? 0;
}
