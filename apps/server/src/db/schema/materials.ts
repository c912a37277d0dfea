import type { AiOrigin } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** A file of the media store that was drawn of a material. */
export interface DrawnFile {
  sha256: string;
  bytes: number;
}

/** What a look through a picture or clip found. Times in milliseconds. */
export interface SeenMaterial {
  width: number;
  height: number;
  durationMs: number | null;
  thumbnail: DrawnFile | null;
  /** A picture a shot, side by side; none where there is one shot. */
  strip: (DrawnFile & { cellWidth: number; cellHeight: number }) | null;
  /** `text`: the words that were read in the shot's picture. */
  shots: { startMs: number; endMs: number; text: string }[];
  /** What its first picture looks like: 64 bits in hexadecimal digits. Null: of one colour, which looks like nothing. */
  likeness: string | null;
  /** The id of an earlier material that looks the same. */
  like: string | null;
  /** What a model says of its pictures, where it was asked. */
  description?: MaterialDescription;
}

/** Words of a model about a picture: AI wrote them. */
export interface MaterialDescription {
  text: string;
  tags: string[];
  model: string;
  at: string;
}

/** Where a material came from the licensed library. Once its item is withdrawn, nothing new is made with it. */
export interface FromLibrary {
  item: string;
  withdrawn: { at: string; why: string } | null;
}

/** Pictures, clips and sounds of a team. The bytes are in the media store, under their SHA-256. */
export const materials = pgTable(
  'materials',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    /** As the user's file is called. */
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    mediaType: text('media_type').notNull(),
    rights: jsonb('rights'),
    /** What it says of AI having made it, read when it came. */
    aiOrigin: jsonb('ai_origin').$type<AiOrigin>(),
    /** What the gate says of it. */
    verdict: jsonb('verdict'),
    /** Words that the team files it under. */
    tags: text('tags').array().notNull().default(sql`'{}'::text[]`),
    /** Null: nobody has looked through it yet, or it shows nothing. */
    seen: jsonb('seen').$type<SeenMaterial>(),
    /** When a look through it was last asked for: what failed is not asked for again by itself. */
    lookedAt: timestamp('looked_at', { withTimezone: true }),
    fromLibrary: jsonb('from_library').$type<FromLibrary>(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    index('materials_team').on(table.teamId, table.id),
    index('materials_sha256').on(table.sha256),
    index('materials_from_library').on(sql`(${table.fromLibrary} ->> 'item')`),
    ofItsTeam('materials', table.teamId),
  ],
).enableRLS();

/** Scans that prove the rights of a material, such as a signed licence: sealed. */
export const materialProofs = pgTable(
  'material_proofs',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    materialId: text('material_id').notNull(),
    /** As the user's file is called. */
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sha256: text('sha256').notNull(),
    /** The file in base64, sealed. */
    sealed: text('sealed').notNull(),
  },
  (table) => [
    index('material_proofs_material').on(table.teamId, table.materialId),
    ofItsTeam('material_proofs', table.teamId),
  ],
).enableRLS();
