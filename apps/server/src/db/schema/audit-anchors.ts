import { bigint, bigserial, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made, ofItsTeam } from './team-owned.ts';

/** Where the chain of a team's acts ended: its name, the id and hash of its last row, and how many rows it had. */
export type AuditHead = readonly [teamId: string, lastId: number, hash: string, rows: number];

/**
 * Once a day the ends of all chains of acts that grew since, signed by the service. Who may change the database alone can
 * put a whole new chain in the place of an old one, but can't sign it. Never changed.
 */
export const auditAnchors = pgTable(
  'audit_anchors',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    /** When it was made, as signed: ISO 8601, UTC. */
    at: text('at').notNull(),
    previous: text('previous').notNull(),
    heads: jsonb('heads').$type<readonly AuditHead[]>().notNull(),
    hash: text('hash').notNull(),
    signature: text('signature').notNull(),
  },
  () => [ofTheService('audit_anchors')],
).enableRLS();

/**
 * Up to where a team's chain was taken away because its term had ended: always the end that an anchor signed, so that what
 * is left can be followed from there. The database refuses to delete an act that no cut covers, or that is younger than six
 * months (migration 0034).
 */
export const auditCuts = pgTable(
  'audit_cuts',
  {
    teamId: text('team_id').primaryKey(),
    ...made,
    /** Number and hash of the last act that went, and how many went so far. */
    lastId: bigint('last_id', { mode: 'number' }).notNull(),
    hash: text('hash').notNull(),
    rows: bigint('rows', { mode: 'number' }).notNull(),
  },
  (table) => [ofItsTeam('audit_cuts', table.teamId)],
).enableRLS();
