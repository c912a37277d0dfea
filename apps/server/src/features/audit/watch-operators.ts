import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { recordAct } from '../measures/record-act.ts';
import { type OperatedAct, operatedActs } from './operated.ts';
import { selectState } from './queries-operated.ts';

/** What a request of an operator says. */
export interface OperatedRequest {
  operation: string;
  actor: Actor;
  params: object;
  body: unknown;
}

/** Looks at what an act of operators is about before it is done. @returns what is called with the answer once it is done */
export type OperatorWatch = (request: OperatedRequest) => Promise<((answer: unknown) => Promise<void>) | undefined>;

/** So much of why stands in the record; the whole of it stands with the thing. */
const mostGround = 500;

/**
 * Writes down each act of operators with who did it, why, and how what it is about stood before and after; of acts whose
 * verbs write that themselves, nothing. What was refused stands in the record of requests alone.
 */
export function watchOperators({ db }: Pick<Deps, 'db'>): OperatorWatch {
  return async ({ operation, actor, params, body }) => {
    const act = operatedActs[operation];
    if (act === undefined || act === 'itself' || act === 'reads') {
      return undefined;
    }
    const idOf = (answer?: unknown) =>
      textIn({ params, body, answer, always: { [act.by.field]: act.by.field } }, act.by);
    const stateOf = (id: string | undefined) =>
      id === undefined ? {} : db.asSystem((tx) => selectState(tx, act.thing, id));
    const before = await stateOf(idOf());
    return async (answer) => {
      const id = idOf(answer);
      const after = { ...(await stateOf(id)), ...pick(answer, act.told) };
      const by = actor.person?.userId ?? actor.keyId;
      const ground = groundOf(act, [body, before, after]);
      const given = { aboutId: id ?? operation, userId: '', act: act.name, by, ground, before, after };
      await db.asSystem((tx) => recordAct(tx, given, new Date()));
    };
  };
}

function textIn(given: Record<OperatedAct['by']['in'], unknown>, { in: where, field }: OperatedAct['by']) {
  const value = fieldOf(given[where], field);
  return value === undefined || value === null ? undefined : String(value);
}

function groundOf({ ground }: OperatedAct, from: readonly unknown[]): string {
  const said = ground.flatMap((field) => {
    const value = from.map((each) => fieldOf(each, field)).find((each) => typeof each === 'string' && each !== '');
    return value === undefined ? [] : [String(value)];
  });
  return said.join(' | ').slice(0, mostGround);
}

function pick(from: unknown, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = fieldOf(from, field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

function fieldOf(from: unknown, field: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[field] : undefined;
}
