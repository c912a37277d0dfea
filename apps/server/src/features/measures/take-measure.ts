import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { LimitedFunction, MeasuredThing, MeasureKind, MeasureReason } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { insertEvents, tellKeysChanged } from '../events/queries.ts';
import { insertMeasure, type MeasureRow, pauseBatchesOf, selectIsOperator, updateMeasure } from './queries.ts';
import { findThing, hashOfThing } from './queries-thing.ts';
import { recordAct } from './record-act.ts';
import { sealEvidence } from './seal-evidence.ts';
import { tellMeasure } from './tell.ts';

/** A measure that somebody decided on. */
export interface NewMeasure {
  kind: MeasureKind;
  reason: MeasureReason;
  userId: string;
  /** What the person is told: what happened, and what to do. */
  statement: string;
  /** The rule, or the number of an order or a case. */
  ground: string;
  category?: string | null | undefined;
  functions?: readonly LimitedFunction[] | undefined;
  thing?: { kind: MeasuredThing; id: string } | undefined;
  /** Hours to correct or answer: 2 for a warning and 120 for a demand unless told. */
  hours?: number | undefined;
  /** Days that a limit or suspension lasts; left out, for good. */
  days?: number | undefined;
  follows?: string | undefined;
  caseId?: string | undefined;
  decidedBy: string;
}

export type MeasureDeps = Pick<Deps, 'envelope' | 'settings' | 'secrets'>;

const hourMs = 3_600_000;
const hoursOf: Readonly<Partial<Record<MeasureKind, number>>> = { warning: 2, demand: 120 };
/** Work of a person is stopped by these. */
const stopping: readonly MeasureKind[] = ['suspension', 'termination', 'freeze'];

/**
 * Takes a measure: it holds at once, its evidence is sealed, the person is told by every channel, and the act is written
 * down. Call it in the transaction of what it comes of.
 * @throws ClipoError invalid_input, no_such_thing; conflict for who runs the service
 */
export async function takeMeasure(
  tx: Transaction,
  deps: MeasureDeps,
  given: NewMeasure,
  now = new Date(),
): Promise<MeasureRow> {
  mustFit(given);
  const { userId, kind } = given;
  const isOperator = await selectIsOperator(tx, userId);
  if (isOperator === undefined) {
    throw new ClipoError('no_such_thing', 'no such person', { details: { kind: 'person', id: userId } });
  }
  if (isOperator) {
    const problem = 'this person runs the service: take that away first';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  const thing = given.thing && (await findThing(tx, given.thing.kind, given.thing.id));
  if (given.thing !== undefined && thing === undefined) {
    const { kind: what, id } = given.thing;
    throw new ClipoError('no_such_thing', `no ${what} ${id}`, { details: { kind: what, id } });
  }
  const hours = given.hours ?? hoursOf[kind];
  const row = await insertMeasure(tx, {
    id: newId('msr', now.getTime()),
    createdAt: now,
    kind,
    reason: given.reason,
    userId,
    statement: given.statement,
    ground: given.ground,
    category: given.category ?? null,
    functions: [...(given.functions ?? [])],
    thing: given.thing?.kind ?? null,
    thingId: given.thing?.id ?? null,
    thingTeamId: thing?.teamId ?? null,
    thingHash: thing === undefined ? null : hashOfThing(thing),
    dueAt: hours === undefined ? null : new Date(now.getTime() + hours * hourMs),
    endsAt: given.days === undefined ? null : new Date(now.getTime() + given.days * 24 * hourMs),
    decidedBy: given.decidedBy,
    follows: given.follows ?? null,
    caseId: given.caseId ?? null,
  });
  const { id, reason, functions, dueAt, endsAt } = row;
  const after = { kind, reason, functions, dueAt, endsAt };
  const { decidedBy: by, ground } = given;
  await recordAct(tx, { aboutId: id, userId, act: 'measure taken', by, ground, after }, now);
  if (given.thing !== undefined && thing !== undefined) {
    const what = given.thing;
    await sealEvidence(tx, deps, { measureId: id, userId, what: what.kind, thingId: what.id, thing, by, ground }, now);
  }
  const noticeId = await tellMeasure(tx, deps, 'measure-taken', row, now);
  await tellKeysChanged(tx);
  const paused = stopping.includes(kind) ? await pauseBatchesOf(tx, userId) : [];
  const kept = await updateMeasure(tx, id, { noticeId: noticeId ?? null, paused });
  for (const { teamId, batchId } of paused) {
    await insertEvents(tx, teamId, [{ batchId, type: 'batch-pause', data: {} }]);
  }
  return kept;
}

/** @throws ClipoError invalid_input naming what does not go together */
function mustFit({ kind, functions = [], days, hours, thing }: NewMeasure): void {
  const refuse = (field: string, problem: string) => {
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  };
  if ((kind === 'limit') !== functions.length > 0) {
    refuse('functions', kind === 'limit' ? 'name at least one' : 'only a limit names functions');
  }
  if (days !== undefined && kind !== 'limit' && kind !== 'suspension') {
    refuse('days', `a ${kind} has no term`);
  }
  if (hours !== undefined && kind !== 'warning' && kind !== 'demand') {
    refuse('hours', `a ${kind} has no deadline`);
  }
  if (kind === 'warning' && thing === undefined) {
    refuse('thing', 'a warning names what is to be corrected');
  }
}
