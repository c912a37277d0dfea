import { pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/** Keys that rows are sealed with, each itself sealed with the service's secret (guard/envelope.ts). */
export const dataKeys = pgTable(
  'data_keys',
  {
    id: text('id').primaryKey(),
    ...made,
    purpose: text('purpose', { enum: ['seal', 'index'] }).notNull(),
    wrapped: text('wrapped').notNull(),
    /** Which secret it is sealed with: the first letters of a hash. */
    wrappedBy: text('wrapped_by').notNull(),
    /** New rows are no longer sealed with it. */
    retiredAt: timestamp('retired_at', { withTimezone: true }),
  },
  () => [ofTheService('data_keys')],
).enableRLS();
