import { bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

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
    previous: text('previous').notNull().default(''),
    hash: text('hash').notNull().default(''),
  },
  (table) => [
    index('audit_events_team').on(table.teamId, table.id),
    index('audit_events_user').on(table.userId, table.id),
    ofItsTeam('audit_events', table.teamId),
  ],
).enableRLS();
