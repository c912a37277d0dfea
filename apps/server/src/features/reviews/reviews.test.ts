import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batches, videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Told {
  id: string;
  team: { id: string };
  path: string;
  items: {
    id: string;
    decision: { outcome: string; reasons: string[]; byName: string } | null;
    openComments: number;
    atMs: number | null;
    title: string;
  }[];
  comments: { id: string; body: string; atMs: number; isOfThisFile: boolean; byName: string }[];
  decisions: { outcome: string; isOfThisFile: boolean }[];
  versions: { files: { video: { link: string } } }[];
  videos: { film: string; outcome: string | null }[];
}
const say = async (answer: Response) => (await answer.json()) as Told;
const idOf = async (browser: TestBrowser) => (await say(await browser.ask('GET', '/api/v1/me'))).id;

async function join(owner: TestBrowser, contact: string, role: string): Promise<TestBrowser> {
  await owner.ask('POST', '/api/v1/team/invitations', { contact, role });
  const [mail] = (await outboxOf(api, contact)).filter(({ template }) => template === 'invitation');
  const secret = /invitation#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const browser = await signInWithCode(api, contact);
  const answer = await browser.ask('POST', '/api/v1/me/invitations', { secret });
  await browser.ask('PUT', '/api/v1/me/team', { teamId: ((await answer.json()) as { teamId: string }).teamId });
  return browser;
}
const decision = (ids: string[], outcome: string, more: object = {}) => ({ videos: ids, outcome, ...more });

describe('a team reviews its videos', () => {
  it('owners and approvers decide, for many at once and with reasons; makers and viewers do not', async () => {
    const owner = await signInWithCode(api, 'review-owner@example.com');
    const editor = await join(owner, 'review-editor@example.com', 'editor');
    const approver = await join(owner, 'review-approver@example.com', 'approver');
    const viewer = await join(owner, 'review-viewer@example.com', 'viewer');
    const { team } = await say(await owner.ask('GET', '/api/v1/me'));
    const { batchId, ids } = await addMadeVideos(api, 3, team.id);
    const maker = await idOf(owner);
    await api.deps.db.asTeam(team.id, (tx) =>
      tx.update(batches).set({ createdBy: maker }).where(eq(batches.id, batchId)),
    );
    const ask = async (who: TestBrowser, body: object) => (await who.ask('POST', '/api/v1/reviews', body)).status;
    expect(await ask(editor, decision(ids, 'approved'))).toBe(403);
    expect(await ask(viewer, decision(ids, 'rejected'))).toBe(403);
    // Who started it does not approve it, where somebody else can; rejecting one's own is no favour.
    expect(await ask(owner, decision(ids, 'approved'))).toBe(403);
    expect(await ask(approver, decision(ids, 'approved'))).toBe(204);
    expect(await ask(approver, decision([ids[0] ?? ''], 'rejected', { reasons: ['pace'], note: '太快' }))).toBe(204);
    expect(await ask(approver, decision([ids[0] ?? ''], 'rejected', { note: '改成全网最低价' }))).toBe(451);
    const { items } = await say(await viewer.ask('GET', `/api/v1/batches/${batchId}/sheet`));
    expect(items.map((one) => one.decision?.outcome)).toEqual(['rejected', 'approved', 'approved']);
    expect(items[0]?.decision?.reasons).toEqual(['pace']);
    expect(await ask(approver, decision([ids[0] ?? ''], 'reopened'))).toBe(204);
    const other = await signInWithCode(api, 'review-stranger@example.com');
    expect(await ask(other, decision(ids, 'approved'))).toBe(404);
  });

  it('comments stand at a time, pass the gate, call who is mentioned, and are marked as done', async () => {
    const owner = await signInWithCode(api, 'talk-owner@example.com');
    const editor = await join(owner, 'talk-editor@example.com', 'editor');
    const viewer = await join(owner, 'talk-viewer@example.com', 'viewer');
    const { team } = await say(await owner.ask('GET', '/api/v1/me'));
    const { batchId, ids } = await addMadeVideos(api, 1, team.id);
    const path = `/api/v1/videos/${ids[0]}/comments`;
    const body = { atMs: 2300, body: '这里换一个镜头', mentions: [await idOf(editor)] };
    expect((await viewer.ask('POST', path, body)).status).toBe(403);
    expect((await owner.ask('POST', path, { ...body, body: '写成全网最低价' })).status).toBe(451);
    expect((await owner.ask('POST', path, { ...body, mentions: ['usr_nobody'] })).status).toBe(422);
    const made = await owner.ask('POST', path, body);
    expect(made.status).toBe(201);
    const { items: notices } = await say(await editor.ask('GET', '/api/v1/me/notices'));
    expect(notices[0]?.title).toContain('video-0');
    const sheet = async () => (await say(await editor.ask('GET', `/api/v1/batches/${batchId}/sheet`))).items[0];
    expect((await sheet())?.openComments).toBe(1);
    const { id } = await say(made);
    await editor.ask('POST', `/api/v1/comments/${id}/resolve`, { isResolved: true });
    expect((await sheet())?.openComments).toBe(0);
    const { comments } = await say(await editor.ask('GET', `/api/v1/videos/${ids[0]}/review`));
    expect(comments).toMatchObject([{ atMs: 2300, body: '这里换一个镜头', isOfThisFile: true }]);
  });

  it('a video that is made anew keeps its earlier film, and what was decided stays with that', async () => {
    const { ids } = await addMadeVideos(api, 1);
    const [id = ''] = ids;
    expect((await api.ask('POST', '/api/v1/reviews', decision(ids, 'approved'))).status).toBe(204);
    const file = { sha256: 'c'.repeat(64), bytes: 1 };
    const files = { video: file, cover: file, srt: file, vtt: file, ass: file };
    await api.deps.db.asTeam(api.teamId, (tx) => tx.update(videos).set({ files }).where(eq(videos.id, id)));
    const review = await say(await api.ask('GET', `/api/v1/videos/${id}/review`));
    expect(review.decisions).toMatchObject([{ outcome: 'approved', isOfThisFile: false }]);
    expect(review.versions).toHaveLength(1);
    expect((await api.app.request(review.versions[0]?.files.video.link ?? '')).status).toBe(200);
  });
});

describe('a client sees a batch by a link, without an account', () => {
  const shared = (path: string, secret: string, method = 'GET', body?: object) =>
    api.app.request(`/api/v1/shared${path}`, {
      method,
      headers: { 'x-clipo-share': secret, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('sees finished videos, says what the link allows, and nothing any more once it is taken back or over', async () => {
    const { batchId, ids } = await addMadeVideos(api, 2);
    const hidden = await addMadeVideos(api, 1);
    const ask = { name: '澄光品牌部', days: 3, mayComment: true, mayDecide: false };
    const made = await say(await api.ask('POST', `/api/v1/batches/${batchId}/shares`, ask));
    const secret = made.path.split('#')[1] ?? '';
    const view = await say(await shared('', secret));
    expect(view.videos).toHaveLength(2);
    const film = view.videos[0]?.film ?? '';
    expect((await api.app.request(film)).status).toBe(200);
    const comment = { video: ids[0], guest: '王女士', atMs: 1000, body: '开场可以再快一点' };
    expect((await shared('/comments', secret, 'POST', comment)).status).toBe(201);
    expect((await shared('/comments', secret, 'POST', { ...comment, video: hidden.ids[0] })).status).toBe(404);
    expect((await shared('/comments', secret, 'POST', { ...comment, body: '要写全网最低价' })).status).toBe(451);
    const no = { video: ids[0], guest: '王女士', outcome: 'approved' };
    expect((await shared('/decisions', secret, 'POST', no)).status).toBe(403);
    // What the team says among itself is not told to clients; what the client says is told to the team.
    await api.ask('POST', `/api/v1/videos/${ids[0]}/comments`, { body: '内部：先别管客户' });
    const own = await say(await shared('/comments/list', secret, 'POST', { video: ids[0] }));
    expect(own.items).toHaveLength(1);
    const review = await say(await api.ask('GET', `/api/v1/videos/${ids[0]}/review`));
    expect(review.comments.map(({ byName }) => byName)).toContain('王女士 (澄光品牌部)');
    expect((await shared('', 'clipo_wrong')).status).toBe(410);
    expect((await api.ask('DELETE', `/api/v1/shares/${made.id}`)).status).toBe(204);
    expect((await shared('', secret)).status).toBe(410);
    expect((await api.app.request(film)).status).toBe(410);
  });
});
