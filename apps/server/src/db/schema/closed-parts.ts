import { pgTable, text } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

/** Parts of the service that are closed, why, and by whom: a part without a row is open. */
export const closedParts = pgTable(
  'closed_parts',
  {
    part: text('part').primaryKey(),
    ...made,
    reasonZh: text('reason_zh').notNull(),
    reasonEn: text('reason_en').notNull(),
    closedBy: text('closed_by').notNull(),
  },
  () => [ofTheService('closed_parts')],
).enableRLS();
