import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** What happened, in order: a client that was away resumes after the last id that it has seen. */
export const events = pgTable(
  'events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...teamOwned,
    ...made,
    /** What it is about; null where it is about the team. */
    batchId: text('batch_id'),
    type: text('type').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    index('events_team').on(table.teamId, table.id),
    index('events_batch').on(table.batchId, table.id),
    ofItsTeam('events', table.teamId),
  ],
).enableRLS();
