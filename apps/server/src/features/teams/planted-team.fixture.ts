import { expect } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { materials } from '../../db/schema/index.ts';
import type { TestApi } from '../../testing/api.fixture.ts';
import { codeFor, type TestBrowser } from '../../testing/browser.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';

/** Of the API document: the examples of bodies that routes take. */
export type Examples = (operationId: string) => Record<string, unknown>;

/** Ids of things by what stands before `{id}` in a path, such as `team/invitations`. */
export type PlantedIds = Record<string, string>;

/** What every planted thing is called by, somewhere in it. */
export const mark = 'LEAKMARK';

/**
 * Gives a team one of everything that the API knows by an id, made by its owner through the API where workers are not needed
 * for it.
 */
export async function plantTeam(
  api: TestApi,
  owner: TestBrowser,
  { teamId, exampleOf }: { teamId: string; exampleOf: Examples },
): Promise<PlantedIds> {
  const phone = '+8613800000555';
  await owner.ask('POST', '/api/v1/me/contacts/codes', { contact: phone });
  await owner.ask('PUT', '/api/v1/me/contacts', { contact: phone, code: await codeFor(api, phone) });
  await owner.ask('PATCH', '/api/v1/team', { name: `${mark} team` });
  const ids: PlantedIds = {};
  const plant = async (noun: string, body: object, { at = noun, status = [201] as number[] } = {}) => {
    const made = await owner.ask('POST', `/api/v1/${at}`, body);
    const text = await made.text();
    expect(status, `${noun}: ${text}`).toContain(made.status);
    const { id = '' } = JSON.parse(text) as { id?: string };
    ids[noun] = id;
    return id;
  };
  const send = async (noun: string, path: string, bytes: Buffer) => {
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const made = await api.app.request(`/api/v1/${path}`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: {
        cookie,
        origin: 'http://localhost',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/octet-stream',
      },
    });
    const text = await made.text();
    expect(made.status, `${noun}: ${text}`).toBe(201);
    ids[noun] = (JSON.parse(text) as { id: string }).id;
  };
  const named = (operationId: string, change: object) => ({ ...exampleOf(operationId), ...change });

  await plant('products', { product: { id: mark, name: `杯 ${mark}` } });
  await plant('scripts', { name: mark, language: 'zh-CN', lines: [{ role: 'hook', text: `开场 ${mark}` }] });
  await plant('storyboards', named('createStoryboard', { name: mark }));
  await plant('templates', exampleOf('createTemplate'));
  await plant('webhooks', { url: `https://8.8.8.8/${mark}` });
  await plant('team/invitations', { contact: 'later5@example.com', role: 'viewer' });
  const talk = await plant('conversations', { language: 'zh-CN' });
  await owner.ask('PATCH', `/api/v1/conversations/${talk}`, { title: mark });
  await plant('video-folders', { name: mark });
  await plant('uploads', { name: `${mark}.mp4`, sizeBytes: 900 });
  await plant('presenter-engines', named('addPresenterEngine', { name: mark }));
  await plant('outside-presenters', {
    ...exampleOf('addOutsidePresenter'),
    name: mark,
    engineId: ids['presenter-engines'],
  });
  await plant('credits/orders', { pack: 'try', way: 'operator' });
  await owner.ask('POST', '/api/v1/team/api-access', { purpose: `our shop ${mark} makes its own videos` });
  await api.ask('PUT', `/api/v1/teams/${teamId}/api-access`, { status: 'approved' });
  await plant('keys', { name: mark, scopes: ['read'] });
  const proof = Buffer.from(`%PDF-1.7 ${mark}`);
  const claim = '零添加';
  const checked = await owner.ask('POST', '/api/v1/checks', { texts: [`这款果汁${claim}`], skus: [mark] });
  const { findings } = (await checked.json()) as { findings: { finding: { rule: string; text: string } }[] };
  const { rule = '', text: term = '' } = findings[0]?.finding ?? {};
  const about = { name: `${mark}.pdf`, sku: mark, kind: 'award', source: mark, rule, term };
  await send('claim-proofs', `claim-proofs?${new URLSearchParams(about)}`, proof);

  ids.materials = newId('mat');
  const file = { name: `${mark}.png`, sha256: 'a'.repeat(64), bytes: 9, mediaType: 'image/png' };
  await api.deps.db.asTeam(teamId, (tx) => tx.insert(materials).values({ id: ids.materials ?? '', teamId, ...file }));
  await send('material-proofs', `materials/${ids.materials}/proofs?name=${mark}.pdf`, proof);
  const consent = { person: { name: mark, isAdult: true }, agreedTo: '2026-11', language: 'en' };
  await plant('person-consents', consent, { at: `materials/${ids.materials}/consents` });

  const { batch } = exampleOf('createRecipe') as { batch: object };
  await plant('recipes', { name: mark, batch: { ...batch, files: { 'cup.jpg': ids.materials } } });
  const made = await addMadeVideos(api, 1, teamId);
  ids.batches = made.batchId;
  ids.videos = made.ids[0] ?? '';
  await plant('comments', { atMs: 100, body: mark }, { at: `videos/${ids.videos}/comments` });
  await plant('shares', { name: mark, days: 7 }, { at: `batches/${ids.batches}/shares` });
  const delivery = { videos: [ids.videos], channels: [{ platform: 'kuaishou', handle: mark }], labels: ['ai'] };
  await plant('deliveries', delivery, { status: [201, 202] });
  await plant('renders', { text: `单手能开 ${mark}` }, { at: 'speeches', status: [202] });
  const { items: texts } = (await (await owner.ask('GET', '/api/v1/undertakings/duties')).json()) as {
    items: { version: string; language: string; sha256: string }[];
  };
  const { version, language, sha256 } = texts[0] ?? {};
  const signed = named('signUndertaking', { signedAs: mark, duties: { version, language, sha256 } });
  await plant('undertakings', signed, { at: `videos/${ids.videos}/undertakings` });
  return ids;
}
