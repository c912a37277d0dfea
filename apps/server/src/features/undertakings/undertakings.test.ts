import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyMedia } from '@clipo/batch';
import { type RenderSettings, runProgram } from '@clipo/engine';
import { checkFile } from '@clipo/label';
import { tempFolder } from '@clipo/testkit';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { members, teams, undertakings, users, videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { addBatch, batchWhen } from '../../testing/make-batch.fixture.ts';
import { type RunningWorker, startWorker } from '../../work/worker.ts';
import { collectMedia } from '../media/collect-media.ts';
import { deleteExpired } from './queries.ts';

let api: TestApi;
let worker: RunningWorker;
let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeAll(async () => {
  api = await startApi({ CLIPO_WORKERS: '1', CLIPO_CREDENTIALS: 'on' });
  worker = await startWorker(api.deps);
  folder = await tempFolder('undertakings');
}, 600_000);
afterAll(async () => {
  await worker.stop();
  await api.stop();
  await folder[Symbol.asyncDispose]();
});

interface Told {
  id: string;
  code: string;
  status: string;
  film: string;
  cover: string;
  produceId: string;
  isOwn: boolean;
  recipient: object | null;
  signedAs: string | null;
  keepUntil: string;
  log: { act: string; by: string }[];
  items: (Told & { version: string; language: string; sha256: string; text: string })[];
}
const say = async (answer: Response) => (await answer.json()) as Told;

/** What somebody fills in and signs, with the text in force. */
async function application(person: TestBrowser, changes: object = {}) {
  const { items } = await say(await person.ask('GET', '/api/v1/undertakings/duties'));
  const { version, language, sha256 } = items.find((each) => each.language === 'zh-CN') as Told['items'][number];
  return {
    purpose: '交给客户，由其在自己的账号发布并按平台要求声明',
    recipient: { name: '示例商贸有限公司', contact: 'han@example.com' },
    signedAs: '李雷',
    duties: { version, language, sha256 },
    ...changes,
  };
}

async function saved(link: string, name: string): Promise<string> {
  const answer = await api.app.request(link);
  expect(answer.status).toBe(200);
  const path = join(folder.path, name);
  await writeFile(path, Buffer.from(await answer.arrayBuffer()));
  return path;
}

/** Where the first frames of two films differ by more than encoding does. */
async function strangePixels(one: string, other: string, width: number): Promise<{ x: number; y: number }[]> {
  const first = (path: string) =>
    runProgram('ffmpeg', ['-v', 'error', '-i', path, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1']);
  const [a, b] = await Promise.all([first(one), first(other)]);
  return [...a].flatMap((value, at) =>
    Math.abs(value - (b[at] ?? 0)) > 70 ? [{ x: at % width, y: Math.floor(at / width) }] : [],
  );
}

it('who signs the duties and is approved gets the film without the label that is seen; all the others stay, and the record outlives everything (L5)', async () => {
  const owner = await signInWithCode(api, '+8613900000311');
  const editor = await signInWithCode(api, '+8613900000312');
  const me = await say(await editor.ask('GET', '/api/v1/me'));
  const { team } = (await (await owner.ask('GET', '/api/v1/me')).json()) as { team: { id: string } };
  const teamId = team.id;
  const batch = await addBatch(api.deps, teamId);
  await batchWhen(api.deps, batch, ({ status }) => status === 'done');
  const [video] = await api.deps.db.asTeam(teamId, (tx) =>
    tx.select().from(videos).where(eq(videos.batchId, batch.id)),
  );
  const sign = `/api/v1/videos/${video?.id}/undertakings`;

  // A key is nobody who could sign, nor is another team's member; an earlier text, or none, is not signed.
  expect((await api.ask('POST', sign, await application(owner))).status).toBe(401);
  expect((await editor.ask('POST', sign, await application(editor))).status).toBe(404);
  await api.deps.db.asSystem((tx) => tx.insert(members).values({ teamId, userId: me.id, role: 'editor' }));
  expect((await editor.ask('PUT', '/api/v1/me/team', { teamId })).ok).toBe(true);
  const old = { version: '2025-01-01', language: 'zh-CN', sha256: '0'.repeat(64) };
  expect((await editor.ask('POST', sign, await application(editor, { duties: old }))).status).toBe(422);
  expect(
    (await editor.ask('POST', sign, await application(editor, { purpose: '全网最低价的推广视频，全网最低价' }))).status,
  ).toBe(451);

  const cached = () => readdir(join(api.deps.settings.home, 'cache', 'pieces'));
  const before = await cached();

  // An editor's waits for the owner, who is told.
  const asked = await editor.ask('POST', sign, await application(editor));
  expect(asked.status).toBe(201);
  const { id } = await say(asked);
  const told = async (who: TestBrowser) => (await say(await who.ask('GET', '/api/v1/me/notices'))).items;
  expect(await told(owner)).toMatchObject([{ template: 'undertaking-asked' }]);
  const path = `/api/v1/undertakings/${id}`;
  expect((await editor.ask('POST', `${path}/taking`)).status).toBe(409);
  expect((await editor.ask('POST', `${path}/decision`, { outcome: 'approved' })).status).toBe(403);
  const approved = await owner.ask('POST', `${path}/decision`, { outcome: 'approved', note: '已核对合同' });
  expect(await say(approved)).toMatchObject({ status: 'making', signedAs: '李雷', isOwn: false });
  expect(await told(editor)).toMatchObject([{ template: 'undertaking-decided' }]);
  let stands = await say(await editor.ask('GET', path));
  while (stands.status === 'making') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    stands = await say(await editor.ask('GET', path));
  }
  expect(stands.status).toBe('made');
  // Frames without the label lie nowhere: what videos share has none of them, and the folder of the work is gone.
  expect(await cached()).toEqual(before);
  // Its folder goes once the job has told that it is done.
  await expect.poll(() => readdir(join(api.deps.settings.home, 'renders')), { timeout: 30_000 }).toEqual([]);
  // Nobody but who signed takes it, and no list of files shows it.
  expect((await owner.ask('POST', `${path}/taking`)).status).toBe(403);
  const renders = await say(await owner.ask('GET', '/api/v1/renders'));
  expect(renders.items).toMatchObject([{ kind: 'unmarked', file: null }]);

  const taken = await say(await editor.ask('POST', `${path}/taking`));
  const [film, cover] = [await saved(taken.film, 'film.mp4'), await saved(taken.cover, 'cover.png')];
  const report = await checkFile(film);
  expect(report).toMatchObject({ verdict: 'valid', implicit: { ProduceID: taken.produceId } });
  expect((await checkFile(cover)).implicit?.ProduceID).toBe(taken.produceId);
  expect(taken.produceId).not.toBe(video?.record?.label?.implicit.ProduceID);
  const watched = await verifyMedia(film, {
    provider: undefined,
    watermarkKey: undefined,
    findRecords: async () => [],
  });
  expect(watched).toMatchObject({ watermark: { found: true }, credentials: { state: 'untrusted' } });
  const marked = await saved(
    (await (await owner.ask('GET', `/api/v1/videos/${video?.id}`)).json()).files.video.link,
    'marked.mp4',
  );
  const { size, label } = (video as typeof videos.$inferSelect).document.settings as RenderSettings;
  const strange = await strangePixels(film, marked, size.width);
  expect(label?.text).toBe('AI生成');
  const { x = 0, y = 0, fontPx = 0 } = label ?? {};
  const isOfLabel = (at: { x: number; y: number }) =>
    at.x >= x - fontPx && at.x <= x + 5 * fontPx && at.y >= y - fontPx && at.y <= y + 2 * fontPx;
  expect(strange.length).toBeGreaterThan(fontPx * 4);
  expect(strange.every(isOfLabel)).toBe(true);
  // The check knows it for what it is.
  const checked = await api.app.request('/api/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', origin: 'http://localhost' },
    body: await (await api.app.request(taken.film)).arrayBuffer(),
  });
  expect(await checked.json()).toMatchObject({
    verdict: 'valid',
    isOurs: true,
    altered: false,
    undertakenAt: expect.stringContaining('T'),
    madeAt: expect.stringContaining('T'),
  });

  // Taken back, the link opens nothing, and the files go; the record stays, whatever else is deleted.
  expect((await editor.ask('POST', `${path}/withdrawal`)).status).toBe(200);
  expect((await api.app.request(taken.film)).status).toBe(404);
  expect((await editor.ask('POST', `${path}/taking`)).status).toBe(409);
  const later = new Date(Date.now() + 25 * 3_600_000);
  await collectMedia(api.deps, { graceHours: 24, now: later });
  const [row] = await api.deps.db.asSystem((tx) => tx.select().from(undertakings));
  expect(await api.deps.media.sizeOf(row?.files?.film.sha256 ?? '')).toBeUndefined();
  await api.deps.db.asSystem(async (tx) => {
    await tx.delete(videos).where(eq(videos.teamId, teamId));
    await tx.delete(members).where(eq(members.teamId, teamId));
    await tx.delete(users).where(eq(users.id, me.id));
    await tx.delete(teams).where(eq(teams.id, teamId));
  });
  const rest = await api.deps.db.asSystem((tx) => tx.select().from(undertakings));
  expect(rest).toMatchObject([{ id, status: 'withdrawn', signedBy: me.id }]);
  const { rows: log } = await api.deps.db.asSystem((tx) =>
    tx.execute(sql`select act, "by", address from undertaking_log order by id`),
  );
  expect(log.map(({ act }) => act)).toEqual(['signed', 'approved', 'made', 'taken', 'withdrawn']);
  // Six calendar months at least, and then it goes.
  const months = new Date();
  months.setMonth(months.getMonth() + 6);
  expect(rest[0]?.keepUntil.getTime()).toBeGreaterThan(months.getTime());
  expect(await api.deps.db.asSystem(deleteExpired)).toBe(0);
  await api.deps.db.asSystem((tx) => tx.execute(sql`update undertakings set keep_until = now() - interval '1 second'`));
  expect(await api.deps.db.asSystem(deleteExpired)).toBe(1);
}, 600_000);
