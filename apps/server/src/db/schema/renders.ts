import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { StoredError } from './batches.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/**
 * What a render is of: an edit of a time line, a presenter who says a text, a text as sound, or a finished video without the
 * explicit label, which its undertaking alone hands out.
 */
export const renderKinds = ['edit', 'present', 'speech', 'unmarked'] as const;
export type RenderKind = (typeof renderKinds)[number];

/** Where a render stands, in the order of its work. */
export const renderStatuses = ['queued', 'fetching', 'rendering', 'saving', 'done', 'failed', 'cancelled'] as const;
export type RenderStatus = (typeof renderStatuses)[number];

/** A file of a render in the media store. */
export interface RenderFile {
  sha256: string;
  bytes: number;
  type: string;
  /** As it is called when it is downloaded. */
  name: string;
}

/** Single files that are made without a batch. */
export const renders = pgTable(
  'renders',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    /** Who asked for it; null where a key did. */
    createdBy: text('created_by'),
    kind: text('kind', { enum: renderKinds }).notNull(),
    status: text('status', { enum: renderStatuses }).notNull().default('queued'),
    /** As it was asked for, checked and with its defaults. */
    wish: jsonb('wish').$type<Record<string, unknown>>().notNull(),
    /** What the gate says of the words of the wish, and once it is made, of the file. */
    verdict: jsonb('verdict'),
    percent: integer('percent').notNull().default(0),
    /** What is known of what was made: length, times of words … */
    result: jsonb('result').$type<Record<string, unknown>>(),
    file: jsonb('file').$type<RenderFile>(),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    error: jsonb('error').$type<StoredError>(),
    startedAt: timestamp('started_at', { withTimezone: true }),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('renders_team').on(table.teamId, table.id), ofItsTeam('renders', table.teamId)],
).enableRLS();
