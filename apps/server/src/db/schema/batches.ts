import type {
  BatchPlan,
  Brief,
  ConsentPurpose,
  Dictionary,
  ErrorDetails,
  Material,
  PreparedFont,
  PreparedMaterial,
  PreparedPerson,
  Product,
  Template,
} from '@clipo/contract';
import type { LandmarksFile } from '@clipo/presenter/consent';
import { boolean, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** Why something failed, as it is kept: a code of the one table and what its message names. */
export interface StoredError {
  code: string;
  message: string;
  details: ErrorDetails;
}

/** A product of a batch and the materials that show it. */
export interface BatchProduct {
  product: Product;
  materials: Material[];
}

/** A person of the team's own material among the presenters of a batch. */
export interface BatchPerson {
  /** As the brief names the file. */
  file: string;
  /** Empty for an engine's own avatar: nobody's consent is asked. */
  materialId: string;
  /** What the consent must cover where that is more than for other batches: an engine elsewhere. */
  purposes?: ConsentPurpose[];
  /** Points of the face that were set by hand; what is prepared anew keeps them. */
  landmarks?: LandmarksFile;
  prepared: PreparedPerson;
}

/** What planning found out, for all that follows. */
export interface BatchPrepared {
  plan: BatchPlan;
  words: { brief: Brief; products: BatchProduct[] };
  materials: PreparedMaterial[];
  /** The brand's own; left out by earlier versions. */
  fonts?: PreparedFont[];
  /** Left out where nobody is. */
  people?: BatchPerson[];
  warnings: string[];
}

/** Where a batch stands. A paused one keeps its status: `isPaused` tells. */
export const batchStatuses = ['planning', 'running', 'done', 'failed', 'cancelled'] as const;
export type BatchStatus = (typeof batchStatuses)[number];

/** A matrix of choices and the videos that come of it. */
export const batches = pgTable(
  'batches',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    status: text('status', { enum: batchStatuses }).notNull().default('planning'),
    isPaused: boolean('is_paused').notNull().default(false),
    brief: jsonb('brief').$type<Brief>().notNull(),
    products: jsonb('products').$type<BatchProduct[]>().notNull(),
    /** The material behind each file that the brief names: file → id. */
    files: jsonb('files').$type<Record<string, string>>().notNull(),
    /** A template of the team's own, as it was when the batch was created; null where the brief names one that ships. */
    template: jsonb('template').$type<Template>(),
    /** The team's dictionary, as it was when the batch was created; null where there was none. */
    dictionary: jsonb('dictionary').$type<Dictionary>(),
    /** The member who started it; null where a key did. */
    createdBy: text('created_by'),
    /** Credits for each finished video, and for all of them; 0 where nothing is charged. */
    priceEach: integer('price_each').notNull().default(0),
    priceTotal: integer('price_total').notNull().default(0),
    isDraft: boolean('is_draft').notNull().default(false),
    prepared: jsonb('prepared').$type<BatchPrepared>(),
    videosTotal: integer('videos_total').notNull().default(0),
    /** Videos that have not ended yet: who brings it to 0 ends the batch. */
    videosLeft: integer('videos_left').notNull().default(0),
    videosFailed: integer('videos_failed').notNull().default(0),
    piecesTotal: integer('pieces_total').notNull().default(0),
    piecesDone: integer('pieces_done').notNull().default(0),
    warnings: jsonb('warnings').$type<string[]>().notNull().default([]),
    error: jsonb('error').$type<StoredError>(),
    verdict: jsonb('verdict'),
    /** When planning begins; null at once. */
    startsAt: timestamp('starts_at', { withTimezone: true }),
    startedAt: timestamp('started_at', { withTimezone: true }),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [index('batches_team').on(table.teamId, table.id), ofItsTeam('batches', table.teamId)],
).enableRLS();
