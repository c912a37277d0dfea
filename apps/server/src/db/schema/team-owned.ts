import { sql } from 'drizzle-orm';
import { type PgColumn, pgPolicy, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * What every row of every team has. A row is seen and written only by a transaction that acts for its team, or for the
 * service itself (`asTeam` and `asSystem` of db/database.ts): PostgreSQL backs the application's own check.
 */
export const teamOwned = { teamId: text('team_id').notNull() };

/** When a row was made, by the database's clock. */
export const made = { createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow() };

const scope = sql`current_setting('clipo.team', true)`;

/** The policy of a table whose rows belong to teams; `column` names the team. */
export function ofItsTeam(table: string, column: PgColumn) {
  const rule = sql`${column} = ${scope} or ${scope} = '*'`;
  return pgPolicy(`${table}_of_its_team`, { for: 'all', using: rule, withCheck: rule });
}
