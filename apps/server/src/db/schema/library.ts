import { index, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** Folders of a team's library of videos. */
export const videoFolders = pgTable(
  'video_folders',
  { id: text('id').primaryKey(), ...teamOwned, ...made, name: text('name').notNull() },
  (table) => [uniqueIndex('video_folders_name').on(table.teamId, table.name), ofItsTeam('video_folders', table.teamId)],
).enableRLS();

/** Where a video stands in the library. One without a row is in no folder and was not deleted. */
export const videoPlaces = pgTable(
  'video_places',
  {
    videoId: text('video_id').primaryKey(),
    ...teamOwned,
    folderId: text('folder_id'),
    /** In the bin since; its files go after a while, its record stays as long as law wants it. */
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
    deletedBy: text('deleted_by'),
  },
  (table) => [index('video_places_team').on(table.teamId, table.folderId), ofItsTeam('video_places', table.teamId)],
).enableRLS();
