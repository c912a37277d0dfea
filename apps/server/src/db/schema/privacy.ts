import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import type { EngineSettings } from './presenters.ts';
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

/** Why an account is deleted (A5). */
export const deletionCauses = ['user', 'order', 'silence', 'absence'] as const;
export type DeletionCause = (typeof deletionCauses)[number];

/** What went and what stayed, as the certificate of a deletion tells it. */
export interface DeletionCertificate {
  number: string;
  cause: DeletionCause;
  askedAt: string;
  erasedAt: string;
  /** Under what the records that stay stand. */
  pseudonym: string;
  gone: { where: string; rows: number }[];
  files: { count: number; bytes: number };
  kept: { where: string; rows: number; ground: string; until: string }[];
  engines: { engine: string; outcome: 'asked' | 'offers none' | 'failed' }[];
  backups: { name: string; madeAt: string; expiresAt: string | null }[];
  teams: { id: string; rule: 'deleted' | 'kept' | 'handed over' }[];
}

/** Deletions of accounts, from the wish or the written notice to the certificate. */
export const deletionRequests = pgTable(
  'deletion_requests',
  {
    id: text('id').primaryKey(),
    ...made,
    /** After the erasure, the pseudonym. */
    userId: text('user_id').notNull(),
    cause: text('cause', { enum: deletionCauses }).notNull().default('user'),
    reason: text('reason').notNull(),
    /** By when it is answered: the end of the 15th working day after the request, in Beijing. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    /** From when on it is carried out; null while that can't be told: a notice is not delivered, or a calendar not known. */
    erasesAt: timestamp('erases_at', { withTimezone: true }),
    /** The written notice that it follows. */
    noticeId: text('notice_id'),
    measureId: text('measure_id'),
    orderedBy: text('ordered_by'),
    withdrawnAt: timestamp('withdrawn_at', { withTimezone: true }),
    withdrawnWhy: text('withdrawn_why'),
    /** What keeps it from being carried out. */
    heldBy: text('held_by'),
    /** Set when the rows are gone: files and engines follow, as often as it takes. */
    erasedAt: timestamp('erased_at', { withTimezone: true }),
    doneAt: timestamp('done_at', { withTimezone: true }),
    /** What is left to do after the rows are gone. */
    leftovers: jsonb('leftovers').$type<DeletionLeftovers>(),
    certificate: jsonb('certificate').$type<DeletionCertificate>(),
    /** Of the secret in the link to the certificate. */
    linkHash: text('link_hash'),
  },
  (table) => [
    index('deletion_requests_user').on(table.userId, table.id),
    index('deletion_requests_open').on(table.erasesAt).where(sql`withdrawn_at is null and done_at is null`),
    uniqueIndex('deletion_requests_once').on(table.userId).where(sql`withdrawn_at is null and done_at is null`),
    ofTheService('deletion_requests'),
  ],
).enableRLS();

/** Files and folders that a deletion has yet to remove. */
export interface DeletionLeftovers {
  media: string[];
  pieces: string[];
  batches: string[];
  uploads: string[];
  /** Names of other things in the cache, such as voices. */
  cached: string[];
  /** Where the certificate is sent: a sealed contact each. */
  contacts: { channel: 'email' | 'sms'; sealed: string }[];
  language: 'zh-CN' | 'en';
  certificate: DeletionCertificate;
  /** What outside engines made for the teams; left out where it was noted before there was this. */
  orders?: ForeignOrders[];
}

/** An engine of a team that is gone, with its sealed keys, and what it made by its own numbers. */
export interface ForeignOrders {
  id: string;
  settings: EngineSettings;
  keysSealed: string | null;
  refs: string[];
}

/** Of videos whose team is deleted: which file carried which label. All else of them is gone. */
export const keptLabels = pgTable(
  'kept_labels',
  {
    /** The video's. */
    id: text('id').primaryKey(),
    ...made,
    pseudonym: text('pseudonym').notNull(),
    produceId: text('produce_id').notNull(),
    sha256: text('sha256').notNull(),
    label: jsonb('label').notNull(),
    retainUntil: timestamp('retain_until', { withTimezone: true }).notNull(),
  },
  (table) => [index('kept_labels_number').on(table.produceId), ofTheService('kept_labels')],
).enableRLS();
