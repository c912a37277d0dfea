import { sql } from 'drizzle-orm';
import { bigserial, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** On what ground an account's data stay, whatever their terms say. */
export const holdGrounds = ['court', 'authority', 'dispute', 'investigation'] as const;
export type HoldGround = (typeof holdGrounds)[number];

/** Legal holds: while one stands, the account is not deleted, nor what is kept for a term. Lifted by another operator. */
export const legalHolds = pgTable(
  'legal_holds',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    ground: text('ground', { enum: holdGrounds }).notNull(),
    /** Number of the order, request or case. */
    reference: text('reference').notNull(),
    note: text('note').notNull(),
    placedBy: text('placed_by').notNull(),
    liftedAt: at('lifted_at'),
    liftedBy: text('lifted_by'),
    liftedWhy: text('lifted_why').notNull().default(''),
  },
  (table) => [index('legal_holds_open').on(table.userId).where(sql`lifted_at is null`), ofTheService('legal_holds')],
).enableRLS();

/**
 * Rows that somebody deleted while a hold stood on a member of their team: a trigger puts them here (migration 0034), the
 * house seals them as evidence and takes them away (features/holds/seal-held.ts).
 */
export const heldRows = pgTable(
  'held_rows',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...teamOwned,
    ...made,
    holdId: text('hold_id').notNull(),
    userId: text('user_id').notNull(),
    /** The table that it stood in. */
    what: text('what').notNull(),
    row: jsonb('row').$type<Record<string, unknown>>().notNull(),
    /** Of the file that it names: it stays until its copy is under seal. */
    sha256: text('sha256'),
  },
  (table) => [index('held_rows_file').on(table.sha256).where(sql`sha256 is not null`), ofTheService('held_rows')],
).enableRLS();
