import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { holdGrounds } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { operatorIdOf } from '../measures/operator-id.ts';
import { personShown } from '../measures/operator-routes.ts';
import { liftHold, placeHold } from './place-hold.ts';
import { countSealed, type HoldRow, selectHolds } from './queries.ts';

const time = z.iso.datetime();
const Hold = named(
  'LegalHold',
  z.strictObject({
    id: z.string(),
    userId: z.string(),
    name: z.string(),
    contact: z.string().describe('Masked'),
    ground: z.enum(holdGrounds),
    reference: z.string(),
    note: z.string(),
    placedAt: time,
    placedBy: z.string(),
    isMine: z.boolean().describe('Placed by who looks: another lifts it'),
    liftedAt: time.nullable(),
    liftedBy: z.string().nullable(),
    liftedWhy: z.string(),
    sealed: z.int().describe('How much that was deleted meanwhile is under seal for it'),
  }),
);
const Holds = named('LegalHolds', z.strictObject({ items: z.array(Hold) }));
const NewHold = named(
  'NewLegalHold',
  z.strictObject({
    userId: z.string().min(1).max(60),
    ground: z.enum(holdGrounds),
    reference: z.string().trim().min(2).max(200).describe('Number of the order, request or case'),
    note: z.string().trim().max(1000).default(''),
  }),
);
const Lifting = named('LiftLegalHold', z.strictObject({ reason: z.string().trim().min(2).max(1000) }));
const path = '/api/v1/operate/holds';
const tag = 'Operation';

/** Adds the routes by which an account's data are kept beyond their terms, and no longer. */
export function addHoldRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope'>): void {
  const view = async (tx: Transaction, row: HoldRow, by: string): Promise<z.input<typeof Hold>> => {
    const { id, userId, ground, reference, note, createdAt, placedBy, liftedAt, liftedBy, liftedWhy } = row;
    return {
      ...{ id, userId, ground, reference, note, placedBy, liftedBy, liftedWhy },
      ...(await personShown(tx, deps, userId)),
      placedAt: createdAt.toISOString(),
      isMine: placedBy === by,
      sealed: (await countSealed(tx, [id])).get(id) ?? 0,
      liftedAt: liftedAt?.toISOString() ?? null,
    };
  };
  addRoute(
    app,
    {
      id: 'listLegalHolds',
      method: 'get',
      path,
      tag,
      summary: 'Legal holds, newest first (operators)',
      scope: 'admin',
      query: z.strictObject({ state: z.enum(['open', 'lifted']).default('open') }),
      answer: Holds,
    },
    async ({ actor, query }) => {
      const by = operatorIdOf(actor);
      return deps.db.asSystem(async (tx) => {
        const items: z.input<typeof Hold>[] = [];
        for (const row of await selectHolds(tx, query.state)) {
          items.push(await view(tx, row, by));
        }
        return { items };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'placeLegalHold',
      method: 'post',
      path,
      tag,
      summary: 'Keep an account and its data whatever their terms say; nobody is told (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      body: NewHold,
      status: 201,
      answer: Hold,
      errors: ['no_such_thing'],
    },
    async ({ actor, body }) => {
      const by = operatorIdOf(actor);
      return deps.db.asSystem(async (tx) => view(tx, await placeHold(tx, { ...body, placedBy: by }), by));
    },
  );
  addRoute(
    app,
    {
      id: 'liftLegalHold',
      method: 'post',
      path: `${path}/{id}/lifting`,
      tag,
      summary: 'Lift a hold that another operator placed, with a reason (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params: idParams('lgh'),
      body: Lifting,
      answer: Hold,
      errors: ['conflict'],
    },
    async ({ actor, params: { id }, body }) => {
      const by = operatorIdOf(actor);
      return deps.db.asSystem(async (tx) => view(tx, await liftHold(tx, { id, by, why: body.reason }), by));
    },
  );
}
