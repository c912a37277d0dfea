import { and, asc, desc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { announcements, messages, type NoticeChannel, noticePreferences, notices } from '../../db/schema/index.ts';

export type MessageRow = typeof messages.$inferSelect;
export type NoticeRow = typeof notices.$inferSelect;
export type AnnouncementRow = typeof announcements.$inferSelect;
export type PreferencesRow = typeof noticePreferences.$inferSelect;

export async function insertMessage(tx: Transaction, row: typeof messages.$inferInsert): Promise<void> {
  await tx.insert(messages).values(row);
}

/** Mails and SMS, newest first; one more than the page holds tells that another follows. */
export async function selectMessages(
  tx: Transaction,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<MessageRow[]> {
  return tx
    .select()
    .from(messages)
    .where(after === undefined ? undefined : lt(messages.id, after))
    .orderBy(desc(messages.id))
    .limit(limit + 1);
}

/** Takes messages that are due for sending; another process takes others. */
export async function takeDueMessages(tx: Transaction, now: Date, busyUntil: Date): Promise<MessageRow[]> {
  const due = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.status, 'waiting'), lte(messages.nextAt, now)))
    .orderBy(asc(messages.nextAt))
    .limit(20)
    .for('update', { skipLocked: true });
  for (const { id } of due) {
    await tx
      .update(messages)
      .set({ nextAt: busyUntil, attempts: sql`${messages.attempts} + 1` })
      .where(eq(messages.id, id));
  }
  return due;
}

export async function updateMessage(
  tx: Transaction,
  id: string,
  change: Partial<typeof messages.$inferInsert>,
): Promise<void> {
  await tx.update(messages).set(change).where(eq(messages.id, id));
}

export async function insertNotice(tx: Transaction, row: typeof notices.$inferInsert): Promise<void> {
  await tx.insert(notices).values(row);
}

/** A notice counts as delivered when the first channel carried it; later ones change nothing. */
export async function markDelivered(
  tx: Transaction,
  id: string,
  by: { channel: NoticeChannel; proof: string; at: Date },
): Promise<void> {
  await tx
    .update(notices)
    .set({ deliveredAt: by.at, deliveredBy: by.channel, proof: by.proof })
    .where(and(eq(notices.id, id), or(isNull(notices.deliveredAt), gt(notices.deliveredAt, by.at))));
}

export async function selectNotices(
  tx: Transaction,
  userId: string,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<NoticeRow[]> {
  return tx
    .select()
    .from(notices)
    .where(and(eq(notices.userId, userId), after === undefined ? undefined : lt(notices.id, after)))
    .orderBy(desc(notices.id))
    .limit(limit + 1);
}

export async function markRead(tx: Transaction, userId: string, id: string, now: Date): Promise<boolean> {
  const read = await tx
    .update(notices)
    .set({ readAt: now })
    .where(and(eq(notices.id, id), eq(notices.userId, userId)))
    .returning({ id: notices.id });
  return read.length > 0;
}

/** What a person prefers; what they never chose is as the table says. */
export async function selectPreferences(tx: Transaction, userId: string): Promise<PreferencesRow> {
  const [row] = await tx.select().from(noticePreferences).where(eq(noticePreferences.userId, userId));
  return (
    row ?? {
      userId,
      createdAt: new Date(0),
      email: true,
      sms: false,
      quietFrom: 22 * 60,
      quietTo: 8 * 60,
      mutedTemplates: [],
    }
  );
}

export async function putPreferences(tx: Transaction, row: typeof noticePreferences.$inferInsert): Promise<void> {
  await tx.insert(noticePreferences).values(row).onConflictDoUpdate({ target: noticePreferences.userId, set: row });
}

export async function insertAnnouncement(tx: Transaction, row: typeof announcements.$inferInsert): Promise<void> {
  await tx.insert(announcements).values(row);
}

export async function endAnnouncement(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const ended = await tx
    .update(announcements)
    .set({ endsAt: now })
    .where(eq(announcements.id, id))
    .returning({ id: announcements.id });
  return ended.length > 0;
}

/** What is announced now; maintenance also before it begins. */
export async function selectAnnouncements(tx: Transaction, now: Date): Promise<AnnouncementRow[]> {
  return tx
    .select()
    .from(announcements)
    .where(
      and(
        sql`coalesce(${announcements.shownFrom}, ${announcements.startsAt}) <= ${now.toISOString()}`,
        or(isNull(announcements.endsAt), gt(announcements.endsAt, now)),
      ),
    )
    .orderBy(desc(announcements.id));
}

/** All that were made, the newest first. */
export async function selectAllAnnouncements(tx: Transaction, limit: number): Promise<AnnouncementRow[]> {
  return tx.select().from(announcements).orderBy(desc(announcements.id)).limit(limit);
}

/** Maintenance that goes on now. */
export async function selectRunningMaintenance(tx: Transaction, now: Date): Promise<AnnouncementRow[]> {
  return tx
    .select()
    .from(announcements)
    .where(and(eq(announcements.kind, 'maintenance'), lte(announcements.startsAt, now), gt(announcements.endsAt, now)));
}
