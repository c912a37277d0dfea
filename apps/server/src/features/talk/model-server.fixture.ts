import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of a model service, as the documentation of chat completions streams it. */
export type Replay =
  | { say: string; end?: 'stop' | 'length' | 'content_filter' }
  | {
      calls: readonly { name: string; arguments: string }[] /** What happens before it answers. */;
      first?: () => Promise<void>;
    }
  | { status: number; retryAfter?: number }
  | { cutAfter: string }
  | { silent: true };

export interface ModelServer {
  baseUrl: string;
  /** Bodies as they were asked. */
  asked: { messages: { role: string; content: string }[]; tools?: { function: { name: string } }[] }[];
  keys: (string | undefined)[];
  /** What is answered next, one after another; the last again and again. */
  play(...replays: Replay[]): void;
  close(): void;
}

/** A model service on a free port that replays streams, calls of tools, refusals, limits and broken lines. */
export async function serveReplays(): Promise<ModelServer> {
  let replays: Replay[] = [];
  const asked: ModelServer['asked'] = [];
  const keys: ModelServer['keys'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', async () => {
      asked.push(JSON.parse(body) as ModelServer['asked'][number]);
      keys.push(request.headers.authorization);
      const replay = replays.length > 1 ? replays.shift() : replays[0];
      const event = (delta: object, finish: string | null) =>
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
      const usage = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 } })}\n\n`;
      if (replay === undefined || 'silent' in replay) {
        return;
      }
      if ('status' in replay) {
        const headers = replay.retryAfter === undefined ? {} : { 'retry-after': String(replay.retryAfter) };
        response.writeHead(replay.status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify({ error: { message: 'slow down', type: 'rate_limit' } }));
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ role: 'assistant', content: '' }, null));
      if ('cutAfter' in replay) {
        response.write(event({ content: replay.cutAfter }, null), () => setTimeout(() => response.destroy(), 50));
        return;
      }
      if ('calls' in replay) {
        await replay.first?.();
        for (const [index, { name, arguments: given }] of replay.calls.entries()) {
          const call = { index, id: `call_${asked.length}_${index}`, type: 'function' };
          response.write(event({ tool_calls: [{ ...call, function: { name, arguments: '' } }] }, null));
          response.write(event({ tool_calls: [{ index, function: { arguments: given } }] }, null));
        }
        response.end(`${event({}, 'tool_calls')}${usage}data: [DONE]\n\n`);
        return;
      }
      for (let at = 0; at < replay.say.length; at += 7) {
        response.write(event({ content: replay.say.slice(at, at + 7) }, null));
      }
      response.end(`${event({}, replay.end ?? 'stop')}${usage}data: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    keys,
    play: (...next) => {
      replays = next;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
