import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model service on a free port that streams these answers in turn, the last again and again. */
export async function serveModel(
  ...answers: string[]
): Promise<{ baseUrl: string; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? '';
      asked.push(body);
      const event = (delta: object, finish: string | null) =>
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ role: 'assistant', content: '' }, null));
      for (let at = 0; at < answer.length; at += 9) {
        response.write(event({ content: answer.slice(at, at + 9) }, null));
      }
      response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
