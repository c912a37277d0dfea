import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/**
 * Where a team's credits can be. `issued` is the other side of all of them: it falls below zero by what was ever given,
 * so that the six always sum to zero.
 */
export const creditAccounts = ['issued', 'available', 'held', 'spent', 'expired', 'refunded'] as const;
export type CreditAccount = (typeof creditAccounts)[number];

/** What moves credits. */
export const creditKinds = ['grant', 'hold', 'settle', 'release', 'expire', 'return', 'refund'] as const;
export type CreditKind = (typeof creditKinds)[number];

const credits = (name: string) => bigint(name, { mode: 'number' }).notNull().default(0);

/** A team's balances: what its entries sum up to. Whoever moves credits locks this row first. */
export const creditBooks = pgTable(
  'credit_books',
  {
    teamId: text('team_id').primaryKey(),
    issued: credits('issued'),
    available: credits('available'),
    held: credits('held'),
    spent: credits('spent'),
    expired: credits('expired'),
    refunded: credits('refunded'),
  },
  (table) => [
    check(
      'credit_books_sum_to_zero',
      sql`${table.issued} + ${table.available} + ${table.held} + ${table.spent} + ${table.expired} + ${table.refunded} = 0`,
    ),
    check(
      'credit_books_not_negative',
      sql`${table.available} >= 0 and ${table.held} >= 0 and ${table.spent} >= 0 and ${table.expired} >= 0 and ${table.refunded} >= 0`,
    ),
    ofItsTeam('credit_books', table.teamId),
  ],
).enableRLS();

/** One movement. `reference` says what it is for; the same movement for the same thing happens once. Never changed. */
export const creditTransactions = pgTable(
  'credit_transactions',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    kind: text('kind', { enum: creditKinds }).notNull(),
    reference: text('reference').notNull(),
    reason: text('reason').notNull().default(''),
  },
  (table) => [
    uniqueIndex('credit_transactions_once').on(table.teamId, table.kind, table.reference),
    index('credit_transactions_team').on(table.teamId, table.id),
    ofItsTeam('credit_transactions', table.teamId),
  ],
).enableRLS();

/** The sides of a movement: they sum to zero, which the database checks at the end of its transaction. Never changed. */
export const creditEntries = pgTable(
  'credit_entries',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...teamOwned,
    transactionId: text('transaction_id')
      .notNull()
      .references(() => creditTransactions.id),
    account: text('account', { enum: creditAccounts }).notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
  },
  (table) => [
    index('credit_entries_transaction').on(table.transactionId),
    index('credit_entries_spent').on(table.transactionId, table.amount, table.teamId).where(sql`account = 'spent'`),
    check('credit_entries_not_nothing', sql`${table.amount} <> 0`),
    ofItsTeam('credit_entries', table.teamId),
  ],
).enableRLS();

/** Credits that were given together and expire together. `remaining` is available; the oldest to expire are used first. */
export const creditLots = pgTable(
  'credit_lots',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    amount: credits('amount'),
    remaining: credits('remaining'),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
  },
  (table) => [
    check('credit_lots_within', sql`${table.remaining} >= 0 and ${table.remaining} <= ${table.amount}`),
    index('credit_lots_open').on(table.teamId, table.expiresAt).where(sql`remaining > 0`),
    ofItsTeam('credit_lots', table.teamId),
  ],
).enableRLS();

/** Credits that are set aside for work, by what the work is called. */
export const creditHolds = pgTable(
  'credit_holds',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    reference: text('reference').notNull(),
    /** The member who asked for the work: the limits of members are kept by it. Null where a key did. */
    userId: text('user_id'),
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (table) => [
    uniqueIndex('credit_holds_once').on(table.teamId, table.reference),
    index('credit_holds_month').on(table.teamId, table.createdAt),
    ofItsTeam('credit_holds', table.teamId),
  ],
).enableRLS();

/** Of which lots a hold is: what is not used goes back there, with its expiry. */
export const creditHoldLots = pgTable(
  'credit_hold_lots',
  {
    holdId: text('hold_id')
      .notNull()
      .references(() => creditHolds.id),
    lotId: text('lot_id')
      .notNull()
      .references(() => creditLots.id),
    ...teamOwned,
    held: credits('held'),
  },
  (table) => [
    primaryKey({ columns: [table.holdId, table.lotId] }),
    check('credit_hold_lots_not_negative', sql`${table.held} >= 0`),
    ofItsTeam('credit_hold_lots', table.teamId),
  ],
).enableRLS();
