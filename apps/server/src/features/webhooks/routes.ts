import { ClipoError } from '@clipo/contract';
import { checkAddress } from '@clipo/guarded-fetch';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import { deliveryStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { afterNumberOf, afterOf, cutNumberPage, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { newWebhookSecret } from '../../webhooks/sign-webhook.ts';
import {
  type DeliveryRow,
  deleteWebhook,
  insertWebhook,
  replayDelivery,
  selectDeliveries,
  selectWebhook,
  selectWebhooks,
  type WebhookRow,
} from './queries.ts';

const tag = 'Webhooks';
const types = z
  .array(
    z
      .string()
      .regex(/^[a-z]+(?:-[a-z]+)*$/, 'must be the name of an event such as "video-end"')
      .max(60),
  )
  .max(50);
const NewWebhook = named(
  'NewWebhook',
  z.strictObject({
    url: z.string().min(1).max(2000).describe('A public address that takes POST'),
    types: types.default([]).describe('Types of events to be told, such as `video-end`; none means all'),
  }),
);
const Webhook = named(
  'Webhook',
  z.strictObject({ id: z.string(), url: z.string(), types, createdAt: z.iso.datetime() }),
);
const CreatedWebhook = named(
  'CreatedWebhook',
  Webhook.extend({ secret: z.string().describe('Signs every message (Standard Webhooks). Told now and never again') }),
);
const WebhookPage = named('WebhookPage', pageOf(Webhook));
const Delivery = named(
  'Delivery',
  z.strictObject({
    id: z.string(),
    eventId: z.int(),
    type: z.string(),
    status: z.enum(deliveryStatuses),
    attempts: z.int(),
    nextAt: z.iso.datetime().nullable(),
    lastStatus: z.int().nullable(),
    lastProblem: z.string().nullable(),
    deliveredAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  }),
);
const DeliveryPage = named('DeliveryPage', pageOf(Delivery));

/** Adds the routes of webhooks and of what they were told. */
export function addWebhookRoutes(app: Api, deps: Pick<Deps, 'db' | 'secrets' | 'addresses'>): void {
  const path = '/api/v1/webhooks';
  const one = { tag, params: idParams('whk'), scope: 'admin' } as const;
  addRoute(
    app,
    {
      id: 'createWebhook',
      method: 'post',
      path,
      tag,
      summary: 'Be told of events',
      scope: 'admin',
      body: NewWebhook,
      status: 201,
      answer: CreatedWebhook,
      errors: ['url_refused', 'fetch_failed'],
    },
    async ({ actor: { teamId }, body }) => {
      const { href: url } = await checkAddress(body.url, deps.addresses);
      const secret = newWebhookSecret();
      const row = { id: newId('whk'), teamId, url, types: body.types, secret: deps.secrets.seal(secret) };
      return { ...view(await deps.db.asTeam(teamId, (tx) => insertWebhook(tx, row))), secret };
    },
  );
  addRoute(
    app,
    {
      id: 'listWebhooks',
      method: 'get',
      path,
      tag,
      summary: 'List webhooks',
      scope: 'admin',
      query: PageQuery,
      answer: WebhookPage,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterOf(query) };
      return cutPage(await deps.db.asTeam(actor.teamId, (tx) => selectWebhooks(tx, wanted)), query, view);
    },
  );
  addRoute(
    app,
    { ...one, id: 'deleteWebhook', method: 'delete', path: `${path}/{id}`, summary: 'Be told no more', status: 204 },
    async ({ actor, params }) => {
      if (!(await deps.db.asTeam(actor.teamId, (tx) => deleteWebhook(tx, params.id)))) {
        throw unknown('webhook', params.id);
      }
      return undefined;
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'listDeliveries',
      method: 'get',
      path: `${path}/{id}/deliveries`,
      summary: 'What it was told, newest first',
      query: PageQuery,
      answer: DeliveryPage,
    },
    async ({ actor, params, query }) =>
      deps.db.asTeam(actor.teamId, async (tx) => {
        if ((await selectWebhook(tx, params.id)) === undefined) {
          throw unknown('webhook', params.id);
        }
        const rows = await selectDeliveries(tx, params.id, { limit: query.limit, after: afterNumberOf(query) });
        return cutNumberPage(rows, query, deliveryView);
      }),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'replayDelivery',
      method: 'post',
      path: `${path}/{id}/deliveries/{delivery}/replay`,
      summary: 'Send a message again, under its first id',
      params: idParams('whk').extend({ delivery: z.string().regex(/^\d{1,15}$/, 'must be a number') }),
      status: 202,
      answer: Delivery,
    },
    async ({ actor, params }) => {
      const { id, delivery } = params;
      const row = await deps.db.asTeam(actor.teamId, (tx) => replayDelivery(tx, id, Number(delivery)));
      if (row === undefined) {
        throw unknown('delivery', delivery);
      }
      return deliveryView(row);
    },
  );
}

function unknown(kind: string, id: string): ClipoError {
  return new ClipoError('no_such_thing', `no ${kind} ${id}`, { details: { kind, id } });
}

function view({ id, url, types: told, createdAt }: WebhookRow): z.input<typeof Webhook> {
  return { id, url, types: told, createdAt: createdAt.toISOString() };
}

function deliveryView(row: DeliveryRow): z.input<typeof Delivery> {
  return {
    id: String(row.id),
    eventId: row.eventId,
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    nextAt: row.status === 'waiting' ? row.nextAt.toISOString() : null,
    lastStatus: row.lastStatus,
    lastProblem: row.lastProblem,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
