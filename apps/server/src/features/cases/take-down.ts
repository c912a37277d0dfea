import { outcomeOf } from '../../check/check.ts';
import { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { VideoRow } from '../videos/queries.ts';
import {
  type CaseSubject,
  endTakedowns,
  type FiledCase,
  insertTakedowns,
  lockVerdicts,
  selectDownContents,
  selectDownFor,
  selectFamily,
  setVerdict,
} from './queries.ts';

/**
 * Takes a thing down with all its family, in the transaction of the case: from then on the one gate lets none of it be
 * rendered, shared, delivered or downloaded. What is not finished yet is down once it is.
 * @returns how many materials and videos are down for the case
 */
export async function takeDown(tx: Transaction, { id, number }: FiledCase, about: CaseSubject): Promise<number> {
  const family = await selectFamily(tx, about);
  await insertTakedowns(
    tx,
    family.map((one) => ({
      id: newId('tkd'),
      caseId: id,
      number,
      teamId: one.teamId,
      subject: one.subject,
      subjectId: one.id,
      sha256: one.sha256,
    })),
  );
  await judge(tx, family);
  return family.length;
}

/**
 * For which cases a video is down that has just been made: a content that it shows may have gone down meanwhile, or have
 * come into it by an edit.
 */
export async function downAtEnd(
  tx: Transaction,
  { id, teamId, document }: Pick<VideoRow, 'id' | 'teamId' | 'document'>,
): Promise<string[]> {
  const contents = await selectDownContents(tx, teamId);
  if (contents.length > 0) {
    const shown = JSON.stringify(document);
    const rows = contents.filter(({ sha256 }) => sha256 !== null && shown.includes(sha256));
    await insertTakedowns(
      tx,
      rows.map(({ caseId, number }) => ({
        id: newId('tkd'),
        caseId,
        number,
        teamId,
        subject: 'video' as const,
        subjectId: id,
      })),
    );
  }
  return selectDownFor(tx, id);
}

/** Ends what is down for a case; what another case holds down stays. @returns how many were down for it */
export async function restore(tx: Transaction, { id }: Pick<FiledCase, 'id'>, now: Date): Promise<number> {
  const rows = await endTakedowns(tx, id, now);
  await judge(
    tx,
    rows.map(({ subject, subjectId }) => ({ subject, id: subjectId })),
  );
  return rows.length;
}

/** Writes into the verdicts what is down: what was found before stays, so that it comes back just as it was. */
async function judge(tx: Transaction, family: readonly Pick<CaseSubject, 'subject' | 'id'>[]): Promise<void> {
  for (const subject of ['material', 'video'] as const) {
    const ids = family.filter((one) => one.subject === subject).map(({ id }) => id);
    for (const row of ids.length === 0 ? [] : await lockVerdicts(tx, { subject, ids })) {
      const verdict = Verdict.safeParse(row.verdict).data;
      if (verdict !== undefined) {
        await setVerdict(tx, { subject, id: row.id }, downFor(verdict, await selectDownFor(tx, row.id)));
      }
    }
  }
}

/** A verdict on something that is down for cases, by their numbers; for none, it is as it was found. Pure. */
export function downFor(verdict: Verdict, numbers: readonly string[]): Verdict {
  const { takenDown: _, ...found } = verdict;
  const takenDown = [...numbers];
  const outcome = outcomeOf(found.findings, found.ruling, takenDown);
  return takenDown.length === 0 ? { ...found, outcome } : { ...found, outcome, takenDown };
}
