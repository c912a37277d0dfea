import type { CaseKind, CaseState } from '../../db/schema/index.ts';
import { type EnteredYear, endOfWorkdays } from '../calendar/workdays.ts';

/** So many working days the service takes at most, by what is asked: published beside the form. */
const answerWorkdays: Readonly<Record<CaseKind, number>> = {
  // Rights are acted on in time (Civil Code 1195, E-commerce Law 42).
  infringement: 3,
  abuse: 3,
  complaint: 15,
  // Each of a person's rights within 15 working days.
  privacy: 15,
  deletion: 15,
  appeal: 15,
  guardian: 15,
  question: 15,
  feedback: 15,
};

/** So many working days an owner has for a counter-notice. */
const counterWorkdays = 5;
/** So many days who complained has, after a counter-notice, to go to court or to an authority (E-commerce Law 43). */
export const suitDays = 15;
/** So many days a sender has to answer a question, and to prove a contact. */
const senderDays = 15;
const confirmDays = 7;

const dayMs = 86_400_000;

/** What only the person whom it is about may ask: the sender proves the contact first. */
export const ofOneself: ReadonlySet<CaseKind> = new Set(['privacy', 'deletion', 'appeal', 'guardian']);

/**
 * When the turn ends that begins now; null where no time runs. Days end as they do in Beijing.
 * @param entered the years whose days off operators entered
 */
export function dueOf(state: CaseState, kind: CaseKind, now: Date, entered: readonly EnteredYear[]): Date | null {
  switch (state) {
    case 'unconfirmed':
      return new Date(now.getTime() + confirmDays * dayMs);
    case 'open':
      return endOfWorkdays(answerWorkdays[kind], now, entered).at;
    case 'asked':
      return new Date(now.getTime() + senderDays * dayMs);
    case 'noticed':
      return endOfWorkdays(counterWorkdays, now, entered).at;
    case 'countered':
      return new Date(now.getTime() + suitDays * dayMs);
    case 'disputed':
    case 'closed':
      return null;
  }
}

/** What a party does to a case. */
export type CaseAct = 'confirm' | 'ask' | 'answer' | 'notice' | 'counter' | 'suit' | 'decide' | 'withdraw' | 'silence';

/** Which state follows an act in a state; what is not here can't be done then. */
const next: Readonly<Record<CaseState, Partial<Record<CaseAct, CaseState>>>> = {
  unconfirmed: { confirm: 'open', withdraw: 'closed', silence: 'closed', decide: 'closed' },
  open: { ask: 'asked', notice: 'noticed', answer: 'open', decide: 'closed', withdraw: 'closed' },
  asked: { answer: 'open', decide: 'closed', withdraw: 'closed', silence: 'open' },
  noticed: { counter: 'countered', answer: 'noticed', decide: 'closed', withdraw: 'closed', silence: 'open' },
  countered: { suit: 'disputed', answer: 'countered', decide: 'closed', withdraw: 'closed', silence: 'closed' },
  disputed: { answer: 'disputed', decide: 'closed', withdraw: 'closed' },
  closed: {},
};

/** The state after an act; undefined where it can't be done. */
export function stateAfter(state: CaseState, act: CaseAct): CaseState | undefined {
  return next[state][act];
}
