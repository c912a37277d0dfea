import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const appealSubjects = ['measure', 'deletion'] as const;
export const appealStates = ['open', 'upheld', 'rejected', 'withdrawn'] as const;
export type AppealState = (typeof appealStates)[number];

/** Objections to measures and deletions. Who decides is not who decided before. */
export const appeals = pgTable(
  'appeals',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    subject: text('subject', { enum: appealSubjects }).notNull(),
    subjectId: text('subject_id').notNull(),
    text: text('text').notNull(),
    /** How the person proved who they are: by which sign-in, and when. */
    provenBy: text('proven_by').notNull(),
    provenAt: at('proven_at').notNull(),
    /** Their name and the number of their document, sealed, as JSON. */
    identitySealed: text('identity_sealed').notNull(),
    state: text('state', { enum: appealStates }).notNull().default('open'),
    /** End of the 15th working day after it came, in Beijing. */
    dueAt: at('due_at').notNull(),
    /** False where the calendar of a year was not known: `dueAt` is then the earliest that it can be. */
    isDueKnown: boolean('is_due_known').notNull(),
    remindedAt: at('reminded_at'),
    overdueAt: at('overdue_at'),
    reasons: text('reasons'),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
  },
  (table) => [
    index('appeals_state').on(table.state, table.dueAt),
    index('appeals_user').on(table.userId, table.id),
    uniqueIndex('appeals_once').on(table.subjectId).where(sql`state in ('open', 'upheld', 'rejected')`),
    ofTheService('appeals'),
  ],
).enableRLS();

/** Days off and make-up days of a year, where they were entered by hand: they go before what the library knows. */
export const calendarYears = pgTable(
  'calendar_years',
  {
    year: integer('year').primaryKey(),
    ...made,
    restDays: text('rest_days').array().notNull(),
    workDays: text('work_days').array().notNull(),
    /** The notice of the State Council that says so. */
    source: text('source').notNull(),
    enteredBy: text('entered_by').notNull(),
  },
  () => [ofTheService('calendar_years')],
).enableRLS();
