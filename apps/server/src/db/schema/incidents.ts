import { bigserial, index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What happened: to data or the service by somebody or something, or by what nobody could have kept off. */
export const incidentKinds = ['security', 'force-majeure'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** How grave: as the national emergency plan for network security grades it. */
export const incidentGrades = ['general', 'larger', 'major', 'extreme'] as const;
export type IncidentGrade = (typeof incidentGrades)[number];

export const incidents = pgTable(
  'incidents',
  {
    id: text('id').primaryKey(),
    ...made,
    kind: text('kind', { enum: incidentKinds }).notNull(),
    grade: text('grade', { enum: incidentGrades }).notNull(),
    title: text('title').notNull(),
    foundAt: at('found_at').notNull(),
    /** Which tables and folders of the inventory it reached. */
    data: text('data').array().notNull(),
    cause: text('cause').notNull(),
    harm: text('harm').notNull(),
    /** What was done against it. */
    measures: text('measures').notNull(),
    /** What people can do themselves. */
    advice: text('advice').notNull(),
    openedBy: text('opened_by').notNull(),
    /** When the report was sent to the authority, and the details of force majeure to people. */
    reportedAt: at('reported_at'),
    closedAt: at('closed_at'),
  },
  (table) => [index('incidents_found').on(table.foundAt), ofTheService('incidents')],
).enableRLS();

/** What happened when, as it became known. Never changed. */
export const incidentEntries = pgTable(
  'incident_entries',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...made,
    incidentId: text('incident_id').notNull(),
    /** When it happened, which may be before it was written down. */
    at: at('at').notNull(),
    by: text('by').notNull(),
    text: text('text').notNull(),
  },
  (table) => [index('incident_entries_incident').on(table.incidentId, table.at), ofTheService('incident_entries')],
).enableRLS();

/** Whom it concerns, by which query they were found, and when they were told. */
export const incidentPeople = pgTable(
  'incident_people',
  {
    incidentId: text('incident_id').notNull(),
    userId: text('user_id').notNull(),
    ...made,
    foundBy: text('found_by').notNull(),
    toldAt: at('told_at'),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.userId] }), ofTheService('incident_people')],
).enableRLS();
