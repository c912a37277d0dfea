import { contentHashOf, outcomeOf } from '../check/check.ts';
import { Verdict } from '../check/verdict.ts';
import { newId } from '../db/new-id.ts';
import { batchContent } from '../features/batches/check-batch.ts';
import { type BatchRow, lockBatch, updateBatch } from '../features/batches/queries.ts';
import { insertEvents } from '../features/events/queries.ts';
import { askModerators } from '../features/moderators/ask-moderators.ts';
import { judgeScope, scopeJudge } from '../features/moderators/judge-scope.ts';
import { insertDisclosure } from '../features/privacy/queries.ts';
import { openCase } from '../features/safety/open-case.ts';
import { selectTeam } from '../features/teams/queries.ts';
import type { WorkDeps } from './work-deps.ts';

type OutsideDeps = Pick<WorkDeps, 'db' | 'moderators' | 'settings' | 'envelope'>;

/**
 * Asks outside engines about a batch's words, and whether its products are in the team's business scope, before anything is
 * planned, drawn or paid, once for just these words. What they block ends in `assertAllowed`; what they want looked at is paused and waits for a reviewer, however often it is resumed.
 * @returns the verdict as it now is; undefined where a person decides first, or nobody wants the batch any more
 */
export async function judgeOutside(deps: OutsideDeps, batch: BatchRow, signal: AbortSignal): Promise<unknown> {
  const content = batchContent(batch);
  const before = Verdict.safeParse(batch.verdict).data;
  // What was never checked, or is of other words, is refused by whoever asks for a verdict.
  if (before === undefined || before.content !== contentHashOf(content) || content.kind !== 'document') {
    return batch.verdict;
  }
  const missing = deps.moderators.filter(({ name }) => !before.engines.includes(name));
  await noteGiven(deps, batch, { engines: missing, kinds: ['brief', 'products'] });
  const { CLIPO_MODERATION_DOWN: whenDown } = deps.settings;
  const said = await askModerators(missing, content.document, { whenDown, signal });
  const team = await deps.db.asTeam(batch.teamId, (tx) => selectTeam(tx, batch.teamId));
  const scope = await judgeScope(deps.envelope, team, batch);
  const isNewScope = !scope.engines.every((name) => before.engines.includes(name));
  const kept = isNewScope ? before.findings.filter(({ by }) => by?.startsWith(scopeJudge) !== true) : before.findings;
  const findings = [...kept, ...said.findings, ...(isNewScope ? scope.findings : [])];
  const verdict = verdictWith(before, { engines: [...said.engines, ...scope.engines], findings }, said.findings);
  if (missing.length === 0 && !isNewScope && verdict.outcome !== 'held') {
    return batch.verdict;
  }
  return keepVerdict(deps, batch, verdict);
}

/**
 * A verdict with what was found since by engines that were not asked before. What a reviewer ruled stands, unless one of those
 * forbids it: that they had not heard.
 */
export function verdictWith(
  { ruling, ...before }: Verdict,
  { engines, findings }: Pick<Verdict, 'engines' | 'findings'>,
  news: Verdict['findings'],
): Verdict {
  const stands = news.some(({ severity }) => severity === 'block') ? undefined : ruling;
  return {
    ...before,
    ...(stands && { ruling: stands }),
    engines: [...new Set([...before.engines, ...engines])],
    findings,
    outcome: outcomeOf(findings, stands, before.takenDown),
  };
}

/** Who asked for a batch or a single file finds in their list that its words were given to engines outside. */
export async function noteGiven(
  { db }: Pick<OutsideDeps, 'db'>,
  { createdBy }: Pick<BatchRow, 'createdBy'>,
  { engines, kinds }: { engines: OutsideDeps['moderators']; kinds: readonly string[] },
): Promise<void> {
  if (createdBy === null || engines.length === 0) {
    return;
  }
  const given = { userId: createdBy, purpose: 'moderation', kinds: [...kinds] };
  await db.asSystem(async (tx) => {
    for (const { name } of engines) {
      await insertDisclosure(tx, { id: newId('dis'), recipient: name, ...given });
    }
  });
}

async function keepVerdict({ db }: OutsideDeps, batch: BatchRow, verdict: Verdict): Promise<Verdict | undefined> {
  const { teamId, id: batchId } = batch;
  return db.asTeam(teamId, async (tx) => {
    const current = await lockBatch(tx, teamId, batchId);
    if (current?.status !== 'planning') {
      return undefined;
    }
    if (verdict.outcome !== 'held') {
      await updateBatch(tx, teamId, batchId, { verdict });
      return verdict;
    }
    const { field = 'brief', term = '', why = '' } = verdict.findings.find(({ by }) => by !== undefined) ?? {};
    const error = { code: 'content_held' as const, message: why, details: { field, term, why } };
    await updateBatch(tx, teamId, batchId, { verdict, isPaused: true, error });
    await insertEvents(tx, teamId, [{ batchId, type: 'batch-pause', data: { error } }]);
    await openCase(tx, {
      ...{ teamId, subject: 'batch', subjectId: batchId, name: nameOf(batch), verdict },
      ...{ sha256: verdict.content, mediaType: 'text/plain' },
    });
    return undefined;
  });
}

function nameOf({ id, products }: BatchRow): string {
  const name = products[0]?.product.name ?? id;
  return typeof name === 'string' ? name : (Object.values(name)[0] ?? id);
}
