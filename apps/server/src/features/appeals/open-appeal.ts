import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Person } from '../../http/actor.ts';
import { selectEnteredYears } from '../calendar/queries.ts';
import { endOfWorkdays } from '../calendar/workdays.ts';
import { ownOr } from '../measures/close-measure.ts';
import { selectMeasure } from '../measures/queries.ts';
import { recordAct } from '../measures/record-act.ts';
import { tellOperators } from '../measures/tell.ts';
import { notify } from '../notices/notify.ts';
import { selectOpenDeletion } from '../privacy/queries.ts';
import { type AppealRow, insertAppeal } from './queries.ts';

/** Working days in which an appeal is decided (A6). */
const appealWorkdays = 15;

/** What an appeal says, and who says to be behind it. */
export interface NewAppeal {
  subject: 'measure' | 'deletion';
  subjectId: string;
  text: string;
  identity: { name: string; document: string };
}

/**
 * A person objects to a measure, or to the deletion of their account: once, having just proven who they are. It is decided
 * within 15 working days. Where their calendar is not known yet, the earliest end is promised and operators are told.
 * @throws ClipoError no_such_thing, conflict
 */
export async function openAppeal(
  { db, ...deps }: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  { userId, provenAt }: Person,
  way: string,
  { subject, subjectId, text, identity }: NewAppeal,
  now = new Date(),
): Promise<AppealRow> {
  const identitySealed = await deps.envelope.seal(JSON.stringify(identity), 'appeals.identity');
  return db.asSystem(async (tx) => {
    await mustBeOpen(tx, userId, subject, subjectId);
    const due = endOfWorkdays(appealWorkdays, now, await selectEnteredYears(tx));
    const row = await insertAppeal(tx, {
      id: newId('apl', now.getTime()),
      createdAt: now,
      userId,
      subject,
      subjectId,
      text,
      provenBy: way,
      provenAt,
      identitySealed,
      dueAt: due.at,
      isDueKnown: due.isKnown,
    });
    if (row === undefined) {
      throw conflict('it was appealed before');
    }
    const said = { act: 'appeal opened', by: userId, ground: `proven by ${way}`, after: { subjectId, dueAt: due.at } };
    await recordAct(tx, { aboutId: row.id, userId, ...said }, now);
    const values = { number: row.id, time: due.at.toISOString() };
    await notify(tx, deps, { userId, template: 'appeal-received', values }, now);
    await tellOperators(
      tx,
      deps,
      due.isKnown
        ? { zh: `收到申诉 ${row.id}`, en: `Appeal ${row.id} has come` }
        : {
            zh: `收到申诉 ${row.id}；期限跨入放假安排尚未录入的年份，请录入（运营 › 申诉）`,
            en: `Appeal ${row.id} has come. Its term reaches a year whose holidays are not known: enter them (Operation › Appeals)`,
          },
      now,
    );
    return row;
  });
}

async function mustBeOpen(tx: Transaction, userId: string, subject: string, subjectId: string): Promise<void> {
  if (subject === 'measure') {
    const row = ownOr(await selectMeasure(tx, subjectId), userId, subjectId);
    if (row.state !== 'open' && row.state !== 'lapsed') {
      throw conflict('it holds no longer: there is nothing to appeal against');
    }
    return;
  }
  const deletion = await selectOpenDeletion(tx, userId);
  if (deletion?.id !== subjectId || deletion.cause === 'user') {
    throw new ClipoError('no_such_thing', `no deletion ${subjectId}`, { details: { kind: 'deletion', id: subjectId } });
  }
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
