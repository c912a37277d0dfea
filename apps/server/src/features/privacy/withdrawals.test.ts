import { readFile } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract';
import { tinyMedia } from '@clipo/testkit';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listenTo } from '../../db/listen.ts';
import { newId } from '../../db/new-id.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { addBatch, batchWhen } from '../../testing/make-batch.fixture.ts';
import { planBatch } from '../../work/plan-batch.ts';
import { stopChannel } from '../../work/queries.ts';
import { renderPiece } from '../../work/render-piece.ts';
import { openStops } from '../../work/stops.ts';
import { type ModelServer, serveReplays } from '../talk/model-server.fixture.ts';
import { talkWith } from '../talk/talk.fixture.ts';

let api: TestApi;
let model: ModelServer;
let listening: Listening;
/** As every worker has them: told of a withdrawal by the database. */
const stops = openStops();
/** Long before the minute that a withdrawal has. */
const soon = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
  model = await serveReplays();
  api = await startApi({
    CLIPO_MODEL_URLS: model.baseUrl,
    CLIPO_AGENT_URL: model.baseUrl,
    CLIPO_AGENT_MODEL: 'tiny',
  });
  await new Promise<void>((resolve) => {
    listening = listenTo(api.deps.db.url, stopChannel, { onNotice: stops.ask, onGap: resolve });
  });
});
afterAll(async () => {
  await listening.close();
  await api.stop();
  model.close();
});

const say = async <T>(answer: Response) => (await answer.json()) as T;
interface Me {
  id: string;
  team: { id: string };
}

/** Somebody, and how they choose whether a model's provider is given their texts. */
async function person(contact: string) {
  const browser = await signInWithCode(api, contact);
  const me = await say<Me>(await browser.ask('GET', '/api/v1/me'));
  return { browser, me, choose: (isGiven: boolean) => choose(browser, isGiven) };
}

async function choose(browser: TestBrowser, isGiven: boolean): Promise<void> {
  const { purposes } = await say<{ purposes: { purpose: string; sha256: string }[] }>(
    await browser.ask('GET', '/api/v1/me/consents'),
  );
  const sha256 = purposes.find(({ purpose }) => purpose === 'third-party-model')?.sha256;
  const answer = await browser.ask('PUT', '/api/v1/me/consents/third-party-model', { isGiven, sha256 });
  expect(answer.status).toBe(204);
}

/** What a job works with: nobody judges texts elsewhere, and nothing is drawn but by the test's own hand. */
function workOf(pool: { run(...given: readonly unknown[]): Promise<number> }) {
  const { envelope, looker } = api.deps;
  return { ...api.deps, envelope, looker, stops, moderators: [], films: undefined, pool: pool as never };
}
const running = <P>(payload: P) => ({ payload, signal: new AbortController().signal });

describe('a consent that is withdrawn acts within a minute on what is at work (A8)', () => {
  it('a conversation: no model reads it without consent; who withdraws in the middle of an answer gives nothing more', async () => {
    const { browser, choose } = await person('talks@example.com');
    const talk = await talkWith(
      { ...api, ask: (method, path, body) => browser.ask(method, path, body as object) },
      'en',
    );
    model.play({ say: 'What does it cost?' });
    const before = model.asked.length;
    expect((await talk.say('I sell a travel mug')).text).not.toContain('What does it cost?');
    expect(model.asked).toHaveLength(before);
    await choose(true);
    expect((await talk.say('It is leakproof')).text).toBe('What does it cost?');
    const disclosed = async () =>
      (await say<{ items: { purpose: string }[] }>(await browser.ask('GET', '/api/v1/me/disclosures'))).items.filter(
        ({ purpose }) => purpose === 'third-party-model',
      ).length;
    expect(await disclosed()).toBe(1);
    // The model looks something up, and would be told what was found: meanwhile the person withdraws.
    const asked = model.asked.length;
    const first = () => choose(false);
    model.play({ calls: [{ name: 'get_credits', arguments: '{}' }], first }, { say: 'SECOND' });
    const { text, pieces } = await talk.say('And what do I have left?');
    expect(text).not.toContain('SECOND');
    expect(pieces.map(({ kind }) => kind)).not.toContain('problem');
    expect(model.asked).toHaveLength(asked + 1);
    model.play({ say: 'SECOND' });
    expect((await talk.say('Anybody there?')).text).not.toContain('SECOND');
    expect(await disclosed()).toBe(2);
  });

  it('a plan that a model is asked for ends there and then, with its reason', async () => {
    const { me, choose } = await person('plans@example.com');
    await choose(true);
    // It is asked and never answers.
    model.play({ silent: true });
    const asked = model.asked.length;
    const brief = { model: { baseUrl: model.baseUrl, name: 'tiny', keyFrom: 'CLIPO_MODEL_KEY' } };
    const batch = await addBatch(api.deps, me.team.id, brief, me.id);
    const planning = planBatch(
      workOf({ run: () => Promise.reject(new Error('nothing is drawn here')) }),
      running({ teamId: me.team.id, batchId: batch.id }),
    );
    await expect.poll(() => model.asked.length, { timeout: 60_000, interval: 50 }).toBe(asked + 1);
    await choose(false);
    await planning;
    const ended = await batchWhen(api.deps, batch, ({ endedAt }) => endedAt !== null);
    expect(ended).toMatchObject({ status: 'failed', error: { code: 'step_needed' } });
    expect(ended.error?.message).toContain('/me/consents/third-party-model');
    expect(model.asked).toHaveLength(asked + 1);
  }, 120_000);

  it('a piece that is being drawn with a person is drawn no further, and is kept nowhere', async () => {
    const { teamId } = api;
    const bytes = new Uint8Array(await readFile(await tinyMedia('pictureJpeg')));
    const headers = { 'content-type': 'application/octet-stream' };
    const uploaded = await api.ask('POST', '/api/v1/materials?name=ana.jpg', bytes, headers);
    const { id: materialId } = await say<{ id: string }>(uploaded);
    const consent = { person: { name: 'Ana', isAdult: true }, agreedTo: '2026-11', language: 'en' };
    const recorded = await api.ask('POST', `/api/v1/materials/${materialId}/consents`, consent);
    const { id: consentId } = await say<{ id: string }>(recorded);
    const [batchId, videoId, hash, shown] = [newId('bat'), newId('vid'), 'ab'.repeat(32), 'p_ana'.padEnd(64, 'f')];
    const prepared = { materials: [], people: [{ file: 'ana.jpg', materialId, prepared: { id: shown } }] };
    const spec = { piece: { presenter: shown }, settings: {}, edges: {} };
    await api.deps.db.asTeam(teamId, async (tx) => {
      await tx.execute(sql`insert into batches (id, team_id, status, brief, products, files, prepared) values
        (${batchId}, ${teamId}, 'running', '{}', '[]', '{}', ${JSON.stringify(prepared)})`);
      await tx.execute(sql`insert into videos (id, team_id, batch_id, name, ordinal, product, creative, language, format, status, document)
        values (${videoId}, ${teamId}, ${batchId}, 'v', 1, 'p', 1, 'en', '9x16', 'waiting', '{}')`);
      await tx.execute(sql`insert into video_pieces (team_id, video_id, hash) values (${teamId}, ${videoId}, ${hash})`);
      await tx.execute(sql`insert into pieces (team_id, hash, status, batch_id, spec, frames) values
        (${teamId}, ${hash}, 'queued', ${batchId}, ${JSON.stringify(spec)}, 1)`);
    });
    let drawn = 0;
    const work = {
      ...workOf({
        // Somebody draws who would never come to an end.
        run: (_task, _materials, signal) => {
          drawn += 1;
          return new Promise((_, reject) => {
            const cancel = () => reject(new ClipoError('cancelled', 'cancelled'));
            (signal as AbortSignal).addEventListener('abort', cancel, { once: true });
          });
        },
      }),
      ready: async () => ({ batch: { id: batchId, teamId } as never, prepared: prepared as never }),
      renderOnce: (_hash: string, _signal: AbortSignal, make: () => Promise<unknown>) => make() as never,
      exchange: { hasOthers: async () => false, bring: async () => undefined } as never,
    };
    const job = running({ teamId, hash, turn: 0 });
    const drawing = renderPiece(work as Parameters<typeof renderPiece>[0], job);
    await expect.poll(() => drawn, soon).toBe(1);
    // Whatever else is stopped, and while the consent holds, it is drawn on.
    stops.ask();
    const withdrawn = await api.ask('POST', `/api/v1/person-consents/${consentId}/withdraw`, { by: 'Ana' });
    expect(withdrawn.status).toBe(200);
    await drawing;
    // It is tried once more, as after any stop, and that is refused before a frame is drawn.
    await renderPiece(work as Parameters<typeof renderPiece>[0], job);
    expect(drawn).toBe(1);
    const { rows } = await api.deps.db.asTeam(teamId, (tx) =>
      tx.execute(sql`select p.status, p.error ->> 'code' as code, v.status as video from pieces p, videos v
        where p.hash = ${hash} and v.id = ${videoId}`),
    );
    expect(rows).toEqual([{ status: 'failed', code: 'consent_needed', video: 'failed' }]);
  });
});
