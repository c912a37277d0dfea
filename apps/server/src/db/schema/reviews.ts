import type { ManifestVideo } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';
import type { VideoFiles } from './videos.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** How a video stands in review: what was decided last. `reopened` takes a decision back. */
export const reviewOutcomes = ['approved', 'rejected', 'reopened'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** Who wrote something: a member, a key, or whoever holds a client's link. */
const author = { by: text('by').notNull(), byName: text('by_name').notNull() };

/** Decisions on videos, each one kept: the newest of a video counts, for the file that it was made on. */
export const reviewDecisions = pgTable(
  'review_decisions',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    batchId: text('batch_id').notNull(),
    videoId: text('video_id').notNull(),
    outcome: text('outcome', { enum: reviewOutcomes }).notNull(),
    reasons: jsonb('reasons').$type<string[]>().notNull(),
    note: text('note').notNull(),
    /** SHA-256 of the film that was looked at. */
    sha256: text('sha256').notNull(),
    ...author,
  },
  (table) => [
    index('review_decisions_video').on(table.teamId, table.videoId, table.id),
    index('review_decisions_batch').on(table.teamId, table.batchId),
    ofItsTeam('review_decisions', table.teamId),
  ],
).enableRLS();

/** What people say about a video, at a time of it or about the whole. */
export const reviewComments = pgTable(
  'review_comments',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    batchId: text('batch_id').notNull(),
    videoId: text('video_id').notNull(),
    /** Milliseconds from the beginning; null: about the whole. */
    atMs: integer('at_ms'),
    body: text('body').notNull(),
    /** Ids of the members who are called. */
    mentions: jsonb('mentions').$type<string[]>().notNull(),
    /** SHA-256 of the film that was looked at. */
    sha256: text('sha256').notNull(),
    ...author,
    verdict: jsonb('verdict').notNull(),
    resolvedAt: at('resolved_at'),
    resolvedBy: text('resolved_by'),
  },
  (table) => [
    index('review_comments_video').on(table.teamId, table.videoId, table.id),
    index('review_comments_batch').on(table.teamId, table.batchId),
    ofItsTeam('review_comments', table.teamId),
  ],
).enableRLS();

/** Links by which a client without account sees a batch, until they expire or are taken back. */
export const shareLinks = pgTable(
  'share_links',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    createdBy: text('created_by').notNull(),
    batchId: text('batch_id').notNull(),
    /** For whom it is: it stands over the pictures. */
    name: text('name').notNull(),
    secretHash: text('secret_hash').notNull(),
    mayComment: boolean('may_comment').notNull(),
    mayDecide: boolean('may_decide').notNull(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
    opens: integer('opens').notNull().default(0),
    openedAt: at('opened_at'),
  },
  (table) => [
    uniqueIndex('share_links_secret').on(table.secretHash),
    index('share_links_batch').on(table.teamId, table.batchId),
    ofItsTeam('share_links', table.teamId),
  ],
).enableRLS();

/** Earlier files of videos that were made anew. A trigger keeps them: nothing that replaces files can forget to. */
export const videoVersions = pgTable(
  'video_versions',
  {
    id: text('id').primaryKey().default(sql`'vsn_' || replace(gen_random_uuid()::text, '-', '')`),
    ...teamOwned,
    ...made,
    videoId: text('video_id').notNull(),
    files: jsonb('files').$type<VideoFiles>().notNull(),
    record: jsonb('record').$type<ManifestVideo>(),
    verdict: jsonb('verdict'),
    endedAt: at('ended_at'),
  },
  (table) => [
    index('video_versions_video').on(table.teamId, table.videoId, table.createdAt),
    ofItsTeam('video_versions', table.teamId),
  ],
).enableRLS();
