import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of a recorded exchange; `hang` never answers. */
export interface Replayed {
  status?: number;
  json?: unknown;
  text?: string;
  type?: string;
  body?: Uint8Array;
  location?: string;
  hang?: true;
}

/** A request as it came in. */
export interface Received {
  method: string;
  /** With its query. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/**
 * A real HTTP server that replays what an engine's documentation shows. `exchange` maps `METHOD /path` to the answers, given in
 * order, the last one again and again; a function sees the request and the server's own address.
 */
export async function replayServer(
  exchange: Readonly<Record<string, Replayed[] | ((request: Received, base: string) => Replayed)>>,
) {
  const received: Received[] = [];
  const given = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = request.url ?? '/';
      const told = {
        method: request.method ?? '',
        url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      };
      received.push(told);
      const key = `${told.method} ${url.split('?')[0]}`;
      const answers = exchange[key];
      const count = given.get(key) ?? 0;
      given.set(key, count + 1);
      const answer =
        typeof answers === 'function'
          ? answers(told, base)
          : (answers?.[Math.min(count, answers.length - 1)] ?? { status: 404, json: { message: `nothing at ${key}` } });
      if (answer.hang === true) {
        return;
      }
      const type = answer.type ?? (answer.json === undefined ? 'text/html' : 'application/json');
      response.writeHead(answer.status ?? 200, {
        'content-type': type,
        ...(answer.location === undefined ? {} : { location: answer.location }),
      });
      response.end(answer.body ?? answer.text ?? JSON.stringify(answer.json));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    received,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}
