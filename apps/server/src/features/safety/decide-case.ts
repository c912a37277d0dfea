import { ClipoError } from '@clipo/contract';
import { outcomeOf } from '../../check/check.ts';
import { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { CaseStatus, Ruling } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { type Actor, mustOperate } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { stopAtOnce } from '../measures/ladder.ts';
import { followBreach } from '../measures/propose-measure.ts';
import { notify } from '../notices/notify.ts';
import { selectMembers, selectOwnerOf } from '../teams/queries.ts';
import { goOnWithBatch } from './go-on-with-batch.ts';
import { goOnWithRender } from './go-on-with-render.ts';
import {
  type CaseRow,
  insertCaseDecision,
  selectCase,
  selectCaseDecisions,
  selectSubjectVerdict,
  updateCase,
  updateSubjectVerdict,
} from './queries-cases.ts';

/** Why reviewers decide as they do: what the statistics count, and what the team is told. */
export const rulingReasons = [
  'harmless',
  'product_as_sold',
  'indecent',
  'suggestive',
  'violent',
  'unlawful',
  'other_person',
] as const;
export type RulingReason = (typeof rulingReasons)[number];

/** What a reviewer decides, and why. */
export interface CaseDecision {
  ruling: Ruling;
  reason: RulingReason;
  note: string;
}

/** Who decides: a person who runs the service, or a key of theirs. @throws ClipoError forbidden, step_needed */
export function reviewerIdOf(actor: Actor): string {
  mustOperate(actor);
  return actor.person?.userId ?? actor.keyId;
}

/**
 * Takes one reviewer's decision. A grave case waits for a second, and for a third where two differ; then what the most
 * say stands on the content, and its team is told.
 * @throws ClipoError forbidden, no_such_thing, conflict where it is over, or this reviewer decided on it before
 */
export async function decideCase(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings' | 'queue' | 'secrets'>,
  actor: Actor,
  id: string,
  decision: CaseDecision,
): Promise<CaseRow> {
  const by = reviewerIdOf(actor);
  return deps.db.asSystem(async (tx) => {
    const row = foundOr(await selectCase(tx, id, true), 'case', id);
    if (row.status === 'decided') {
      throw conflict('this case is decided already');
    }
    if (!(await insertCaseDecision(tx, { id: newId('sfd'), caseId: id, round: row.round, by, ...decision }))) {
      throw conflict('another reviewer has to decide: you decided on this case before');
    }
    const rulings = (await selectCaseDecisions(tx, id))
      .filter(({ round }) => round === row.round)
      .map(({ ruling }) => ruling);
    const next = nextOf(rulings, row.severity);
    const free = { takenBy: null, takenUntil: null, waitsSince: new Date() };
    if (next.status !== 'decided') {
      return (await updateCase(tx, id, { ...free, status: next.status })) ?? row;
    }
    const { ruling } = next;
    const decided = (await updateCase(tx, id, { ...free, status: 'decided', ruling, decidedAt: new Date() })) ?? row;
    await ruleOn(tx, decided, ruling);
    await goOn(tx, deps, decided, { ruling, note: decision.note });
    await tellTeam(tx, deps, decided, { ...decision, ruling });
    if (ruling === 'blocked') {
      await follow(tx, deps, decided);
    }
    return decided;
  });
}

/** What becomes of a case of some severity after these rulings of one round. */
export function nextOf(
  rulings: readonly Ruling[],
  severity: number,
): { status: Exclude<CaseStatus, 'open' | 'decided'> } | { status: 'decided'; ruling: Ruling } {
  const allowed = rulings.filter((ruling) => ruling === 'allowed').length;
  const blocked = rulings.length - allowed;
  const enough = severity >= 3 ? 2 : 1;
  if (Math.max(allowed, blocked) >= enough) {
    return { status: 'decided', ruling: allowed > blocked ? 'allowed' : 'blocked' };
  }
  return { status: rulings.length < 2 ? 'second' : 'third' };
}

/** Puts the ruling on what the case is about, where it still is the same file. */
async function ruleOn(tx: Transaction, row: CaseRow, ruling: Ruling): Promise<void> {
  const verdict = Verdict.safeParse(await selectSubjectVerdict(tx, row)).data;
  if (verdict !== undefined) {
    await updateSubjectVerdict(tx, row, {
      ...verdict,
      outcome: outcomeOf(verdict.findings, ruling, verdict.takenDown),
      ruling,
    });
  }
}

/** What waited for the ruling goes on, or ends with the reason. What is finished is shown or kept from now on by its verdict. */
async function goOn(
  tx: Transaction,
  deps: Pick<Deps, 'queue'>,
  { teamId, subject, subjectId }: CaseRow,
  said: { ruling: Ruling; note: string },
): Promise<void> {
  switch (subject) {
    case 'batch':
      return goOnWithBatch(tx, deps, { teamId, batchId: subjectId, ...said });
    case 'render':
      return goOnWithRender(tx, deps, { teamId, renderId: subjectId, ...said });
    case 'material':
    case 'video':
      return undefined;
  }
}

/** Who owns the team answers for what was blocked: the next rung by their history is proposed, or what can't wait stopped. */
async function follow(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings' | 'secrets'>,
  { id, teamId, subject, subjectId, name, findings }: CaseRow,
): Promise<void> {
  const owner = await selectOwnerOf(tx, teamId);
  const category = findings.find((each) => stopAtOnce.has(each.category))?.category ?? findings[0]?.category ?? null;
  if (owner !== undefined && !owner.isOperator) {
    const because = `“${name}”: ${category ?? ''} (${id})`;
    // A measure is about something that can be corrected: a batch or a single file is made anew.
    const thing = subject === 'batch' || subject === 'render' ? null : { kind: subject, id: subjectId };
    await followBreach(tx, deps, { userId: owner.id, category, thing, because, follows: id });
  }
}

async function tellTeam(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  { teamId, name }: CaseRow,
  { ruling, note }: CaseDecision,
): Promise<void> {
  const template = ruling === 'allowed' ? 'safety-allowed' : 'safety-blocked';
  const values = { name, note };
  for (const { member } of await selectMembers(tx, teamId)) {
    if (member.role === 'owner') {
      await notify(tx, deps, { userId: member.userId, template, values });
    }
  }
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
