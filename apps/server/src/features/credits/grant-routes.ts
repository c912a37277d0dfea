import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { type Actor, mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { askGrant, decideGrant } from './grant-with-two.ts';
import { type GrantWishRow, selectGrantWishes } from './queries-wishes.ts';

const amount = z.number().int();
const mostGranted = 1_000_000_000;
const NewGrant = named(
  'NewCreditGrant',
  z.strictObject({
    teamId: z.string().min(1).max(60),
    amount: amount.min(1).max(mostGranted),
    reference: z.string().trim().min(1).max(200).describe('The same grant happens once'),
    reason: z.string().trim().min(1).max(500),
    expiresAt: z.iso.datetime().optional(),
  }),
);
const GrantAnswer = named(
  'CreditGrantAnswer',
  z.strictObject({
    isNew: z.boolean(),
    waits: z.string().optional().describe('The wish that another operator has to agree to'),
  }),
);
const Wish = z.strictObject({
  id: z.string(),
  createdAt: z.iso.datetime(),
  teamId: z.string(),
  amount,
  reference: z.string(),
  reason: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  isOwn: z.boolean().describe('Asked for by who looks: another has to agree'),
  outcome: z.enum(['granted', 'refused']).nullable(),
  decidedAt: z.iso.datetime().nullable(),
});
const Wishes = named(
  'CreditGrantWishes',
  z.strictObject({ items: z.array(Wish), alone: amount.describe('What one operator may give without another') }),
);
const Decision = named('DecideCreditGrant', z.strictObject({ isAllowed: z.boolean() }));

const tag = 'Credits';
const shown = 100;

/** Adds the routes by which operators give teams credits, many of them only two together. */
export function addGrantRoutes(app: Api, deps: Pick<Deps, 'db' | 'settings'>): void {
  addRoute(
    app,
    {
      id: 'grantCredits',
      method: 'post',
      path: '/api/v1/credits/grants',
      tag,
      summary: 'Give a team credits; above a limit another operator has to agree (operators)',
      scope: 'admin',
      body: NewGrant,
      answer: GrantAnswer,
    },
    async ({ actor, body: { expiresAt, ...grant } }) => {
      // Credits are money: a team's own keys, whatever their scopes, make none.
      const by = operatorOf(actor);
      return askGrant(deps, { ...grant, expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt) }, by);
    },
  );
  addRoute(
    app,
    {
      id: 'listCreditGrants',
      method: 'get',
      path: '/api/v1/operate/grants',
      tag,
      summary: 'Grants that another operator has to agree to, and how earlier ones ended (operators)',
      scope: 'admin',
      answer: Wishes,
    },
    async ({ actor }) => {
      const by = operatorOf(actor);
      const rows = await deps.db.asSystem((tx) => selectGrantWishes(tx, shown));
      return { items: rows.map((row) => viewOf(row, by)), alone: deps.settings.CLIPO_GRANT_ALONE };
    },
  );
  addRoute(
    app,
    {
      id: 'decideCreditGrant',
      method: 'post',
      path: '/api/v1/operate/grants/{id}/decision',
      tag,
      summary: 'Agree to a grant that another asked for, or refuse it (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params: idParams('gwi'),
      body: Decision,
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      await decideGrant(deps, params.id, { ...body, by: operatorOf(actor) });
      return undefined;
    },
  );
}

function operatorOf(actor: Actor): string {
  mustOperate(actor);
  return actor.person?.userId ?? actor.keyId;
}

function viewOf(row: GrantWishRow, by: string): z.input<typeof Wish> {
  const { id, createdAt, teamId, amount: credits, reference, reason, expiresAt, askedBy, outcome, decidedAt } = row;
  return {
    ...{ id, teamId, amount: credits, reference, reason, outcome },
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    isOwn: askedBy === by,
  };
}
