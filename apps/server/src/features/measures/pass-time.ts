import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { closeMeasure, isCorrected } from './close-measure.ts';
import { followBreach, proposeMeasure } from './propose-measure.ts';
import { lockDue, lockToRemind, type MeasureRow, updateMeasure } from './queries.ts';
import { theService } from './record-act.ts';
import type { MeasureDeps } from './take-measure.ts';
import { tellMeasure } from './tell.ts';

/**
 * Does what has come due with measures at a moment: each in a transaction of its own, which takes it off the list, so that
 * a process that dies leaves the rest to the next, and two who do it at once do each once. @returns how many
 */
export async function passMeasures({ db, ...deps }: Pick<Deps, 'db'> & MeasureDeps, now = new Date()): Promise<number> {
  const step = (look: typeof lockDue, act: (tx: Transaction, row: MeasureRow) => Promise<unknown>) =>
    db.asSystem(async (tx) => {
      const row = await look(tx, now);
      if (row !== undefined) {
        await act(tx, row);
      }
      return row !== undefined;
    });
  let done = 0;
  while (await step(lockDue, (tx, row) => passDue(tx, deps, row, now))) {
    done += 1;
  }
  while (await step(lockToRemind, (tx, row) => remind(tx, deps, row, now))) {
    done += 1;
  }
  return done;
}

async function remind(tx: Transaction, deps: MeasureDeps, row: MeasureRow, now: Date): Promise<void> {
  await updateMeasure(tx, row.id, { remindedAt: now });
  await tellMeasure(tx, deps, 'measure-reminder', row, now);
}

async function passDue(tx: Transaction, deps: MeasureDeps, row: MeasureRow, now: Date): Promise<void> {
  const by = theService;
  if (row.endsAt !== null && row.endsAt <= now) {
    await closeMeasure(tx, deps, row, { state: 'ended', by, ground: 'its term is over' }, now);
    return;
  }
  if (row.kind === 'warning') {
    const found = await isCorrected(tx, row);
    if (found === 'gone' || found === 'passes') {
      await closeMeasure(tx, deps, row, { state: 'corrected', by, ground: 'found corrected at its deadline' }, now);
      return;
    }
  }
  const lapsed = await closeMeasure(tx, deps, row, { state: 'lapsed', by, ground: 'its deadline passed' }, now);
  const { userId, id, caseId, category } = lapsed;
  const thing = lapsed.thing === null ? null : { kind: lapsed.thing, id: lapsed.thingId ?? '' };
  const from = { userId, follows: id, caseId, thing };
  if (lapsed.kind === 'demand') {
    const because = `no counter-evidence to a complaint with proof (${id})`;
    await proposeMeasure(tx, deps, { ...from, kind: 'freeze', reason: 'complaint', rule: 'silence', because }, now);
  } else {
    await followBreach(tx, deps, { ...from, category, because: `a warning was not heeded in time (${id})` }, now);
  }
}
