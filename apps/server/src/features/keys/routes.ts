import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import { scopes } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { tellKeysChanged } from '../events/queries.ts';
import { createKey } from './create-key.ts';
import { type ApiKeyRow, revokeKey, selectKeys } from './queries.ts';

const time = z.iso.datetime();
const Key = named(
  'Key',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    prefix: z.string().describe('First letters of the secret, to know it by'),
    scopes: z.array(z.string()),
    createdAt: time,
    lastUsedAt: time.nullable(),
    expiresAt: time.nullable(),
    revokedAt: time.nullable(),
  }),
);
const CreatedKey = named('CreatedKey', Key.extend({ secret: z.string().describe('Told now and never again') }));
const NewKey = named(
  'NewKey',
  z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    expiresAt: time.optional(),
  }),
);
const KeyPage = named('KeyPage', pageOf(Key));

const tag = 'Keys';

/** Adds the routes of API keys. */
export function addKeyRoutes(app: Api, deps: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'createKey',
      method: 'post',
      path: '/api/v1/keys',
      tag,
      summary: 'Make a key',
      scope: 'admin',
      body: NewKey,
      status: 201,
      answer: CreatedKey,
      errors: ['content_rejected'],
    },
    async ({ actor, body }) => {
      assertWords({ name: body.name });
      const { row, secret } = await createKey(deps, actor, body);
      return { ...keyView(row), secret };
    },
  );
  addRoute(
    app,
    {
      id: 'listKeys',
      method: 'get',
      path: '/api/v1/keys',
      tag,
      summary: 'List keys',
      scope: 'admin',
      query: PageQuery,
      answer: KeyPage,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterOf(query) };
      const rows = await deps.db.asTeam(actor.teamId, (tx) => selectKeys(tx, wanted));
      return cutPage(rows, query, keyView);
    },
  );
  addRoute(
    app,
    {
      id: 'revokeKey',
      method: 'delete',
      path: '/api/v1/keys/{id}',
      tag,
      summary: 'Revoke a key; it is refused from then on',
      scope: 'admin',
      params: idParams('key'),
      status: 204,
    },
    async ({ actor, params }) => {
      const isRevoked = await deps.db.asTeam(actor.teamId, async (tx) => {
        await tellKeysChanged(tx);
        return revokeKey(tx, params.id, new Date());
      });
      if (!isRevoked) {
        throw new ClipoError('no_such_thing', 'no such key', { details: { kind: 'key', id: params.id } });
      }
      return undefined;
    },
  );
}

function keyView(row: ApiKeyRow): z.infer<typeof Key> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
