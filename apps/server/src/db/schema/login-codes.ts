import { index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/** What a code is for; a code for one thing opens no other. */
export const codePurposes = ['sign-in', 'bind', 'confirm', 'unlock', 'guardian', 'ward', 'case'] as const;
export type CodePurpose = (typeof codePurposes)[number];

/** Codes that were sent. Neither the code nor the number stands here: only keyed hashes. */
export const loginCodes = pgTable(
  'login_codes',
  {
    id: text('id').primaryKey(),
    ...made,
    purpose: text('purpose', { enum: codePurposes }).notNull(),
    target: text('target').notNull(),
    channel: text('channel', { enum: ['email', 'sms'] }).notNull(),
    hash: text('hash').notNull(),
    attempts: integer('attempts').notNull().default(0),
    address: text('address').notNull(),
    device: text('device').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
    /** Used, replaced by a newer one, or guessed at too often. */
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [
    index('login_codes_target').on(table.target, table.createdAt),
    index('login_codes_address').on(table.address, table.createdAt),
    index('login_codes_device').on(table.device, table.createdAt),
    ofTheService('login_codes'),
  ],
).enableRLS();
