import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { MeasureState } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { tellKeysChanged } from '../events/queries.ts';
import { type MeasureRow, selectMeasure, updateMeasure } from './queries.ts';
import { findThing, hashOfThing, passes } from './queries-thing.ts';
import { recordAct } from './record-act.ts';
import { tellMeasure } from './tell.ts';

type TellDeps = Pick<Deps, 'envelope' | 'settings'>;

/** How and why a measure closes. */
export interface Closing {
  state: Exclude<MeasureState, 'open'>;
  by: string;
  ground: string;
}

const templateOf = {
  corrected: 'measure-corrected',
  answered: 'measure-answered',
  lapsed: 'measure-lapsed',
  ended: 'measure-ended',
  undone: 'measure-undone',
} as const satisfies Record<Closing['state'], string>;

/** Closes an open measure: what it kept the person from is open again at once, and they are told. */
export async function closeMeasure(
  tx: Transaction,
  deps: TellDeps,
  row: MeasureRow,
  { state, by, ground }: Closing,
  now: Date,
): Promise<MeasureRow> {
  const closed = await updateMeasure(tx, row.id, { state, closedAt: now });
  const changed = { before: { state: row.state }, after: { state } };
  await recordAct(tx, { aboutId: row.id, userId: row.userId, act: `measure ${state}`, by, ground, ...changed }, now);
  await tellKeysChanged(tx);
  await tellMeasure(tx, deps, templateOf[state], closed, now, state === 'undone' ? ground : '');
  return closed;
}

/**
 * An operator takes a measure back, with a reason that the person is told.
 * @throws ClipoError no_such_thing, conflict where it holds no longer
 */
export async function undoMeasure(
  tx: Transaction,
  deps: TellDeps,
  { id, by, ground }: { id: string; by: string; ground: string },
  now = new Date(),
): Promise<MeasureRow> {
  const row = foundOr(await selectMeasure(tx, id, true), 'measure', id);
  // What lapsed counts in a history: that too can be taken back.
  if (row.state !== 'open' && row.state !== 'lapsed') {
    throw conflict('it holds no longer');
  }
  return closeMeasure(tx, deps, row, { state: 'undone', by, ground }, now);
}

/** Whether what a warning is about is deleted, or was changed and passes the check as it is now. */
export async function isCorrected(
  tx: Transaction,
  row: MeasureRow,
): Promise<'gone' | 'passes' | 'unchanged' | 'fails'> {
  const thing = row.thing === null ? undefined : await findThing(tx, row.thing, row.thingId ?? '');
  if (thing === undefined) {
    return 'gone';
  }
  if (hashOfThing(thing) === row.thingHash) {
    return 'unchanged';
  }
  return passes(thing) ? 'passes' : 'fails';
}

/**
 * A person says that they corrected what a warning is about: it is checked, and the warning is closed.
 * @throws ClipoError no_such_thing, conflict where nothing was corrected, or the check does not pass it
 */
export async function correctMeasure(
  { db, ...deps }: Pick<Deps, 'db'> & TellDeps,
  userId: string,
  id: string,
  now = new Date(),
): Promise<MeasureRow> {
  return db.asSystem(async (tx) => {
    const row = ownOr(await selectMeasure(tx, id, true), userId, id);
    if (row.kind !== 'warning' || row.state !== 'open') {
      throw conflict(row.kind === 'warning' ? 'its deadline is over' : 'there is nothing in it to correct');
    }
    const found = await isCorrected(tx, row);
    if (found === 'unchanged' || found === 'fails') {
      throw conflict(
        found === 'unchanged' ? 'it is as it was: change it, or delete it' : 'as it is now, the check does not pass it',
      );
    }
    const ground =
      found === 'gone' ? 'what it is about was deleted' : 'what it is about was changed and passes the check';
    return closeMeasure(tx, deps, row, { state: 'corrected', by: userId, ground }, now);
  });
}

/**
 * A person answers: counter-evidence to a demand, which closes it and goes to an operator, or what they have to say to
 * another measure. @throws ClipoError no_such_thing, conflict
 */
export async function answerMeasure(
  { db, ...deps }: Pick<Deps, 'db'> & TellDeps,
  userId: string,
  { id, answer }: { id: string; answer: string },
  now = new Date(),
): Promise<MeasureRow> {
  return db.asSystem(async (tx) => {
    const row = ownOr(await selectMeasure(tx, id, true), userId, id);
    if (row.state !== 'open') {
      throw conflict('it is closed');
    }
    const answered = await updateMeasure(tx, id, { answer, answeredAt: now });
    const said = { act: 'measure answered', by: userId, ground: 'the person answers', after: { answer } };
    await recordAct(tx, { aboutId: id, userId, ...said }, now);
    return row.kind === 'demand'
      ? closeMeasure(tx, deps, answered, { state: 'answered', by: userId, ground: 'answered in time' }, now)
      : answered;
  });
}

/** A measure of the person's own; another's is none. @throws ClipoError no_such_thing */
export function ownOr(row: MeasureRow | undefined, userId: string, id: string): MeasureRow {
  return foundOr(row?.userId === userId ? row : undefined, 'measure', id);
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
