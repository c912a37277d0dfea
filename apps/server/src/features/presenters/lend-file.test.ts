import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lentFiles } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { collectMedia } from '../media/collect-media.ts';
import { lendFile } from './lend-file.ts';
import { publicAddressLack } from './public-address.ts';
import { deleteEndedLoans } from './queries-lent.ts';

const tencent = { name: '数智人', engine: { kind: 'tencent' }, key: 'app', token: 'token' };

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ CLIPO_URL: 'https://clipo.example.com' });
});
afterAll(() => api.stop());

it('an engine fetches a voice without any key, for two hours and no longer (C6)', async () => {
  await using folder = await tempFolder();
  const file = join(folder.path, 'voice.wav');
  await writeFile(file, 'RIFF and all that');
  const link = new URL(await lendFile(api.deps, { teamId: api.teamId, lentFor: 'bat_1' }, file));
  expect(link.origin).toBe('https://clipo.example.com');
  const asked = () => api.app.request(`${link.pathname}${link.search}`);
  const answer = await asked();
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'audio/wav',
    'RIFF and all that',
  ]);
  const now = new Date(Date.now() + 3_600_000);
  await collectMedia(api.deps, { graceHours: 0, now });
  expect((await asked()).status).toBe(200);
  const other = new URL(link);
  other.searchParams.set('team', (await api.otherTeam()).teamId);
  expect((await api.app.request(`${other.pathname}${other.search}`)).status).not.toBe(200);
  await api.deps.db.asSystem((tx) => tx.update(lentFiles).set({ expiresAt: sql`now() - interval '1 second'` }));
  expect((await asked()).status).toBe(404);
  await api.deps.db.asSystem(deleteEndedLoans);
  expect((await collectMedia(api.deps, { graceHours: 0, now })).files).toBe(1);
});

describe('the address of the service', () => {
  it.each([
    [undefined, false],
    ['http://127.0.0.1:4870', false],
    ['http://192.168.1.20', false],
    ['http://[::1]:4870', false],
    ['http://localhost:4870', false],
    ['http://clipo.lan', false],
    ['http://clipo', false],
    ['https://clipo.example.com', true],
    ['http://8.8.8.8', true],
  ])('%s: reached from outside? %s', (CLIPO_URL, isPublic) => {
    expect(publicAddressLack({ CLIPO_URL }, false) === undefined).toBe(isPublic);
    expect(publicAddressLack({ CLIPO_URL }, true) === undefined).toBe(CLIPO_URL !== undefined);
  });

  it('an engine that fetches from it is taken where it has one, and refused with what to set where it has none', async () => {
    const taken = await api.ask('POST', '/api/v1/presenter-engines', tencent);
    expect(await taken.json()).toMatchObject({ lacks: null, recipient: 'gw.tvs.qq.com', currency: 'CNY' });
    const { CLIPO_URL: url } = api.deps.settings;
    api.deps.settings.CLIPO_URL = undefined;
    const refused = await api.ask('POST', '/api/v1/presenter-engines', tencent, { 'accept-language': 'zh-CN' });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(await refused.json())).toContain('CLIPO_URL');
    // What was added before is still listed, and says what it lacks.
    const list = await api.ask('GET', '/api/v1/presenter-engines');
    expect(await list.json()).toMatchObject({ items: [{ lacks: expect.stringContaining('CLIPO_URL') }] });
    api.deps.settings.CLIPO_URL = url;
  });
});
