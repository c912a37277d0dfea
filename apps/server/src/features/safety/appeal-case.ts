import { ClipoError } from '@clipo/contract';
import { check } from '../../check/check.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type CaseRow, selectCase, updateCase } from './queries-cases.ts';

/**
 * A team objects to a ruling, once: the case goes to a reviewer who did not decide on it before. What was blocked stays so
 * until then.
 * @throws ClipoError no_such_thing, conflict where nothing is blocked or it was appealed before, content_rejected
 */
export async function appealCase(
  { db }: Pick<Deps, 'db'>,
  { teamId, person, keyId }: Actor,
  id: string,
  text: string,
): Promise<CaseRow> {
  const content = { kind: 'document', document: { text } } as const;
  assertAllowed(content, check(content));
  return db.asTeam(teamId, async (tx) => {
    const row = foundOr(await selectCase(tx, id, true), 'case', id);
    if (row.status !== 'decided' || row.ruling !== 'blocked' || row.round > 0) {
      const problem = row.round > 0 ? 'it was appealed before' : 'nothing of it is blocked by a reviewer';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    const now = new Date();
    const change = { status: 'open', round: 1, appeal: text, appealedBy: person?.userId ?? keyId } as const;
    const free = { appealedAt: now, waitsSince: now, takenBy: null, takenUntil: null };
    return (await updateCase(tx, id, { ...change, ...free })) ?? row;
  });
}
