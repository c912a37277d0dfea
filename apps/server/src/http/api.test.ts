import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { schemaNamed } from './document.ts';
import { examples } from './examples.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const newKey = (name: string, scopes = ['read']) => ({ name, scopes });

describe('keys open the API (O4)', () => {
  it('nobody gets in without a key, or with a wrong one', async () => {
    for (const headers of [{ authorization: '' }, { authorization: 'Bearer wrong' }, { authorization: 'Basic x:y' }]) {
      const answer = await api.ask('GET', '/api/v1/keys', undefined, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
    }
    expect((await api.app.request('/api/v1/keys')).status).toBe(401);
  });

  it('a key does what its scopes say, gives away no more, and is told once', async () => {
    const made = await api.ask('POST', '/api/v1/keys', newKey('reader', ['read', 'admin']));
    expect(made.status).toBe(201);
    const { id, secret, prefix } = (await made.json()) as { id: string; secret: string; prefix: string };
    expect(secret.startsWith(prefix)).toBe(true);
    const headers = { authorization: `Bearer ${secret}` };
    const listed = await (await api.ask('GET', '/api/v1/keys', undefined, headers)).text();
    expect(listed).toContain(id);
    expect(listed).not.toContain(secret);
    const more = await api.ask('POST', '/api/v1/keys', newKey('more', ['make']), headers);
    expect(await more.json()).toMatchObject({ status: 403, code: 'forbidden' });
    const reader = await api.ask('POST', '/api/v1/keys', newKey('only reads'));
    const weak = { authorization: `Bearer ${((await reader.json()) as { secret: string }).secret}` };
    expect((await api.ask('GET', '/api/v1/keys', undefined, weak)).status).toBe(403);
  });

  it('a revoked key is refused, and revoking it again finds nothing', async () => {
    const made = await api.ask('POST', '/api/v1/keys', newKey('short-lived', ['admin']));
    const { id, secret } = (await made.json()) as { id: string; secret: string };
    expect((await api.ask('DELETE', `/api/v1/keys/${id}`)).status).toBe(204);
    expect((await api.ask('GET', '/api/v1/keys', undefined, { authorization: `Bearer ${secret}` })).status).toBe(401);
    expect((await api.ask('DELETE', `/api/v1/keys/${id}`)).status).toBe(404);
  });

  it("another team's keys are not seen", async () => {
    const other = await api.otherTeam();
    const headers = { authorization: `Bearer ${other.key}` };
    const { items } = (await (await api.ask('GET', '/api/v1/keys', undefined, headers)).json()) as { items: object[] };
    expect(items).toHaveLength(1);
    const { items: own } = (await (await api.ask('GET', '/api/v1/keys')).json()) as { items: { id: string }[] };
    const foreign = await api.ask('DELETE', `/api/v1/keys/${own[0]?.id}`, undefined, headers);
    expect(foreign.status).toBe(404);
  });
});

describe('requests are answered the same way everywhere', () => {
  it('every fault of a body is told at once, with its field and in the language asked for', async () => {
    const body = { name: '', scopes: ['everything'], nmae: 1 };
    const english = await (await api.ask('POST', '/api/v1/keys', body)).json();
    expect(english).toMatchObject({ code: 'invalid_input', status: 422, retryable: false });
    const fields = (english as { problems: { field: string }[] }).problems.map(({ field }) => field);
    expect(fields.sort()).toEqual(['name', 'nmae', 'scopes[0]']);
    const chinese = await api.ask('POST', '/api/v1/keys', body, { 'accept-language': 'zh-CN,zh;q=0.9' });
    expect(((await chinese.json()) as { detail: string }).detail).toMatch(/\p{Script=Han}/u);
  });

  it('a request has an id, security headers, and an address that is not there says so', async () => {
    const answer = await api.ask('GET', '/api/v1/nothing', undefined, { 'x-request-id': 'mine-1' });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-request-id')).toBe('mine-1');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.json()).toMatchObject({ code: 'no_such_thing', instance: 'mine-1' });
    const other = await api.ask('PUT', '/api/v1/keys');
    expect(other.status).toBe(405);
    expect(other.headers.get('allow')).toContain('POST');
  });

  it('a list is paged by cursor, newest first, with nothing lost or doubled', async () => {
    for (let count = 0; count < 5; count += 1) {
      await api.ask('POST', '/api/v1/keys', newKey(`page ${count}`));
    }
    const names: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next === '' ? '?limit=2' : `?limit=2&cursor=${next}`;
      const page = (await (await api.ask('GET', `/api/v1/keys${query}`)).json()) as {
        items: { id: string }[];
        next: string | null;
      };
      names.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.toSorted().toReversed());
    expect((await api.ask('GET', '/api/v1/keys?cursor=!!')).status).toBe(422);
  });

  it('the same POST sent twice under one Idempotency-Key is done once', async () => {
    const headers = { 'idempotency-key': 'order-1' };
    const [first, second] = await Promise.all([
      api.ask('POST', '/api/v1/keys', newKey('once'), headers),
      api.ask('POST', '/api/v1/keys', newKey('once'), headers),
    ]);
    const statuses = [first.status, second.status].sort();
    // The second comes while the first is at work, or after it.
    expect([
      [201, 201],
      [201, 409],
    ]).toContainEqual(statuses);
    const again = await api.ask('POST', '/api/v1/keys', newKey('once'), headers);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('x-request-id')).not.toBe(null);
    expect(again.status).toBe(201);
    const winner = first.status === 201 ? first : second;
    expect(await again.json()).toEqual(await winner.json());
    const different = await api.ask('POST', '/api/v1/keys', newKey('other'), headers);
    expect(await different.json()).toMatchObject({ code: 'conflict', status: 409 });
    const refused = await api.ask('POST', '/api/v1/keys', newKey('x'), { 'idempotency-key': 'with spaces' });
    expect(refused.status).toBe(400);
  });

  it('nor twice where nobody is signed in: a complaint that is sent again is one, of another sender another (O4)', async () => {
    const complaint = { kind: 'question', contact: 'buyer@example.com', name: 'Li Lei', text: 'Who made this film?' };
    const send = (headers = {}) =>
      api.app.request('/api/v1/cases', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'filed-1', ...headers },
        body: JSON.stringify(complaint),
      });
    const first = await send();
    expect(first.status).toBe(201);
    const again = await send();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const { number } = (await first.json()) as { number: string };
    expect(await again.json()).toMatchObject({ number });
    const other = (await (await send({ 'x-clipo-share': 'another' })).json()) as { number: string };
    expect(other.number).not.toBe(number);
  });

  it('a request that failed leaves its Idempotency-Key free, for the mended one too', async () => {
    const headers = { 'idempotency-key': 'order-2' };
    const failed = await api.ask('POST', '/api/v1/keys', newKey(''), headers);
    expect(failed.status).toBe(422);
    const mended = await api.ask('POST', '/api/v1/keys', newKey('mended'), headers);
    expect(mended.status).toBe(201);
    const again = await api.ask('POST', '/api/v1/keys', newKey('mended'), headers);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toEqual(await mended.json());
  });

  it('a file that is sent again under one Idempotency-Key is the same where its content is, not its length alone', async () => {
    const send = (file: string) =>
      api.ask('POST', '/api/v1/products/import', file, { 'idempotency-key': 'file-1', 'content-type': 'text/csv' });
    const cups = 'id,title\nC1,Cup one\n';
    const first = await send(cups);
    expect(first.status).toBeLessThan(300);
    const again = await send(cups);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toEqual(await first.json());
    for (const other of [cups.replace('one', 'two'), `${cups}C2,Cup two\n`, '']) {
      expect(await (await send(other)).json()).toMatchObject({ code: 'conflict', status: 409 });
    }
  });

  it('the OpenAPI document needs no key and names every route', async () => {
    const answer = await api.app.request('/api/v1/openapi.json');
    expect(answer.status).toBe(200);
    const document = (await answer.json()) as { openapi: string; paths: Record<string, object> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths['/api/v1/keys'] ?? {})).toEqual(['post', 'get']);
  });
});

it('Prometheus is told what was asked, with its token alone (O5)', async () => {
  const token = 'a token of sixteen or more';
  const measured = await startApi({ CLIPO_METRICS_TOKEN: token });
  try {
    await measured.ask('GET', '/api/v1/keys');
    expect((await measured.ask('GET', '/metrics')).status).toBe(401);
    const told = await (await measured.ask('GET', '/metrics', undefined, { authorization: `Bearer ${token}` })).text();
    expect(told).toContain('clipo_http_request_seconds_count{method="GET",route="/api/v1/keys",status="200"} 1');
    expect((await api.ask('GET', '/metrics')).status).toBe(404);
  } finally {
    await measured.stop();
  }
});

it('who asks too often is told when to come back', async () => {
  const limited = await startApi({ CLIPO_RATE_LIMIT: '4' });
  try {
    const answers = [];
    for (let count = 0; count < 6; count += 1) {
      answers.push(await limited.ask('GET', '/api/v1/keys'));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429]);
    expect(answers[0]?.headers.get('ratelimit-limit')).toBe('4');
    expect(answers[3]?.headers.get('ratelimit-remaining')).toBe('0');
    expect(Number(answers[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await limited.app.request('/healthz')).status).toBe(200);
  } finally {
    await limited.stop();
  }
});

describe('the documentation shows how to ask (O4)', () => {
  it.each(Object.entries(examples))('what it shows as %s is taken', (name, example) => {
    const schema = schemaNamed(name);
    expect(schema).toBeDefined();
    expect(schema?.safeParse(example).error?.issues ?? []).toEqual([]);
  });

  it('most JSON bodies have an example, and every route of the API tells its errors', async () => {
    interface Operation {
      requestBody?: { content: Record<string, { examples?: object }> };
      responses: Record<string, object>;
    }
    const document = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, Operation>>;
    };
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, ...operation })),
    );
    const bodies = operations.flatMap(({ requestBody }) => requestBody?.content['application/json'] ?? []);
    expect(bodies.filter((body) => body.examples === undefined).length).toBeLessThan(bodies.length / 5);
    const silent = operations.filter(
      ({ responses }) => !Object.keys(responses).some((status) => Number(status) >= 400),
    );
    expect(silent.map(({ path }) => path).filter((path) => path.startsWith('/api/'))).toEqual([]);
  });
});
