import type { LandmarksFile } from '@clipo/presenter/consent';
import { jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { ofItsTeam } from './team-owned.ts';

/** Points of a face that a person set by hand, of a picture of their team. They go with the consent to it. */
export const facePoints = pgTable(
  'face_points',
  {
    teamId: text('team_id').notNull(),
    materialId: text('material_id').notNull(),
    landmarks: jsonb('landmarks').$type<LandmarksFile>().notNull(),
    /** A person's id, or a key's. */
    setBy: text('set_by').notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.materialId] }), ofItsTeam('face_points', table.teamId)],
).enableRLS();
