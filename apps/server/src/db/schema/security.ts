import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { users } from './people.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const ofUser = () =>
  text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

/** Passkeys: public keys of people's devices and password managers. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: ofUser(),
    name: text('name').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: text('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull().default(sql`'{}'`),
    lastUsedAt: at('last_used_at'),
  },
  (table) => [
    uniqueIndex('passkeys_credential').on(table.credentialId),
    index('passkeys_user').on(table.userId),
    ofTheService('passkeys'),
  ],
).enableRLS();

/** Secrets of one-time passwords (TOTP), sealed; `lastStep` keeps a code from being used twice. */
export const totpSecrets = pgTable(
  'totp_secrets',
  {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    ...made,
    secretSealed: text('secret_sealed').notNull(),
    confirmedAt: at('confirmed_at'),
    lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  },
  () => [ofTheService('totp_secrets')],
).enableRLS();

/** Codes for who has lost their second factor; each is good once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: ofUser(),
    hash: text('hash').notNull(),
  },
  (table) => [uniqueIndex('recovery_codes_once').on(table.userId, table.hash), ofTheService('recovery_codes')],
).enableRLS();

/** How signing in was tried, also in vain: limits, risk and the list that people see rest on it. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...made,
    way: text('way').notNull(),
    isGood: boolean('is_good').notNull(),
    /** Keyed hash of the contact that was given, or the person's id. */
    target: text('target').notNull(),
    userId: text('user_id'),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    /** How likely it was somebody else, 0 to 100, with the reasons: what operators are shown. */
    riskScore: integer('risk_score').notNull().default(0),
    riskReasons: text('risk_reasons').array().notNull().default(sql`'{}'`),
  },
  (table) => [
    index('sign_in_attempts_risk').on(table.id).where(sql`risk_score > 0`),
    index('sign_in_attempts_target').on(table.target, table.createdAt),
    index('sign_in_attempts_address').on(table.address, table.createdAt),
    index('sign_in_attempts_user').on(table.userId, table.createdAt),
    ofTheService('sign_in_attempts'),
  ],
).enableRLS();

/** New contacts that wait, so that the owner of the old one can object. */
export const contactChanges = pgTable(
  'contact_changes',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: ofUser(),
    channel: text('channel', { enum: ['email', 'sms'] }).notNull(),
    target: text('target').notNull(),
    sealed: text('sealed').notNull(),
    dueAt: at('due_at').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [
    index('contact_changes_due').on(table.dueAt).where(sql`ended_at is null`),
    ofTheService('contact_changes'),
  ],
).enableRLS();

/** How an operator made sure that somebody who lost their second factor is who they say. */
export const identityChecks = ['document', 'video-call', 'enterprise-papers', 'in-person'] as const;
/** How taking a second factor away ended. */
const removalEnds = ['done', 'taken-back', 'not-lost', 'locked'] as const;
export type RemovalEnd = (typeof removalEnds)[number];

/** Second factors that operators take away from people who lost them, after a time in which these can object. */
export const factorRemovals = pgTable(
  'factor_removals',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: ofUser(),
    /** The operator, or the key of one. */
    askedBy: text('asked_by').notNull(),
    identityCheck: text('identity_check', { enum: identityChecks }).notNull(),
    /** What was looked at, in the operator's words, sealed. */
    noteSealed: text('note_sealed').notNull(),
    confirmedBy: text('confirmed_by'),
    dueAt: at('due_at').notNull(),
    endedAt: at('ended_at'),
    end: text('end', { enum: removalEnds }),
    endedBy: text('ended_by'),
  },
  (table) => [
    uniqueIndex('factor_removals_open').on(table.userId).where(sql`ended_at is null`),
    ofTheService('factor_removals'),
  ],
).enableRLS();

/** Minutes a day in which a minor used the service (Beijing days). */
export const presence = pgTable(
  'presence',
  {
    userId: ofUser(),
    day: date('day').notNull(),
    minutes: integer('minutes').notNull().default(0),
    lastMinute: bigint('last_minute', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.userId, table.day] }), ofTheService('presence')],
).enableRLS();
