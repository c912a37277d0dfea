import { OpenAPIHono } from '@hono/zod-openapi';
import type { Deps } from '../deps.ts';
import { addFirstRunRoutes } from '../features/first-run/routes.ts';
import { addHealthRoutes } from '../features/health/routes.ts';

/** The whole API and the pages beside it. One line a feature. */
export function createApp(deps: Deps): OpenAPIHono {
  const app = new OpenAPIHono();
  addHealthRoutes(app, deps);
  addFirstRunRoutes(app, deps);
  return app;
}
