import type { Brief, Storyboard, Template } from '@clipo/contract';
import { index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** When a row was last changed, by the database's clock. */
const changed = { updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow() };

/** Templates of a team's own; those that ship are files. */
export const templates = pgTable(
  'templates',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    ...changed,
    data: jsonb('data').$type<Template>().notNull(),
    verdict: jsonb('verdict'),
  },
  (table) => [index('templates_team').on(table.teamId, table.id), ofItsTeam('templates', table.teamId)],
).enableRLS();

/** A line of a kept script. */
export interface ScriptLine {
  role: string;
  text: string;
}

/** Scripts that users keep. */
export const scripts = pgTable(
  'scripts',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    ...changed,
    name: text('name').notNull(),
    language: text('language').notNull(),
    lines: jsonb('lines').$type<ScriptLine[]>().notNull(),
    verdict: jsonb('verdict'),
  },
  (table) => [index('scripts_team').on(table.teamId, table.id), ofItsTeam('scripts', table.teamId)],
).enableRLS();

/** What a batch is started with. */
export interface RecipeBatch {
  brief: Brief;
  files: Record<string, string>;
  isDraft: boolean;
}

/** Matrices that users keep, to start batches from. */
export const recipes = pgTable(
  'recipes',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    ...changed,
    name: text('name').notNull(),
    batch: jsonb('batch').$type<RecipeBatch>().notNull(),
    verdict: jsonb('verdict'),
  },
  (table) => [index('recipes_team').on(table.teamId, table.id), ofItsTeam('recipes', table.teamId)],
).enableRLS();

/** Storyboards that users keep. */
export const storyboards = pgTable(
  'storyboards',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    ...changed,
    name: text('name').notNull(),
    data: jsonb('data').$type<Storyboard>().notNull(),
    verdict: jsonb('verdict'),
  },
  (table) => [index('storyboards_team').on(table.teamId, table.id), ofItsTeam('storyboards', table.teamId)],
).enableRLS();
