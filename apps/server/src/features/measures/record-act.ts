import { createHash } from 'node:crypto';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { insertAudits } from '../teams/queries.ts';
import { type ActRow, insertAct } from './queries.ts';

/** Who stands in place of a person where a rule or a timer acts. */
export const theService = 'service';

/** Something that was done about a person: by whom, on what ground, and what it changed. */
export interface NewAct {
  /** Of the measure, appeal, deletion, evidence or package. */
  aboutId: string;
  userId: string;
  /** Such as `measure taken`. */
  act: string;
  /** An operator, the person, or `service`. */
  by: string;
  ground: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Writes down what was done, in the transaction that does it, and binds it into the record of acts by its hash. */
export async function recordAct(tx: Transaction, given: NewAct, now: Date): Promise<void> {
  const { before = {}, after = {}, ...said } = given;
  const row = { id: newId('act', now.getTime()), createdAt: now, ...said, before: plain(before), after: plain(after) };
  const hash = hashOfAct(row);
  await insertAct(tx, { ...row, hash });
  await insertAudits(tx, [
    {
      teamId: '',
      actorId: given.by,
      userId: given.by.startsWith('usr_') ? given.by : null,
      action: given.act,
      objectId: given.aboutId,
      status: 200,
      address: '',
      userAgent: '',
      requestId: `sha256:${hash}`,
    },
  ]);
}

/** What the record of acts holds of an act. Keys stand in their order, as a store gives them back in another. */
export function hashOfAct(row: Omit<ActRow, 'hash' | 'userId'>): string {
  const { id, createdAt, aboutId, act, by, ground, before, after } = row;
  const said = [id, createdAt.toISOString(), aboutId, act, by, ground, ordered(before), ordered(after)];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** As it comes back from the store: times as texts, nothing undefined. */
function plain(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(ordered);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]);
  }
  return value;
}
