import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { accounts, devices, sessions, users, verifications } from '../../db/schema/index.ts';

export type UserRow = typeof users.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;
export type DeviceRow = typeof devices.$inferSelect;

/** Who signs up at the same moment twice becomes one person. */
export async function lockContact(tx: Transaction, index: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${index}, 4870004))`);
}

export async function insertUser(tx: Transaction, user: typeof users.$inferInsert): Promise<void> {
  await tx.insert(users).values(user);
}

/** A person; locked where the ways by which they sign in are about to change. */
export async function selectUser(tx: Transaction, id: string, isLocked = false): Promise<UserRow | undefined> {
  const query = tx.select().from(users).where(eq(users.id, id));
  const [user] = await (isLocked ? query.for('update') : query);
  return user;
}

/** Those of these people who are there. */
export async function selectUsers(tx: Transaction, ids: readonly string[]): Promise<UserRow[]> {
  return ids.length === 0
    ? []
    : tx
        .select()
        .from(users)
        .where(inArray(users.id, [...new Set(ids)]));
}

/** The person behind a contact, by its keyed hash. */
export async function selectUserByContact(
  tx: Transaction,
  channel: 'email' | 'sms',
  index: string,
): Promise<UserRow | undefined> {
  const [user] = await tx
    .select()
    .from(users)
    .where(eq(channel === 'email' ? users.email : users.phoneNumber, index));
  return user;
}

export async function updateUser(
  tx: Transaction,
  id: string,
  change: Partial<typeof users.$inferInsert>,
): Promise<void> {
  await tx
    .update(users)
    .set({ ...change, updatedAt: new Date() })
    .where(eq(users.id, id));
}

/** The hash of a person's password, if they have one. */
export async function selectPassword(tx: Transaction, userId: string): Promise<string | undefined> {
  const [account] = await tx
    .select({ password: accounts.password })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential')));
  return account?.password ?? undefined;
}

export async function upsertAccount(tx: Transaction, account: typeof accounts.$inferInsert): Promise<void> {
  await tx
    .insert(accounts)
    .values(account)
    .onConflictDoUpdate({
      target: [accounts.providerId, accounts.accountId],
      set: { password: account.password ?? null, updatedAt: new Date() },
    });
}

/** Notes that a person was seen on a device. @returns its row, and whether it is new */
export async function touchDevice(
  tx: Transaction,
  device: typeof devices.$inferInsert & { lastSeenAt: Date },
): Promise<{ row: DeviceRow; isNew: boolean }> {
  const [row] = await tx
    .insert(devices)
    .values(device)
    .onConflictDoUpdate({
      target: [devices.userId, devices.hash],
      set: {
        lastSeenAt: device.lastSeenAt,
        lastAddress: device.lastAddress,
        lastPlace: device.lastPlace ?? null,
        userAgent: device.userAgent,
      },
    })
    .returning();
  return { row: row as DeviceRow, isNew: row?.id === device.id };
}

/** A session with its person. */
export async function selectSession(
  tx: Transaction,
  id: string,
): Promise<{ session: SessionRow; user: UserRow } | undefined> {
  const [found] = await tx
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, id));
  return found;
}

export async function updateSession(
  tx: Transaction,
  id: string,
  change: Partial<typeof sessions.$inferInsert>,
): Promise<void> {
  await tx.update(sessions).set(change).where(eq(sessions.id, id));
}

/** Keeps a value until it is taken or its time is over. */
export async function insertVerification(tx: Transaction, row: typeof verifications.$inferInsert): Promise<void> {
  await tx.insert(verifications).values(row);
}

/** Takes a value: of several who ask at once, one gets it. */
export async function takeVerification(tx: Transaction, identifier: string, now: Date): Promise<string | undefined> {
  const [row] = await tx
    .delete(verifications)
    .where(and(eq(verifications.identifier, identifier), gt(verifications.expiresAt, now)))
    .returning({ value: verifications.value });
  return row?.value;
}
