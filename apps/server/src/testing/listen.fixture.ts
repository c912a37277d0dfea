import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { TestApi } from './api.fixture.ts';

/** The API of a test on a free loopback port. */
export async function listenOnce({ app }: TestApi): Promise<{ url: string; close(): Promise<void> }> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${port}`, close });
    }) as Server;
  });
}
