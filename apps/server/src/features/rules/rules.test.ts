import { readFile } from 'node:fs/promises';
import type { TermFile } from '@clipo/safety';
import { tinyMedia } from '@clipo/testkit';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { putInForce, rulesInForce } from '../../check/rules-in-force.ts';
import { apiKeys } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';
import { createKey } from '../keys/create-key.ts';
import { watchRules } from './watch-rules.ts';

let api: TestApi;
/** Two who run the service, each with a key. */
let operators: string[];
beforeAll(async () => {
  api = await startApi();
  const actor = { teamId: 'team_of_operators', keyId: 'key_made', scopes: ['*'] };
  operators = await Promise.all(
    ['one', 'two'].map(async (name) => (await createKey(api.deps, actor, { name, scopes: ['admin'] })).secret),
  );
  await api.deps.db.asSystem((tx) =>
    tx
      .update(apiKeys)
      .set({ scopes: ['*'] })
      .where(eq(apiKeys.teamId, actor.teamId)),
  );
});
afterAll(() => api.stop());
// The rules are of the whole process: other tests are judged by what ships.
afterEach(() => putInForce([]));

interface Said {
  id: string;
  code: string;
  link: string;
  number: number;
  isInForce: boolean;
  inForce: string;
  looked: number;
  changed: number;
  changes: { kind: string; id: string; before: string; after: string; words: string[] }[];
  rules: { rule: string; more: number; fewer: number }[];
  items: (Said & { rule: string; refused: number; disguised: number; teams: number })[];
}

const say = async (answer: Response) => (await answer.json()) as Said;
const as = (number: number, method: string, path: string, body?: object) =>
  api.ask(method, `/api/v1/safety/${path}`, body, { authorization: `Bearer ${operators[number]}` });
const keep = (id: string, name: string) =>
  api.ask('POST', '/api/v1/products', { product: { id, name, sellingPoints: ['好用'] } });

const group = (rule: string, terms: string[]) => ({
  rule,
  level: 'block' as const,
  why: { 'zh-CN': '市场监管总局今日通告', en: 'notice of the market regulator of today' },
  suggestion: { 'zh-CN': '删去', en: 'leave it out' },
  terms,
  pairs: [],
  unless: [],
  warnable: false,
  sound: false,
});
const lists = (terms: string[], harmless: string[] = []): TermFile[] => [
  { category: 'unlawful', groups: terms.length === 0 ? [] : [group('recalled_goods', terms)], harmless },
];
const draft = async (number: number, files: TermFile[]) =>
  say(await as(number, 'POST', 'rules', { note: '今日召回通告', lists: files }));

describe('operators keep lists of words as data: one drafts, a week is tried, another publishes, and back (S1, S2)', () => {
  it('nothing is judged by a draft; who drafted it can’t publish; published, it holds for what is there and what comes', async () => {
    const kept = await say(await keep('A', '蓝鲸牌电热毯'));
    const file = await readFile(await tinyMedia('pictureJpeg'));
    const picture = await say(
      await api.ask('POST', `/api/v1/materials?name=${encodeURIComponent('蓝鲸牌电热毯.jpg')}`, file, {
        'content-type': 'application/octet-stream',
      }),
    );
    expect((await api.ask('GET', picture.link)).status).toBe(200);
    const earlier = await draft(0, lists([]));
    expect((await as(1, 'POST', `rules/${earlier.id}/publication`)).status).toBe(200);
    const next = await draft(0, lists(['蓝鲸牌电热毯']));
    expect(next.number).toBe(earlier.number + 1);
    expect((await keep('B', '蓝鲸牌电热毯')).status).toBe(201);

    const trial = await say(await as(0, 'POST', `rules/${next.id}/trial`));
    expect(trial.looked).toBeGreaterThanOrEqual(2);
    expect(trial.changes).toContainEqual({
      kind: 'product',
      id: kept.id,
      teamId: api.teamId,
      before: 'pass',
      after: 'block',
      words: ['蓝鲸牌电热毯'],
    });
    expect(trial.rules).toEqual([{ rule: 'recalled_goods', more: 3, fewer: 0 }]);

    expect((await as(0, 'POST', `rules/${next.id}/publication`)).status).toBe(409);
    expect((await as(1, 'POST', `rules/${next.id}/publication`)).status).toBe(200);
    // Also dressed up: operators write words, the folding is the same.
    for (const name of ['蓝鲸牌电热毯', '藍鯨牌 電*熱*毯']) {
      const refused = await keep('C', name);
      expect(refused.status).toBe(451);
      expect(JSON.stringify(await refused.json())).toContain('市场监管总局今日通告');
    }
    // What was kept before does not go on.
    expect((await api.ask('GET', picture.link)).status).toBe(451);

    // Back to what two had agreed on before: one is enough, and it holds at once.
    expect((await as(0, 'POST', `rules/${earlier.id}/publication`)).status).toBe(200);
    expect((await keep('C', '蓝鲸牌电热毯')).status).toBe(201);
    expect((await api.ask('GET', picture.link)).status).toBe(200);
    const { items } = await say(await as(0, 'GET', 'rules'));
    expect(items.filter(({ isInForce }) => isInForce).map(({ id }) => id)).toEqual([earlier.id]);
  });

  it('every process judges by what was published, within two seconds', async () => {
    let now = 0;
    const watch = watchRules(api.deps, () => now);
    await watch.look();
    const before = rulesInForce().version;
    const next = await draft(1, lists(['黑森林炸鸡']));
    await as(0, 'POST', `rules/${next.id}/publication`);
    // Another process has not heard of it.
    putInForce([]);
    await watch.look();
    expect(rulesInForce().version).not.toBe(before.split('+')[0] === before ? '' : before);
    now = 2000;
    await watch.look();
    expect(rulesInForce().checkText('黑森林炸鸡')).toHaveLength(1);
  });

  it('a wording that is found wrongly is harmless from then on, also to advertising law', async () => {
    expect(rulesInForce().checkText('顶级域名注册，唯一牌水杯')).not.toEqual([]);
    const next = await draft(0, lists([], ['唯一牌']));
    const trial = await say(await as(0, 'POST', `rules/${next.id}/trial`));
    expect(trial.changed).toBe(0);
    await as(1, 'POST', `rules/${next.id}/publication`);
    expect((await keep('D', '唯一牌水杯')).status).toBe(201);
  });

  it('refusals are counted by rule and team, and how many were disguised; the words are kept nowhere', async () => {
    await keep('E', '在线赌场');
    await keep('E', '在*线*赌*场');
    const { key } = await api.otherTeam();
    await api.ask(
      'POST',
      '/api/v1/products',
      { product: { id: 'E', name: '在线赌场' } },
      { authorization: `Bearer ${key}` },
    );
    const hits = async () => (await say(await as(0, 'GET', 'hits?days=7'))).items;
    await expect
      .poll(async () => (await hits()).find(({ refused }) => refused >= 3))
      .toMatchObject({ refused: 3, disguised: 1, teams: 2 });
    const { rows } = await api.deps.db.asSystem((tx) => tx.execute('select * from rule_hits'));
    expect(JSON.stringify(rows)).not.toContain('赌');
  });

  it('who keeps dressing unlawful words up has a measure proposed, once; what only sells too loudly counts for nothing', async () => {
    const person = await signInWithCode(api, 'evader@example.com');
    const send = (name: string) => person.ask('POST', '/api/v1/products', { product: { id: 'E', name } });
    for (const name of ['最 佳 水 杯', '最*佳*水*杯', '最-佳-水-杯', '最.佳.水.杯', '最/佳/水/杯']) {
      await send(name);
    }
    const proposals = async () => {
      const about = sql`select kind, because from measure_proposals where follows like 'evasion %'`;
      return (await api.deps.db.asSystem((tx) => tx.execute<{ kind: string; because: string }>(about))).rows;
    };
    for (const name of ['在*线*赌*场', '在 线 赌 场', '在-线-赌-场', '在.线.赌.场']) {
      expect((await send(name)).status).toBe(451);
    }
    expect(await proposals()).toEqual([]);
    await send('在/线/赌/场');
    await expect.poll(proposals).toMatchObject([{ kind: 'warning', because: expect.stringContaining('gambling') }]);
    await send('在~线~赌~场');
    await send('最/佳/水/杯');
    expect(await proposals()).toHaveLength(1);
  });

  it('lists are checked as data, drafts are withdrawn, and nobody but operators sees any of it', async () => {
    const wrong = [{ category: 'weather', groups: [], harmless: [] }];
    expect((await as(0, 'POST', 'rules', { note: '错误', lists: wrong })).status).toBe(422);
    const { id } = await draft(0, lists(['某词']));
    expect((await as(1, 'DELETE', `rules/${id}`)).status).toBe(204);
    expect((await as(1, 'POST', `rules/${id}/publication`)).status).toBe(409);
    expect((await as(1, 'DELETE', `rules/${id}`)).status).toBe(409);
    const { key } = await api.otherTeam();
    const stranger = { authorization: `Bearer ${key}` };
    for (const path of ['rules', `rules/${id}`, 'hits']) {
      expect((await api.ask('GET', `/api/v1/safety/${path}`, undefined, stranger)).status).toBe(403);
    }
    expect((await api.ask('POST', `/api/v1/safety/rules/${id}/trial`, undefined, stranger)).status).toBe(403);
  });
});
