import { sql } from 'drizzle-orm';
import { index, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Operators who act on behalf of a person in one of their teams: why, whether the person consented, from when until when. */
export const actings = pgTable(
  'actings',
  {
    id: text('id').primaryKey(),
    ...made,
    teamId: text('on_team_id').notNull(),
    userId: text('user_id').notNull(),
    operatorId: text('operator_id').notNull(),
    reason: text('reason').notNull(),
    /** Until then the person may consent. */
    asksUntil: at('asks_until').notNull(),
    consentedAt: at('consented_at'),
    startedAt: at('started_at'),
    /** When it ends by itself, once it was started. */
    endsAt: at('ends_at'),
    endedAt: at('ended_at'),
    endedBy: text('ended_by'),
    /** The operator's session that acts. */
    sessionId: text('session_id'),
  },
  (table) => [
    uniqueIndex('actings_session').on(table.sessionId).where(sql`ended_at is null and session_id is not null`),
    index('actings_user').on(table.userId, table.id),
    ofTheService('actings'),
  ],
).enableRLS();
