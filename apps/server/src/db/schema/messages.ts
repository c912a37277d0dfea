import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/** `kept`: there is no mail or SMS provider, so the operator finds it in the outbox. */
export const messageStatuses = ['waiting', 'kept', 'sent', 'failed'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** Mails and SMS on their way out. Whom they go to and what they say is sealed. */
export const messages = pgTable(
  'messages',
  {
    id: text('id').primaryKey(),
    ...made,
    channel: text('channel', { enum: ['email', 'sms'] }).notNull(),
    userId: text('user_id'),
    noticeId: text('notice_id'),
    template: text('template').notNull(),
    toSealed: text('to_sealed').notNull(),
    /** Subject, text, and for SMS the provider's parameters, as JSON. */
    contentSealed: text('content_sealed').notNull(),
    status: text('status', { enum: messageStatuses }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAt: timestamp('next_at', { withTimezone: true }).notNull().defaultNow(),
    sentAt: timestamp('sent_at', { withTimezone: true }),
    /** What the provider calls it, or why it failed: the proof of delivery. */
    receipt: text('receipt'),
  },
  (table) => [
    index('messages_due').on(table.status, table.nextAt),
    index('messages_notice').on(table.noticeId),
    ofTheService('messages'),
  ],
).enableRLS();
