import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Finding } from '../../check/verdict.ts';
import { ofTheService } from './of-the-service.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Pictures that operators forbade, by what they look like: the picture itself is not kept. */
export const knownPictures = pgTable(
  'known_pictures',
  {
    id: text('id').primaryKey(),
    ...made,
    /** 128 bits, hexadecimal. */
    hash: text('hash').notNull(),
    category: text('category').notNull(),
    /** Why, for the other operators. */
    note: text('note').notNull(),
    addedBy: text('added_by').notNull(),
  },
  (table) => [uniqueIndex('known_pictures_hash').on(table.hash), ofTheService('known_pictures')],
).enableRLS();

/** What a case is about; a `render` is a single file that was made without a batch, or its words before it is made. */
export const safetySubjects = ['material', 'video', 'batch', 'render'] as const;
export type SafetySubject = (typeof safetySubjects)[number];

/**
 * `open` waits for a reviewer; `second` for another one, as it is severe; `third` for one who settles what two saw
 * differently; `decided` is over, until its team appeals.
 */
export const caseStatuses = ['open', 'second', 'third', 'decided'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

export const rulings = ['allowed', 'blocked'] as const;
export type Ruling = (typeof rulings)[number];

/** What a check was not sure of: a person decides. Reviewers work for the service, not for the team that it is about. */
export const safetyCases = pgTable(
  'safety_cases',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    subject: text('subject', { enum: safetySubjects }).notNull(),
    subjectId: text('subject_id').notNull(),
    name: text('name').notNull(),
    /** Of the file: a decision is about just that. */
    sha256: text('sha256').notNull(),
    mediaType: text('media_type').notNull(),
    findings: jsonb('findings').$type<Finding[]>().notNull(),
    /** 1 to 3; 3 takes two reviewers. */
    severity: integer('severity').notNull(),
    status: text('status', { enum: caseStatuses }).notNull().default('open'),
    /** 0 at first, 1 after an appeal. */
    round: integer('round').notNull().default(0),
    ruling: text('ruling', { enum: rulings }),
    decidedAt: at('decided_at'),
    /** Since when it waits for whoever is next. */
    waitsSince: at('waits_since').notNull().defaultNow(),
    takenBy: text('taken_by'),
    takenUntil: at('taken_until'),
    appeal: text('appeal'),
    appealedBy: text('appealed_by'),
    appealedAt: at('appealed_at'),
  },
  (table) => [
    uniqueIndex('safety_cases_file').on(table.subjectId, table.sha256),
    index('safety_cases_queue').on(table.status, table.severity, table.waitsSince),
    index('safety_cases_team').on(table.teamId, table.id),
    ofItsTeam('safety_cases', table.teamId),
  ],
).enableRLS();

/** What reviewers decided, each one kept. */
export const safetyDecisions = pgTable(
  'safety_decisions',
  {
    id: text('id').primaryKey(),
    ...made,
    caseId: text('case_id').notNull(),
    round: integer('round').notNull(),
    by: text('by').notNull(),
    ruling: text('ruling', { enum: rulings }).notNull(),
    reason: text('reason').notNull(),
    note: text('note').notNull(),
  },
  (table) => [
    uniqueIndex('safety_decisions_once').on(table.caseId, table.by),
    index('safety_decisions_case').on(table.caseId, table.id),
    ofTheService('safety_decisions'),
  ],
).enableRLS();
