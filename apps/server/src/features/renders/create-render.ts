import { check } from '../../check/check.ts';
import { statementsOf } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { RenderKind } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { holdForRender } from '../credits/charge-render.ts';
import { spenderOf } from '../credits/spender-of.ts';
import { insertEvents } from '../events/queries.ts';
import { wishContent } from './check-render.ts';
import { insertRender, type RenderRow } from './queries.ts';

/**
 * Creates a render and the job that makes it, in one transaction.
 * @throws ClipoError content_rejected, insufficient_credits, over_limit
 */
export async function createRender(
  { db, queue, settings }: Pick<Deps, 'db' | 'queue' | 'settings'>,
  actor: Pick<Actor, 'teamId' | 'person'>,
  { kind, wish }: { kind: RenderKind; wish: Record<string, unknown> },
): Promise<RenderRow> {
  const content = wishContent({ wish });
  const verdict = check(content);
  assertAllowed(content, verdict);
  const { teamId } = actor;
  const by = spenderOf(actor);
  const id = newId('rnd');
  return db.asTeam(teamId, async (tx) => {
    await holdForRender(tx, settings, { teamId, renderId: id, kind, by });
    const row = await insertRender(tx, { id, teamId, kind, wish, verdict });
    await queue.add(statementsOf(tx), 'make-render', [{ payload: { teamId, renderId: id } }]);
    await insertEvents(tx, teamId, [{ batchId: null, type: 'render-create', data: { id, kind } }]);
    return row;
  });
}
