import { contentHashOf } from '../../check/check.ts';
import { Verdict } from '../../check/verdict.ts';
import { insertEvents } from '../../features/events/queries.ts';
import { askModerators } from '../../features/moderators/ask-moderators.ts';
import { wishContent } from '../../features/renders/check-render.ts';
import { type RenderRow, updateOpenRender } from '../../features/renders/queries.ts';
import { openCase } from '../../features/safety/open-case.ts';
import { noteGiven, verdictWith } from '../judge-outside.ts';
import type { WorkDeps } from '../work-deps.ts';

/**
 * Asks outside engines about the words of a single file before it is made, once for just these words. What they block ends in
 * `assertAllowed`; what they want looked at waits for a reviewer, and is made once it is allowed (go-on-with-render.ts).
 * @returns the verdict as it now is; undefined where a person decides first, or nobody wants the file any more
 */
export async function judgeWish(
  deps: Pick<WorkDeps, 'db' | 'moderators' | 'settings'>,
  row: RenderRow,
  signal: AbortSignal,
): Promise<unknown> {
  const content = wishContent(row);
  const before = Verdict.safeParse(row.verdict).data;
  // What was never checked, or is of other words, is refused by whoever asks for a verdict.
  if (before === undefined || before.content !== contentHashOf(content) || content.kind !== 'document') {
    return row.verdict;
  }
  const missing = deps.moderators.filter(({ name }) => !before.engines.includes(name));
  if (missing.length === 0) {
    return before.outcome === 'held' ? undefined : row.verdict;
  }
  await noteGiven(deps, row, { engines: missing, kinds: ['texts'] });
  const { CLIPO_MODERATION_DOWN: whenDown } = deps.settings;
  const said = await askModerators(missing, content.document, { whenDown, signal });
  const verdict = verdictWith(before, { ...said, findings: [...before.findings, ...said.findings] }, said.findings);
  const { teamId, id, kind } = row;
  return deps.db.asTeam(teamId, async (tx) => {
    const kept = await updateOpenRender(tx, id, { verdict });
    if (kept === undefined || verdict.outcome !== 'held') {
      return kept?.verdict;
    }
    const about = { teamId, subject: 'render', subjectId: id, name: id } as const;
    await openCase(tx, { ...about, sha256: verdict.content, mediaType: 'text/plain', verdict });
    await insertEvents(tx, teamId, [{ batchId: null, type: 'render-hold', data: { id, kind, status: row.status } }]);
    return undefined;
  });
}
