import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { roles } from './members.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Invitations into a team. The link's secret is nowhere: only its hash; it works for the invited contact alone. */
export const invitations = pgTable(
  'invitations',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    invitedBy: text('invited_by').notNull(),
    role: text('role', { enum: roles }).notNull(),
    hash: text('hash').notNull(),
    /** Keyed hash of the contact that was invited, and the contact sealed. */
    target: text('target').notNull(),
    toSealed: text('to_sealed').notNull(),
    expiresAt: at('expires_at').notNull(),
    endedAt: at('ended_at'),
    acceptedBy: text('accepted_by'),
  },
  (table) => [
    index('invitations_team').on(table.teamId, table.id),
    index('invitations_hash').on(table.hash),
    ofItsTeam('invitations', table.teamId),
  ],
).enableRLS();

/** Commercial use is by grant: what for, until when, by which document. Never changed but to be withdrawn. */
export const usageGrants = pgTable(
  'usage_grants',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    purpose: text('purpose').notNull(),
    document: text('document').notNull(),
    startsAt: at('starts_at').notNull(),
    endsAt: at('ends_at'),
    withdrawnAt: at('withdrawn_at'),
  },
  (table) => [index('usage_grants_team').on(table.teamId, table.id), ofItsTeam('usage_grants', table.teamId)],
).enableRLS();

/** Applications for keys of the API, and what came of them. */
export const apiAccess = pgTable(
  'api_access',
  {
    teamId: text('team_id').primaryKey(),
    ...made,
    status: text('status', { enum: ['applied', 'approved', 'declined', 'revoked'] }).notNull(),
    purpose: text('purpose').notNull(),
    reason: text('reason').notNull().default(''),
    endsAt: at('ends_at'),
    decidedAt: at('decided_at'),
  },
  (table) => [ofItsTeam('api_access', table.teamId)],
).enableRLS();

/** What shows that a team is the enterprise it says: a scan of the licence, sealed. One for each team. */
export const enterpriseProofs = pgTable(
  'enterprise_proofs',
  {
    teamId: text('team_id').primaryKey(),
    ...made,
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sha256: text('sha256').notNull(),
    /** The file in base64, sealed. */
    sealed: text('sealed').notNull(),
  },
  (table) => [ofItsTeam('enterprise_proofs', table.teamId)],
).enableRLS();
