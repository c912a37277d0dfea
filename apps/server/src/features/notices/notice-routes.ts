import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { noticeChannels } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { needs } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { markDelivered, markRead, putPreferences, selectNotices, selectPreferences } from './queries.ts';

const time = z.iso.datetime();
const Notice = named(
  'Notice',
  z.strictObject({
    id: z.string(),
    createdAt: time,
    template: z.string(),
    title: z.string(),
    body: z.string(),
    isPopup: z.boolean().describe('To be shown over the page until it was read'),
    readAt: time.nullable(),
    deliveredAt: time.nullable(),
    deliveredBy: z.enum(noticeChannels).nullable(),
  }),
);
const NoticePage = named('NoticePage', pageOf(Notice));
const minute = z.number().int().min(0).max(1439);
const Preferences = named(
  'NoticePreferences',
  z.strictObject({
    email: z.boolean(),
    sms: z.boolean(),
    quietFrom: minute.describe('Minutes after midnight in Beijing; what may wait is not sent until `quietTo`'),
    quietTo: minute,
    mutedTemplates: z.array(z.string().max(50)).max(50),
  }),
);
const tag = 'Notices';

/** Adds the routes by which people are told things, and say how. */
export function addNoticeRoutes(app: Api, deps: Pick<Deps, 'db'>): void {
  addRoute(
    app,
    {
      id: 'listNotices',
      method: 'get',
      path: '/api/v1/me/notices',
      tag,
      summary: 'The inbox; what is fetched counts as delivered',
      person: true,
      despite: needs,
      query: PageQuery,
      answer: NoticePage,
    },
    async ({ actor, query }) => {
      const { userId, sessionId } = personOf(actor);
      const wanted = { limit: query.limit, after: afterOf(query) };
      const now = new Date();
      const rows = await deps.db.asSystem(async (tx) => {
        for (const { id, isPopup, deliveredAt } of await selectNotices(tx, userId, wanted)) {
          if (deliveredAt === null) {
            await markDelivered(tx, id, { channel: isPopup ? 'popup' : 'inbox', proof: sessionId, at: now });
          }
        }
        return selectNotices(tx, userId, wanted);
      });
      return cutPage(rows, query, (row) => ({
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        template: row.template,
        title: row.title,
        body: row.body,
        isPopup: row.isPopup,
        readAt: row.readAt?.toISOString() ?? null,
        deliveredAt: row.deliveredAt?.toISOString() ?? null,
        deliveredBy: row.deliveredBy,
      }));
    },
  );
  addRoute(
    app,
    {
      id: 'readNotice',
      method: 'post',
      path: '/api/v1/me/notices/{id}/read',
      tag,
      summary: 'Mark a notice as read',
      person: true,
      despite: needs,
      params: idParams('ntc'),
      status: 204,
    },
    async ({ actor, params }) => {
      const { userId } = personOf(actor);
      if (!(await deps.db.asSystem((tx) => markRead(tx, userId, params.id, new Date())))) {
        throw new ClipoError('no_such_thing', 'no such notice', { details: { kind: 'notice', id: params.id } });
      }
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'getNoticePreferences',
      method: 'get',
      path: '/api/v1/me/notice-preferences',
      tag,
      summary: 'How the person wants to be told',
      person: true,
      despite: ['agreements', 'age', 'guardian', 'phone'],
      answer: Preferences,
    },
    async ({ actor }) => {
      const {
        userId: _userId,
        createdAt: _createdAt,
        ...wants
      } = await deps.db.asSystem((tx) => selectPreferences(tx, personOf(actor).userId));
      return wants;
    },
  );
  addRoute(
    app,
    {
      id: 'setNoticePreferences',
      method: 'put',
      path: '/api/v1/me/notice-preferences',
      tag,
      summary: 'Choose how to be told; security, money and law take every channel',
      person: true,
      despite: ['agreements', 'age', 'guardian', 'phone'],
      body: Preferences,
      answer: Preferences,
    },
    async ({ actor, body }) => {
      await deps.db.asSystem((tx) => putPreferences(tx, { userId: personOf(actor).userId, ...body }));
      return body;
    },
  );
}
