import type { AiOrigin, Rights } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { SeenMaterial } from './materials.ts';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/**
 * What operators lay out for every team, each with its licence. One that is withdrawn stays listed for them, with the day and
 * the reason; its bytes stay in the media store while a material of a team names them.
 */
export const licensedItems = pgTable(
  'licensed_items',
  {
    id: text('id').primaryKey(),
    ...made,
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    rights: jsonb('rights').$type<Rights>().notNull(),
    aiOrigin: jsonb('ai_origin').$type<AiOrigin>(),
    verdict: jsonb('verdict'),
    tags: text('tags').array().notNull().default(sql`'{}'::text[]`),
    seen: jsonb('seen').$type<SeenMaterial>(),
    addedBy: text('added_by').notNull(),
    withdrawnAt: timestamp('withdrawn_at', { withTimezone: true }),
    withdrawnBy: text('withdrawn_by'),
    withdrawnWhy: text('withdrawn_why'),
  },
  (table) => [index('licensed_items_sha256').on(table.sha256), ofTheService('licensed_items')],
).enableRLS();
