import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSettings } from '../../env.ts';
import { openLog } from '../../log.ts';
import { forgetOrders } from './forget-orders.ts';

/** Replays what HeyGen documents of deleting a video. */
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers['x-api-key']}`);
  const isKnown = request.url?.endsWith('video_id=v_1') === true;
  const isBroken = request.url?.endsWith('video_id=v_3') === true;
  response
    .writeHead(isBroken ? 500 : isKnown ? 200 : 404, { 'content-type': 'application/json' })
    .end(JSON.stringify(isKnown ? { code: 100, message: 'Success' } : { code: 40_004, message: 'video not found' }));
});
let host = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it('what an outside engine made is deleted there with the team’s own key, and the certificate tells what came of it (A5)', async () => {
  const settings = readSettings({ CLIPO_ENGINE_HOSTS: host, CLIPO_LOG_LEVEL: 'silent' });
  const envelope = { unseal: async (sealed: string) => sealed } as never;
  const deps = { settings, envelope, log: openLog(settings) };
  const heygen = (refs: string[], baseUrl = `http://${host}`) => ({
    ...{ id: 'eng_1', keysSealed: JSON.stringify({ key: 'k-1' }), refs },
    settings: { kind: 'heygen' as const, baseUrl },
  });
  const given = [
    { engine: 'openai.example', outcome: 'offers none' as const },
    { engine: host, outcome: 'offers none' as const },
  ];
  // What is gone there already is gone.
  const whole = await forgetOrders(deps, { engines: given, orders: [heygen(['v_1', 'v_2'])] });
  expect(whole).toEqual([
    { engine: 'openai.example', outcome: 'offers none' },
    { engine: host, outcome: 'asked' },
  ]);
  expect(asked).toEqual(['v_1', 'v_2'].map((id) => `DELETE /v1/video.delete?video_id=${id} k-1`));
  const broken = await forgetOrders(deps, { engines: given, orders: [heygen(['v_3']), heygen(['v_1'])] });
  expect(broken[1]).toEqual({ engine: host, outcome: 'failed' });
  const away = await forgetOrders(deps, { engines: [], orders: [heygen(['v_1'], 'http://127.0.0.1:9')] });
  expect(away).toEqual([{ engine: '127.0.0.1:9', outcome: 'failed' }]);
});
