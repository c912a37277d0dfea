import { z } from 'zod';
import { messageStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectMessages } from './queries.ts';

const Message = named(
  'OutboxMessage',
  z.strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    channel: z.enum(['email', 'sms']),
    to: z.string(),
    template: z.string(),
    subject: z.string(),
    text: z.string(),
    status: z.enum(messageStatuses),
    sentAt: z.iso.datetime().nullable(),
    receipt: z.string().nullable(),
  }),
);
const MessagePage = named('OutboxPage', pageOf(Message));

const tag = 'Notices';

/** Adds the route by which the operator sees mails and SMS. What a provider took is shown without its text. */
export function addOutboxRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'log'>): void {
  addRoute(
    app,
    {
      id: 'listOutbox',
      method: 'get',
      path: '/api/v1/outbox',
      tag,
      summary: 'Mails and SMS on their way out (operators)',
      scope: 'admin',
      query: PageQuery,
      answer: MessagePage,
    },
    async ({ actor, query }) => {
      mustOperate(actor);
      const wanted = { limit: query.limit, after: afterOf(query) };
      const rows = await deps.db.asSystem((tx) => selectMessages(tx, wanted));
      const opened = await Promise.all(
        rows.map(async (row) => {
          const isShown = row.status === 'kept';
          const content = isShown ? await deps.envelope.unseal(row.contentSealed, 'messages.content') : '{}';
          const { subject = '', text = '' } = JSON.parse(content) as { subject?: string; text?: string };
          return { ...row, to: await deps.envelope.unseal(row.toSealed, 'messages.to'), subject, text };
        }),
      );
      return cutPage(
        opened,
        query,
        ({ id, createdAt, channel, to, template, subject, text, status, sentAt, receipt }) => ({
          id,
          createdAt: createdAt.toISOString(),
          channel,
          to,
          template,
          subject,
          text,
          status,
          sentAt: sentAt?.toISOString() ?? null,
          receipt,
        }),
      );
    },
  );
}
