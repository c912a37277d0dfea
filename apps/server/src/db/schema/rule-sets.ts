import type { TermFile } from '@clipo/safety';
import { date, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * The operators' own lists of words, each version kept for good. One person drafts, another publishes. In force is the one
 * that was put in force last: going back is putting an earlier one in force again.
 */
export const ruleSets = pgTable(
  'rule_sets',
  {
    id: text('id').primaryKey(),
    ...made,
    number: integer('number').notNull(),
    note: text('note').notNull(),
    data: jsonb('data').$type<TermFile[]>().notNull(),
    draftedBy: text('drafted_by').notNull(),
    publishedBy: text('published_by'),
    publishedAt: at('published_at'),
    withdrawnAt: at('withdrawn_at'),
    inForceSince: at('in_force_since'),
  },
  (table) => [uniqueIndex('rule_sets_number').on(table.number), ofTheService('rule_sets')],
).enableRLS();

/** How often a team's words were refused by a rule, a day; and how often they were disguised. */
export const ruleHits = pgTable(
  'rule_hits',
  {
    ...teamOwned,
    day: date('day').notNull(),
    rule: text('rule').notNull(),
    category: text('category').notNull(),
    many: integer('many').notNull(),
    disguised: integer('disguised').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.rule, table.teamId] }), ofItsTeam('rule_hits', table.teamId)],
).enableRLS();
