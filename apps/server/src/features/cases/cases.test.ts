import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseEvents, cases, measureProposals, videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { codeFor, openBrowser, outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';
import { runDueCases } from './run-due-cases.ts';
import { downAtEnd } from './take-down.ts';

let api: TestApi;
let seller: TestBrowser;
let teamId = '';
beforeAll(async () => {
  api = await startApi();
  seller = await signInWithCode(api, 'seller@example.com');
  teamId = (await say(await seller.ask('GET', '/api/v1/me'))).team.id;
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const day = 86_400_000;
const in_ = (days: number) => new Date(Date.now() + days * day);

const notice = {
  kind: 'infringement',
  name: '李雷',
  contact: 'rights@example.com',
  text: '封面照片是我拍摄的，未经许可使用。',
  right: 'copyright',
  isSworn: true,
};

/** Sends a case as somebody without an account. */
async function file(body: object) {
  const stranger = openBrowser(api);
  const answer = await stranger.ask('POST', '/api/v1/cases', body);
  const { number, secret, needsCode, dueAt } = await say(answer);
  const as = { 'x-clipo-case': secret };
  return {
    status: answer.status,
    number,
    needsCode,
    dueAt,
    mine: async () => say(await stranger.ask('GET', '/api/v1/cases/mine', undefined, as)),
    post: (path: string, sent: object = {}) => stranger.ask('POST', `/api/v1/cases/mine/${path}`, sent, as),
    proof: (bytes: Buffer | string) =>
      api.app.request('/api/v1/cases/mine/files?name=proof.pdf', {
        method: 'POST',
        headers: { ...as, 'content-type': 'application/octet-stream' },
        body: typeof bytes === 'string' ? bytes : new Uint8Array(bytes),
      }),
  };
}

const idOf = async (number: string): Promise<string> =>
  (await say(await api.ask('GET', `/api/v1/operate/cases?number=${number}`))).items[0].id;
const operate = async (number: string, path: string, body?: object) =>
  api.ask('POST', `/api/v1/operate/cases/${await idOf(number)}/${path}`, body);
const whole = async (number: string) => say(await api.ask('GET', `/api/v1/operate/cases/${await idOf(number)}`));
const about = async (number: string) =>
  (await say(await seller.ask('GET', '/api/v1/team/cases'))).items.find(
    (one: { number: string }) => one.number === number,
  );

/** A material of the seller’s and two videos, of which the first shows it. */
async function familyOf(picture: Parameters<typeof tinyMedia>[0]) {
  const bytes = new Uint8Array(await readFile(await tinyMedia(picture)));
  const upload = () =>
    api.app.request(`/api/v1/materials?name=${picture}.png`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        origin: 'http://localhost',
        'sec-fetch-site': 'same-origin',
        cookie: [...seller.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: bytes,
    });
  const material = await say(await upload());
  const { ids } = await addMadeVideos(api, 2, teamId);
  const shows = { storyboard: { scenes: [{ layers: [{ material: material.sha256 }] }] } } as never;
  await api.deps.db.asTeam(teamId, (tx) =>
    tx
      .update(videos)
      .set({ document: shows })
      .where(eq(videos.id, ids[0] ?? '')),
  );
  return { material, shown: ids[0] ?? '', other: ids[1] ?? '', upload };
}

const linkOf = async (video: string) => (await say(await seller.ask('GET', `/api/v1/videos/${video}`))).files;

describe('cases from anybody (S5)', () => {
  it('a notice takes a material down with all that shows it; after a counter-notice and silence all comes back', async () => {
    const { material, shown, other, upload } = await familyOf('pictureJpeg');
    const before = await linkOf(shown);
    expect(before.video.link).toMatch(/^\/media\//);
    const sent = await file({ ...notice, about: material.id });
    expect(sent).toMatchObject({ status: 201, needsCode: false });
    expect(sent.number).toMatch(/^C\d{6}-[2-9A-Z]{6}$/);
    const [told] = await outboxOf(api, notice.contact);
    expect(told).toMatchObject({ template: 'case-received' });
    expect(told?.text).toContain(sent.number);
    expect(told?.text).toMatch(/\/case#clipo_/);
    expect((await sent.proof('%PDF-1.7 …')).status).toBe(201);
    expect((await sent.proof('a text')).status).toBe(415);
    // Nothing is told to the owner, and nothing changes, until an operator looked at it.
    expect(await about(sent.number)).toBeUndefined();
    expect((await seller.ask('POST', `/api/v1/operate/cases/${await idOf(sent.number)}/takedown`)).status).toBe(403);
    const noticed = await say(await operate(sent.number, 'notices', { text: '照片权属有争议', isTakenDown: true }));
    expect(noticed).toMatchObject({ state: 'noticed', subjectId: material.id });
    expect(noticed.down.map(({ id }: { id: string }) => id).sort()).toEqual([material.id, shown].sort());
    // One gate: neither shown, downloaded, edited, sent again nor used for more.
    expect(await linkOf(shown)).toBeNull();
    expect(await linkOf(other)).not.toBeNull();
    expect(await say(await api.app.request(before.video.link))).toMatchObject({
      status: 451,
      code: 'taken_down',
      detail: expect.stringContaining(sent.number),
    });
    expect(await say(await upload())).toMatchObject({ code: 'taken_down' });
    expect(await say(await seller.ask('GET', `/api/v1/videos/${shown}/edit`))).toMatchObject({ code: 'taken_down' });
    const renamed = await seller.ask('PATCH', `/api/v1/materials/${material.id}`, { name: '别的名字.png' });
    expect(await say(renamed)).toMatchObject({ code: 'taken_down' });
    const brief = { product: { id: 'P', name: '随行杯' }, materials: [{ file: 'a.jpg' }], durationSeconds: 6 };
    const batch = await seller.ask('POST', '/api/v1/batches', { brief, files: { 'a.jpg': material.id } });
    expect(await say(batch)).not.toMatchObject({ id: expect.anything() });
    // A video that is finished only now, and shows it, is down as well; one that does not is not.
    const late = { ...(await familyRow(shown)), id: 'vid_late' };
    expect(await api.deps.db.asTeam(teamId, (tx) => downAtEnd(tx, late))).toEqual([sent.number]);
    expect(await api.deps.db.asTeam(teamId, async (tx) => downAtEnd(tx, await familyRow(other)))).toEqual([]);
    // The owner reads what is said and not who says it, and swears that nobody's right is hurt.
    const seen = await about(sent.number);
    expect(seen).toMatchObject({ state: 'noticed', subjectId: material.id, down: 3, files: [] });
    expect(JSON.stringify(seen)).not.toMatch(/李雷|rights@example|未经许可使用/);
    const answers = `/api/v1/team/cases/${seen.id}/answers`;
    expect((await seller.ask('POST', answers, { text: '我有授权书', isCounter: true })).status).toBe(422);
    const countered = await say(
      await seller.ask('POST', answers, { text: '我有授权书', isCounter: true, isSworn: true }),
    );
    expect(countered).toMatchObject({ state: 'countered' });
    expect((await seller.ask('POST', answers, { text: '再说一次', isCounter: true, isSworn: true })).status).toBe(409);
    expect(await sent.mine()).toMatchObject({ state: 'countered', files: [{ name: 'proof.pdf' }] });
    expect((await outboxOf(api, notice.contact))[0]).toMatchObject({ template: 'case-countered' });
    // Fifteen days later nobody has gone to court: each comes back just as it was.
    expect(await runDueCases(api.deps, in_(14.9))).toBe(0);
    expect(await runDueCases(api.deps, in_(15.1))).toBe(1);
    expect(await runDueCases(api.deps, in_(15.2))).toBe(0);
    expect(await sent.mine()).toMatchObject({ state: 'closed', outcome: 'restored' });
    expect((await api.app.request(before.video.link)).status).toBe(200);
    expect(await say(await upload())).toMatchObject({ id: material.id, verdict: material.verdict });
    expect((await outboxOf(api, 'seller@example.com')).map(({ template }) => template)).toEqual(
      expect.arrayContaining(['case-noticed', 'case-taken-down', 'case-restored']),
    );
  });

  it('a suit keeps it down; what is upheld stays down and counts; another case holds what the first gives back', async () => {
    const { material } = await familyOf('picture');
    const [first, second] = [
      await file({ ...notice, about: material.id }),
      await file({ ...notice, contact: '13800138001', about: material.id }),
    ];
    for (const { number } of [first, second]) {
      await operate(number, 'notices', { text: '权属争议', isTakenDown: true });
    }
    const { id } = await about(first.number);
    await seller.ask('POST', `/api/v1/team/cases/${id}/answers`, { text: '有授权', isCounter: true, isSworn: true });
    expect(await say(await first.post('messages', { text: '已起诉，案号在附件', isSuit: true }))).toMatchObject({
      state: 'disputed',
      dueAt: null,
    });
    await runDueCases(api.deps, in_(400));
    const isDown = async () =>
      (await say(await seller.ask('GET', `/api/v1/materials/${material.id}`))).verdict.takenDown ?? [];
    expect(await isDown()).toEqual([first.number, second.number]);
    expect((await operate(first.number, 'decision', { outcome: 'rejected', reason: '败诉' })).status).toBe(200);
    expect(await isDown()).toEqual([second.number]);
    const upheld = { outcome: 'upheld', reason: '侵权成立', isStrike: true };
    expect(await say(await operate(second.number, 'decision', upheld))).toMatchObject({ strikes: 1, isStrike: true });
    expect(await isDown()).toEqual([second.number]);
    expect((await operate(second.number, 'decision', upheld)).status).toBe(409);
    expect((await second.post('messages', { text: '谢谢' })).status).toBe(409);
    // The third within a year makes a repeat infringer, and an operator is asked to decide on a limit.
    const proposed = () => api.deps.db.asSystem((tx) => tx.select().from(measureProposals));
    for (const contact of ['13800138002', '13800138003']) {
      expect(await proposed()).toEqual([]);
      const { number } = await file({ ...notice, contact, about: material.id });
      await operate(number, 'decision', upheld);
    }
    expect(await proposed()).toMatchObject([{ rule: 'repeat-infringer', kind: 'limit', state: 'open' }]);
    const unanswered = await file({ ...notice, contact: '13800138004', about: material.id });
    await unanswered.proof('%PDF-1.7 …');
    await operate(unanswered.number, 'notices', { text: '权属争议' });
    await runDueCases(api.deps, in_(30));
    expect((await proposed()).map(({ rule }) => rule)).toEqual(['repeat-infringer', 'notice-unanswered']);
  });

  it('only the holder of a verified contact asks for an account; a guardian for a minor’s (A7, A8)', async () => {
    const asked = await file({
      kind: 'privacy',
      name: '韩梅梅',
      contact: 'seller@example.com',
      text: '请给我我的数据',
    });
    expect(asked.needsCode).toBe(true);
    const upheld = { outcome: 'upheld', reason: '已导出' };
    expect((await operate(asked.number, 'decision', upheld)).status).toBe(409);
    // A code went to this contact a moment ago; the case is there all the same, and its page sends one later.
    expect((await asked.post('code')).status).toBe(429);
    await forgetWaits();
    expect((await asked.post('code')).status).toBe(204);
    expect((await asked.post('confirmation', { code: '000000' })).status).toBe(401);
    const code = await codeFor(api, 'seller@example.com');
    expect(await say(await asked.post('confirmation', { code }))).toMatchObject({ state: 'open', isConfirmed: true });
    expect(await whole(asked.number)).toMatchObject({ userId: expect.stringMatching(/^usr_/), isConfirmed: true });
    expect((await operate(asked.number, 'decision', upheld)).status).toBe(200);
    // A contact that is nobody's here gets an answer, but nothing is done.
    const stranger = await file({ kind: 'deletion', name: '某', contact: 'nobody@example.com', text: '删除' });
    await stranger.post('confirmation', { code: await codeFor(api, 'nobody@example.com') });
    expect(await whole(stranger.number)).toMatchObject({ state: 'open', userId: null });
    expect((await operate(stranger.number, 'decision', upheld)).status).toBe(409);
    expect((await operate(stranger.number, 'decision', { ...upheld, outcome: 'answered' })).status).toBe(200);
    const guardian = { kind: 'guardian', name: '李大雷', contact: 'parent@example.com', text: '孩子充值请退款' };
    expect((await file(guardian)).status).toBe(422);
    const child = await file({ ...guardian, wish: 'refund', minor: 'seller@example.com' });
    await child.post('confirmation', { code: await codeFor(api, 'parent@example.com') });
    expect(await whole(child.number)).toMatchObject({ wish: 'refund', userId: expect.stringMatching(/^usr_/) });
  });

  it('who sent a case is opened by a recorded ground alone, and they are told', async () => {
    const { number } = await file({ ...notice, contact: 'witness@example.com' });
    const seen = await whole(number);
    expect(seen.contact).toBe('w•••@example.com');
    expect(JSON.stringify(seen)).not.toContain('李雷');
    expect((await operate(number, 'disclosures', { ground: 'curiosity', reference: 'x1', to: '对方' })).status).toBe(
      422,
    );
    const order = { ground: 'court-order', reference: '(2026)沪01民初1号', to: '上海一中院' };
    expect(await say(await operate(number, 'disclosures', order))).toEqual({
      name: '李雷',
      contact: 'witness@example.com',
    });
    expect((await whole(number)).entries.at(-1)).toMatchObject({
      kind: 'disclosed',
      text: 'court-order | (2026)沪01民初1号 | 上海一中院',
    });
    expect((await outboxOf(api, 'witness@example.com'))[0]).toMatchObject({ template: 'case-disclosed' });
    // In the store, neither who they are nor what they said can be read.
    const rows = await api.deps.db.asSystem(async (tx) => [
      ...(await tx.select().from(cases)),
      ...(await tx.select().from(caseEvents)),
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/李雷|witness@|未经许可/);
  });

  it('silence moves a case on as it says; links of nobody open nothing; too many a day are refused', async () => {
    const quiet = await file({ kind: 'deletion', name: '某', contact: 'quiet@example.com', text: '删除' });
    const asked = await file({ kind: 'question', name: '某', contact: 'asks@example.com', text: '怎么开票？' });
    await operate(asked.number, 'questions', { text: '哪个订单？' });
    expect(await asked.mine()).toMatchObject({ state: 'asked' });
    await runDueCases(api.deps, in_(16));
    expect(await quiet.mine()).toMatchObject({ state: 'closed', outcome: 'withdrawn' });
    expect(await asked.mine()).toMatchObject({ state: 'open' });
    const wrong = { 'x-clipo-case': `clipo_${'a'.repeat(43)}` };
    expect((await openBrowser(api).ask('GET', '/api/v1/cases/mine', undefined, wrong)).status).toBe(410);
    expect((await openBrowser(api).ask('GET', '/api/v1/cases/mine')).status).toBe(401);
    const many = await Promise.all(Array.from({ length: 12 }, () => file({ ...notice, contact: 'many@example.com' })));
    expect(many.map(({ status }) => status).filter((status) => status === 429).length).toBeGreaterThanOrEqual(1);
  });
});

const forgetWaits = () =>
  api.deps.db.asSystem((tx) => tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"));

const familyRow = async (id: string) => {
  const [row] = await api.deps.db.asTeam(teamId, (tx) => tx.select().from(videos).where(eq(videos.id, id)));
  if (row === undefined) {
    throw new Error(`no video ${id}`);
  }
  return row;
};
