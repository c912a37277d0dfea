import { pgTable, text } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/** Templates that ship and that operators withdrew, why, and by whom: one without a row is offered. */
export const withdrawnTemplates = pgTable(
  'withdrawn_templates',
  {
    template: text('template').primaryKey(),
    ...made,
    reason: text('reason').notNull(),
    withdrawnBy: text('withdrawn_by').notNull(),
  },
  () => [ofTheService('withdrawn_templates')],
).enableRLS();
