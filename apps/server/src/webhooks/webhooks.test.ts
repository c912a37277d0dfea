import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { deliverDue, retryWaits, startDelivering } from './deliver-webhooks.ts';

interface Told {
  headers: Record<string, string>;
  body: string;
}
const told: Told[] = [];
let status = 200;
const listener = createServer(async (request, response) => {
  told.push({ headers: request.headers as Record<string, string>, body: await text(request) });
  response.writeHead(status).end('thanks');
});

let api: TestApi;
let url = '';
beforeAll(async () => {
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const { port } = listener.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/hook`;
  const isAllowed = (address: string, wanted: number) => address === '127.0.0.1' && wanted === port;
  api = await startApi({}, { addresses: { isAllowed, resolve: async () => [] } });
});
afterAll(async () => {
  listener.close();
  await api.stop();
});

const create = async (body: object) => {
  const answer = await api.ask('POST', '/api/v1/webhooks', { url, ...body });
  return (await answer.json()) as { id: string; secret: string };
};
const deliveriesOf = async (id: string) =>
  ((await (await api.ask('GET', `/api/v1/webhooks/${id}/deliveries`)).json()) as { items: Record<string, unknown>[] })
    .items;
const happen = (type: string, data: object) =>
  api.deps.db.asTeam(api.teamId, (tx) =>
    tx.execute(
      sql`insert into events (team_id, type, data) values (${api.teamId}, ${type}, ${JSON.stringify(data)}::jsonb)`,
    ),
  );
const later = (seconds: number) => new Date(Date.now() + seconds * 1000);

describe('webhooks tell what happened (O4)', () => {
  it('a message is signed as Standard Webhooks says, and only what was asked for is told', async () => {
    const { id, secret } = await create({ types: ['video-end'] });
    await happen('video-end', { name: 'V1' });
    await happen('piece-end', { name: 'P1' });
    expect(await deliverDue(api.deps)).toBe(1);
    const { headers, body } = told.at(-1) as Told;
    expect(JSON.parse(body)).toMatchObject({ type: 'video-end', data: { name: 'V1' } });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'done', attempts: 1, lastStatus: 200 }]);
    expect(await deliverDue(api.deps)).toBe(0);
    await api.ask('DELETE', `/api/v1/webhooks/${id}`);
  });

  it('what failed is tried again, later each time, then given up, and can be replayed under its first id', async () => {
    const { id } = await create({});
    await happen('batch-end', {});
    status = 503;
    let wait = 0;
    for (const next of retryWaits) {
      expect(await deliverDue(api.deps, later(wait))).toBe(1);
      expect(await deliverDue(api.deps, later(wait + next - 2))).toBe(0);
      wait += next;
    }
    expect(await deliverDue(api.deps, later(wait))).toBe(1);
    const [failed] = await deliveriesOf(id);
    expect(failed).toMatchObject({ status: 'failed', attempts: retryWaits.length + 1, lastStatus: 503 });
    const first = told.at(-1)?.headers['webhook-id'];
    status = 200;
    const replayed = await api.ask('POST', `/api/v1/webhooks/${id}/deliveries/${failed?.id}/replay`);
    expect(replayed.status).toBe(202);
    expect(await deliverDue(api.deps, later(wait))).toBe(1);
    expect(told.at(-1)?.headers['webhook-id']).toBe(first);
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'done' }]);
    await api.ask('DELETE', `/api/v1/webhooks/${id}`);
  });

  it('two processes that deliver at once tell everything once', async () => {
    const { id } = await create({});
    const before = told.length;
    for (let count = 0; count < 12; count += 1) {
      await happen('video-end', { count });
    }
    const stops = [startDelivering(api.deps), startDelivering(api.deps)];
    while ((await deliveriesOf(id)).some(({ status: state }) => state !== 'done')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await Promise.all(stops.map((stop) => stop()));
    expect(told.length - before).toBe(12);
    await api.ask('DELETE', `/api/v1/webhooks/${id}`);
  });

  it('addresses inside are refused, and another team sees nothing', async () => {
    const inside = await api.ask('POST', '/api/v1/webhooks', { url: 'http://169.254.169.254/' });
    expect(await inside.json()).toMatchObject({ code: 'url_refused', status: 422 });
    const { id } = await create({});
    const other = await api.otherTeam();
    const headers = { authorization: `Bearer ${other.key}` };
    expect((await api.ask('GET', `/api/v1/webhooks/${id}/deliveries`, undefined, headers)).status).toBe(404);
    expect((await api.ask('DELETE', `/api/v1/webhooks/${id}`, undefined, headers)).status).toBe(404);
    const listed = await (await api.ask('GET', '/api/v1/webhooks')).text();
    expect(listed).toContain(id);
    expect(listed).not.toContain('whsec_');
  });
});
