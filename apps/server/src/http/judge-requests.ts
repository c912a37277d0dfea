import { ClipoError } from '@clipo/contract';
import { isDisguised } from '@clipo/safety';
import { createMiddleware } from 'hono/factory';
import type { Deps } from '../deps.ts';
import type { MeasureDeps } from '../features/measures/take-measure.ts';
import { followEvasion } from '../features/rules/follow-evasion.ts';
import { countHit } from '../features/rules/queries.ts';
import type { RuleWatch } from '../features/rules/watch-rules.ts';
import type { ApiEnv } from './api-env.ts';

/**
 * Counts what was refused, by rule and team, and whether it was dressed up so as not to be found: who keeps trying that has a
 * measure proposed. The words themselves are kept nowhere.
 */
export function countRefusals(deps: MeasureDeps & Pick<Deps, 'db'>) {
  const { db } = deps;
  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    const { error } = c;
    const actor = c.get('actor');
    if (!(error instanceof ClipoError) || error.code !== 'content_rejected' || actor === undefined) {
      return;
    }
    const { rule, category, term } = error.details;
    if (typeof rule === 'string' && typeof category === 'string') {
      const hit = { teamId: actor.teamId, rule, category, isDisguised: isDisguised(String(term)) };
      // Whoever was refused need not wait for the figures.
      const count = async () => {
        await db.asTeam(actor.teamId, (tx) => countHit(tx, hit));
        if (hit.isDisguised) {
          await db.asSystem((tx) => followEvasion(tx, deps, hit));
        }
      };
      count().catch((cause: unknown) => c.get('log').warn({ cause }, 'a refusal was not counted'));
    }
  });
}

/** Before anything is judged, the rules are those in force. */
export function judgedBy(rules: RuleWatch) {
  return createMiddleware<ApiEnv>(async (_, next) => {
    await rules.look();
    await next();
  });
}
