import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** Addresses that are told of events. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    url: text('url').notNull(),
    /** Types of events that are told; none means all. */
    types: text('types').array().notNull().default(sql`'{}'`),
    /** The secret that signs, sealed. */
    secret: text('secret').notNull(),
    isActive: boolean('is_active').notNull().default(true),
  },
  (table) => [index('webhooks_team').on(table.teamId, table.id), ofItsTeam('webhooks', table.teamId)],
).enableRLS();

export const deliveryStatuses = ['waiting', 'done', 'failed'] as const;

/** An event to be told to one address. A trigger on `events` makes the row, in the transaction of the event itself. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...teamOwned,
    ...made,
    webhookId: text('webhook_id').notNull(),
    eventId: bigint('event_id', { mode: 'number' }).notNull(),
    type: text('type').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    status: text('status', { enum: deliveryStatuses }).notNull().default('waiting'),
    attempts: integer('attempts').notNull().default(0),
    nextAt: timestamp('next_at', { withTimezone: true }).notNull().defaultNow(),
    /** HTTP status of the last answer, where there was one. */
    lastStatus: integer('last_status'),
    lastProblem: text('last_problem'),
    deliveredAt: timestamp('delivered_at', { withTimezone: true }),
  },
  (table) => [
    index('webhook_deliveries_due').on(table.nextAt).where(sql`status = 'waiting'`),
    index('webhook_deliveries_webhook').on(table.webhookId, table.id),
    ofItsTeam('webhook_deliveries', table.teamId),
  ],
).enableRLS();
