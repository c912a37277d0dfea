import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { deletionCauses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { operatorIdOf } from '../measures/operator-id.ts';
import { personShown } from '../measures/operator-routes.ts';
import { ofThePerson } from '../measures/own-routes.ts';
import { type DeletionRow, selectOpenDeletion } from '../privacy/queries.ts';
import { askDeletion, orderDeletion } from './ask-deletion.ts';
import { selectDeletionByLink, selectDeletions } from './queries.ts';
import { stopDeletion } from './stop-deletion.ts';

const time = z.iso.datetime();
const Shared = {
  id: z.string(),
  cause: z.enum(deletionCauses),
  askedAt: time,
  dueAt: time.describe('By when it is answered: 15 working days'),
  erasesAt: time.nullable().describe('When it is carried out, unless it is withdrawn; null: that can’t be told yet'),
  heldBy: z.string().nullable().describe('What keeps it from being carried out'),
  reason: z.string(),
};
const Deletion = named('DeletionRequest', z.strictObject(Shared));
const AskDeletion = named('AskDeletion', z.strictObject({ reason: z.string().trim().max(500).default('') }));
const Certificate = named(
  'DeletionCertificate',
  z.strictObject({
    number: z.string(),
    cause: z.enum(deletionCauses),
    askedAt: time,
    erasedAt: time,
    pseudonym: z.string().describe('Under what the records that stay stand; it leads to nobody'),
    gone: z.array(z.strictObject({ where: z.string(), rows: z.int() })),
    files: z.strictObject({ count: z.int(), bytes: z.int() }),
    kept: z.array(z.strictObject({ where: z.string(), rows: z.int(), ground: z.string(), until: z.string() })),
    engines: z.array(z.strictObject({ engine: z.string(), outcome: z.enum(['asked', 'offers none', 'failed']) })),
    backups: z.array(z.strictObject({ name: z.string(), madeAt: time, expiresAt: time.nullable() })),
    teams: z.array(z.strictObject({ id: z.string(), rule: z.enum(['deleted', 'kept', 'handed over']) })),
  }),
);
const FullDeletion = named(
  'Deletion',
  z.strictObject({
    ...Shared,
    userId: z.string(),
    name: z.string(),
    contact: z.string(),
    withdrawnAt: time.nullable(),
    doneAt: time.nullable(),
    certificate: Certificate.nullable(),
  }),
);
const Deletions = named('Deletions', z.strictObject({ items: z.array(FullDeletion) }));
const Order = named(
  'OrderDeletion',
  z.strictObject({
    userId: z.string().min(1).max(60),
    ground: z.string().trim().min(5).max(500).describe('The order, with its number; the person is told'),
  }),
);
const Stop = named('StopDeletion', z.strictObject({ why: z.string().trim().min(2).max(500) }));
const tag = 'Privacy';
const path = '/api/v1/deletions';
const mine = { ...ofThePerson, path: '/api/v1/me/deletion', tag } as const;

/** Adds the routes by which people have their account deleted or think better of it, and operators see and order deletions. */
export function addDeletionRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const { db } = deps;
  const open = async (userId: string): Promise<DeletionRow> => {
    const row = await db.asSystem((tx) => selectOpenDeletion(tx, userId));
    if (row === undefined) {
      const details = { kind: 'request for deletion', id: '' };
      throw new ClipoError('no_such_thing', 'deletion was not asked for', { details });
    }
    return row;
  };
  addRoute(
    app,
    {
      ...mine,
      id: 'getDeletion',
      method: 'get',
      summary: 'The deletion that is under way',
      answer: Deletion,
      errors: ['no_such_thing'],
    },
    async ({ actor }) => view(await open(personOf(actor).userId)),
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'askDeletion',
      method: 'post',
      summary: 'Ask for the account to be deleted; it is after a week, and can be withdrawn until then',
      fresh: true,
      body: AskDeletion,
      status: 201,
      answer: Deletion,
      errors: ['conflict'],
    },
    async ({ actor, body }) => view(await askDeletion(deps, { userId: personOf(actor).userId, ...body })),
  );
  addRoute(
    app,
    {
      ...mine,
      id: 'withdrawDeletion',
      method: 'delete',
      summary: 'Withdraw the request for deletion',
      status: 204,
      errors: ['no_such_thing', 'conflict'],
    },
    async ({ actor }) => {
      const { userId } = personOf(actor);
      const { id, cause, orderedBy } = await open(userId);
      if (cause === 'user' && orderedBy !== null) {
        const problem = 'the guardian asked for it: they alone take it back';
        throw new ClipoError('conflict', problem, { details: { problem } });
      }
      if (cause === 'order') {
        const problem = 'it was ordered: appeal against it';
        throw new ClipoError('conflict', problem, { details: { problem } });
      }
      const why = '您已撤回。 You withdrew it.';
      await db.asSystem((tx) => stopDeletion(tx, deps, { id, by: userId, why }, new Date()));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'getDeletionCertificate',
      method: 'get',
      path: '/api/v1/deletion-certificates/{secret}',
      tag,
      summary: 'The certificate of a deletion, by the secret that was sent to the account’s contact',
      params: z.strictObject({ secret: z.string().min(1).max(100) }),
      answer: Certificate,
    },
    async ({ params: { secret } }) => {
      const hash = createHash('sha256').update(secret).digest('hex');
      const row = await db.asSystem((tx) => selectDeletionByLink(tx, hash));
      if (row?.certificate === undefined || row.certificate === null) {
        throw new ClipoError('no_such_thing', 'no such certificate', { details: { kind: 'certificate', id: '' } });
      }
      return row.certificate;
    },
  );
  addRoute(
    app,
    {
      id: 'listDeletions',
      method: 'get',
      path,
      tag,
      summary: 'Deletions, under way or done, newest first (operators)',
      scope: 'admin',
      query: z.strictObject({ state: z.enum(['open', 'done']).default('open') }),
      answer: Deletions,
    },
    async ({ actor, query }) => {
      operatorIdOf(actor);
      return db.asSystem(async (tx) => {
        const rows = await selectDeletions(tx, query.state);
        return {
          items: await Promise.all(
            rows.map(async (row) => ({
              ...view(row),
              userId: row.userId,
              ...(await personShown(tx, deps, row.userId)),
              withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
              doneAt: row.doneAt?.toISOString() ?? null,
              certificate: row.certificate,
            })),
          ),
        };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'orderDeletion',
      method: 'post',
      path,
      tag,
      summary: 'Delete an account by an order, after notice and 15 working days (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      body: Order,
      status: 201,
      answer: Deletion,
      errors: ['no_such_thing', 'conflict'],
    },
    async ({ actor, body }) => view(await orderDeletion(deps, { ...body, by: operatorIdOf(actor) })),
  );
  addRoute(
    app,
    {
      id: 'stopDeletion',
      method: 'post',
      path: `${path}/{id}/stop`,
      tag,
      summary: 'Stop a deletion that is not carried out yet (operators)',
      scope: 'admin',
      params: idParams('del'),
      body: Stop,
      answer: Deletion,
    },
    async ({ actor, params: { id }, body }) => {
      const by = operatorIdOf(actor);
      return view(await db.asSystem((tx) => stopDeletion(tx, deps, { id, by, ...body }, new Date())));
    },
  );
}

function view({ id, cause, createdAt, dueAt, erasesAt, heldBy, reason }: DeletionRow): z.input<typeof Deletion> {
  return {
    id,
    cause,
    askedAt: createdAt.toISOString(),
    dueAt: dueAt.toISOString(),
    erasesAt: erasesAt?.toISOString() ?? null,
    heldBy,
    reason,
  };
}
