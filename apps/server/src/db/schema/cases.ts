import { sql } from 'drizzle-orm';
import { bigserial, boolean, index, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What somebody wants of the service. */
export const caseKinds = [
  'infringement',
  'abuse',
  'complaint',
  'privacy',
  'deletion',
  'appeal',
  'guardian',
  'question',
  'feedback',
] as const;
export type CaseKind = (typeof caseKinds)[number];

/**
 * Whose turn it is. `unconfirmed` the sender proves the contact; `open` the service; `asked` the sender; `noticed` the owner
 * of what it is about; `countered` the sender again, after a counter-notice; `disputed` a court or an authority has it, and
 * nothing changes until they say; `closed` nobody.
 */
export const caseStates = ['unconfirmed', 'open', 'asked', 'noticed', 'countered', 'disputed', 'closed'] as const;
export type CaseState = (typeof caseStates)[number];

export const caseOutcomes = ['upheld', 'rejected', 'restored', 'answered', 'withdrawn'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** Whose right is said to be hurt. */
export const rightKinds = ['copyright', 'trademark', 'portrait', 'reputation', 'privacy', 'other'] as const;
export type RightKind = (typeof rightKinds)[number];

/** What a guardian asks for. */
export const guardianWishes = ['access', 'refund', 'deletion'] as const;
export type GuardianWish = (typeof guardianWishes)[number];

export const caseSources = ['form', 'mail'] as const;
export type CaseSource = (typeof caseSources)[number];

/** Complaints, notices and requests, from anybody. Who sent one, and what they say, is sealed. */
export const cases = pgTable(
  'cases',
  {
    id: text('id').primaryKey(),
    ...made,
    /** As people name it, such as `C261128-7K3Q2M`. */
    number: text('number').notNull(),
    kind: text('kind', { enum: caseKinds }).notNull(),
    state: text('state', { enum: caseStates }).notNull(),
    source: text('source', { enum: caseSources }).notNull(),
    language: text('language', { enum: ['zh-CN', 'en'] }).notNull(),
    /** Of the link by which the sender comes back. */
    secretHash: text('secret_hash').notNull(),
    channel: text('channel', { enum: ['email', 'sms'] }).notNull(),
    contactSealed: text('contact_sealed').notNull(),
    contactIndex: text('contact_index').notNull(),
    nameSealed: text('name_sealed').notNull(),
    address: text('address').notNull(),
    /** The sender has shown that the contact is theirs. */
    confirmedAt: at('confirmed_at'),
    /** The account with just this verified contact; of a guardian's request, the minor's. */
    userId: text('user_id'),
    right: text('right', { enum: rightKinds }),
    wish: text('wish', { enum: guardianWishes }),
    /** Where it is seen, as the sender says. */
    place: text('place').notNull().default(''),
    /** That all of it is true and the sender may speak for whose right it is. */
    isSworn: boolean('is_sworn').notNull().default(false),
    /** What it is about, once that is known. */
    subject: text('subject', { enum: ['material', 'video'] }),
    subjectId: text('subject_id'),
    teamId: text('team_id'),
    /** When the turn ends; null where no time runs. */
    dueAt: at('due_at'),
    outcome: text('outcome', { enum: caseOutcomes }),
    /** It counts against the team as an infringement. */
    isStrike: boolean('is_strike').notNull().default(false),
    closedAt: at('closed_at'),
  },
  (table) => [
    uniqueIndex('cases_number').on(table.number),
    uniqueIndex('cases_secret').on(table.secretHash),
    index('cases_due').on(table.dueAt).where(sql`state <> 'closed'`),
    index('cases_open').on(table.id).where(sql`state <> 'closed'`),
    index('cases_team').on(table.teamId, table.id),
    index('cases_user').on(table.userId, table.id).where(sql`user_id is not null`),
    index('cases_contact').on(table.contactIndex, table.createdAt),
    index('cases_address').on(table.address, table.createdAt),
    ofTheService('cases'),
  ],
).enableRLS();

export const caseParties = ['sender', 'owner', 'operator', 'service'] as const;
export type CaseParty = (typeof caseParties)[number];

export const caseEventKinds = [
  'received',
  'confirmed',
  'linked',
  'said',
  'asked',
  'noticed',
  'taken-down',
  'counter-notice',
  'forwarded',
  'suit-shown',
  'silent',
  'restored',
  'decided',
  'disclosed',
  'withdrawn',
] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

/** Who of the parties reads an entry; operators read all. */
export const caseReaders = ['both', 'sender', 'owner', 'operators'] as const;
export type CaseReaders = (typeof caseReaders)[number];

/** What happened in a case, in its order. Never changed. */
export const caseEvents = pgTable(
  'case_events',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    ...made,
    caseId: text('case_id').notNull(),
    kind: text('kind', { enum: caseEventKinds }).notNull(),
    party: text('party', { enum: caseParties }).notNull(),
    /** The person or key, where one is known. */
    by: text('by'),
    readers: text('readers', { enum: caseReaders }).notNull(),
    textSealed: text('text_sealed'),
  },
  (table) => [index('case_events_case').on(table.caseId, table.id), ofTheService('case_events')],
).enableRLS();

/** Proof that a party sent, sealed. */
export const caseFiles = pgTable(
  'case_files',
  {
    id: text('id').primaryKey(),
    ...made,
    caseId: text('case_id').notNull(),
    party: text('party', { enum: caseParties }).notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    /** The file in base64, sealed. */
    sealed: text('sealed').notNull(),
  },
  (table) => [index('case_files_case').on(table.caseId, table.id), ofTheService('case_files')],
).enableRLS();

/** What is down for a case: a material and every video that shows it. Each is back once no case holds it down. */
export const takedowns = pgTable(
  'takedowns',
  {
    id: text('id').primaryKey(),
    ...made,
    caseId: text('case_id').notNull(),
    number: text('number').notNull(),
    ...teamOwned,
    subject: text('subject', { enum: ['material', 'video'] }).notNull(),
    subjectId: text('subject_id').notNull(),
    /** Of a material: the same content does not come back under another name. */
    sha256: text('sha256'),
    endedAt: at('ended_at'),
  },
  (table) => [
    uniqueIndex('takedowns_once').on(table.caseId, table.subjectId).where(sql`ended_at is null`),
    index('takedowns_subject').on(table.subjectId).where(sql`ended_at is null`),
    index('takedowns_sha256').on(table.teamId, table.sha256).where(sql`ended_at is null`),
    ofItsTeam('takedowns', table.teamId),
  ],
).enableRLS();
