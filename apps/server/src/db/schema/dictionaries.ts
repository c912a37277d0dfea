import type { Dictionary } from '@clipo/contract';
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofItsTeam } from './team-owned.ts';

/** How words are said that no engine can know, as each team wants it: one dictionary a team. */
export const dictionaries = pgTable(
  'dictionaries',
  {
    teamId: text('team_id').primaryKey(),
    data: jsonb('data').$type<Dictionary>().notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [ofItsTeam('dictionaries', table.teamId)],
).enableRLS();
