import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { TestApi } from './api.fixture.ts';

/** A door of a test on a free loopback port. */
interface Listening {
  url: string;
  close(): Promise<void>;
}

/** The API of a test. */
export async function listenOnce({ app }: Pick<TestApi, 'app'>): Promise<Listening> {
  return listenBefore(() => app);
}

/** The same, where the API is started later and must know this address. */
export async function listenBefore(app: () => TestApi['app']): Promise<Listening> {
  return new Promise((resolve) => {
    const server = serve(
      { fetch: (request, env) => app().fetch(request, env), hostname: '127.0.0.1', port: 0 },
      ({ port }) => {
        const close = () =>
          new Promise<void>((done) => {
            server.close(() => done());
            server.closeAllConnections();
          });
        resolve({ url: `http://127.0.0.1:${port}`, close });
      },
    ) as Server;
  });
}
