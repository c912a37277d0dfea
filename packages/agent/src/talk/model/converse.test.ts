import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { converse, talkLimits } from './converse.ts';

/** A model service that takes a question and says nothing, or says one word and then nothing. */
let server: Server;
let word = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (word !== '') {
        const choices = [{ index: 0, delta: { role: 'assistant', content: word }, finish_reason: null }];
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(
          `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`,
        );
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = async (said: string[], signal = new AbortController().signal) =>
  converse(
    { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, name: 'm', key: undefined },
    { system: '', messages: [{ role: 'user', content: 'Hello' }], tools: {} },
    { write: (text) => said.push(text), signal, limits: { ...talkLimits, answerMs: 400 } },
  );

it.each(['', 'Well,'])(
  'a model that falls silent after "%s" is waited for no longer than its time (C1)',
  async (first) => {
    word = first;
    const said: string[] = [];
    const began = performance.now();
    const outcome = await ask(said).catch((cause: unknown) => cause);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(said.join('')).toBe(first);
    // What was said is kept; where nothing was, the planner may take the turn.
    expect(outcome).toMatchObject(first === '' ? {} : { ended: 'too-slow' });
    expect(['too-slow', undefined]).toContain((outcome as { ended?: string }).ended);
  },
);

it('a person who stops a silent model is obeyed at once (C1)', async () => {
  word = '';
  await expect(ask([], AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'cancelled' });
});
