import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { openEnvelope } from '../../guard/envelope.ts';
import { openLog } from '../../log.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { codeFor, openBrowser, signInWithCode } from '../../testing/browser.fixture.ts';
import { addBatch } from '../../testing/make-batch.fixture.ts';
import { layOutBatch } from '../../work/batch-input.ts';
import { endOfWorkdays } from '../calendar/workdays.ts';
import { fileInventory, tableInventory } from './inventory.ts';
import { inChinese } from './inventory-chinese.ts';
import { sealedColumns } from './queries.ts';
import { dataKeyStore } from './queries-data-keys.ts';

/** All that the service logs while the tests run. */
let logged = '';
let api: TestApi;
beforeAll(async () => {
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  api = await startApi({}, { log: openLog({ CLIPO_LOG_LEVEL: 'debug' }, to) });
});
afterAll(() => api.stop());

const say = async <T>(answer: Response) => (await answer.json()) as T;
const rows = async (text: string) =>
  (await api.deps.db.asSystem((tx) => tx.execute(text))).rows as Record<string, unknown>[];

/** Names and texts of a zip's stored or deflated entries, by Node's own reader of its central directory. */
function namesInZip(bytes: Buffer): string[] {
  const names: string[] = [];
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
    names.push(bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString('utf8'));
  }
  return names;
}

describe('people rule over their data (A8)', () => {
  it('every table is registered with ground and term, and every sealed column can be sealed anew', async () => {
    const tables = await rows("select tablename as name from pg_tables where schemaname = 'public'");
    expect(Object.keys(tableInventory).sort()).toEqual(tables.map(({ name }) => String(name)).sort());
    const sealed = await rows(
      "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and column_name like '%sealed'",
    );
    expect(sealed).toHaveLength(sealedColumns.length);
    const { items } = await say<{ items: { where: string }[] }>(await api.app.request('/api/v1/privacy/inventory'));
    expect(items.map(({ where }) => where)).toContain('users');
    // What is about people is told to Chinese readers in Chinese.
    const personal = Object.entries({ ...tableInventory, ...fileInventory }).filter(([, kept]) => kept.isPersonal);
    expect(personal.filter(([where, kept]) => inChinese(where, kept) === undefined)).toEqual([]);
  });

  it('keys are rotated: all is sealed anew and still opens; a new secret opens what an old one sealed', async () => {
    const browser = await signInWithCode(api, 'rotate@example.com');
    const before = await rows('select email_sealed from users');
    const { sealedAnew } = await say<{ sealedAnew: number }>(
      await api.ask('POST', '/api/v1/privacy/keys', { reason: '年度更换' }),
    );
    expect(sealedAnew).toBeGreaterThan(2);
    const after = await rows('select email_sealed from users');
    expect(after.some(({ email_sealed }) => before.some((row) => row.email_sealed === email_sealed))).toBe(false);
    expect(await say(await browser.ask('GET', '/api/v1/me'))).toMatchObject({ email: 'rotate@example.com' });
    const old = api.deps.secrets.keyFor('data keys');
    const next = Buffer.alloc(32, 7);
    const [row] = after;
    const opened = openEnvelope(dataKeyStore(api.deps.db), [next, old], () => newId('dek'));
    expect(await opened.unseal(String(row?.email_sealed), 'users.email')).toContain('@');
    const withoutOld = openEnvelope(dataKeyStore(api.deps.db), [next], () => newId('dek'));
    expect(await withoutOld.unseal(String(row?.email_sealed), 'users.email')).toContain('@');
    await expect(withoutOld.unseal(String(row?.email_sealed), 'messages.to')).rejects.toThrow();
    // Back to the service's own secret.
    await openEnvelope(dataKeyStore(api.deps.db), [old, next], () => newId('dek')).seal('x', 'y');
  });

  it('an export is a zip whose manifest lists every entry', async () => {
    const browser = await signInWithCode(api, 'export@example.com');
    await browser.ask('POST', '/api/v1/products', { product: { id: 'mine', name: '我的杯' } });
    const answer = await browser.ask('POST', '/api/v1/me/export');
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const names = namesInZip(Buffer.from(await answer.arrayBuffer()));
    expect(names).toEqual(expect.arrayContaining(['profile.json', 'consents.json', 'sessions.json', 'manifest.json']));
    expect(names.some((name) => /^teams\/team_\w+\/products\.json$/.test(name))).toBe(true);
  });

  it('consents are off, given with the hash of their text, and withdrawn as easily; no act is ever changed', async () => {
    const browser = await signInWithCode(api, 'consent@example.com');
    interface Told {
      purposes: { purpose: string; isGiven: boolean; sha256: string }[];
      history: object[];
    }
    const read = async () => say<Told>(await browser.ask('GET', '/api/v1/me/consents'));
    const first = await read();
    expect(first.purposes.every(({ isGiven }) => !isGiven)).toBe(true);
    const sha256 = first.purposes.find(({ purpose }) => purpose === 'training')?.sha256;
    const choose = (isGiven: boolean, hash = sha256) =>
      browser.ask('PUT', '/api/v1/me/consents/training', { isGiven, sha256: hash });
    expect((await choose(true, 'wrong')).status).toBe(422);
    expect((await choose(true)).status).toBe(204);
    expect((await read()).purposes.find(({ purpose }) => purpose === 'training')?.isGiven).toBe(true);
    expect((await choose(false)).status).toBe(204);
    const last = await read();
    expect(last.purposes.find(({ purpose }) => purpose === 'training')?.isGiven).toBe(false);
    expect(last.history).toHaveLength(4);
    await expect(rows("update consents set act = 'give'")).rejects.toThrow();
  });

  it('a model is given a person’s texts with their consent alone, each time is listed, and a withdrawal holds at once', async () => {
    const browser = await signInWithCode(api, 'model@example.com');
    const me = await say<{ id: string; team: { id: string } }>(await browser.ask('GET', '/api/v1/me'));
    const settings = { ...api.deps.settings, CLIPO_MODEL_URLS: 'https://model.example/v1' };
    const deps = { ...api.deps, settings };
    const model = { baseUrl: settings.CLIPO_MODEL_URLS, name: 'm', keyFrom: 'CLIPO_MODEL_KEY' };
    const start = () => addBatch(deps, me.team.id, { model }, me.id);
    const refused = { code: 'step_needed', message: expect.stringContaining('/me/consents/third-party-model') };
    await expect(start()).rejects.toMatchObject(refused);
    const { purposes } = await say<{ purposes: { purpose: string; sha256: string }[] }>(
      await browser.ask('GET', '/api/v1/me/consents'),
    );
    const sha256 = purposes.find(({ purpose }) => purpose === 'third-party-model')?.sha256;
    const choose = (isGiven: boolean) =>
      browser.ask('PUT', '/api/v1/me/consents/third-party-model', { isGiven, sha256 });
    await choose(true);
    const batch = await start();
    await layOutBatch(batch, deps);
    const disclosures = async () =>
      (await say<{ items: object[] }>(await browser.ask('GET', '/api/v1/me/disclosures'))).items.filter(
        (item) => 'recipient' in item && item.recipient === 'model.example',
      );
    expect(await disclosures()).toMatchObject([{ purpose: 'third-party-model', kinds: ['brief', 'products'] }]);
    await choose(false);
    // Planning, and planning anew, begin so.
    await expect(layOutBatch(batch, deps)).rejects.toMatchObject(refused);
    await expect(start()).rejects.toMatchObject(refused);
    expect(await disclosures()).toHaveLength(1);
  });

  it('deletion is asked for, promised within 15 working days, and withdrawn', async () => {
    const browser = await signInWithCode(api, 'delete@example.com');
    expect((await browser.ask('POST', '/api/v1/me/deletion', { reason: 'done' })).status).toBe(201);
    expect((await browser.ask('POST', '/api/v1/me/deletion', {})).status).toBe(409);
    expect((await browser.ask('DELETE', '/api/v1/me/deletion')).status).toBe(204);
    expect((await browser.ask('GET', '/api/v1/me/deletion')).status).toBe(404);
    // Past mid-autumn and national day, with a Saturday worked in lieu.
    expect(endOfWorkdays(15, new Date('2026-09-25T10:00:00+08:00')).at.toISOString()).toBe('2026-10-22T15:59:59.000Z');
  });

  it('codes, passwords, contacts and tokens are in no log, no error and no list of acts', async () => {
    const contact = 'marker.person@example.com';
    const browser = await signInWithCode(api, contact);
    const password = 'MARKER-password-1';
    await browser.ask('PUT', '/api/v1/me/password', { password });
    const errors = await Promise.all([
      openBrowser(api).ask('POST', '/api/v1/sign-in/password', { contact, password: 'MARKER-wrong-2' }),
      openBrowser(api).ask('POST', '/api/v1/sign-in/code', { contact, code: '123456', accepted: {} }),
      openBrowser(api).ask('POST', '/api/v1/me/invitations', { secret: 'MARKER-secret-3' }),
      browser.ask('POST', '/api/v1/me/invitations', { secret: 'MARKER-secret-4' }),
      browser.ask('PUT', '/api/v1/me/password', { password: 'MARKER', current: 'MARKER-5' }),
      api.ask('GET', '/api/v1/me', undefined, { authorization: 'Bearer MARKER-6' }),
    ]);
    expect(errors.filter(({ status }) => status < 400)).toEqual([]);
    const told = (await Promise.all(errors.map((answer) => answer.text()))).join('\n');
    const ofDatabase = await readFile(join(api.deps.settings.home, 'postgres.log'), 'utf8');
    const token = browser.cookies.get('clipo_session') ?? 'none';
    const code = await codeFor(api, contact);
    const acts = JSON.stringify(await rows('select * from audit_events'));
    expect(logged.length).toBeGreaterThan(1000);
    for (const secret of ['MARKER', 'marker.person', code, decodeURIComponent(token).split('.')[0] ?? '', token]) {
      expect(logged).not.toContain(secret);
      expect(told).not.toContain(secret);
      expect(ofDatabase).not.toContain(secret);
      expect(acts).not.toContain(secret);
    }
  });
});
