import { categories } from '@clipo/safety';
import { z } from 'zod';
import {
  appealStates,
  limitedFunctions,
  measuredThings,
  measureKinds,
  measureReasons,
  measureStates,
  proposalStates,
} from '../../db/schema/index.ts';
import { named } from '../../http/document.ts';
import { pageOf } from '../../http/page.ts';
import type { AppealRow } from '../appeals/queries.ts';
import type { ActRow, MeasureRow, ProposalRow } from './queries.ts';
import type { EvidenceRow } from './queries-evidence.ts';

const time = z.iso.datetime();
const functions = z.array(z.enum(limitedFunctions));
const ThingRef = z.strictObject({ kind: z.enum(measuredThings), id: z.string().min(1).max(100) });

const Shared = {
  id: z.string(),
  createdAt: time,
  kind: z.enum(measureKinds),
  reason: z.enum(measureReasons).describe('One of the agreement’s five'),
  statement: z.string().describe('What happened, and what to do'),
  ground: z.string().describe('The rule, or the number of an order or a case'),
  category: z.string().nullable(),
  functions: functions.describe('What a limit takes away'),
  thing: ThingRef.nullable().describe('What it is about'),
  dueAt: time.nullable().describe('Until when to correct or answer'),
  endsAt: time.nullable().describe('When it ends by itself; null: for good, or by what closes it'),
  state: z.enum(measureStates),
  closedAt: time.nullable(),
  answer: z.string().nullable(),
  answeredAt: time.nullable(),
  caseId: z.string().nullable(),
};

const AppealOf = z.strictObject({
  id: z.string(),
  state: z.enum(appealStates),
  dueAt: time,
  isDueKnown: z.boolean(),
  reasons: z.string().nullable(),
  decidedAt: time.nullable(),
});

/** A measure as its person sees it. */
export const OwnMeasure = named(
  'OwnMeasure',
  z.strictObject({
    ...Shared,
    mayCorrect: z.boolean(),
    mayAnswer: z.boolean(),
    mayAppeal: z.boolean(),
    appeal: AppealOf.nullable(),
  }),
);
export const OwnMeasures = named('OwnMeasures', z.strictObject({ items: z.array(OwnMeasure) }));

const Act = z.strictObject({
  at: time,
  act: z.string(),
  by: z.string(),
  ground: z.string(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});
const Evidence = z.strictObject({
  id: z.string(),
  sealedAt: time,
  name: z.string(),
  thingId: z.string(),
  sha256: z.string().nullable(),
  recordSha256: z.string(),
  isCopied: z.boolean(),
  retainUntil: time,
  legalHold: z.string().nullable(),
});

/** A measure as operators see it. */
export const Measure = named(
  'Measure',
  z.strictObject({
    ...Shared,
    userId: z.string(),
    name: z.string(),
    contact: z.string().describe('Masked'),
    decidedBy: z.string(),
    follows: z.string().nullable(),
    appeal: AppealOf.nullable(),
  }),
);
export const MeasurePage = named('MeasurePage', pageOf(Measure));
export const MeasureHistory = named(
  'MeasureHistory',
  z.strictObject({ measure: Measure, acts: z.array(Act), evidence: z.array(Evidence) }),
);
const words = z.string().trim().min(2).max(2000);
export const NewMeasureBody = named(
  'NewMeasure',
  z.strictObject({
    userId: z.string().min(1).max(60),
    kind: z.enum(measureKinds),
    reason: z.enum(measureReasons),
    statement: words.describe('For the person: what happened, and what to do'),
    ground: z.string().trim().min(2).max(300).describe('The rule, or the number of an order or a case'),
    category: z.enum(categories).optional(),
    functions: functions.max(5).optional(),
    thing: ThingRef.optional(),
    hours: z.int().min(1).max(720).optional().describe('To correct (2 unless told) or to answer a demand (120)'),
    days: z.int().min(1).max(3650).optional().describe('Of a limit or suspension; left out, for good'),
    caseId: z.string().min(1).max(60).optional(),
  }),
);
export const Reason = named('MeasureUndoing', z.strictObject({ reason: words.describe('The person is told') }));
export const Answer = named('MeasureAnswer', z.strictObject({ answer: words }));

export const Proposal = named(
  'MeasureProposal',
  z.strictObject({
    id: z.string(),
    createdAt: time,
    userId: z.string(),
    name: z.string(),
    contact: z.string(),
    kind: z.enum(measureKinds),
    reason: z.enum(measureReasons),
    functions,
    days: z.int().nullable(),
    rule: z.string(),
    because: z.string(),
    follows: z.string().nullable(),
    caseId: z.string().nullable(),
    thing: ThingRef.nullable(),
    state: z.enum(proposalStates),
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
    note: z.string(),
    measureId: z.string().nullable(),
  }),
);
export const ProposalPage = named('MeasureProposalPage', pageOf(Proposal));
export const ProposalDecision = named(
  'MeasureProposalDecision',
  z.strictObject({ take: z.boolean(), note: words.describe('For the person where it is taken, else for the record') }),
);

function shared(row: MeasureRow) {
  const { id, kind, reason, statement, ground, category, state, answer, caseId } = row;
  return {
    id,
    createdAt: row.createdAt.toISOString(),
    kind,
    reason,
    statement,
    ground,
    category,
    functions: row.functions,
    thing: row.thing === null ? null : { kind: row.thing, id: row.thingId ?? '' },
    dueAt: row.dueAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    state,
    closedAt: row.closedAt?.toISOString() ?? null,
    answer,
    answeredAt: row.answeredAt?.toISOString() ?? null,
    caseId,
  };
}

function appealIn(row: AppealRow | undefined) {
  return row === undefined
    ? null
    : {
        id: row.id,
        state: row.state,
        dueAt: row.dueAt.toISOString(),
        isDueKnown: row.isDueKnown,
        reasons: row.reasons,
        decidedAt: row.decidedAt?.toISOString() ?? null,
      };
}

/** Of its appeals, the one that counts: the newest that was not withdrawn. */
function latest(appeals: readonly AppealRow[], id: string): AppealRow | undefined {
  return appeals.findLast(({ subjectId, state }) => subjectId === id && state !== 'withdrawn');
}

export function ownMeasureView(row: MeasureRow, appeals: readonly AppealRow[]): z.input<typeof OwnMeasure> {
  const appeal = latest(appeals, row.id);
  const isOpen = row.state === 'open';
  return {
    ...shared(row),
    mayCorrect: isOpen && row.kind === 'warning',
    mayAnswer: isOpen,
    mayAppeal: (isOpen || row.state === 'lapsed') && appeal === undefined,
    appeal: appealIn(appeal),
  };
}

export function measureView(
  row: MeasureRow,
  person: { name: string; contact: string },
  appeals: readonly AppealRow[],
): z.input<typeof Measure> {
  const { userId, decidedBy, follows } = row;
  return { ...shared(row), userId, ...person, decidedBy, follows, appeal: appealIn(latest(appeals, row.id)) };
}

export function actView({ createdAt, act, by, ground, before, after }: ActRow): z.input<typeof Act> {
  return { at: createdAt.toISOString(), act, by, ground, before, after };
}

export function evidenceView(row: EvidenceRow): z.input<typeof Evidence> {
  const { id, sealedAt, name, thingId, sha256, recordSha256, legalHold } = row;
  const isCopied = row.copiedAt !== null;
  return {
    id,
    sealedAt,
    name,
    thingId,
    sha256,
    recordSha256,
    isCopied,
    retainUntil: row.retainUntil.toISOString(),
    legalHold,
  };
}

export function proposalView(row: ProposalRow, person: { name: string; contact: string }): z.input<typeof Proposal> {
  const { thing, thingId, createdAt, decidedAt, ...said } = row;
  return {
    ...said,
    ...person,
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    thing: thing === null ? null : { kind: thing, id: thingId ?? '' },
  };
}
