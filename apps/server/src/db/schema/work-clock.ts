import { bigint, integer, pgTable } from 'drizzle-orm/pg-core';

/** One row, of no team: how far the turns of work have been dealt to all teams (work/fair-turns.ts). */
export const workClock = pgTable('work_clock', {
  id: integer('id').primaryKey(),
  end: bigint('end', { mode: 'number' }).notNull().default(0),
});
