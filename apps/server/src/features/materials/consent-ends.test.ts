import { readFile } from 'node:fs/promises';
import { errorTable } from '@clipo/contract';
import { tinyMedia } from '@clipo/testkit';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { check } from '../../check/check.ts';
import type { Finding } from '../../check/verdict.ts';
import { newId } from '../../db/new-id.ts';
import { batches, renders, undertakings, videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';
import { endOfConsent } from '../person-consents/ask-consent.ts';
import { renderContent } from '../renders/check-render.ts';
import { openCase } from '../safety/open-case.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

/** What a network is unsure of, of a frame. */
const doubt: Finding = {
  ...{ field: 'frame@500', start: 0, end: 0, term: '', rule: 'doubtful_picture', category: 'vice', severity: 'review' },
  ...{ why: '画面疑似淫秽色情', suggestion: '换一张画面', rewrite: null },
};
const say = async (answer: Response | Promise<Response>) =>
  (await (await answer).json()) as { id: string; sha256: string; code?: string; file: { link: string } | null };

it('a presenter takes their consent back: nothing new, nothing to others; the team goes on seeing its own, videos and single files alike (C6, S1)', async () => {
  const { deps, teamId } = api;
  const picture = new Uint8Array(await readFile(await tinyMedia('picture')));
  const type = { 'content-type': 'application/octet-stream' };
  const ana = await say(api.ask('POST', '/api/v1/materials?name=ana.png', picture, type));
  const consent = () =>
    api.ask('POST', `/api/v1/materials/${ana.id}/consents`, {
      person: { name: 'Ana', isAdult: true },
      agreedTo: '2026-11',
      language: 'en',
    });
  const first = await say(consent());
  const present = () => api.ask('POST', '/api/v1/presentations', { text: '早上好', presenter: ana.id });
  expect((await present()).status).toBe(202);

  // A video of a batch with her, and a single file, as workers leave them.
  const made = await addMadeVideos(api, 1);
  const [video = ''] = made.ids;
  const clip = await deps.media.putFile(await tinyMedia('clip'));
  const render = newId('rnd');
  const waiting = newId('rnd');
  const file = { sha256: clip.hash, bytes: clip.sizeBytes, type: 'video/mp4', name: 'ana.mp4' };
  const wish = { text: '早上好', presenter: ana.id };
  const undertaking = newId('und');
  const unmarked = newId('rnd');
  await deps.db.asTeam(teamId, async (tx) => {
    const people = [{ file: 'ana.png', materialId: ana.id, points: null, prepared: { id: 'person-of-ana' } }];
    await tx
      .update(batches)
      .set({ prepared: sql`${JSON.stringify({ people })}::jsonb` })
      .where(eq(batches.id, made.batchId));
    const document = { storyboard: { scenes: [{ presenter: 'person-of-ana' }] } };
    await tx
      .update(videos)
      .set({ document: document as never })
      .where(eq(videos.id, video));
    const done = { teamId, status: 'done' as const, wish, file, bytes: file.bytes, endedAt: new Date() };
    const content = renderContent({ wish, file });
    const verdict = check(content);
    const held = check(content, { rules: 'pictures-2', findings: [doubt] });
    await tx.insert(renders).values([
      { id: render, kind: 'present', verdict, ...done },
      { id: unmarked, kind: 'unmarked', verdict, ...done },
      { id: waiting, kind: 'present', verdict: held, ...done },
    ]);
    const about = { teamId, subject: 'render', subjectId: waiting, name: file.name, mediaType: file.type } as const;
    await openCase(tx, { ...about, sha256: clip.hash, verdict: held });
    await tx.insert(undertakings).values({
      ...{ id: undertaking, teamId, status: 'made', videoId: video, videoName: 'video-0', batchId: made.batchId },
      ...{ sha256: clip.hash, purpose: '门店播放', dutiesVersion: '1', dutiesLanguage: 'zh-CN', dutiesSha256: 'x' },
      ...{ signedBy: 'user_1', partiesSealed: 'x', renderId: unmarked, keepUntil: new Date('2099-01-01') },
      files: { film: { sha256: clip.hash, bytes: file.bytes }, cover: { sha256: clip.hash, bytes: file.bytes } },
    });
  });
  const own = async () => {
    const one = await say(api.ask('GET', `/api/v1/renders/${render}`));
    const link = (of: string) =>
      mediaLinkFor(deps, { teamId, of, hash: clip.hash, type: 'video/mp4', name: 'a.mp4', use: 'inline' });
    const answers = [one.file?.link ?? '', link(video)].map((path) => api.app.request(path));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  const others = async () => {
    const channels = [{ platform: 'douyin', handle: '澄光生活' }];
    const link = { teamId, of: undertaking, hash: clip.hash, type: 'video/mp4', name: 'a.mp4', use: 'inline' } as const;
    const answers = [
      await api.ask('POST', `/api/v1/batches/${made.batchId}/shares`, { name: '客户' }),
      await api.ask('POST', '/api/v1/deliveries', { videos: made.ids, channels, labels: ['ai'] }),
      await api.app.request(mediaLinkFor(deps, link)),
    ];
    return answers.map(({ status }) => status);
  };
  expect(await own()).toEqual([200, 200]);
  expect(await others()).toEqual([201, 201, 200]);

  const withdrawn = await say(api.ask('POST', `/api/v1/person-consents/${first.id}/withdraw`, { by: 'Ana' }));
  // It is told what was made with her: both.
  expect(JSON.stringify(withdrawn)).toContain(render);
  expect(JSON.stringify(withdrawn)).toContain(video);
  const { status } = errorTable.consent_needed;
  expect(await others()).toEqual([status, status, status]);
  expect((await present()).status).toBe(status);
  expect(await own()).toEqual([200, 200]);
  // What waited for a reviewer meanwhile is no file of the team's yet, and does not become one.
  const { items } = (await (await api.ask('GET', '/api/v1/safety/cases')).json()) as { items: { id: string }[] };
  const ruling = { ruling: 'allowed', reason: 'harmless' };
  expect((await api.ask('POST', `/api/v1/safety/cases/${items[0]?.id}/decisions`, ruling)).status).toBe(201);
  expect(await say(api.ask('GET', `/api/v1/renders/${waiting}`))).toMatchObject({
    ...{ status: 'failed', file: null },
    failedReason: { code: 'consent_needed' },
  });

  // Who consents again is given on again.
  const second = await say(consent());
  expect(await others()).toEqual([201, 201, 200]);
  expect(second.id).not.toBe(first.id);
  const ran = { id: 'c_1', withdrawnAt: null, terms: { until: '2026-01-01T00:00:00Z' } as never };
  expect(endOfConsent({ file: 'a.png', materialId: 'mat_1' }, ran)).toMatchObject({
    details: { rule: 'consent_expired' },
  });
});

it('a single file is made of a material by the same rules as a batch: no rights, no consent of a guardian, no file (C3, S1)', async () => {
  const picture = new Uint8Array(await readFile(await tinyMedia('pictureJpeg')));
  const type = { 'content-type': 'application/octet-stream' };
  const child = await say(api.ask('POST', '/api/v1/materials?name=child.jpg', picture, type));
  await api.ask('POST', `/api/v1/materials/${child.id}/consents`, {
    person: { name: 'Ben', isAdult: true },
    agreedTo: '2026-11',
    language: 'en',
  });
  const known = { holder: 'Example Ltd', licence: 'CC0-1.0' };
  const state = (more: object) => api.ask('PATCH', `/api/v1/materials/${child.id}`, { rights: { ...known, ...more } });
  const present = () => say(api.ask('POST', '/api/v1/presentations', { text: '早上好', presenter: child.id }));
  await state({ shows: 'minors', people: '一个小男孩' });
  expect(await present()).toMatchObject({ code: 'consent_needed' });
  await state({ term: '2020-01-01' });
  expect(await present()).toMatchObject({ code: 'content_rejected' });
  await state({});
  expect((await present()).code).toBeUndefined();
});
