import { sql } from 'drizzle-orm';
import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/** What can be consented to: the two texts without which nothing works, and purposes that are free to choose. */
export const consentKinds = [
  'agreement',
  'privacy',
  'face',
  'voice-clone',
  'third-party-model',
  'cross-border',
  'training',
  'showcase',
  'marketing',
  'guardian',
] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** Consents given and withdrawn, one row an act. Never changed: the newest of a kind counts. */
export const consents = pgTable(
  'consents',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    kind: text('kind', { enum: consentKinds }).notNull(),
    act: text('act', { enum: ['give', 'decline', 'withdraw'] }).notNull(),
    version: text('version').notNull(),
    language: text('language').notNull(),
    /** SHA-256 of the text that was shown. */
    sha256: text('sha256').notNull(),
    /** Whom it is about, where that is not the person: a portrait's subject, a child. */
    subject: text('subject'),
    /** Keyed hash of a guardian's contact, by which they are found who have no account. */
    subjectIndex: text('subject_index'),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('consents_user').on(table.userId, table.kind, table.id),
    index('consents_subject').on(table.subjectIndex).where(sql`subject_index is not null`),
    ofTheService('consents'),
  ],
).enableRLS();
