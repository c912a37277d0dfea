import { bigint, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** What a person may do in a team. */
export const roles = ['owner', 'editor', 'approver', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** People of a team. Who is removed has no row any more. */
export const members = pgTable(
  'members',
  {
    ...teamOwned,
    userId: text('user_id').notNull(),
    ...made,
    role: text('role', { enum: roles }).notNull(),
    /** Most credits that this member's work may hold and spend in a calendar month (Beijing); null: no limit. */
    monthlyLimit: bigint('monthly_limit', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.userId] }),
    index('members_user').on(table.userId),
    ofItsTeam('members', table.teamId),
  ],
).enableRLS();
