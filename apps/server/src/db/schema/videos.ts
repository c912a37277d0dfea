import type { ManifestVideo, Storyboard } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { StoredError } from './batches.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** `waiting` for its pieces, `finishing` when all are there: joined, labelled, checked. */
export const videoStatuses = ['waiting', 'finishing', 'done', 'failed', 'cancelled'] as const;
export type VideoStatus = (typeof videoStatuses)[number];

/** The files of a finished video in the media store: kind → SHA-256 and size. */
type VideoFile = { sha256: string; bytes: number };
/** By what they are; a cover in another shape than the video's only where a channel of the brief shows such. */
export type VideoFiles = Record<'video' | 'cover' | 'srt' | 'vtt' | 'ass', VideoFile> & { cover3x4?: VideoFile };

/** What rendering needs of a video besides its pieces; the functions of a prepared video are not data. */
export interface VideoDocument {
  storyboard: Storyboard;
  /** Timed lines and render settings, as packages/batch makes them. */
  lines: unknown[];
  settings: unknown;
  axes: Record<string, string>;
  /** Its creative code; left out by earlier versions. */
  code?: string | undefined;
  products: readonly string[];
  /** Who speaks it; left out where nobody is seen. */
  presenter?: ManifestVideo['presenter'];
  /** What its plan was changed for, by what is known of its pieces. */
  replanned: string[];
  /** Whether a person changed it: then nothing in it is chosen anew by itself. */
  isEdited?: boolean;
}

/** Finished files, and those to be. */
export const videos = pgTable(
  'videos',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    batchId: text('batch_id').notNull(),
    name: text('name').notNull(),
    ordinal: integer('ordinal').notNull(),
    status: text('status', { enum: videoStatuses }).notNull().default('waiting'),
    product: text('product').notNull(),
    creative: integer('creative').notNull(),
    language: text('language').notNull(),
    format: text('format').notNull(),
    /** Pieces that are not there yet: who brings it to 0 has it finished. */
    piecesLeft: integer('pieces_left').notNull().default(0),
    document: jsonb('document').$type<VideoDocument>().notNull(),
    /** As in a manifest, once it has ended. */
    record: jsonb('record').$type<ManifestVideo>(),
    files: jsonb('files').$type<VideoFiles>(),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    /** How often it was really joined: once, unless a worker died in the middle of it. */
    joins: integer('joins').notNull().default(0),
    error: jsonb('error').$type<StoredError>(),
    /** What the gate says of it; it may not leave without. */
    verdict: jsonb('verdict'),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [
    uniqueIndex('videos_batch').on(table.batchId, table.ordinal),
    index('videos_team').on(table.teamId, table.id),
    // What the console counts by day, and no more of a row than that.
    index('videos_ended').on(table.endedAt, table.status, table.teamId).where(sql`ended_at is not null`),
    ofItsTeam('videos', table.teamId),
  ],
).enableRLS();

/** Which pieces a video is joined of. */
export const videoPieces = pgTable(
  'video_pieces',
  { ...teamOwned, videoId: text('video_id').notNull(), hash: text('hash').notNull() },
  (table) => [
    primaryKey({ columns: [table.videoId, table.hash] }),
    index('video_pieces_hash').on(table.teamId, table.hash),
    ofItsTeam('video_pieces', table.teamId),
  ],
).enableRLS();
