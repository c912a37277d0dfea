import type { Proposal } from '@clipo/agent';
import type { Language, TalkPiece } from '@clipo/contract';
import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

/** Where a conversation stands, but for its brief, which is the sum of its changes. */
export interface ConversationState {
  asked: 'product' | 'points' | 'price' | 'materials' | null;
  passed: ('product' | 'points' | 'price' | 'materials')[];
  isIntroduced: boolean;
  /** Decides the choices: what was shown is what is made. */
  seed: number;
  proposal: Proposal | null;
}

/** What a person and the agent say to each other. It is its owner's alone, whoever else is of the team. */
export const conversations = pgTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    /** The person, or the key, whose it is. */
    ownerId: text('owner_id').notNull(),
    title: text('title').notNull(),
    language: text('language').$type<Language>().notNull(),
    pinnedAt: timestamp('pinned_at', { withTimezone: true }),
    state: jsonb('state').$type<ConversationState>().notNull(),
    /** While an answer is being written, until when it is waited for. */
    busyUntil: timestamp('busy_until', { withTimezone: true }),
  },
  (table) => [
    index('conversations_owner').on(table.teamId, table.ownerId, table.updatedAt),
    ofItsTeam('conversations', table.teamId),
  ],
).enableRLS();

export const answerStatuses = ['writing', 'done', 'stopped', 'failed'] as const;

/** One message: of the person, or the agent's answer with its steps, cards and changes. */
export const conversationMessages = pgTable(
  'conversation_messages',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    role: text('role').$type<'person' | 'agent'>().notNull(),
    /** Who wrote an answer: `planner`, or the model's name. */
    writer: text('writer').notNull(),
    status: text('status').$type<(typeof answerStatuses)[number]>().notNull(),
    pieces: jsonb('pieces').$type<TalkPiece[]>().notNull(),
    /** What search looks through. */
    words: text('words').notNull(),
    verdict: jsonb('verdict'),
    tokensIn: integer('tokens_in').notNull().default(0),
    tokensOut: integer('tokens_out').notNull().default(0),
  },
  (table) => [
    index('conversation_messages_of').on(table.teamId, table.conversationId, table.id),
    ofItsTeam('conversation_messages', table.teamId),
  ],
).enableRLS();

export const reportReasons = ['unlawful', 'wrong', 'offensive', 'infringing', 'private', 'other'] as const;

/** What a person reported of the agent's output, with a copy of it: the conversation may be gone by then. */
export const outputReports = pgTable(
  'output_reports',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    reporterId: text('reporter_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    messageId: text('message_id').notNull(),
    reason: text('reason').$type<(typeof reportReasons)[number]>().notNull(),
    note: text('note').notNull(),
    writer: text('writer').notNull(),
    pieces: jsonb('pieces').$type<TalkPiece[]>().notNull(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (table) => [index('output_reports_team').on(table.teamId, table.id), ofItsTeam('output_reports', table.teamId)],
).enableRLS();

/** The language model of a team, with its key sealed. */
export const teamModels = pgTable(
  'team_models',
  {
    teamId: text('team_id').primaryKey(),
    ...made,
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    baseUrl: text('base_url').notNull(),
    name: text('name').notNull(),
    keySealed: text('key_sealed'),
    currency: text('currency'),
    /** Price of a million tokens, in hundredths. */
    priceIn: bigint('price_in', { mode: 'number' }),
    priceOut: bigint('price_out', { mode: 'number' }),
  },
  (table) => [ofItsTeam('team_models', table.teamId)],
).enableRLS();
