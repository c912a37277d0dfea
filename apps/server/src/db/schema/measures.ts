import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What may be done about a person's breach, the lightest first; `demand` asks the owner for proof against a complaint,
 * and `freeze` is the agreement's (A4).
 */
export const measureKinds = ['demand', 'warning', 'limit', 'suspension', 'termination', 'freeze'] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** The agreement's five reasons for a freeze (its number 9); every measure has one of them. */
export const measureReasons = ['breach', 'abnormal', 'complaint', 'order', 'law'] as const;
export type MeasureReason = (typeof measureReasons)[number];

/** What a limit takes away. Each is a set of operations (features/parts/service-parts.ts). */
export const limitedFunctions = ['create', 'publish', 'upload', 'api', 'invite'] as const;
export type LimitedFunction = (typeof limitedFunctions)[number];

/** `open` holds. `corrected`, `answered`: closed by what the person did; `lapsed`: its deadline passed; `ended`: its term did; `undone`: taken back. */
export const measureStates = ['open', 'corrected', 'answered', 'lapsed', 'ended', 'undone'] as const;
export type MeasureState = (typeof measureStates)[number];

/** What of a person's a measure may be about. */
export const measuredThings = ['material', 'video', 'product', 'script', 'template'] as const;
export type MeasuredThing = (typeof measuredThings)[number];

/** Measures against people, each with its reason, evidence, deadline and way back. A row is never deleted before its term. */
export const measures = pgTable(
  'measures',
  {
    id: text('id').primaryKey(),
    ...made,
    kind: text('kind', { enum: measureKinds }).notNull(),
    reason: text('reason', { enum: measureReasons }).notNull(),
    /** Whom it is against. */
    userId: text('user_id').notNull(),
    /** What the person is told: what happened, and what to do. */
    statement: text('statement').notNull(),
    /** The rule, or the number of an order or a case. */
    ground: text('ground').notNull(),
    /** A category of the content check, where it is about content. */
    category: text('category'),
    functions: text('functions', { enum: limitedFunctions }).array().notNull().default(sql`'{}'`),
    thing: text('thing', { enum: measuredThings }),
    thingId: text('thing_id'),
    thingTeamId: text('thing_team_id'),
    /** Hash of what the thing said when the measure was taken: what is corrected differs. */
    thingHash: text('thing_hash'),
    /** Until when to correct, or to answer. */
    dueAt: at('due_at'),
    /** When it ends by itself; null: for good, or by what closes it. */
    endsAt: at('ends_at'),
    state: text('state', { enum: measureStates }).notNull().default('open'),
    closedAt: at('closed_at'),
    answer: text('answer'),
    answeredAt: at('answered_at'),
    /** Who decided it: an operator, or `service` where a rule stops at once. */
    decidedBy: text('decided_by').notNull(),
    /** The measure that it follows. */
    follows: text('follows'),
    /** The case (features/cases) that it came of. */
    caseId: text('case_id'),
    /** The notice that told of it: its delivery starts the clock of a frozen account's silence. */
    noticeId: text('notice_id'),
    remindedAt: at('reminded_at'),
    /** Batches that it paused, so that its end tells of them. */
    paused: jsonb('paused').$type<{ teamId: string; batchId: string }[]>().notNull().default([]),
  },
  (table) => [
    index('measures_user').on(table.userId, table.id),
    index('measures_open').on(table.userId).where(sql`state = 'open'`),
    index('measures_due').on(table.dueAt).where(sql`state = 'open' and due_at is not null`),
    index('measures_ends').on(table.endsAt).where(sql`state = 'open' and ends_at is not null`),
    ofTheService('measures'),
  ],
).enableRLS();

/** Everything that happened to measures, appeals, deletions, evidence: never changed, and bound into the record of acts by its hash. */
export const measureActs = pgTable(
  'measure_acts',
  {
    id: text('id').primaryKey(),
    ...made,
    /** Of the measure, appeal, deletion, evidence or package that it is about. */
    aboutId: text('about_id').notNull(),
    userId: text('user_id').notNull(),
    act: text('act').notNull(),
    by: text('by').notNull(),
    ground: text('ground').notNull(),
    before: jsonb('before').$type<Record<string, unknown>>().notNull(),
    after: jsonb('after').$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of what the row says; the record of acts carries it too. */
    hash: text('hash').notNull(),
  },
  (table) => [
    index('measure_acts_about').on(table.aboutId, table.id),
    index('measure_acts_user').on(table.userId, table.id),
    ofTheService('measure_acts'),
  ],
).enableRLS();

export const proposalStates = ['open', 'taken', 'declined'] as const;

/** Measures that rules and history propose; a person decides. */
export const measureProposals = pgTable(
  'measure_proposals',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    kind: text('kind', { enum: measureKinds }).notNull(),
    reason: text('reason', { enum: measureReasons }).notNull(),
    functions: text('functions', { enum: limitedFunctions }).array().notNull().default(sql`'{}'`),
    /** Days that it is to last; null: for good. */
    days: integer('days'),
    /** The rule that proposes it, and what it counted. */
    rule: text('rule').notNull(),
    because: text('because').notNull(),
    follows: text('follows'),
    caseId: text('case_id'),
    thing: text('thing', { enum: measuredThings }),
    thingId: text('thing_id'),
    state: text('state', { enum: proposalStates }).notNull().default('open'),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    note: text('note').notNull().default(''),
    measureId: text('measure_id'),
  },
  (table) => [
    index('measure_proposals_state').on(table.state, table.id),
    uniqueIndex('measure_proposals_once').on(table.userId, table.kind, table.follows).where(sql`state = 'open'`),
    ofTheService('measure_proposals'),
  ],
).enableRLS();

/** Evidence under seal: a copy in the restricted store, and the record, each by its hash; rows form a signed chain. */
export const sealedEvidence = pgTable(
  'sealed_evidence',
  {
    id: text('id').primaryKey(),
    ...made,
    measureId: text('measure_id').notNull(),
    userId: text('user_id').notNull(),
    what: text('what').notNull(),
    thingId: text('thing_id').notNull(),
    name: text('name').notNull(),
    /** Of the copy; null where the evidence is a record alone. */
    sha256: text('sha256'),
    sizeBytes: integer('size_bytes').notNull().default(0),
    record: jsonb('record').$type<Record<string, unknown>>().notNull(),
    recordSha256: text('record_sha256').notNull(),
    sealedAt: text('sealed_at').notNull(),
    /** When the copy lay in the restricted store; until then the file is kept where it is. */
    copiedAt: at('copied_at'),
    sealedBy: text('sealed_by').notNull(),
    retainUntil: at('retain_until').notNull(),
    /** It stays whatever its term says while this is set. */
    legalHold: text('legal_hold'),
    /** When its term had ended and its record and copy were taken away: the seal alone stays, so that the chain holds. */
    sweptAt: at('swept_at'),
    number: integer('number').notNull(),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
    signature: text('signature').notNull(),
  },
  (table) => [
    uniqueIndex('sealed_evidence_number').on(table.number),
    index('sealed_evidence_measure').on(table.measureId),
    index('sealed_evidence_user').on(table.userId),
    ofTheService('sealed_evidence'),
  ],
).enableRLS();

/** Records, logs and evidence handed to an authority: what it holds, by hash, and by which request. */
export const authorityPackages = pgTable(
  'authority_packages',
  {
    id: text('id').primaryKey(),
    ...made,
    userId: text('user_id').notNull(),
    authority: text('authority').notNull(),
    requestNumber: text('request_number').notNull(),
    ground: text('ground').notNull(),
    since: at('since').notNull(),
    until: at('until').notNull(),
    madeBy: text('made_by').notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    entries: jsonb('entries').$type<{ path: string; sha256: string; sizeBytes: number }[]>().notNull(),
  },
  (table) => [index('authority_packages_user').on(table.userId, table.id), ofTheService('authority_packages')],
).enableRLS();
