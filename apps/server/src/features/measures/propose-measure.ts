import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { LimitedFunction, MeasuredThing, MeasureKind, MeasureReason } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { nextRung } from './ladder.ts';
import {
  insertProposal,
  lockProposal,
  type MeasureRow,
  type ProposalRow,
  selectMeasuresOf,
  updateProposal,
} from './queries.ts';
import { findThing } from './queries-thing.ts';
import { recordAct, theService } from './record-act.ts';
import { type MeasureDeps, takeMeasure } from './take-measure.ts';
import { tellOperators } from './tell.ts';

/** A measure that a rule proposes; a person decides on it. */
export interface NewProposal {
  userId: string;
  kind: MeasureKind;
  reason: MeasureReason;
  functions?: readonly LimitedFunction[];
  days?: number | null;
  /** Name of the rule, and what it counted. */
  rule: string;
  because: string;
  follows?: string | null;
  caseId?: string | null;
  thing?: { kind: MeasuredThing; id: string } | null;
}

/** Proposes a measure to the operators, once for the same cause, in the transaction of what it comes of. */
export async function proposeMeasure(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  { userId, kind, reason, functions = [], days = null, rule, because, follows, caseId, thing }: NewProposal,
  now = new Date(),
): Promise<ProposalRow | undefined> {
  const row = await insertProposal(tx, {
    id: newId('mpr', now.getTime()),
    createdAt: now,
    userId,
    kind,
    reason,
    functions: [...functions],
    days,
    rule,
    because,
    follows: follows ?? null,
    caseId: caseId ?? null,
    thing: thing?.kind ?? null,
    thingId: thing?.id ?? null,
  });
  if (row !== undefined) {
    const after = { kind, reason, functions, days, because };
    await recordAct(tx, { aboutId: row.id, userId, act: 'measure proposed', by: theService, ground: rule, after }, now);
    const said = { zh: `有一项处置建议待决定：${because}`, en: `A measure is proposed: ${because}` };
    await tellOperators(tx, deps, said, now);
  }
  return row;
}

/** What of a person's content broke a rule. */
export interface Breach {
  userId: string;
  category: string | null;
  thing: { kind: MeasuredThing; id: string } | null;
  because: string;
  follows?: string | null;
  caseId?: string | null;
}

/**
 * Goes by rule and history from a breach to the next rung. It is proposed, save what is stopped at once: that is taken by
 * the service itself, for a person to confirm or take back within its week.
 */
export async function followBreach(
  tx: Transaction,
  deps: MeasureDeps,
  { userId, category, thing, because, follows, caseId }: Breach,
  now = new Date(),
): Promise<MeasureRow | ProposalRow | undefined> {
  const rung = nextRung(await selectMeasuresOf(tx, userId), { category, now });
  const { kind, functions, days, rule } = rung;
  const from = { follows: follows ?? null, caseId: caseId ?? null };
  if (rule !== 'at-once') {
    const proposal = { userId, kind, reason: 'breach', functions, days, rule, because, thing, ...from } as const;
    return proposeMeasure(tx, deps, proposal, now);
  }
  const isThere = thing !== null && (await findThing(tx, thing.kind, thing.id)) !== undefined;
  const taken = await takeMeasure(
    tx,
    deps,
    {
      userId,
      kind,
      reason: 'law',
      statement: because,
      ground: `at once: ${category ?? ''}`,
      category,
      ...(isThere && { thing }),
      ...(days !== null && { days }),
      ...(caseId !== undefined && caseId !== null && { caseId }),
      decidedBy: theService,
    },
    now,
  );
  const then = { kind: 'termination', reason: 'law', rule, because, follows: taken.id, thing } as const;
  await proposeMeasure(tx, deps, { userId, ...then, caseId: caseId ?? null }, now);
  return taken;
}

/** What a person decides on a proposal: as it is, or otherwise, or not at all. */
export interface ProposalDecision {
  id: string;
  by: string;
  take: boolean;
  /** For the person, where it is taken; for the record, where it is not. */
  note: string;
}

/**
 * Decides on a proposal. @returns it, with the measure where one was taken
 * @throws ClipoError no_such_thing, conflict where it was decided
 */
export async function decideProposal(
  { db, ...deps }: Pick<Deps, 'db'> & MeasureDeps,
  { id, by, take, note }: ProposalDecision,
  now = new Date(),
): Promise<ProposalRow> {
  return db.asSystem(async (tx) => {
    const row = foundOr(await lockProposal(tx, id), 'proposal', id);
    if (row.state !== 'open') {
      const problem = 'it was decided already';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    const { userId, kind, reason, functions, days, thing, thingId } = row;
    const about = thing === null ? undefined : { kind: thing, id: thingId ?? '' };
    const isThere = about !== undefined && (await findThing(tx, about.kind, about.id)) !== undefined;
    const measure = take
      ? await takeMeasure(
          tx,
          deps,
          {
            userId,
            kind,
            reason,
            functions,
            statement: note,
            ground: `${row.rule}: ${row.because}`,
            ...(days !== null && { days }),
            ...(isThere && { thing: about }),
            ...(row.follows !== null && { follows: row.follows }),
            ...(row.caseId !== null && { caseId: row.caseId }),
            decidedBy: by,
          },
          now,
        )
      : undefined;
    const state = take ? 'taken' : 'declined';
    const changed = { before: { state: row.state }, after: { state, measureId: measure?.id ?? null } };
    await recordAct(tx, { aboutId: id, userId, act: `proposal ${state}`, by, ground: note, ...changed }, now);
    return updateProposal(tx, id, { state, note, decidedBy: by, decidedAt: now, measureId: measure?.id ?? null });
  });
}
