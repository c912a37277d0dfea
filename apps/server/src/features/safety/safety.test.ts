import { readFile } from 'node:fs/promises';
import { runProgram } from '@clipo/engine';
import { shapesTakenFor, tinyMedia } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKeys } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { createKey } from '../keys/create-key.ts';
import { nextOf } from './decide-case.ts';

interface Said {
  id: string;
  status: string;
  ruling: string | null;
  link: string;
  subjectId: string;
  name: string;
  mayAppeal: boolean;
  round: number;
  kappa: number | null;
  pairs: number;
  overturned: number;
  code: string;
  verdict: { outcome: string };
  items: Said[];
  next: Said | null;
  decisions: { reason: string }[];
}

let api: TestApi;
/** Three who look for the service, each with a key. */
let reviewers: string[];
beforeAll(async () => {
  api = await startApi();
  const actor = { teamId: 'team_of_reviewers', keyId: 'key_made', scopes: ['*'] };
  reviewers = await Promise.all(
    ['one', 'two', 'three'].map(async (name) => (await createKey(api.deps, actor, { name, scopes: ['admin'] })).secret),
  );
  await api.deps.db.asSystem((tx) =>
    tx
      .update(apiKeys)
      .set({ scopes: ['*'] })
      .where(eq(apiKeys.teamId, actor.teamId)),
  );
});
afterAll(() => api.stop());

const bytes = { 'content-type': 'application/octet-stream' };
const say = async (answer: Response) => (await answer.json()) as Said;
const upload = (file: Buffer, name: string) => api.ask('POST', `/api/v1/materials?name=${name}`, file, bytes);
const asReviewer = (number: number, method: string, path: string, body?: object) =>
  api.ask(method, `/api/v1/safety/${path}`, body, { authorization: `Bearer ${reviewers[number]}` });
const decide = (number: number, id: string, ruling: string, reason: string) =>
  asReviewer(number, 'POST', `cases/${id}/decisions`, { ruling, reason, note: '看过了' });

/** The same picture, half as large and encoded anew. */
function copyOf(path: string): Promise<Buffer> {
  const half = ['-vf', 'scale=iw/2:-1,format=rgb24', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'];
  return runProgram('ffmpeg', ['-i', path, ...half]);
}

describe('pictures pass the gate before anybody uses them (S1, S2)', () => {
  it('a picture that an operator forbade does not come in again, nor does a copy of it, by any door', async () => {
    const path = await tinyMedia('pictureJpeg');
    const picture = await readFile(path);
    const forbid = () => api.ask('POST', '/api/v1/safety/pictures?category=extremism&note=test', picture, bytes);
    const listed = await say(await forbid());
    expect((await forbid()).status).toBe(409);
    const copy = await copyOf(path);
    const answers = [await upload(copy, 'poster.png'), await api.ask('POST', '/api/v1/labels?name=a.png', copy, bytes)];
    for (const answer of answers) {
      expect(await say(answer)).toMatchObject({ code: 'content_rejected' });
    }
    // Who only uses the service neither sees nor changes the list.
    const { key } = await api.otherTeam();
    const stranger = { authorization: `Bearer ${key}` };
    expect((await api.ask('GET', '/api/v1/safety/pictures', undefined, stranger)).status).toBe(403);
    await api.ask('DELETE', `/api/v1/safety/pictures/${listed.id}`);
    expect((await say(await upload(copy, 'poster.png'))).verdict.outcome).toBe('allowed');
  });

  it('what a network is not sure of is kept, but nobody sees, gets or uses it before a reviewer allows it', async () => {
    const held = await say(await upload(await shapesTakenFor('doubtful'), 'shapes.jpg'));
    expect(held.verdict.outcome).toBe('held');
    expect(await say(await api.ask('GET', held.link))).toMatchObject({ code: 'content_held' });
    const batch = () =>
      api.ask('POST', '/api/v1/batches', {
        brief: { product: { id: 'P', name: '杯子' }, materials: [{ file: 'a.jpg' }], durationSeconds: 6 },
        files: { 'a.jpg': held.id },
      });
    expect(await say(await batch())).toMatchObject({ code: 'content_held' });
    // Neither does another name of it help.
    await api.ask('PATCH', `/api/v1/materials/${held.id}`, { name: 'other.jpg' });
    expect((await api.ask('GET', held.link)).status).toBe(451);
    const { items } = await say(await asReviewer(0, 'GET', 'cases'));
    const { id = '', link = '' } = items.find(({ subjectId }) => subjectId === held.id) ?? {};
    // Who has the desk's link is a reviewer.
    expect((await api.app.request(link)).status).toBe(200);
    expect((await decide(0, id, 'allowed', 'harmless')).status).toBe(201);
    expect((await api.ask('GET', held.link)).status).toBe(200);
    expect((await batch()).status).toBe(202);
  });
});

describe('the review desk (S3)', () => {
  it('the gravest comes first and to one reviewer only; two decide on it; an appeal goes to a third', async () => {
    const grave = await say(await upload(await shapesTakenFor('indecent'), 'grave.jpg'));
    const next = async (number: number) => (await say(await asReviewer(number, 'POST', 'cases/next'))).next;
    const taken = await next(0);
    expect(taken?.subjectId).toBe(grave.id);
    // It is kept for them; somebody else is given another, or nothing.
    expect((await next(1))?.id).not.toBe(taken?.id);
    const id = taken?.id ?? '';
    expect(await say(await decide(0, id, 'blocked', 'indecent'))).toMatchObject({ status: 'second', ruling: null });
    // Not twice by one, and what the first said is not told to the second.
    expect((await decide(0, id, 'allowed', 'harmless')).status).toBe(409);
    expect((await next(0))?.id).not.toBe(id);
    expect((await say(await asReviewer(1, 'GET', `cases/${id}`))).decisions).toEqual([]);
    expect(await say(await decide(1, id, 'blocked', 'indecent'))).toMatchObject({
      status: 'decided',
      ruling: 'blocked',
    });
    expect((await say(await asReviewer(1, 'GET', `cases/${id}`))).decisions).toHaveLength(2);
    expect(await say(await api.ask('GET', grave.link))).toMatchObject({ code: 'content_rejected' });

    const appeal = (text: string) => api.ask('POST', `/api/v1/held/${id}/appeal`, { text });
    expect((await appeal('这是全网最低价的图')).status).toBe(451);
    expect((await say(await api.ask('GET', '/api/v1/held'))).items[0]).toMatchObject({ mayAppeal: true });
    expect(await say(await appeal('只是抽象图形，没有人物'))).toMatchObject({ status: 'open', round: 1 });
    expect((await appeal('再来一次也不行的')).status).toBe(409);
    // Those who decided are asked no more.
    expect((await next(0))?.id).not.toBe(id);
    expect((await decide(1, id, 'allowed', 'harmless')).status).toBe(409);
    expect((await next(2))?.id).toBe(id);
    await decide(2, id, 'allowed', 'harmless');
    // Grave as it is, two of them: here an operator's own key.
    expect((await api.ask('GET', grave.link)).status).toBe(451);
    const last = { ruling: 'allowed', reason: 'harmless', note: '' };
    expect((await say(await api.ask('POST', `/api/v1/safety/cases/${id}/decisions`, last))).ruling).toBe('allowed');
    expect((await api.ask('GET', grave.link)).status).toBe(200);
    expect(await say(await asReviewer(0, 'GET', 'agreement'))).toMatchObject({ pairs: 2, kappa: 1, overturned: 1 });
  });

  it('another team sees nothing of it, and nobody reviews without being an operator', async () => {
    const { key } = await api.otherTeam();
    const stranger = { authorization: `Bearer ${key}` };
    expect((await say(await api.ask('GET', '/api/v1/held', undefined, stranger))).items).toEqual([]);
    for (const [method, path] of [
      ['GET', 'cases'],
      ['POST', 'cases/next'],
      ['GET', 'agreement'],
      ['GET', 'cases/sfc_1'],
    ] as const) {
      expect((await api.ask(method, `/api/v1/safety/${path}`, undefined, stranger)).status).toBe(403);
    }
  });

  it('two who differ are settled by a third; what is light takes one', () => {
    expect(nextOf(['blocked'], 1)).toEqual({ status: 'decided', ruling: 'blocked' });
    expect(nextOf(['blocked'], 3)).toEqual({ status: 'second' });
    expect(nextOf(['blocked', 'allowed'], 3)).toEqual({ status: 'third' });
    expect(nextOf(['blocked', 'allowed', 'allowed'], 3)).toEqual({ status: 'decided', ruling: 'allowed' });
  });
});
