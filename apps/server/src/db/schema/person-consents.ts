import type { ConsentTerms } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Consents of people who are seen in a material to be made into presenters. A row is the authority: render jobs read it
 * each time. Nothing of it changes but that it is withdrawn, once.
 */
export const personConsents = pgTable(
  'person_consents',
  {
    /** The id that the terms carry. */
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    /** Who wrote it down: a person's id, or a key's. */
    createdBy: text('created_by').notNull(),
    materialId: text('material_id').notNull(),
    terms: jsonb('terms').$type<ConsentTerms>().notNull(),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
    withdrawnAt: at('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
    withdrawalReason: text('withdrawal_reason'),
  },
  (table) => [
    uniqueIndex('person_consents_of_material').on(table.teamId, table.materialId).where(sql`withdrawn_at is null`),
    index('person_consents_team').on(table.teamId, table.createdAt),
    ofItsTeam('person_consents', table.teamId),
  ],
).enableRLS();
