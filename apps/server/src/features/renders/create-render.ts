import { check } from '../../check/check.ts';
import { statementsOf, type Transaction } from '../../db/database.ts';
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

interface NewRender {
  kind: RenderKind;
  wish: Record<string, unknown>;
}

/**
 * Creates a render and the job that makes it, in one transaction.
 * @throws ClipoError content_rejected, insufficient_credits, over_limit
 */
export async function createRender(
  deps: Pick<Deps, 'db' | 'queue' | 'settings'>,
  actor: Pick<Actor, 'teamId' | 'person'>,
  wanted: NewRender,
): Promise<RenderRow> {
  return deps.db.asTeam(actor.teamId, (tx) => addRender(tx, deps, actor, wanted));
}

/** The same, in a transaction of the caller's. @throws as `createRender` */
export async function addRender(
  tx: Transaction,
  { queue, settings }: Pick<Deps, 'queue' | 'settings'>,
  actor: Pick<Actor, 'teamId' | 'person'>,
  { kind, wish }: NewRender,
): Promise<RenderRow> {
  const content = wishContent({ wish });
  const verdict = check(content);
  assertAllowed(content, verdict);
  const { teamId } = actor;
  const by = spenderOf(actor);
  const id = newId('rnd');
  await holdForRender(tx, settings, { teamId, renderId: id, kind, by });
  const row = await insertRender(tx, { id, teamId, createdBy: by?.userId ?? null, kind, wish, verdict });
  await queue.add(statementsOf(tx), 'make-render', [{ payload: { teamId, renderId: id } }]);
  await insertEvents(tx, teamId, [{ batchId: null, type: 'render-create', data: { id, kind } }]);
  return row;
}
