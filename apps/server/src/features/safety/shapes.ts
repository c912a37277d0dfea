import { z } from 'zod';
import { Finding } from '../../check/verdict.ts';
import { caseStatuses, rulings, safetySubjects } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';
import { rulingReasons } from './decide-case.ts';
import type { CaseRow, DecisionRow } from './queries-cases.ts';

const time = z.iso.datetime();

const Shared = {
  id: z.string(),
  createdAt: time,
  subject: z.enum(safetySubjects),
  subjectId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  findings: z.array(Finding),
  status: z.enum(caseStatuses).describe('`open`, `second` and `third` wait for a reviewer'),
  round: z.int().describe('0 at first, 1 after an appeal'),
  ruling: z.enum(rulings).nullable(),
  decidedAt: time.nullable(),
  appeal: z.string().nullable(),
  appealedAt: time.nullable(),
};

export const SafetyCase = named(
  'SafetyCase',
  z.strictObject({
    ...Shared,
    teamId: z.string(),
    severity: z.int().describe('1 to 3; 3 takes two reviewers'),
    waitsSince: time,
    link: z.string().describe('Path of what it is about, for reviewers alone, good for an hour'),
    takenUntil: time.nullable().describe('Until when it is kept for the one who took it'),
    decisions: z
      .array(
        z.strictObject({
          at: time,
          round: z.int(),
          ruling: z.enum(rulings),
          reason: z.enum(rulingReasons),
          note: z.string(),
        }),
      )
      .describe('Told once the case is decided: who looks judges for themselves'),
  }),
);
export const SafetyQueue = named(
  'SafetyQueue',
  z.strictObject({
    items: z.array(SafetyCase),
    waiting: z.array(z.strictObject({ severity: z.int(), many: z.int() })).describe('All that wait, also for others'),
  }),
);
export const NextCase = named('NextSafetyCase', z.strictObject({ next: SafetyCase.nullable() }));
export const TeamCase = named(
  'TeamSafetyCase',
  z.strictObject({
    ...Shared,
    mayAppeal: z.boolean(),
    ground: z
      .strictObject({ reason: z.enum(rulingReasons), note: z.string() })
      .nullable()
      .describe('Why it was ruled on as it was, in the reviewer’s words; null until it is'),
  }),
);
export const TeamCases = named('TeamSafetyCases', z.strictObject({ items: z.array(TeamCase) }));
export const NewDecision = named(
  'NewSafetyDecision',
  z.strictObject({
    ruling: z.enum(rulings),
    reason: z.enum(rulingReasons),
    note: z.string().trim().max(1000).default('').describe('For the team, in words that they can act on'),
  }),
);
export const NewAppeal = named('NewSafetyAppeal', z.strictObject({ text: z.string().trim().min(5).max(2000) }));
export const Agreement = named(
  'ReviewerAgreement',
  z.strictObject({
    pairs: z.int().describe('Cases that two reviewers saw, in the last 90 days'),
    agreed: z.int(),
    kappa: z.number().nullable().describe('Cohen’s kappa: 1 always alike, 0 as by chance; null: too little to say'),
    appealed: z.int(),
    overturned: z.int().describe('Of the appealed: how many another reviewer allowed'),
  }),
);

export function caseView(
  deps: Pick<Deps, 'secrets'>,
  row: CaseRow,
  decisions: readonly DecisionRow[] = [],
): z.input<typeof SafetyCase> {
  const { id: of, teamId, sha256: hash, mediaType: type, name } = row;
  return {
    ...sharedView(row),
    teamId,
    link: mediaLinkFor(deps, { of, teamId, hash, type, name, use: 'inline' }),
    severity: row.severity,
    waitsSince: row.waitsSince.toISOString(),
    takenUntil: row.takenUntil?.toISOString() ?? null,
    decisions:
      row.status === 'decided'
        ? decisions.map(({ createdAt, round, ruling, reason, note }) => ({
            at: createdAt.toISOString(),
            round,
            ruling,
            reason: z.enum(rulingReasons).parse(reason),
            note,
          }))
        : [],
  };
}

export function teamCaseView(
  row: CaseRow,
  ground: Pick<DecisionRow, 'reason' | 'note'> | undefined,
): z.input<typeof TeamCase> {
  return {
    ...sharedView(row),
    mayAppeal: row.status === 'decided' && row.ruling === 'blocked' && row.round === 0,
    ground: ground === undefined ? null : { reason: z.enum(rulingReasons).parse(ground.reason), note: ground.note },
  };
}

function sharedView(row: CaseRow) {
  const { id, createdAt, subject, subjectId, name, mediaType, findings, status, round, ruling, appeal } = row;
  return {
    id,
    createdAt: createdAt.toISOString(),
    subject,
    subjectId,
    name,
    mediaType,
    findings,
    status,
    round,
    ruling,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    appeal,
    appealedAt: row.appealedAt?.toISOString() ?? null,
  };
}
