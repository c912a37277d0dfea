import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { CaseEventKind, CaseParty, CaseReaders } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { selectEnteredYears } from '../calendar/queries.ts';
import { addMessage } from '../notices/add-message.ts';
import type { AddressTemplate, NoticeTemplate } from '../notices/notice-ways.ts';
import { notify } from '../notices/notify.ts';
import { selectOwnerOf } from '../teams/queries.ts';
import { type CaseAct, dueOf, stateAfter } from './case-states.ts';
import { type FiledCase, insertCaseEvent, updateFiledCase } from './queries.ts';

export type CaseDeps = Pick<Deps, 'db' | 'envelope' | 'settings'>;

/** Who does something to a case. */
export interface CaseActor {
  party: CaseParty;
  /** The person or key, where one is known. */
  by?: string | undefined;
}

/** What is written down of an act. */
export interface CaseEntry extends CaseActor {
  kind: CaseEventKind;
  readers: CaseReaders;
  text?: string | undefined;
}

/** Writes down what happened in a case; what was said is sealed. */
export async function note(
  tx: Transaction,
  { envelope }: Pick<Deps, 'envelope'>,
  caseId: string,
  { kind, party, by, readers, text }: CaseEntry,
): Promise<void> {
  const textSealed = text === undefined || text === '' ? null : await envelope.seal(text, 'case_events.text');
  await insertCaseEvent(tx, { caseId, kind, party, by: by ?? null, readers, textSealed });
}

/**
 * Moves a case on by an act, and begins the time of whoever is next.
 * @throws ClipoError conflict where the act is not one for its state
 */
export async function moveOn(tx: Transaction, row: FiledCase, act: CaseAct, now: Date): Promise<FiledCase> {
  const state = stateAfter(row.state, act);
  if (state === undefined) {
    const problem = `a case that is "${row.state}" can't be moved on by "${act}"`;
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  // Who adds something while it is their turn, or somebody else's, gains and takes no time.
  const dueAt = state === row.state ? row.dueAt : dueOf(state, row.kind, now, await selectEnteredYears(tx));
  return updateFiledCase(tx, row.id, { state, dueAt });
}

/** Tells the sender something, by the contact that they gave, in their language. */
export async function tellSender(
  tx: Transaction,
  deps: CaseDeps,
  { language, channel, contactSealed }: FiledCase,
  template: AddressTemplate,
  values: Readonly<Record<string, string | number>>,
): Promise<void> {
  const to = await deps.envelope.unseal(contactSealed, 'cases.contact');
  await addMessage(tx, deps, { channel, to, template, language, values });
}

/** Tells the owner of the team that a case is about; the operator's own team has nobody. */
export async function tellOwner(
  tx: Transaction,
  deps: CaseDeps,
  { teamId }: Pick<FiledCase, 'teamId'>,
  template: NoticeTemplate,
  values: Readonly<Record<string, string | number>>,
): Promise<void> {
  const owner = teamId === null ? undefined : await selectOwnerOf(tx, teamId);
  if (owner !== undefined) {
    await notify(tx, deps, { userId: owner.id, template, values, isPopup: true });
  }
}
