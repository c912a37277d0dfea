import { ClipoError } from '@clipo/contract';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { followEvents } from './follow-events.ts';

const Query = z.strictObject({
  batch: z.string().min(1).max(100).optional().describe('Only what is about this batch, from its beginning'),
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Id of the last event that is known, where no Last-Event-ID can be sent'),
});

/** Adds the stream of events: what happens to the team's batches and videos, as it happens. */
export function addEventRoutes(app: Api, deps: Pick<Deps, 'db' | 'news'>): void {
  addRoute(
    app,
    {
      id: 'followEvents',
      method: 'get',
      path: '/api/v1/events',
      tag: 'Events',
      summary: 'Follow what happens. Resumes after the id in the Last-Event-ID header',
      scope: 'read',
      query: Query,
      rawAnswer: {
        types: ['text/event-stream'],
        description: 'One event a message: its id, its type as `event`, and as `data` what a webhook is sent',
      },
    },
    async ({ actor, query, c }) => {
      const afterId = lastEventId(c.req.header('last-event-id')) ?? query.after;
      // Proxies must not collect what is to be seen as it happens.
      c.header('x-accel-buffering', 'no');
      return streamSSE(c, async (stream) => {
        const stop = new AbortController();
        stream.onAbort(() => stop.abort());
        const wish = { teamId: actor.teamId, batchId: query.batch, afterId, signal: stop.signal };
        for await (const event of followEvents(deps, wish)) {
          if (event === undefined) {
            await stream.write(': alive\n\n');
            continue;
          }
          const { id, type, batchId, createdAt, data } = event;
          const message = { id, type, batchId, createdAt: createdAt.toISOString(), data };
          await stream.writeSSE({ id: String(id), event: type, data: JSON.stringify(message), retry: 2000 });
        }
      });
    },
  );
}

function lastEventId(header: string | undefined): number | undefined {
  if (header === undefined || header === '') {
    return undefined;
  }
  if (!/^\d{1,15}$/.test(header)) {
    const problem = 'must be the id of an event';
    throw new ClipoError('invalid_input', `Last-Event-ID: ${problem}`, {
      details: { field: 'Last-Event-ID', problem },
    });
  }
  return Number(header);
}
