import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type RuleSetRow, selectRuleSet, updateRuleSet } from './queries.ts';

/**
 * Puts a version in force. A draft needs another person than the one who wrote it; what was in force before is put back by
 * anybody, as two had agreed on it already.
 * @throws ClipoError no_such_thing, conflict where it was withdrawn or the same person drafted it
 */
export async function publishRules(
  { db }: Pick<Deps, 'db'>,
  { id, by, now = new Date() }: { id: string; by: string; now?: Date },
): Promise<RuleSetRow> {
  return db.asSystem(async (tx) => {
    const row = foundOr(await selectRuleSet(tx, id, true), 'rule set', id);
    if (row.withdrawnAt !== null) {
      throw conflict('it was withdrawn: draft it anew');
    }
    if (row.publishedAt === null && row.draftedBy === by) {
      throw conflict('another operator has to publish it: you drafted it');
    }
    const first = row.publishedAt === null ? { publishedAt: now, publishedBy: by } : {};
    return updateRuleSet(tx, id, { ...first, inForceSince: now });
  });
}

/**
 * Takes a draft back.
 * @throws ClipoError no_such_thing, conflict where it was published or withdrawn already
 */
export async function withdrawRules({ db }: Pick<Deps, 'db'>, id: string, now = new Date()): Promise<void> {
  await db.asSystem(async (tx) => {
    const row = foundOr(await selectRuleSet(tx, id, true), 'rule set', id);
    if (row.publishedAt !== null || row.withdrawnAt !== null) {
      throw conflict('only a draft that waits can be withdrawn');
    }
    await updateRuleSet(tx, id, { withdrawnAt: now });
  });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
