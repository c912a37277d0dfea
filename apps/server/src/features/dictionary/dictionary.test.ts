import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const path = '/api/v1/dictionary';
const signedOff = { by: '王敏', on: '2026-11-20' };
const put = (words: object) => api.ask('PUT', path, { signedOff, words });
const told = async (answer: Response) => (await answer.json()) as { dictionary: { words: object } | null };
const spoken = async (text: string) =>
  Buffer.from(
    await (
      await api.ask('POST', '/v1/audio/speech', { input: text, voice: 'default', response_format: 'wav' })
    ).arrayBuffer(),
  );
/** The sound alone: the label in a file names each file by itself. */
const heard = (wav: Buffer) => {
  const at = wav.indexOf('data');
  return wav.subarray(at + 8, at + 8 + wav.readUInt32LE(at + 4));
};

it('a team says how its words are said, and every voice says them so from then on (C7)', async () => {
  expect(await told(await api.ask('GET', path))).toEqual({ dictionary: null, updatedAt: null });
  const before = heard(await spoken('Klypo'));
  expect(heard(await spoken('Klypo')).equals(before)).toBe(true);
  expect((await put({ Klypo: { en: { say: 'Banana' } } })).status).toBe(200);
  const after = heard(await spoken('Klypo'));
  expect(after.equals(before)).toBe(false);
  expect(after.equals(heard(await spoken('Banana')))).toBe(true);
  const other = await api.otherTeam();
  const theirs = await api.ask('GET', path, undefined, { authorization: `Bearer ${other.key}` });
  expect((await told(theirs)).dictionary).toBeNull();
  expect((await api.ask('DELETE', path)).status).toBe(204);
  expect(heard(await spoken('Klypo')).equals(before)).toBe(true);
});

it('a reading is heard before it is kept, in IPA too', async () => {
  const trial = (words: object) =>
    api.ask('POST', `${path}/try`, { text: 'Klypo', language: 'en', voice: 'default', words });
  const [plain, ipa] = await Promise.all([trial({}), trial({ Klypo: { en: { ipa: 'kliːˈpaʊ' } } })]);
  expect([plain.status, ipa.status]).toEqual([200, 200]);
  const sounds = await Promise.all([plain, ipa].map(async (answer) => heard(Buffer.from(await answer.arrayBuffer()))));
  expect(sounds[0]?.equals(sounds[1] as Buffer)).toBe(false);
  expect(await told(await api.ask('GET', path))).toMatchObject({ dictionary: null });
});

it.each([
  [{ 重光: { 'zh-CN': { pinyin: 'chong9' } } }, 422, 'invalid_input'],
  [{ 重光: { 'zh-CN': { pinyin: 'xong2' } } }, 422, 'invalid_input'],
  [{ Klypo: { en: { ipa: '克里波' } } }, 422, 'invalid_input'],
  [{ Klypo: {} }, 422, 'invalid_input'],
  [{ Klypo: { 'zh-CN': { say: '全网最低价' } } }, 451, 'content_rejected'],
])('what can be no reading is told by its word: %j', async (words, status, code) => {
  const answer = await put(words);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ code });
});
