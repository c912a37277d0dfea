import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '@clipo/testkit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../apps/server/src/features/keys/create-key.ts';
import { batchInput } from '../apps/server/src/testing/make-batch.fixture.ts';
import { startTestService, type TestService } from '../apps/server/src/testing/service.fixture.ts';
import { csvRows } from './csv-rows.fixture.ts';
import { runTool } from './decoded-video.fixture.ts';
import { accessFaults, expectNoSideways, openPage } from './studio.fixture.ts';
import { freePort } from './wechat.fixture.ts';

let service: TestService;
let browser: Browser;
let key = '';
let folder = '';

beforeAll(async () => {
  service = await startTestService('line', { PORT: String(await freePort()), CLIPO_RATE_LIMIT: '0' });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const operator = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  ({ secret: key } = await createKey(service.deps, operator, {
    name: 'test',
    scopes: ['read', 'write', 'make', 'admin'],
  }));
  folder = await mkdtemp(join(tmpdir(), 'clipo-line-'));
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await service?.remove();
  await rm(folder, { recursive: true, force: true });
});

interface Video {
  id: string;
  name: string;
  status: string;
  record: { scenes: { hash: string }[]; lines: { role: string; text: string }[] } | null;
}

async function ask<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${service.url()}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as T;
}

const ending = '点下方看看这只杯。';

it('by keyboard alone from matrix to package: quote, batch, compare, comment, approve, one scene, one line for all, a zip that is labelled (C9, C11, C13)', async () => {
  const channels = [{ platform: 'kuaishou' as const, handle: '澄光' }];
  const { brief, files, isDraft } = await batchInput(service.deps, service.teamId, { count: 3, channels });
  const { id } = await ask<{ id: string }>('/recipes', { name: '双十一', batch: { brief, files, isDraft } });
  const { page, context, complaints } = await openPage(browser, {
    language: 'zh-CN',
    width: 1440,
    height: 900,
    scheme: 'light',
  });
  await context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), key);
  await page.goto(`${service.url()}/recipes/${id}`);

  // The matrix tells what it makes before it starts.
  const hooks = page.getByRole('region', { name: '开场' });
  await hooks.getByRole('button', { name: /^H01/ }).waitFor({ timeout: 240_000 });
  const quote = page.locator('.figures[aria-busy="false"]');
  await expect.poll(() => page.locator('.matrix-cells code').count(), { timeout: 240_000 }).toBe(3);
  await quote.waitFor({ timeout: 240_000 });
  expect(await quote.innerText()).toContain('预计用时');
  expect(await accessFaults(page)).toEqual([]);
  await press(page.getByRole('button', { name: '开始制作' }), 'Enter');
  await page.waitForURL(/\/batches\/bat_/);
  const batchId = page.url().split('/').at(-1) ?? '';
  const videos = async () => (await ask<{ items: Video[] }>(`/videos?batch=${batchId}`)).items;
  await page.locator('.status.done').waitFor({ timeout: 600_000 });
  const first = await videos();
  expect(first.map(({ status }) => status)).toEqual(['done', 'done', 'done']);

  // Two side by side.
  const boxes = page.getByRole('checkbox', { name: /^选择 / });
  await press(boxes.nth(0), 'Space');
  await press(boxes.nth(1), 'Space');
  await press(page.getByRole('button', { name: '对比' }), 'Enter');
  await page.getByRole('dialog').locator('.line-pairs .differs').first().waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('[role=dialog]:visible').count()).toBe(0);

  // A word at a time of one of them, and another shot in one of its scenes.
  await press(page.getByRole('button', { name: /^打开 / }).first(), 'Enter');
  await page.waitForURL(/[?&]video=vid_/);
  const own = new URL(page.url()).searchParams.get('video') ?? '';
  await page.getByRole('textbox', { name: /写评论/ }).focus();
  await page.keyboard.type('这个镜头换一个');
  await press(page.getByRole('button', { name: '发表' }), 'Enter');
  await page.getByText('这个镜头换一个').last().waitFor();
  await press(page.locator('.scenes .ant-btn:not([disabled])').first(), 'Enter');
  const wish = page.locator('.scene-wish');
  await wish.waitFor({ timeout: 120_000 });
  expect(await wish.innerText()).toMatch(/重做 [123] 段，沿用 [1-9]\d* 段/);
  expect(await accessFaults(page)).toEqual([]);
  await press(wish.getByRole('button', { name: '开始制作' }), 'Enter');
  await expect.poll(() => isAnew(videos, first, [own]), { timeout: 300_000 }).toBe(true);
  const second = await videos();
  const [before, after] = [first, second].map((all) => piecesOf(all, own));
  // The scene itself, and, where they are of its own pictures, the changes at both of its ends.
  const drawn = after?.filter((hash) => !before?.includes(hash)) ?? [];
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.length).toBeLessThanOrEqual(3);
  expect(drawn.length).toBeLessThan(after?.length ?? 0);
  for (const { id: other } of first.filter((video) => video.id !== own)) {
    expect(piecesOf(second, other)).toEqual(piecesOf(first, other));
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('[role=dialog]:visible').count()).toBe(0);
  await page.locator('.status.done').waitFor({ timeout: 120_000 });

  // One line for all of them.
  await press(page.getByRole('button', { name: /^打开 / }).first(), 'Enter');
  await press(page.getByRole('dialog').getByRole('link', { name: '编辑' }), 'Enter');
  await press(page.locator('.timeline-lines button').last(), 'Enter');
  await page.locator('#edit-line').focus({ timeout: 120_000 });
  await page.keyboard.press('Control+A');
  await page.keyboard.type(ending);
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor({ timeout: 60_000 });
  await page.locator('.screen canvas[data-frame]').waitFor({ timeout: 120_000 });
  expect(await accessFaults(page)).toEqual([]);
  await press(page.getByRole('button', { name: '应用并重新制作' }), 'Enter');
  const dialog = page.getByRole('dialog');
  await press(dialog.getByRole('radio').first(), 'ArrowRight');
  // Whoever chooses some of them reads what each says first.
  const firstWords = second.map(({ record }) => record?.lines.find(({ role }) => role === 'hook')?.text ?? '');
  expect(await dialog.locator('.apply-videos label span[lang]').allInnerTexts()).toEqual(firstWords);
  await page.keyboard.press('ArrowRight');
  const changed = dialog.locator('.batch-figures dd').first();
  await expect.poll(() => changed.innerText(), { timeout: 120_000 }).toBe('3');
  const cached = Number(await dialog.locator('.batch-figures dd').nth(2).innerText());
  expect(cached).toBeGreaterThan(0);
  expect(await accessFaults(page)).toEqual([]);
  await press(dialog.getByRole('button', { name: '开始制作' }), 'Enter');
  await page.waitForURL(/\/batches\/bat_/);
  const all = second.map(({ id: one }) => one);
  await expect.poll(() => isAnew(videos, second, all), { timeout: 600_000 }).toBe(true);
  const third = await videos();
  for (const video of third) {
    const [old, now] = [second, third].map((list) => piecesOf(list, video.id));
    // Nothing but the last line is drawn again: the beginning of each is as it was.
    expect(now?.[0]).toBe(old?.[0]);
    expect(now?.filter((hash) => !old?.includes(hash)).length).toBeLessThan(now?.length ?? 0);
    expect(video.record?.lines.at(-1)).toMatchObject({ role: 'cta', text: ending });
  }

  // Approved as it is now, packed for a channel.
  await page.locator('.status.done').waitFor({ timeout: 120_000 });
  await press(page.getByRole('button', { name: '全选当前筛选' }), 'Enter');
  await press(page.getByRole('button', { name: '通过', exact: true }), 'Enter');
  await page.locator('.stamp.approved').nth(2).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await press(page.getByRole('button', { name: '全选当前筛选' }), 'Enter');
  await press(page.getByRole('button', { name: '交付' }), 'Enter');
  await page.waitForURL(/\/deliveries\/new/);
  await page.getByText('3/3').waitFor();
  // Where the brief said that they go.
  await page.getByText('各渠道都可以接受').waitFor({ timeout: 60_000 });
  expect(await accessFaults(page)).toEqual([]);
  await press(page.getByRole('button', { name: '打包' }), 'Enter');
  await page.waitForURL(/\/deliveries\/pkg_/);
  const download = page.waitForEvent('download');
  await press(page.getByRole('link', { name: '下载文件包 快手 澄光' }), 'Enter');
  const zip = join(folder, 'k.zip');
  await (await download).saveAs(zip);
  expect(await accessFaults(page)).toEqual([]);
  await expectNoSideways(page);
  expect(complaints).toEqual([]);

  await expectPackage(zip);
}, 1_800_000);

/** What is downloaded: three labelled films, each with its files, within the limits of the channel. */
async function expectPackage(zip: string): Promise<void> {
  execFileSync('unzip', ['-q', zip, '-d', folder]);
  const own = join(folder, 'kuaishou-澄光');
  const rows = csvRows(await readFile(join(own, 'manifest.csv'), 'utf8'));
  expect(rows).toHaveLength(3);
  type Limits = { platform: string; text: { description: number; hashtags: number }; video: { formats: string[] } };
  const limits = (await ask<{ items: Limits[] }>('/channels')).items.find(({ platform }) => platform === 'kuaishou');
  for (const row of rows) {
    expect(row).toMatchObject({ ai_declaration: '内容为AI生成', publishing_labels: '含有AI生成内容 / 含有营销信息' });
    expect([...(row.description ?? '')].length).toBeLessThanOrEqual(limits?.text.description ?? 0);
    expect((row.hashtags ?? '').split('#').length - 1).toBeLessThanOrEqual(limits?.text.hashtags ?? 0);
    expect(limits?.video.formats).toContain(row.format);
    const entries = 'format_tags=AIGC:stream=codec_name';
    const film = join(own, row.video ?? '');
    const { out } = await runTool('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', film]);
    const told = JSON.parse(out) as {
      format: { tags: { AIGC: string } };
      streams: { codec_name: string }[];
    };
    expect(JSON.parse(told.format.tags.AIGC)).toMatchObject({ Label: '1', ProduceID: row.produce_id });
    expect(told.streams.map(({ codec_name }) => codec_name).sort()).toEqual(['aac', 'h264']);
    for (const file of [row.cover, row.srt, row.vtt]) {
      expect((await readFile(join(own, file ?? ''))).length).toBeGreaterThan(0);
    }
  }
}

/** Focuses something and presses a key: what a mouse would click. */
async function press(what: ReturnType<Page['locator']>, by: string): Promise<void> {
  await what.focus({ timeout: 60_000 });
  await what.press(by);
}

function piecesOf(videos: readonly Video[], id: string): string[] {
  return videos.find((video) => video.id === id)?.record?.scenes.map(({ hash }) => hash) ?? [];
}

/** Whether all of these are finished, and are made of other pieces than before. */
async function isAnew(
  videos: () => Promise<Video[]>,
  before: readonly Video[],
  ids: readonly string[],
): Promise<boolean> {
  const now = await videos();
  return ids.every(
    (id) =>
      now.find((video) => video.id === id)?.status === 'done' &&
      piecesOf(now, id).join() !== piecesOf(before, id).join(),
  );
}
