import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '@clipo/testkit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../apps/server/src/features/keys/create-key.ts';
import { inTheMiddle } from '../apps/server/src/testing/faults.fixture.ts';
import { addMadeVideos } from '../apps/server/src/testing/made-videos.fixture.ts';
import { addBatch } from '../apps/server/src/testing/make-batch.fixture.ts';
import { startTestService, type TestService } from '../apps/server/src/testing/service.fixture.ts';
import { csvRows } from './csv-rows.fixture.ts';
import { runTool } from './decoded-video.fixture.ts';
import { accessFaults, expectNoSideways, type Look, openPage } from './studio.fixture.ts';

let service: TestService;
let browser: Browser;
let key = '';
let batchId = '';
let folder = '';

beforeAll(async () => {
  // Started again, it must answer where the page looks for it.
  service = await startTestService('deliver', { PORT: String(await freePort()), CLIPO_RATE_LIMIT: '0' });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const operator = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  ({ secret: key } = await createKey(service.deps, operator, {
    name: 'test',
    scopes: ['read', 'write', 'make', 'admin'],
  }));
  folder = await mkdtemp(join(tmpdir(), 'clipo-studio-deliver-'));
}, 300_000);
afterAll(async () => {
  await browser.close();
  await service.remove();
  await rm(folder, { recursive: true, force: true });
});

const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'zh-CN', width: 390, height: 844, scheme: 'dark' };

/** A page of somebody who works in the team. */
async function open(path: string, look = desk): Promise<Page & { complaints: string[] }> {
  const { page, context, complaints } = await openPage(browser, look);
  await context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), key);
  await page.goto(`${service.url()}${path}`);
  return Object.assign(page, { complaints });
}

describe('a batch, from its start to packages that can be posted (C9, C13)', () => {
  it('kill -9 of the whole service in the middle: the open page recovers by itself and ends right', async () => {
    const batch = await addBatch(service.deps, service.teamId, {
      count: 3,
      channels: [{ platform: 'kuaishou', handle: '澄光' }],
    });
    batchId = batch.id;
    const page = await open(`/batches/${batchId}`);
    await page.getByRole('heading', { level: 1, name: '随行杯' }).waitFor();
    await inTheMiddle(service, batch, 2);
    await service.killAll();
    // What is known stays on the page while nobody answers.
    await page.getByRole('heading', { level: 1, name: '随行杯' }).waitFor();
    await service.start();
    await page.getByText('3/3').waitFor({ timeout: 300_000 });
    expect(await page.getByRole('button', { name: /^打开 / }).count()).toBe(3);
    await page.locator('.status.done').waitFor();
  }, 600_000);

  it('two are compared in step, their differences marked; comments stand at a time; another device sees it at once', async () => {
    const page = await open(`/batches/${batchId}`);
    const other = await open(`/batches/${batchId}`, phone);
    await other
      .getByRole('button', { name: /^打开 / })
      .first()
      .waitFor();
    const boxes = page.getByRole('checkbox', { name: /^选择 / });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: '对比' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.line-pairs .differs').first().waitFor();
    // Where they differ is marked along the time, too: one mark for each such line.
    expect(await dialog.locator('.differing span').count()).toBe(await dialog.locator('.line-pairs .differs').count());
    await dialog.getByRole('slider').press('End');
    await dialog.getByRole('slider').press('Home');
    await dialog.getByRole('button', { name: '同步播放' }).click();
    await expect.poll(() => page.evaluate(apart), { timeout: 30_000 }).toBeLessThan(0.25);
    expect(await accessFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await page
      .getByRole('button', { name: /^打开 / })
      .first()
      .click();
    await page.getByText('文件内已写入隐式标识').waitFor();
    await page.evaluate(() => {
      const film = document.querySelector<HTMLVideoElement>('.video-dialog video');
      if (film !== null) {
        film.currentTime = 1.5;
      }
    });
    await page.getByRole('textbox', { name: /写评论/ }).fill('这里把杯子放大一点');
    await page.getByRole('button', { name: '发表' }).click();
    await page.getByRole('button', { name: '跳到 0:01.5' }).last().waitFor();
    await page.getByRole('textbox', { name: /写评论/ }).fill('写成全网最低价');
    await page.getByRole('button', { name: '发表' }).click();
    await page
      .getByText(/全网最低价/)
      .last()
      .waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await other.getByTitle('1 条未处理的评论').waitFor();

    await page.getByRole('button', { name: '取消选择' }).click();
    await boxes.nth(2).check();
    await page.getByRole('button', { name: '不通过' }).click();
    await page.getByRole('checkbox', { name: '节奏' }).check();
    await page.getByRole('dialog').getByRole('button', { name: '不通过' }).click();
    await page.getByText('不通过 · 节奏').waitFor();
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('button', { name: '通过', exact: true }).click();
    await other.locator('.stamp.approved').nth(1).waitFor();
    await other.locator('.stamp.rejected').waitFor();
    await expectNoSideways(other);
    expect(await accessFaults(page)).toEqual([]);
    expect(await accessFaults(other)).toEqual([]);
    expect([...page.complaints, ...other.complaints].filter((text) => !text.includes('451'))).toEqual([]);
  }, 180_000);

  it('what is approved is packed for a channel by keyboard; what another would not take is told; the zip is labelled', async () => {
    const page = await open(`/deliveries/new?batch=${batchId}`);
    await page.getByText('2/3').waitFor();
    // It begins with where the batch was made for.
    await page.getByText('各渠道都可以接受').waitFor();
    expect(await page.getByRole('textbox', { name: '账号名' }).inputValue()).toBe('澄光');
    await page.getByRole('combobox', { name: '平台' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.ant-select-item-option', { hasText: '抖音' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    // A draft is too small for this one; the limits are told before anything is made.
    await page.getByText(/短边 360 像素，该渠道至少要 720/).waitFor();
    expect(await page.getByRole('button', { name: '打包' }).isDisabled()).toBe(true);
    expect(await page.getByRole('checkbox', { name: '无需标注' }).isDisabled()).toBe(true);
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('combobox', { name: '平台' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.ant-select-item-option', { hasText: '快手' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('各渠道都可以接受').waitFor();
    await page.getByRole('button', { name: '打包' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/deliveries\/pkg_/);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载文件包 快手 澄光' }).press('Enter');
    const zip = join(folder, 'k.zip');
    await (await download).saveAs(zip);
    execFileSync('unzip', ['-q', zip, '-d', folder]);
    const own = join(folder, 'kuaishou-澄光');
    const rows = csvRows(await readFile(join(own, 'manifest.csv'), 'utf8'));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({ ai_declaration: '内容为AI生成', publishing_labels: '含有AI生成内容 / 含有营销信息' });
      expect([...(row.description ?? '')].length).toBeLessThanOrEqual(500);
      const film = join(own, row.video ?? '');
      const { out } = await runTool('ffprobe', [
        '-v',
        'error',
        '-show_entries',
        'format_tags=AIGC',
        '-of',
        'json',
        film,
      ]);
      const { AIGC } = (JSON.parse(out) as { format: { tags: { AIGC: string } } }).format.tags;
      expect(JSON.parse(AIGC)).toMatchObject({ Label: '1', ProduceID: row.produce_id });
    }
    expect(await accessFaults(page)).toEqual([]);

    const onPhone = await open(new URL(page.url()).pathname, phone);
    await onPhone.getByRole('button', { name: '保存视频' }).first().waitFor();
    expect(await onPhone.getByRole('button', { name: /^复制/ }).count()).toBeGreaterThan(1);
    await onPhone.getByText('内容为AI生成').first().waitFor();
    await expectNoSideways(onPhone);
    expect(await accessFaults(onPhone)).toEqual([]);
    expect([...page.complaints, ...onPhone.complaints]).toEqual([]);
  }, 180_000);

  it('in the library a video is found by what it says, put into a folder, deleted and taken back; its origin is told', async () => {
    const page = await open('/library');
    await page
      .getByRole('button', { name: /^打开 / })
      .nth(2)
      .waitFor();
    await page.getByRole('searchbox', { name: '搜索名称、台词' }).fill('绝无此话');
    await page.getByText('没有符合的成片').waitFor();
    await page.getByRole('searchbox', { name: '搜索名称、台词' }).fill('随行杯');
    await page
      .getByRole('button', { name: /^打开 / })
      .nth(2)
      .waitFor();
    await page.getByRole('button', { name: '新建文件夹' }).click();
    await page.getByLabel('文件夹名称').fill('双十一');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /双十一/ })
      .first()
      .waitFor();
    await page
      .getByRole('checkbox', { name: /^选择 / })
      .first()
      .check();
    await page.getByRole('button', { name: '移到文件夹' }).click();
    await page.getByRole('menuitem', { name: '双十一' }).click();
    await page.getByRole('button', { name: '双十一 1' }).click();
    await page
      .getByRole('checkbox', { name: /^选择 / })
      .first()
      .check();
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '删除', exact: true }).click();
    await page.getByText('没有符合的成片').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page
      .getByRole('button', { name: /^打开 / })
      .first()
      .click();
    await page.getByText('内置编剧').waitFor();
    await page.getByText('cup.mp4').waitFor();
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '以此再做一批' }).click();
    await page.waitForURL(/batches\/new/);
    await page.getByRole('heading', { name: '新建批次' }).waitFor();
    expect(await page.getByLabel('名称').inputValue()).toBe('随行杯');
    await expect.poll(() => page.locator('.material-choice input:checked').count(), { timeout: 30_000 }).toBe(2);
    // Pictures of what was just deleted may still be asked for, and are no longer given.
    expect(page.complaints.filter((line) => !/ 451 .*\/media\//.test(line))).toEqual([]);
  }, 120_000);

  it('1,000 videos in one batch: only those near the window are in the page, and one act decides on all of them', async () => {
    const many = await addMadeVideos(service, 1000);
    const page = await open(`/batches/${many.batchId}`);
    await page.getByText('全部 1000').waitFor();
    await page.getByRole('button', { name: '全选当前筛选' }).click();
    await page.getByText('已选 1000 条').waitFor();
    await page.evaluate(scrollThrough);
    expect(await page.locator('.video-card').count()).toBeLessThan(80);
    // Rows may turn out taller than they were taken for while the page moves: its foot is where it ends then.
    await expect.poll(() => page.evaluate(toTheFoot, '打开 video-999'), { timeout: 30_000 }).toBe(true);
    // What lay over the films while they moved is gone: the last of them opens.
    await page.getByRole('button', { name: '打开 video-999' }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '通过', exact: true }).click();
    await page.getByText('已选 0 条').waitFor();
    await page.getByRole('combobox', { name: '审核' }).click();
    await page.getByText('已通过 1000').waitFor();
    // These films were put in their place without the storyboard that an edit of scenes takes.
    expect(page.complaints.filter((line) => !/ 409 .*\/edit\/scenes$/.test(line))).toEqual([]);
  }, 120_000);

  it('a client sees the batch by a link, their name over the picture; it is over at once when it is taken back', async () => {
    const page = await open(`/batches/${batchId}`);
    await page.getByRole('button', { name: '分享给客户' }).click();
    await page.getByLabel('给谁').fill('澄光品牌部');
    await page.getByRole('button', { name: '生成链接' }).click();
    const link = await page.locator('.share-link').innerText();
    const { page: client } = await openPage(browser, phone);
    await client.goto(link);
    await client.getByText('仅供 澄光品牌部 审阅').first().waitFor();
    expect(await client.locator('.overlay').count()).toBe(3);
    await client.getByLabel('您的称呼').fill('王女士');
    await client.getByRole('textbox', { name: '写下您的意见' }).first().fill('开场再快一点');
    await client.getByRole('button', { name: '发表' }).first().click();
    await client.getByText('王女士 (澄光品牌部)').waitFor();
    await expectNoSideways(client);
    expect(await accessFaults(client)).toEqual([]);
    expect(await accessFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /^收回给/ }).click();
    await page.getByText('已收回').waitFor();
    await client.reload();
    await client.getByText('链接已失效').waitFor();
  }, 120_000);
});

/** How far two films that play in step are apart, in seconds; much while they do not play yet. */
function apart(): number {
  const [left, right] = [...document.querySelectorAll<HTMLVideoElement>('.pair-of-films video')];
  return left === undefined || right === undefined || left.currentTime < 0.5
    ? 9
    : Math.abs(left.currentTime - right.currentTime);
}

/** Scrolls from the top to the foot of a page within two seconds. */
function scrollThrough(): Promise<void> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, (now - begun) / 2000);
      window.scrollTo(0, document.documentElement.scrollHeight * share);
      if (share < 1) {
        requestAnimationFrame(step);
      } else {
        resolve();
      }
    };
    requestAnimationFrame(step);
  });
}

/** Scrolls to where the page ends now. @returns whether a button of this name is in the page there */
function toTheFoot(name: string): boolean {
  window.scrollTo(0, document.documentElement.scrollHeight);
  return document.querySelector(`button[aria-label="${name}"]`) !== null;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
