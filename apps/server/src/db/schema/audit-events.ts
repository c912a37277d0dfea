import { sql } from 'drizzle-orm';
import { bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

export const nameLevels = ['none', 'phone'] as const;
export type NameLevel = (typeof nameLevels)[number];

/**
 * What people and keys did, and how it ended. Never changed; each row carries a hash of itself and of the one before in its
 * team, which a trigger computes, so that a row that was taken out or altered shows. Acts outside of teams have team ''.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...teamOwned,
    ...made,
    actorId: text('actor_id').notNull(),
    userId: text('user_id'),
    action: text('action').notNull(),
    objectId: text('object_id'),
    status: integer('status').notNull(),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    requestId: text('request_id').notNull(),
    /** From which port, where the caller is reached without a proxy. */
    port: integer('port'),
    /** How the name of who acts was made sure: by a mobile number, or not at all. */
    nameLevel: text('name_level', { enum: nameLevels }),
    /** The code of the error, where it was refused or failed. */
    reason: text('reason'),
    /** For whom an operator acted. */
    onBehalfOf: text('on_behalf_of'),
    previous: text('previous').notNull().default(''),
    hash: text('hash').notNull().default(''),
  },
  (table) => [
    index('audit_events_team').on(table.teamId, table.id),
    index('audit_events_user').on(table.userId, table.id),
    // Each way in which operators look for acts.
    index('audit_events_actor').on(table.actorId, table.id),
    index('audit_events_action').on(table.action, table.id),
    index('audit_events_object').on(table.objectId, table.id),
    index('audit_events_address').on(table.address, table.id),
    index('audit_events_refused').on(table.id).where(sql`status >= 400`),
    index('audit_events_time').on(table.createdAt),
    ofItsTeam('audit_events', table.teamId),
  ],
).enableRLS();
