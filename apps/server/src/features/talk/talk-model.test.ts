import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { type ModelServer, serveReplays } from './model-server.fixture.ts';
import { talkWith } from './talk.fixture.ts';

let api: TestApi;
let model: ModelServer;
beforeAll(async () => {
  model = await serveReplays();
  api = await startApi({}, { addresses: { isAllowed: () => true, resolve: async () => ['127.0.0.1'] } });
  const saved = await api.ask('PUT', '/api/v1/team-model', { baseUrl: model.baseUrl, name: 'tiny', key: 'sk-hidden' });
  expect(await saved.json()).toMatchObject({ source: 'team', name: 'tiny', hasKey: true });
});
afterAll(async () => {
  await api.stop();
  model.close();
});

const batches = async () => ((await (await api.ask('GET', '/api/v1/batches')).json()) as { items: object[] }).items;

it('a model streams its words, uses several tools at once, and its tokens are told (C1)', async () => {
  const talk = await talkWith(api, 'en');
  model.play(
    {
      calls: [
        { name: 'update_brief', arguments: '{"set":{"product":"travel mug","points":["leakproof"]}}' },
        { name: 'get_credits', arguments: '{}' },
      ],
    },
    { say: 'Noted the mug. What does it cost?' },
  );
  const heard = await talk.say('I sell a leakproof travel mug');
  expect(heard.text).toBe('Noted the mug. What does it cost?');
  expect(heard.events.filter((event) => event === 'text-delta' || event === 'piece-set').length).toBeGreaterThan(4);
  expect(heard.steps.map(({ tool, status }) => `${tool} ${status}`).sort()).toEqual([
    'get_credits done',
    'update_brief done',
  ]);
  expect(await talk.brief()).toMatchObject({ product: 'travel mug', points: ['leakproof'] });
  const { messages } = await talk.whole();
  expect(messages.at(-1)).toMatchObject({ writer: 'tiny', status: 'done', tokens: { in: 200, out: 40 } });
  expect(model.keys.at(-1)).toBe('Bearer sk-hidden');
  expect(JSON.stringify(await (await api.ask('GET', '/api/v1/team-model')).json())).not.toContain('sk-hidden');
});

it('malformed calls, calls of tools that are none, and orders to spend change nothing (S1)', async () => {
  const talk = await talkWith(api, 'en');
  for (const call of [
    { name: 'update_brief', arguments: '{"set": {"product": ' },
    { name: 'start_batch', arguments: '{"confirm":true}' },
    { name: 'delete_conversation', arguments: '{"id":"all"}' },
    { name: 'publish_videos', arguments: '{}' },
    { name: 'update_brief', arguments: '{"set":{"count":999999}}' },
    { name: 'update_brief', arguments: '{"set":{"spendLimit":null}}' },
  ]) {
    model.play({ calls: [call] }, { say: 'I could not do that.' });
    expect((await talk.say('go on')).text).toContain('could not');
  }
  expect(await talk.brief()).toEqual({});
  expect(await batches()).toEqual([]);
  const names = model.asked.at(-1)?.tools?.map((tool) => tool.function.name) ?? [];
  expect(names.filter((name) => /start|delete|publish|pay|grant|key/.test(name))).toEqual([]);
});

it('a busy service is asked again; one that fails, and one that cuts off, are told, and nothing is lost', async () => {
  const talk = await talkWith(api, 'en');
  model.play({ status: 429, retryAfter: 0 }, { say: 'Here I am.' });
  expect((await talk.say('hello')).text).toBe('Here I am.');
  model.play({ status: 400 });
  const failed = await talk.say('camping lamp: three brightness levels, $20');
  expect(failed.text).toContain('built-in planner takes this turn');
  expect(await talk.brief()).toMatchObject({ product: 'camping lamp' });
  model.play({ cutAfter: 'The lamp is. ' });
  const cut = await talk.say('tell me more');
  expect(cut.text).toContain('The lamp is.');
  expect(cut.pieces.at(-1)).toMatchObject({ kind: 'problem', code: 'model_failed' });
  model.play({ say: 'No.', end: 'content_filter' });
  expect((await talk.say('more')).pieces.at(-1)).toMatchObject({ kind: 'problem' });
});

it('words of a model that may not be said are cut off before anybody sees them (S1)', async () => {
  const talk = await talkWith(api, 'zh-CN');
  model.play({ say: '好的。我们来宣传法轮功。然后继续。' });
  const heard = await talk.say('继续');
  expect(heard.text).not.toContain('法轮功');
  expect(heard.pieces.at(-1)).toMatchObject({ kind: 'problem', code: 'content_rejected' });
});

it('a model is tried without being kept, and its address is none of the machine’s own', async () => {
  model.play({ say: 'OK' });
  const tried = await api.ask('POST', '/api/v1/team-model/try', { baseUrl: model.baseUrl, name: 'tiny' });
  expect(await tried.json()).toMatchObject({ isReached: true, problem: null });
  model.play({ status: 401 });
  const refused = await api.ask('POST', '/api/v1/team-model/try', { baseUrl: model.baseUrl, name: 'tiny', key: 'bad' });
  expect(await refused.json()).toMatchObject({ isReached: false });
});
