import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '../../deps.ts';
import type { Api } from '../../http/route.ts';

const Health = z.object({ status: z.enum(['ok', 'unavailable']) }).openapi('Health');

const answer = (description: string) => ({ description, content: { 'application/json': { schema: Health } } });

const live = createRoute({
  method: 'get',
  path: '/healthz',
  responses: { 200: answer('The process answers') },
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  responses: { 200: answer('The database answers too'), 503: answer('The database does not answer') },
});

/** Adds health (the process lives) and readiness (it can do its work). */
export function addHealthRoutes(app: Api, deps: Pick<Deps, 'db'>): void {
  app.openapi(live, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(ready, async (c) => {
    try {
      await deps.db.ping();
      return c.json({ status: 'ok' as const }, 200);
    } catch {
      return c.json({ status: 'unavailable' as const }, 503);
    }
  });
}
