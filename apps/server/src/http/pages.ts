import { serveStatic } from '@hono/node-server/serve-static';
import { compress } from 'hono/compress';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './api-env.ts';
import { firstFiles } from './first-files.ts';
import type { Api } from './route.ts';

/** Addresses that are no pages: what is not found there is told as the API tells it. */
const others = /^\/(?:api|edit|v1|media|first-run|healthz|readyz|metrics)(?:\/|$)/;

/**
 * Serves the studio's pages: files by their names, which hold a hash and never change; every other address is the
 * studio's own to make sense of, and gets its one page.
 * @param folder what `vite build` made
 */
export function addPages(app: Api, folder: string): void {
  const forEver = createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    if (c.res.ok) {
      c.header('cache-control', 'public, max-age=31536000, immutable');
    }
  });
  app.use('/assets/*', compress(), forEver, serveStatic({ root: folder, precompressed: true }));
  app.use('/mark.svg', serveStatic({ root: folder }));
  const page = serveStatic<ApiEnv>({ root: folder, path: 'index.html' });
  const first = firstFiles(folder);
  app.get('*', compress(), async (c, next) => {
    const isPage = !others.test(c.req.path) && (c.req.header('accept') ?? '').includes('text/html');
    if (!isPage) {
      return next();
    }
    c.header('cache-control', 'no-cache');
    if (c.req.path === '/') {
      c.header('vary', 'accept-language');
      c.header('link', first[/^en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh-CN']);
    }
    return page(c, next);
  });
}
