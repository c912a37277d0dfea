import { z } from 'zod';
import { identityChecks } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { OperatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { askRemoval, confirmAsSecond, operatorOf, takeRemovalBack } from './remove-factor.ts';

const AskRemoval = named(
  'AskFactorRemoval',
  z.strictObject({
    identityCheck: z.enum(identityChecks).describe('How it was made sure who asks'),
    note: z.string().trim().min(5).max(1000).describe('What was looked at, and by whom it was sent; kept sealed'),
  }),
);
const Waits = named(
  'FactorRemoval',
  z.strictObject({ dueAt: z.iso.datetime().describe('When the second factor goes') }),
);
const personParams = z.object({ userId: z.string().min(1).max(60) });
const path = '/api/v1/people/{userId}/factor-removal';
const tag = 'People';

/** Adds the routes by which a second factor that somebody lost is taken away, and by which that is taken back. */
export function addFactorRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'secrets' | 'settings'>): void {
  const ofOperators = { tag, scope: 'admin', fresh: true, params: personParams } as const;
  addRoute(
    app,
    {
      ...ofOperators,
      id: 'askFactorRemoval',
      method: 'post',
      path,
      summary: 'Have a lost second factor taken away: the person is told, and can object for three days (operators)',
      body: AskRemoval,
      status: 202,
      answer: Waits,
      errors: ['no_such_thing', 'conflict'],
    },
    async ({ actor, params: { userId }, body }) => {
      mustOperate(actor);
      return { dueAt: (await askRemoval(deps, { userId, by: operatorOf(actor), ...body })).toISOString() };
    },
  );
  addRoute(
    app,
    {
      ...ofOperators,
      id: 'confirmFactorRemoval',
      method: 'put',
      path,
      summary: 'Confirm it as a second operator: it goes in an hour (operators)',
      answer: Waits,
      errors: ['no_such_thing'],
    },
    async ({ actor, params: { userId } }) => {
      mustOperate(actor);
      return { dueAt: (await confirmAsSecond(deps, { userId, by: actor.person?.userId })).toISOString() };
    },
  );
  addRoute(
    app,
    {
      ...ofOperators,
      id: 'cancelFactorRemoval',
      method: 'delete',
      path,
      summary: 'Leave the second factor as it is (operators)',
      body: OperatorReason,
      status: 204,
      errors: ['no_such_thing'],
    },
    async ({ actor, params: { userId } }) => {
      mustOperate(actor);
      await takeRemovalBack(deps, userId, operatorOf(actor));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'keepMyFactor',
      method: 'delete',
      path: '/api/v1/me/factor-removal',
      tag: 'Security',
      summary: 'Object to one’s second factor being taken away; the link of the notice does too, without signing in',
      person: true,
      status: 204,
      errors: ['no_such_thing'],
    },
    async ({ actor }) => {
      const { userId } = personOf(actor);
      await takeRemovalBack(deps, userId, userId);
      return undefined;
    },
  );
}
