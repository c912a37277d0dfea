import { bigint, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Credits that one operator wants to give and another has to agree to, as they are many. */
export const grantWishes = pgTable(
  'grant_wishes',
  {
    id: text('id').primaryKey(),
    ...made,
    teamId: text('team_id').notNull(),
    amount: bigint('amount', { mode: 'number' }).notNull(),
    reference: text('reference').notNull(),
    reason: text('reason').notNull(),
    expiresAt: at('expires_at'),
    askedBy: text('asked_by').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    outcome: text('outcome', { enum: ['granted', 'refused'] }),
  },
  (table) => [index('grant_wishes_decided').on(table.decidedAt, table.id), ofTheService('grant_wishes')],
).enableRLS();
