import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** How old a person says to be. Below 14 a guardian consents to everything, below 18 to spending. */
export const ageGroups = ['adult', 'teen', 'child'] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** The duties of operators, apart by GB/T 22239-2019: running, deciding about people and content, reading the record. */
export const operatorRoles = ['system', 'security', 'audit'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/**
 * People. Contacts are sealed; `email` and `phoneNumber` hold keyed hashes by which they are found. better-auth reads and
 * writes this table through features/accounts/people-store.ts, which seals and opens.
 */
export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    ...made,
    updatedAt: at('updated_at').notNull().defaultNow(),
    name: text('name').notNull().default(''),
    image: text('image'),
    email: text('email').notNull(),
    emailSealed: text('email_sealed').notNull(),
    emailVerified: boolean('email_verified').notNull().default(false),
    phoneNumber: text('phone_number'),
    phoneSealed: text('phone_sealed'),
    language: text('language', { enum: ['zh-CN', 'en'] })
      .notNull()
      .default('zh-CN'),
    ageGroup: text('age_group', { enum: ageGroups }),
    isOperator: boolean('is_operator').notNull().default(false),
    /** What they run; none but of operators. */
    operatorRoles: text('operator_roles', { enum: operatorRoles }).array().notNull().default(sql`'{}'`),
    /** Set by "this wasn't me": nobody signs in but by a code to the verified contact. */
    lockedAt: at('locked_at'),
    lastSignInAt: at('last_sign_in_at'),
  },
  (table) => [
    uniqueIndex('users_email').on(table.email),
    uniqueIndex('users_phone').on(table.phoneNumber).where(sql`phone_number is not null`),
    ofTheService('users'),
  ],
).enableRLS();

/** Who is signed in. The token alone opens nothing: the cookie also carries a signature with the service's secret. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    ...made,
    updatedAt: at('updated_at').notNull().defaultNow(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    token: text('token').notNull(),
    expiresAt: at('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    deviceId: text('device_id'),
    /** How the person signed in, such as `email-code`. */
    way: text('way').notNull().default(''),
    /** For which team the session acts. */
    teamId: text('team_id_active'),
    /** A second factor is wanted before anything else. */
    needsFactor: boolean('needs_factor').notNull().default(false),
    riskScore: integer('risk_score').notNull().default(0),
    riskReasons: text('risk_reasons').array().notNull().default(sql`'{}'`),
    /** When the person last proved who they are: sensitive acts want that fresh. */
    provenAt: at('proven_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('sessions_token').on(table.token),
    index('sessions_user').on(table.userId),
    index('sessions_expires').on(table.expiresAt),
    ofTheService('sessions'),
  ],
).enableRLS();

/** Ways to sign in that are neither a code nor a passkey: a password (`credential`), WeChat. */
export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    ...made,
    updatedAt: at('updated_at').notNull().defaultNow(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: at('access_token_expires_at'),
    refreshTokenExpiresAt: at('refresh_token_expires_at'),
    scope: text('scope'),
    /** scrypt, as better-auth writes it. */
    password: text('password'),
  },
  (table) => [
    uniqueIndex('accounts_once').on(table.providerId, table.accountId),
    index('accounts_user').on(table.userId),
    ofTheService('accounts'),
  ],
).enableRLS();

/** better-auth's own short-lived values. */
export const verifications = pgTable(
  'verifications',
  {
    id: text('id').primaryKey(),
    ...made,
    updatedAt: at('updated_at').notNull().defaultNow(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (table) => [index('verifications_identifier').on(table.identifier), ofTheService('verifications')],
).enableRLS();

/** Browsers that a person has signed in from, by a cookie that outlives sessions; of the cookie only the hash is kept. */
export const devices = pgTable(
  'devices',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
    userAgent: text('user_agent').notNull().default(''),
    lastAddress: text('last_address').notNull().default(''),
    /** Roughly where that is, as `latitude,longitude` in whole degrees, where the service is told places. */
    lastPlace: text('last_place'),
    lastSeenAt: at('last_seen_at').notNull().defaultNow(),
    /** The second factor was given here. */
    isTrusted: boolean('is_trusted').notNull().default(false),
  },
  (table) => [uniqueIndex('devices_once').on(table.userId, table.hash), ofTheService('devices')],
).enableRLS();
