import { ClipoError } from '@clipo/contract';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { named } from '../../http/document.ts';
import { OperatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { deleteClosed, putClosed, selectClosed } from './queries.ts';
import { serviceParts } from './service-parts.ts';
import type { PartWatch } from './watch-parts.ts';

const tag = 'Operation';
const params = z.strictObject({ part: z.enum(serviceParts) });
const reason = z.string().trim().min(1).max(300);
const ClosePart = named('ClosePart', z.strictObject({ reasonZh: reason, reasonEn: reason }));
const ServiceParts = named(
  'ServiceParts',
  z.strictObject({
    items: z.array(
      z.strictObject({
        part: z.enum(serviceParts),
        isOpen: z.boolean(),
        reason: z.string().nullable().describe('Why it is closed, in the language of `Accept-Language`'),
        closedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
);

/** Hands every request the watch over what is closed. */
export function watchedBy(parts: PartWatch) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    c.set('parts', parts);
    await next();
  });
}

/** Adds the routes by which everybody sees which parts of the service are closed, and operators close and open them. */
export function addPartRoutes(app: Api, { db }: Pick<Deps, 'db'>, parts: PartWatch): void {
  addRoute(
    app,
    {
      id: 'listParts',
      method: 'get',
      path: '/api/v1/parts',
      tag,
      summary: 'Which parts of the service are open, and why one is not',
      answer: ServiceParts,
    },
    async ({ c }) => {
      const rows = await db.asSystem((tx) => selectClosed(tx));
      const isChinese = c.get('language') === 'zh-CN';
      return {
        items: serviceParts.map((part) => {
          const closed = rows.find((row) => row.part === part);
          return {
            part,
            isOpen: closed === undefined,
            reason: closed === undefined ? null : isChinese ? closed.reasonZh : closed.reasonEn,
            closedAt: closed?.createdAt.toISOString() ?? null,
          };
        }),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'closePart',
      method: 'put',
      path: '/api/v1/parts/{part}/closing',
      tag,
      summary: 'Close a part of the service for everybody, within seconds (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params,
      body: ClosePart,
      status: 204,
    },
    async ({ actor, params: { part }, body }) => {
      mustOperate(actor);
      const row = { part, ...body, closedBy: actor.person?.userId ?? actor.keyId, createdAt: new Date() };
      await db.asSystem((tx) => putClosed(tx, row));
      parts.forget();
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'openPart',
      method: 'delete',
      path: '/api/v1/parts/{part}/closing',
      tag,
      summary: 'Open a part of the service again (operators)',
      scope: 'admin',
      params,
      body: OperatorReason,
      status: 204,
    },
    async ({ actor, params: { part } }) => {
      mustOperate(actor);
      if (!(await db.asSystem((tx) => deleteClosed(tx, part)))) {
        throw new ClipoError('no_such_thing', `${part} is open`, { details: { kind: 'closed part', id: part } });
      }
      parts.forget();
      return undefined;
    },
  );
}
