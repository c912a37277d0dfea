import { shippedTemplate } from '@clipo/agent';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const line = (text: string) => ({ role: 'hook', text });
const script = (text: string) => ({ name: '开场', language: 'zh-CN', lines: [line(text)] });
const product = (id: string, name: string) => ({ product: { id, name, sellingPoints: ['316 不锈钢'] } });

describe('products, scripts, storyboards and templates are kept (O4)', () => {
  it('a script is created, read, replaced, listed and deleted', async () => {
    const made = await api.ask('POST', '/api/v1/scripts', script('一杯热水，能等你多久？'));
    expect(made.status).toBe(201);
    const { id, verdict } = (await made.json()) as { id: string; verdict: { outcome: string } };
    expect(verdict.outcome).toBe('allowed');
    const changed = await api.ask('PUT', `/api/v1/scripts/${id}`, script('通勤路上，水还是热的。'));
    expect(await changed.json()).toMatchObject({ id, lines: [line('通勤路上，水还是热的。')] });
    expect(await (await api.ask('GET', '/api/v1/scripts')).json()).toMatchObject({ items: [{ id }], next: null });
    expect((await api.ask('DELETE', `/api/v1/scripts/${id}`)).status).toBe(204);
    expect((await api.ask('GET', `/api/v1/scripts/${id}`)).status).toBe(404);
  });

  it('words that may not stand are not kept, neither at first nor later', async () => {
    const refused = await api.ask('POST', '/api/v1/scripts', script('全网最低价'));
    expect(await refused.json()).toMatchObject({ code: 'content_rejected', status: 451 });
    const { id } = (await (await api.ask('POST', '/api/v1/scripts', script('好'))).json()) as { id: string };
    expect((await api.ask('PUT', `/api/v1/scripts/${id}`, script('全国第一品牌'))).status).toBe(451);
    expect(await (await api.ask('GET', `/api/v1/scripts/${id}`)).json()).toMatchObject({ lines: [line('好')] });
    expect((await api.ask('POST', '/api/v1/products', product('x', '最好的保温杯'))).status).toBe(451);
  });

  it('a template of a team is kept as the shipped ones are', async () => {
    const data = { ...shippedTemplate('clear'), name: 'mine' };
    const made = await api.ask('POST', '/api/v1/templates', { data });
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ data: { name: 'mine' } });
    const broken = await api.ask('POST', '/api/v1/templates', { data: { ...data, arrangements: 3 } });
    expect(await broken.json()).toMatchObject({ code: 'invalid_input', status: 422 });
  });

  it('a product is kept once for its SKU', async () => {
    const first = await api.ask('POST', '/api/v1/products', product('cup-1', '保温杯'));
    const { id } = (await first.json()) as { id: string };
    const second = await api.ask('POST', '/api/v1/products', product('cup-1', '保温杯 500 ml'));
    expect(await second.json()).toMatchObject({ id, product: { name: '保温杯 500 ml' } });
    const foreign = await api.ask('POST', '/api/v1/products', { ...product('cup-2', '杯'), materialIds: ['mat_x'] });
    expect(await foreign.json()).toMatchObject({ code: 'invalid_input', status: 422 });
  });
});

it('voices, presenters and templates that ship are listed, and words are helped with (C8)', async () => {
  const get = async (path: string) => (await (await api.ask('GET', path)).json()) as { items: object[] };
  expect((await get('/api/v1/voices')).items.length).toBeGreaterThan(3);
  expect((await get('/api/v1/presenters')).items.length).toBeGreaterThan(3);
  expect((await get('/api/v1/shipped-templates')).items.length).toBeGreaterThan(3);
  const copy = { text: '全网最低价，买它！', language: 'zh-CN' };
  const score = (await (await api.ask('POST', '/api/v1/scripts/score', copy)).json()) as { score: number };
  const better = (await (await api.ask('POST', '/api/v1/scripts/improve', copy)).json()) as {
    text: string;
    after: { score: number };
  };
  expect(better.text).not.toContain('最低');
  expect(better.after.score).toBeGreaterThan(score.score);
  const hooks = await api.ask('POST', '/api/v1/scripts/hooks', {
    ...product('cup', '保温杯'),
    language: 'zh-CN',
    count: 3,
  });
  expect(((await hooks.json()) as { items: object[] }).items).toHaveLength(3);
});
