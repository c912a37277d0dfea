import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { stopDeletion } from '../deletion/stop-deletion.ts';
import { undoMeasure } from '../measures/close-measure.ts';
import { selectMeasure } from '../measures/queries.ts';
import { recordAct } from '../measures/record-act.ts';
import { notify } from '../notices/notify.ts';
import { selectDeletion } from '../privacy/queries.ts';
import { type AppealRow, selectAppeal, updateAppeal } from './queries.ts';

/** What is decided on an appeal, and why: the person is told. */
export interface AppealDecision {
  id: string;
  by: string;
  outcome: 'upheld' | 'rejected';
  reasons: string;
}

/**
 * Decides an appeal, and carries the result out at once: what it was against is taken back with it. Who decided on that
 * before does not decide again.
 * @throws ClipoError no_such_thing, conflict
 */
export async function decideAppeal(
  { db, ...deps }: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  { id, by, outcome, reasons }: AppealDecision,
  now = new Date(),
): Promise<AppealRow> {
  return db.asSystem(async (tx) => {
    const row = foundOr(await selectAppeal(tx, id, true), 'appeal', id);
    if (row.state !== 'open') {
      throw conflict('it was decided already');
    }
    if ((await whoDecided(tx, row)) === by) {
      throw conflict('you decided what it is against: another operator decides on it');
    }
    const { userId, subject, subjectId } = row;
    const decided = await updateAppeal(tx, id, { state: outcome, reasons, decidedBy: by, decidedAt: now });
    const changed = { before: { state: row.state }, after: { state: outcome } };
    await recordAct(tx, { aboutId: id, userId, act: `appeal ${outcome}`, by, ground: reasons, ...changed }, now);
    if (outcome === 'upheld') {
      const ground = `appeal ${id}: ${reasons}`;
      if (subject === 'measure') {
        await undoUnlessClosed(tx, deps, { id: subjectId, by, ground }, now);
      } else {
        await stopDeletion(tx, deps, { id: subjectId, by, why: ground }, now);
      }
    }
    const values = { number: id, reasons };
    await notify(tx, deps, { userId, template: `appeal-${outcome}`, values, isPopup: true }, now);
    return decided;
  });
}

/** It may have ended by itself since. */
async function undoUnlessClosed(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  given: { id: string; by: string; ground: string },
  now: Date,
): Promise<void> {
  const measure = await selectMeasure(tx, given.id, true);
  if (measure?.state === 'open' || measure?.state === 'lapsed') {
    await undoMeasure(tx, deps, given, now);
  }
}

async function whoDecided(tx: Transaction, { subject, subjectId }: AppealRow): Promise<string | undefined | null> {
  return subject === 'measure'
    ? (await selectMeasure(tx, subjectId))?.decidedBy
    : (await selectDeletion(tx, subjectId))?.orderedBy;
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
