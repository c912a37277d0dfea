import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/** Each time that personal data was given to somebody else. */
export const disclosures = pgTable(
  'disclosures',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    recipient: text('recipient').notNull(),
    purpose: text('purpose').notNull(),
    kinds: text('kinds').array().notNull(),
  },
  (table) => [index('disclosures_user').on(table.userId, table.id), ofTheService('disclosures')],
).enableRLS();

/** Wishes to be deleted. The deletion itself is a case of the operator's. */
export const deletionRequests = pgTable(
  'deletion_requests',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    reason: text('reason').notNull(),
    /** End of the 15th working day after the request, in Beijing. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    withdrawnAt: timestamp('withdrawn_at', { withTimezone: true }),
    doneAt: timestamp('done_at', { withTimezone: true }),
  },
  (table) => [index('deletion_requests_user').on(table.userId, table.id), ofTheService('deletion_requests')],
).enableRLS();
