import { bigserial, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * How an undertaking stands: `waiting` for somebody of the team to approve it, `making` while its files are drawn; `made` files
 * can be taken until it is withdrawn.
 */
export const undertakingStatuses = ['waiting', 'declined', 'making', 'made', 'failed', 'withdrawn'] as const;
export type UndertakingStatus = (typeof undertakingStatuses)[number];

/** The film and the cover that were released. */
export type UndertakingFiles = Record<'film' | 'cover', { sha256: string; bytes: number }>;

/**
 * What people undertook to be given a video without the explicit label (Measures for Labelling 9). Nothing that is deleted
 * takes a row with it, neither its video nor its team nor its account: it goes when its term ends, and only then.
 */
export const undertakings = pgTable(
  'undertakings',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    status: text('status', { enum: undertakingStatuses }).notNull(),
    videoId: text('video_id').notNull(),
    videoName: text('video_name').notNull(),
    batchId: text('batch_id').notNull(),
    /** SHA-256 of the labelled film that it is about. */
    sha256: text('sha256').notNull(),
    /** What the video is wanted for without the label. */
    purpose: text('purpose').notNull(),
    /** The text of the duties as it was read: its day, language and hash. */
    dutiesVersion: text('duties_version').notNull(),
    dutiesLanguage: text('duties_language').notNull(),
    dutiesSha256: text('duties_sha256').notNull(),
    signedBy: text('signed_by').notNull(),
    /** Sealed JSON: the name that was signed with, the account's contact, and who receives the files. */
    partiesSealed: text('parties_sealed').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    note: text('note').notNull().default(''),
    renderId: text('render_id'),
    files: jsonb('files').$type<UndertakingFiles>(),
    /** The number in the implicit label of the files. */
    produceId: text('produce_id'),
    /** What their watermark says, piece by piece, and under which key. */
    pieces: text('pieces').array(),
    markKeyId: text('mark_key_id'),
    madeAt: at('made_at'),
    /** The row is kept until then: six calendar months after the last that happened with it. */
    keepUntil: at('keep_until').notNull(),
  },
  (table) => [
    index('undertakings_team').on(table.teamId, table.id),
    index('undertakings_video').on(table.teamId, table.videoId),
    index('undertakings_produce_id').on(table.produceId),
    index('undertakings_pieces').using('gin', table.pieces),
    ofItsTeam('undertakings', table.teamId),
  ],
).enableRLS();

/** What can happen to an undertaking. */
export const undertakingActs = ['signed', 'approved', 'declined', 'made', 'failed', 'taken', 'withdrawn'] as const;

/** What happened to undertakings: who, when, from where. Rows are added and never changed. */
export const undertakingLog = pgTable(
  'undertaking_log',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...teamOwned,
    ...made,
    undertakingId: text('undertaking_id').notNull(),
    act: text('act', { enum: undertakingActs }).notNull(),
    /** A person's id; null for what the service did itself. */
    by: text('by'),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
  },
  (table) => [
    index('undertaking_log_of').on(table.teamId, table.undertakingId, table.id),
    ofItsTeam('undertaking_log', table.teamId),
  ],
).enableRLS();
