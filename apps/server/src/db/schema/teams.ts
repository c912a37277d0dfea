import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { made, ofItsTeam } from './team-owned.ts';

/** Who owns everything else. */
export const teams = pgTable(
  'teams',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    ...made,
    /**
     * How far this team's work has been queued, in the clock of fair queueing (work/fair-turns.ts): frames of work, so
     * that teams take turns by how much they ask for.
     */
    turn: bigint('turn', { mode: 'number' }).notNull().default(0),
  },
  (table) => [ofItsTeam('teams', table.id)],
).enableRLS();
