import type { Rights } from '@clipo/contract';
import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

export const uploadStatuses = ['open', 'done', 'failed'] as const;

/** Files on their way in, piece by piece. They count against the team's quota from the first byte. */
export const uploads = pgTable(
  'uploads',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    name: text('name').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** What the sender says that it is. */
    sha256: text('sha256'),
    rights: jsonb('rights').$type<Rights>(),
    description: text('description'),
    status: text('status', { enum: uploadStatuses }).notNull().default('open'),
    /** The upload within S3; null where it goes to the folder. */
    s3: jsonb('s3').$type<{ key: string; uploadId: string }>(),
    materialId: text('material_id'),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    index('uploads_team').on(table.teamId, table.id),
    index('uploads_expires').on(table.expiresAt),
    ofItsTeam('uploads', table.teamId),
  ],
).enableRLS();
