import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { CaseOutcome } from '../../db/schema/index.ts';
import { foundOr } from '../../http/job-shape.ts';
import { insertDisclosure } from '../privacy/queries.ts';
import { type CaseDeps, moveOn, note, tellOwner, tellSender } from './act-on-case.ts';
import { ofOneself } from './case-states.ts';
import { proposeForStrikes } from './propose-for-case.ts';
import { type CaseSubject, type FiledCase, selectSubject, selectTakedowns, updateFiledCase } from './queries.ts';
import { conflict, onCase } from './sender-acts.ts';
import { restore, takeDown } from './take-down.ts';

/** An operator's act on a case: which, and by whom. */
export interface OnCase {
  id: string;
  by: string;
}

/** Says what a case is about. @throws ClipoError no_such_thing, conflict where something is down for it already */
export async function linkSubject(deps: CaseDeps, { id, by }: OnCase, about: string): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    mustBeOpen(row);
    if ((await selectTakedowns(tx, id)).some(({ endedAt }) => endedAt === null)) {
      throw conflict('something is down for this case: give it back first');
    }
    const found = foundOr(await selectSubject(tx, about), 'video or material', about);
    await note(tx, deps, id, { kind: 'linked', party: 'operator', by, readers: 'operators', text: found.id });
    return updateFiledCase(tx, id, { subject: found.subject, subjectId: found.id, teamId: found.teamId });
  });
}

/** Asks the sender something; the service's own time stands still until they answer. @throws ClipoError conflict */
export async function askSender(
  deps: CaseDeps,
  { id, by }: OnCase,
  text: string,
  now = new Date(),
): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    const moved = await moveOn(tx, row, 'ask', now);
    await note(tx, deps, id, { kind: 'asked', party: 'operator', by, readers: 'sender', text });
    const time = moved.dueAt?.toISOString() ?? '';
    await tellSender(tx, deps, moved, 'case-asked', { number: row.number, text, time });
    return moved;
  });
}

/**
 * Tells the owner of what a case is about what is said of it, without who says it, and takes it down where that is called
 * for. They have some working days for a counter-notice.
 * @throws ClipoError conflict
 */
export async function noticeOwner(
  deps: CaseDeps,
  { id, by }: OnCase,
  { text, isTakenDown }: { text: string; isTakenDown: boolean },
  now = new Date(),
): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    const about = await subjectOf(tx, row);
    const moved = await moveOn(tx, row, 'notice', now);
    await note(tx, deps, id, { kind: 'noticed', party: 'operator', by, readers: 'both', text });
    const { number, dueAt } = moved;
    const said = { number, name: about.name, text, time: dueAt?.toISOString() ?? '' };
    await tellOwner(tx, deps, moved, 'case-noticed', said);
    if (isTakenDown) {
      await takeDownAll(tx, deps, moved, { about, by });
    }
    return moved;
  });
}

/** Takes down what a case is about, with its family. @throws ClipoError conflict */
export async function takeDownFor(deps: CaseDeps, { id, by }: OnCase): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    mustBeOpen(row);
    await takeDownAll(tx, deps, row, { about: await subjectOf(tx, row), by });
    return row;
  });
}

async function takeDownAll(
  tx: Transaction,
  deps: CaseDeps,
  row: FiledCase,
  { about, by }: { about: CaseSubject; by: string },
): Promise<void> {
  const count = await takeDown(tx, row, about);
  await note(tx, deps, row.id, {
    kind: 'taken-down',
    party: 'operator',
    by,
    readers: 'both',
    text: `${about.name} (${count})`,
  });
  await tellOwner(tx, deps, row, 'case-taken-down', { number: row.number, name: about.name, count });
}

/** How a case ends, and why. */
export interface CaseDecisionGiven {
  outcome: Exclude<CaseOutcome, 'withdrawn' | 'restored'>;
  reason: string;
  /** It counts against the team as an infringement. */
  isStrike: boolean;
}

/**
 * Ends a case with its reasons. What is down stays so where the notice is upheld, and comes back where it is not.
 * @throws ClipoError conflict, also where only the person themselves may ask and the contact is nobody's they could be
 */
export async function decideFiledCase(
  deps: CaseDeps,
  { id, by }: OnCase,
  { outcome, reason, isStrike }: CaseDecisionGiven,
  now = new Date(),
): Promise<FiledCase> {
  return onCase(deps, id, async (tx, row) => {
    if (outcome === 'upheld' && ofOneself.has(row.kind) && (row.confirmedAt === null || row.userId === null)) {
      throw conflict('nothing is done for an account whose verified contact the sender has not proven to be theirs');
    }
    if (isStrike && (outcome !== 'upheld' || row.teamId === null)) {
      throw conflict('only an upheld case about a team counts against it');
    }
    await moveOn(tx, row, 'decide', now);
    await note(tx, deps, id, { kind: 'decided', party: 'operator', by, readers: 'both', text: reason });
    if (outcome !== 'upheld') {
      await giveBack(tx, deps, row, now);
    }
    const said = { number: row.number, outcome, text: reason };
    await tellSender(tx, deps, row, 'case-decided', said);
    await tellOwner(tx, deps, row, 'case-decided', said);
    const ended = await updateFiledCase(tx, id, { outcome, isStrike, closedAt: now });
    if (isStrike) {
      await proposeForStrikes(tx, deps, ended, now);
    }
    return ended;
  });
}

/** Gives back what is down for a case, and tells its owner. @returns whether there was anything */
export async function giveBack(tx: Transaction, deps: CaseDeps, row: FiledCase, now: Date): Promise<boolean> {
  const count = await restore(tx, row, now);
  if (count === 0) {
    return false;
  }
  const about = row.subjectId === null ? undefined : await selectSubject(tx, row.subjectId);
  await note(tx, deps, row.id, { kind: 'restored', party: 'service', readers: 'both', text: `(${count})` });
  await tellOwner(tx, deps, row, 'case-restored', { number: row.number, name: about?.name ?? row.number });
  return true;
}

/** On what a party's identity may be told to somebody: law alone, or the party's own word. */
export const disclosureGrounds = ['court-order', 'authority-request', 'law', 'own-consent'] as const;
export type DisclosureGround = (typeof disclosureGrounds)[number];

/**
 * Opens the sender's name and contact, once the ground for it is written down: to whom they are given, by which order or
 * article. The sender is told, unless an authority forbids that, and where they have an account it stands among those who
 * got their data.
 * @throws ClipoError no_such_thing
 */
export async function discloseSender(
  deps: CaseDeps,
  { id, by }: OnCase,
  { ground, reference, to, isSilent }: { ground: DisclosureGround; reference: string; to: string; isSilent: boolean },
): Promise<{ name: string; contact: string }> {
  return onCase(deps, id, async (tx, row) => {
    const text = `${ground} | ${reference} | ${to}`;
    await note(tx, deps, id, { kind: 'disclosed', party: 'operator', by, readers: 'operators', text });
    if (row.userId !== null && row.kind !== 'guardian') {
      await insertDisclosure(tx, {
        id: newId('dis'),
        userId: row.userId,
        recipient: to,
        purpose: `${ground} ${reference}`,
        kinds: ['name', 'contact'],
      });
    }
    if (!isSilent) {
      await tellSender(tx, deps, row, 'case-disclosed', { number: row.number, to, ground, reference });
    }
    return {
      name: await deps.envelope.unseal(row.nameSealed, 'cases.name'),
      contact: await deps.envelope.unseal(row.contactSealed, 'cases.contact'),
    };
  });
}

async function subjectOf(tx: Transaction, { subjectId }: FiledCase): Promise<CaseSubject> {
  const about = subjectId === null ? undefined : await selectSubject(tx, subjectId);
  if (about === undefined) {
    throw conflict('say first which video or material it is about');
  }
  return about;
}

function mustBeOpen({ state }: FiledCase): void {
  if (state === 'closed') {
    throw conflict('the case is over');
  }
}
