import type { StoryboardEdits } from '@clipo/contract';
import {
  bigserial,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';
import type { VideoDocument } from './videos.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Videos that somebody opened to edit, as they were made at first: edits are always of this. */
export const videoEdits = pgTable(
  'video_edits',
  {
    videoId: text('video_id').primaryKey(),
    ...teamOwned,
    ...made,
    base: jsonb('base').$type<VideoDocument>().notNull(),
    /** How often the video was made anew with its edits, and what the last time costs. */
    renders: integer('renders').notNull().default(0),
    price: integer('price').notNull().default(0),
  },
  (table) => [ofItsTeam('video_edits', table.teamId)],
).enableRLS();

/** What was changed, in order: updates of one shared document (Yjs), merged from time to time. */
export const videoEditUpdates = pgTable(
  'video_edit_updates',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...teamOwned,
    ...made,
    videoId: text('video_id').notNull(),
    update: bytes('update').notNull(),
    /** The member who made it, or the key. */
    madeBy: text('made_by').notNull(),
  },
  (table) => [
    index('video_edit_updates_video').on(table.teamId, table.videoId, table.id),
    ofItsTeam('video_edit_updates', table.teamId),
  ],
).enableRLS();

/** Versions of a video's edits: what one person changed within a while is one. */
export const editVersions = pgTable(
  'edit_versions',
  {
    ...teamOwned,
    ...made,
    videoId: text('video_id').notNull(),
    number: integer('number').notNull(),
    edits: jsonb('edits').$type<StoryboardEdits>().notNull(),
    madeBy: text('made_by').notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull().defaultNow(),
    /** When it was made into a file. */
    renderedAt: timestamp('rendered_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.number] }), ofItsTeam('edit_versions', table.teamId)],
).enableRLS();
