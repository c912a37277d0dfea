import { sql } from 'drizzle-orm';
import { pgPolicy } from 'drizzle-orm/pg-core';

/** The policy of a table that belongs to no team: people, their sessions, keys. Transactions of a team see none of it. */
export function ofTheService(table: string) {
  const rule = sql`current_setting('clipo.team', true) = '*'`;
  return pgPolicy(`${table}_of_the_service`, { for: 'all', using: rule, withCheck: rule });
}
