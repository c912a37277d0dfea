import type { PresenterState } from '@clipo/contract';
import { bigint, foreignKey, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const changed = { updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow() };

export const engineKinds = ['clipo', 'heygen', 'aliyun', 'tencent', 'duix'] as const;

/** What of an engine is no secret. */
export interface EngineSettings {
  kind: (typeof engineKinds)[number];
  /** Left out, the provider's own; of `duix`, the operator's. */
  baseUrl?: string | undefined;
  /** Of `aliyun`. */
  model?: 'videoretalk' | 'liveportrait' | undefined;
  /** Of `clipo`: a face that goes there leaves the country. */
  isAbroad?: boolean | undefined;
  centsPerSecond?: number | undefined;
}

/** Outside engines that animate presenters for a team, with the keys sealed. */
export const presenterEngines = pgTable(
  'presenter_engines',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    ...changed,
    name: text('name').notNull(),
    settings: jsonb('settings').$type<EngineSettings>().notNull(),
    /** Sealed JSON: `key`, and for some `token`. */
    keysSealed: text('keys_sealed'),
  },
  (table) => [index('presenter_engines_team').on(table.teamId), ofItsTeam('presenter_engines', table.teamId)],
).enableRLS();

export const motions = ['calm', 'normal', 'active'] as const;

/** Presenters of a team whom an outside engine performs: one of its avatars, or a person of a material. */
export const outsidePresenters = pgTable(
  'outside_presenters',
  {
    /** A brief names the presenter by it. */
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    ...changed,
    name: text('name').notNull(),
    engineId: text('engine_id').notNull(),
    avatar: text('avatar'),
    materialId: text('material_id'),
    motion: text('motion', { enum: motions }).notNull(),
    voice: text('voice'),
    /** Most that one speech, and all of a batch, may cost, in hundredths of the engine's currency. */
    mostCents: integer('most_cents'),
    mostBatchCents: integer('most_batch_cents'),
    deadlineSeconds: integer('deadline_seconds').notNull(),
    standIn: text('stand_in').notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.engineId], foreignColumns: [presenterEngines.id] }),
    index('outside_presenters_team').on(table.teamId),
    ofItsTeam('outside_presenters', table.teamId),
  ],
).enableRLS();

/** A file that an engine sent. */
export interface OrderFile {
  sha256: string;
  bytes: number;
}

/** What was ordered from engines: an order is paid once, whichever machine goes on with it. */
export const presenterOrders = pgTable(
  'presenter_orders',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    ...changed,
    /** Holds the engine, the voice and who speaks. */
    name: text('name').notNull(),
    engine: text('engine').notNull(),
    /** What it was first ordered for. */
    orderedFor: text('ordered_for').notNull(),
    /** The picture or film of the person, by its hash: a withdrawal removes what was ordered with it. Null for avatars. */
    faceSha256: text('face_sha256'),
    state: jsonb('state').$type<PresenterState>().notNull(),
    spokenMs: integer('spoken_ms').notNull(),
    files: jsonb('files').$type<Partial<Record<'video' | 'mask', OrderFile>>>().notNull().default({}),
  },
  (table) => [
    uniqueIndex('presenter_orders_name').on(table.teamId, table.name),
    index('presenter_orders_for').on(table.teamId, table.orderedFor),
    ofItsTeam('presenter_orders', table.teamId),
  ],
).enableRLS();

/** Files that an outside engine may fetch by a link for a while: the voices of those that take addresses only. */
export const lentFiles = pgTable(
  'lent_files',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    sha256: text('sha256').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** The batch or single file that is being made. */
    lentFor: text('lent_for').notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (table) => [index('lent_files_end').on(table.expiresAt), ofItsTeam('lent_files', table.teamId)],
).enableRLS();
