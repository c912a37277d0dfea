import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { publicOnly } from '@clipo/guarded-fetch';
import { shapesTakenFor } from '@clipo/testkit';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import { apiKeys, materials } from '../../db/schema/index.ts';
import { grantCredits } from '../../features/credits/grant-credits.ts';
import { prices } from '../../features/credits/prices.ts';
import { createKey } from '../../features/keys/create-key.ts';
import { materialContent } from '../../features/materials/check-material.ts';
import {
  type ModeratorServer,
  moderatorSettings,
  startModeratorServer,
} from '../../features/moderators/moderator-servers.fixture.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { type RunningWorker, startWorker } from '../worker.ts';

interface Told {
  id: string;
  code?: string;
  status: string;
  subject: string;
  subjectId: string;
  mediaType: string;
  link: string;
  round: number;
  mayAppeal: boolean;
  ground: { reason: string; note: string } | null;
  findings: { field: string; said?: string; by?: string }[];
  items: Told[];
  file: { link: string } | null;
  verdict: { outcome: string; ruling?: string } | null;
  failedReason: { code: string; message: string } | null;
  result: { licences: { sha256: string; holder: string }[] } | null;
  cost: { quoted: number; held: number; settled: number };
  response: { id: string; status: string; url?: string; error?: string };
}

let api: TestApi;
let worker: RunningWorker;
let engine: ModeratorServer;
let files: Server;
let pictureUrl = '';
/** Reviewers who work for the service, each with a key: an appeal goes to one who did not decide before. */
let reviewers: string[] = [];
/** Loopback is private; here it stands for the public network. */
const addresses = { ...publicOnly, isAllowed: (address: string) => address === '127.0.0.1' };

beforeAll(async () => {
  engine = await startModeratorServer();
  const picture = await shapesTakenFor('doubtful');
  files = createServer((_request, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture));
  await new Promise<void>((done) => files.listen(0, '127.0.0.1', done));
  pictureUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}/shapes.jpg`;
  const given = {
    ...{ CLIPO_LOOK_AT_FILMS: 'on', CLIPO_WORKERS: '1', CLIPO_CREDITS: 'on', ...moderatorSettings(engine.url) },
  };
  api = await startApi(given, { addresses });
  worker = await startWorker({ ...api.deps, addresses });
  await grantCredits(api.deps, { teamId: api.teamId, amount: 500, reference: 'gift' });
  const actor = { teamId: 'team_of_reviewers', keyId: 'key_made', scopes: ['*'] };
  reviewers = await Promise.all(
    ['one', 'two', 'three', 'four'].map(
      async (name) => (await createKey(api.deps, actor, { name, scopes: ['admin'] })).secret,
    ),
  );
  await api.deps.db.asSystem((tx) =>
    tx
      .update(apiKeys)
      .set({ scopes: ['*'] })
      .where(eq(apiKeys.teamId, actor.teamId)),
  );
  // A material that came in before anybody looked: it passed, and what is made of it is looked at.
  const path = join(api.deps.settings.home, 'shapes.jpg');
  await writeFile(path, picture);
  const { hash, sizeBytes } = await api.deps.media.putFile(path);
  const verdict = check(materialContent({ sha256: hash, name: 'shapes.jpg' }));
  const about = { teamId: api.teamId, name: 'shapes.jpg', sha256: hash, bytes: sizeBytes, mediaType: 'image/jpeg' };
  const rights = { holder: 'Example Ltd', licence: 'CC0-1.0' };
  await api.deps.db.asTeam(api.teamId, (tx) =>
    tx.insert(materials).values({ id: newId('mat'), ...about, verdict, rights }),
  );
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await api.stop();
  files.close();
  await engine.close();
});
beforeEach(() => engine.play('pass'));

const say = async (answer: Promise<Response>) => (await (await answer).json()) as Told;
const get = (path: string) => say(api.ask('GET', path));
const render = (id: string) => get(`/api/v1/renders/${id}`);
const decide = (reviewer: number, id: string, decision: { ruling: string; reason: string; note: string }) => {
  const headers = { authorization: `Bearer ${reviewers[reviewer]}` };
  return say(api.ask('POST', `/api/v1/safety/cases/${id}/decisions`, decision, headers));
};
/** Has reviewers decide until it is decided: a grave case takes two. */
async function rule(first: number, id: string, ruling: string, reason: string, note = ''): Promise<void> {
  for (
    let reviewer = first;
    (await decide(reviewer, id, { ruling, reason, note })).status !== 'decided';
    reviewer += 1
  ) {
    expect(reviewer).toBe(first);
  }
}
/** Waits until it is as asked, however long that takes. */
async function when<T>(ask: () => Promise<T>, isIt: (told: T) => boolean): Promise<T> {
  for (;;) {
    const told = await ask();
    if (isIt(told)) {
      return told;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
/** The case about a render, as soon as there is one. A render that ended otherwise has none. */
async function caseOf(subjectId: string): Promise<Told> {
  const { verdict, failedReason } = await when(
    () => render(subjectId),
    (told) => told.verdict?.outcome === 'held' || told.status === 'done' || told.status === 'failed',
  );
  expect([verdict?.outcome, failedReason]).toEqual(['held', null]);
  const { items } = await get('/api/v1/safety/cases');
  return items.find((each) => each.subjectId === subjectId) as Told;
}
const heldOf = async (subjectId: string) =>
  (await get('/api/v1/held')).items.find((each) => each.subjectId === subjectId);
/** What a webhook would be told of a render, in order. */
async function toldOf(id: string): Promise<string[]> {
  const { rows } = await api.deps.db.asSystem((tx) =>
    tx.execute<{ told: string }>(
      sql`select type || coalesce(' ' || (data ->> 'status'), '') as told from events where data ->> 'id' = ${id} order by id`,
    ),
  );
  return rows.map(({ told }) => told);
}
/** What a file of this price has cost: still set aside, spent, or given back. */
const costs = (quoted: number, { held = 0, settled = 0 } = {}) => ({ cost: { quoted, held, settled } });
const { edit: editPrice, speech: speechPrice } = prices.single;
const edit = (text: string) => ({
  timeline: {
    tracks: [
      { clips: [{ asset: { type: 'title', text, size: 'small', position: 'bottom' }, start: 0, length: 1 }] },
      { clips: [{ asset: { type: 'image', src: pictureUrl }, start: 0, length: 1 }] },
    ],
  },
  output: { format: 'mp4', size: { width: 640, height: 480 }, fps: 24 },
});
async function order(text: string): Promise<string> {
  const { response } = await say(api.ask('POST', '/edit/v1/render', edit(text)));
  expect(response).toMatchObject({ id: expect.stringMatching(/^rnd_/) });
  return response.id;
}
const compatible = async (id: string) => (await get(`/edit/v1/render/${id}`)).response;

describe('a single file that nobody is sure of goes to the review desk, as a held video of a batch does (S2, S3)', () => {
  it('held: nobody gets it, its callback waits; the reviewer sees the second of the film; allowed, it is fetched', async () => {
    const id = await order('Hello');
    const about = await caseOf(id);
    expect(about).toMatchObject({
      subject: 'render',
      mediaType: 'video/mp4',
      findings: [{ field: expect.stringMatching(/^frame@\d/) }],
    });
    expect(await render(id)).toMatchObject({
      ...{ status: 'done', file: null, verdict: { outcome: 'held' } },
      ...costs(editPrice, { held: editPrice }),
    });
    expect(await compatible(id)).toMatchObject({ status: 'saving' });
    expect((await api.app.request(about.link)).headers.get('content-type')).toBe('video/mp4');
    expect(await toldOf(id)).toEqual(['render-create', 'render-hold done']);

    await rule(0, about.id, 'allowed', 'harmless');
    const released = await render(id);
    expect(released).toMatchObject({
      ...{ status: 'done', verdict: { outcome: 'allowed', ruling: 'allowed' } },
      ...costs(editPrice, { settled: editPrice }),
    });
    expect((await api.app.request(released.file?.link ?? '')).status).toBe(200);
    // It carries whose its pictures are.
    expect(released.result?.licences).toMatchObject([{ holder: 'Example Ltd' }]);
    const { status, url } = await compatible(id);
    expect([status, new URL(url ?? '').pathname.startsWith('/media/')]).toEqual(['done', true]);
    expect(await toldOf(id)).toEqual(['render-create', 'render-hold done', 'render-end done']);
  }, 300_000);

  it('refused: told why, appealed once, and another reviewer gives it back', async () => {
    const id = await order('Hello again');
    const about = await caseOf(id);
    await rule(0, about.id, 'blocked', 'suggestive', '请改为平铺拍摄');
    const reason = { code: 'content_rejected', message: '请改为平铺拍摄' };
    expect(await render(id)).toMatchObject({
      ...{ status: 'failed', file: null, failedReason: reason },
      ...costs(editPrice),
    });
    expect(await compatible(id)).toMatchObject({ status: 'failed', error: reason.message });
    const ground = { reason: 'suggestive', note: reason.message };
    expect(await heldOf(id)).toMatchObject({ mayAppeal: true, ground });
    const appeal = () => api.ask('POST', `/api/v1/held/${about.id}/appeal`, { text: '只是抽象图形，没有人物' });
    expect(await say(appeal())).toMatchObject({ status: 'open', round: 1, ground });
    expect((await appeal()).status).toBe(409);
    // Who decided before is not asked, and until then it stays as it is.
    const again = { ruling: 'allowed', reason: 'harmless', note: '' };
    expect(await decide(0, about.id, again)).toMatchObject({ code: 'conflict' });
    expect((await render(id)).file).toBeNull();
    await rule(2, about.id, 'allowed', 'harmless');
    const back = await render(id);
    // The service erred: it costs nothing.
    expect(back).toMatchObject({ status: 'done', failedReason: null, ...costs(editPrice) });
    expect((await api.app.request(back.file?.link ?? '')).status).toBe(200);
    expect((await toldOf(id)).slice(-2)).toEqual(['render-end failed', 'render-end done']);
  }, 300_000);
});

describe('outside engines are asked about the words of a single file before it is made (S1, S2)', () => {
  const speak = async (text: string) => (await say(api.ask('POST', '/api/v1/speeches', { text, language: 'en' }))).id;

  it('doubted: the reviewer sees the text with its engine; allowed, it is made, and nobody is asked twice', async () => {
    engine.play('review');
    engine.asked.length = 0;
    const id = await speak('Warm all day.');
    const about = await caseOf(id);
    expect(about).toMatchObject({ subject: 'render', mediaType: 'text/plain' });
    expect(about.findings[0]?.said).toContain('Warm all day.');
    expect(await render(id)).toMatchObject({ status: 'queued', file: null, verdict: { outcome: 'held' } });
    const many = engine.asked.length;
    await rule(0, about.id, 'allowed', 'harmless');
    const made = await when(
      () => render(id),
      ({ file, status }) => file !== null || status === 'failed',
    );
    expect(made).toMatchObject({
      ...{ status: 'done', failedReason: null },
      ...costs(speechPrice, { settled: speechPrice }),
    });
    expect((await api.app.request(made.file?.link ?? '')).status).toBe(200);
    expect(engine.asked).toHaveLength(many);
  }, 120_000);

  it('refused by a reviewer, it ends with the reason; an appeal that is upheld has it made', async () => {
    engine.play('review');
    const id = await speak('Cool all day.');
    const about = await caseOf(id);
    await rule(0, about.id, 'blocked', 'unlawful', 'Say what it is made of.');
    expect(await render(id)).toMatchObject({
      ...{ status: 'failed', failedReason: { message: 'Say what it is made of.' } },
      ...costs(speechPrice),
    });
    await api.ask('POST', `/api/v1/held/${about.id}/appeal`, { text: 'It is a flask, nothing else.' });
    await rule(2, about.id, 'allowed', 'harmless');
    expect(
      await when(
        () => render(id),
        ({ file }) => file !== null,
      ),
    ).toMatchObject({ status: 'done' });
  }, 120_000);

  it('what an engine blocks is refused before anything is made', async () => {
    engine.play('block');
    const id = await speak('好运 all day.');
    const refused = await when(
      () => render(id),
      ({ status }) => status === 'failed',
    );
    expect(refused).toMatchObject({ file: null, failedReason: { code: 'content_rejected' } });
    expect(await heldOf(id)).toBeUndefined();
  }, 120_000);
});
