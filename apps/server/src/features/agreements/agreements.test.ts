import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { openBrowser, outboxOf, signInWithCode, tick } from '../../testing/browser.fixture.ts';
import { announceTexts } from './announce-texts.ts';
import { dayInBeijing } from './read-texts.ts';

const dayMs = 24 * 3_600_000;
const shipped = join(import.meta.dirname, 'texts');
const before = '2026-01-01';

let api: TestApi;
let texts: Awaited<ReturnType<typeof tempFolder>>;
beforeAll(async () => {
  texts = await tempFolder('texts');
  // The texts that ship, as if of long ago.
  for (const file of await readdir(shipped)) {
    await cp(join(shipped, file), join(texts.path, file.replace(/\d{4}-\d{2}-\d{2}/, before)));
  }
  api = await startApi({ CLIPO_TEXTS: texts.path, CLIPO_CERTIFICATES: 'ICP 1; 网信算备 2' });
});
afterAll(async () => {
  await api.stop();
  await texts[Symbol.asyncDispose]();
});

/** Puts a new version of the agreement into the operator's folder. */
async function write(version: string, languages: readonly ('en' | 'zh-CN')[] = ['en', 'zh-CN']): Promise<void> {
  for (const language of languages) {
    const old = await readFile(join(texts.path, `agreement-${before}.${language}.md`), 'utf8');
    const changes = language === 'en' ? 'Changes: prices are shown sooner' : '变更：更早显示价格';
    await writeFile(join(texts.path, `agreement-${version}.${language}.md`), `${old}\n\n${changes}\n`);
  }
}
const say = async (answer: Response) => (await answer.json()) as { [key: string]: string & { id: string }[] };
const later = (days: number) => dayInBeijing(new Date(Date.now() + days * dayMs));

it('a new version is announced beforehand with what changes, once to each, by every channel; who joins is told too (A1)', async () => {
  const early = await signInWithCode(api, 'early@example.com');
  const soon = new Date(Date.now() + 120_000);
  await write(later(20), ['en']);
  // Half a version is announced to nobody.
  expect(await announceTexts(api.deps, soon)).toBe(0);
  await write(later(20));
  expect(await announceTexts(api.deps, soon)).toBe(1);
  expect(await announceTexts(api.deps, soon)).toBe(0);
  await signInWithCode(api, 'late@example.com');
  expect(await announceTexts(api.deps, soon)).toBe(1);
  const [mail] = (await outboxOf(api, 'early@example.com')).filter(({ template }) => template === 'text-announced');
  expect(mail?.text).toContain('prices are shown sooner');
  expect(mail?.subject).toContain(later(20));
  const { items: notices } = await say(await early.ask('GET', '/api/v1/me/notices'));
  expect(notices).toMatchObject([{ template: 'text-announced', isPopup: true }]);
  const listed = await say(await api.app.request('/api/v1/agreements'));
  expect(listed.certificates).toEqual(['ICP 1', '网信算备 2']);
  expect(listed.items).toContainEqual(
    expect.objectContaining({ version: later(20), state: 'announced', changes: '更早显示价格' }),
  );
  // Until then nothing is asked of anybody.
  expect((await early.ask('GET', '/api/v1/products')).status).toBe(200);
});

it('once in force it asks anew before anything else; who declines sees, takes and deletes; keys read only (A1, A8)', async () => {
  const contact = 'owner@example.com';
  const owner = await signInWithCode(api, contact);
  const { team } = (await (await owner.ask('GET', '/api/v1/me')).json()) as { team: { id: string } };
  await owner.ask('POST', '/api/v1/team/api-access', { purpose: 'our shop makes its own videos' });
  await api.ask('PUT', `/api/v1/teams/${team.id}/api-access`, { status: 'approved' });
  const made = await owner.ask('POST', '/api/v1/keys', { name: 'shop', scopes: ['read', 'write'] });
  const { secret } = (await made.json()) as { secret: string };
  await write(later(0));
  const me = (await (await owner.ask('GET', '/api/v1/me')).json()) as { needs: string[] };
  expect(me.needs).toContain('agreements');
  for (const path of ['/api/v1/products', '/api/v1/team', '/api/v1/batches']) {
    expect(await (await owner.ask('GET', path)).json()).toMatchObject({ code: 'step_needed' });
  }
  const products = { product: { id: 'P', name: '杯' } };
  const asKey = (method: string, body?: object) =>
    openBrowser(api).ask(method, '/api/v1/products', body, { authorization: `Bearer ${secret}` });
  expect((await asKey('GET')).status).toBe(200);
  const refused = await asKey('POST', products);
  expect(await refused.json()).toMatchObject({ status: 403, code: 'step_needed' });
  for (const path of ['consents', 'disclosures', 'notices', 'sessions']) {
    expect(`${path} ${(await owner.ask('GET', `/api/v1/me/${path}`)).status}`).toBe(`${path} 200`);
  }
  expect((await owner.ask('POST', '/api/v1/me/export')).status).toBe(200);
  expect((await owner.ask('POST', '/api/v1/me/deletion', {})).status).toBe(201);
  expect((await owner.ask('DELETE', '/api/v1/me/deletion')).status).toBe(204);
  // The old version ticked is no agreement to the new one.
  const old = { agreement: before, privacy: before };
  expect((await owner.ask('POST', '/api/v1/me/agreements', old)).status).toBe(422);
  expect((await owner.ask('POST', '/api/v1/me/agreements', await tick(api))).status).toBe(204);
  expect((await owner.ask('GET', '/api/v1/products')).status).toBe(200);
});
