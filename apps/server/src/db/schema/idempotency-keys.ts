import { index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** Answers to requests that may be sent twice: the same key and request get the first answer again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    ...teamOwned,
    key: text('key').notNull(),
    ...made,
    /** SHA-256 of method, address and body. */
    request: text('request').notNull(),
    /** Null while the first request is at work. */
    status: integer('status'),
    /** Sealed: some answers hold a secret. */
    answer: text('answer'),
    /** Until then the first request counts as at work; after it, its process has died. */
    busyUntil: timestamp('busy_until', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.key] }),
    index('idempotency_keys_created').on(table.createdAt),
    ofItsTeam('idempotency_keys', table.teamId),
  ],
).enableRLS();
