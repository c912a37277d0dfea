import type { AiOrigin } from '@clipo/contract';
import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** Pictures, clips and sounds of a team. The bytes are in the media store, under their SHA-256. */
export const materials = pgTable(
  'materials',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    /** As the user's file is called. */
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    rights: jsonb('rights'),
    /** What it says of AI having made it, read when it came. */
    aiOrigin: jsonb('ai_origin').$type<AiOrigin>(),
    /** What the gate says of it. */
    verdict: jsonb('verdict'),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    index('materials_team').on(table.teamId, table.id),
    index('materials_sha256').on(table.sha256),
    ofItsTeam('materials', table.teamId),
  ],
).enableRLS();
