import { integer, jsonb, pgTable, primaryKey, real, text, timestamp } from 'drizzle-orm/pg-core';
import type { StoredError } from './batches.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** `queued` has a job; `held` had one that found its batches paused or cancelled, and gets a new one when wanted. */
export const pieceStatuses = ['queued', 'held', 'done', 'failed'] as const;
export type PieceStatus = (typeof pieceStatuses)[number];

/** What is rendered once and joined many times, by its content hash. Batches of a team share their pieces. */
export const pieces = pgTable(
  'pieces',
  {
    ...teamOwned,
    hash: text('hash').notNull(),
    ...made,
    status: text('status', { enum: pieceStatuses }).notNull().default('queued'),
    /** The batch that asked for it last: its materials draw it. */
    batchId: text('batch_id').notNull(),
    /** The piece, its settings and its edges, as the engine takes them. */
    spec: jsonb('spec').notNull(),
    frames: integer('frames').notNull(),
    /** How often it was really rendered: once, unless a worker died in the middle of it. */
    renders: integer('renders').notNull().default(0),
    cpuSeconds: real('cpu_seconds').notNull().default(0),
    error: jsonb('error').$type<StoredError>(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.hash] }), ofItsTeam('pieces', table.teamId)],
).enableRLS();
