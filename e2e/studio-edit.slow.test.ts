import { createServer } from 'node:net';
import { findChromium } from '@clipo/testkit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../apps/server/src/features/keys/create-key.ts';
import { addBatch } from '../apps/server/src/testing/make-batch.fixture.ts';
import { startTestService, type TestService } from '../apps/server/src/testing/service.fixture.ts';
import { accessFaults, expectNoSideways, type Look, openPage } from './studio.fixture.ts';

let service: TestService;
let browser: Browser;
let key = '';

beforeAll(async () => {
  service = await startTestService('edit', { PORT: String(await freePort()), CLIPO_RATE_LIMIT: '0' });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const operator = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  ({ secret: key } = await createKey(service.deps, operator, {
    name: 'test',
    scopes: ['read', 'write', 'make', 'admin'],
  }));
}, 300_000);
afterAll(async () => {
  await browser.close();
  await service.remove();
});

const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'en', width: 390, height: 844, scheme: 'dark' };

async function open(path: string, look: Look): Promise<Page & { complaints: string[] }> {
  const { page, context, complaints } = await openPage(browser, look);
  await context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), key);
  await page.goto(`${service.url()}${path}`);
  return Object.assign(page, { complaints });
}

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${service.url()}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

describe('a finished video is edited (C11)', () => {
  it('it plays at once; a line changed on one device shows on another; only changed pieces are drawn again', async () => {
    const batch = await addBatch(service.deps, service.teamId, { count: 2 });
    type Videos = { items: { id: string; status: string; files: unknown }[] };
    const videos = () => ask<Videos>(`/videos?batch=${batch.id}`);
    const states = async () => (await videos()).items.map(({ status }) => status);
    await expect.poll(states, { timeout: 240_000 }).toEqual(['done', 'done']);
    const [before] = (await videos()).items;
    const page = await open(`/videos/${before?.id}/edit`, desk);
    await page.locator('.screen canvas').waitFor({ timeout: 60_000 });
    await expect.poll(() => page.evaluate(colorsShown), { timeout: 60_000 }).toBeGreaterThan(20);
    await page.getByRole('button', { name: '播放' }).click();
    await page.getByRole('button', { name: '暂停' }).click();
    expect(await accessFaults(page)).toEqual([]);

    const other = await open(`/videos/${before?.id}/edit`, phone);
    await other.locator('#edit-line').waitFor({ timeout: 60_000 });
    await tellsAsItIsWritten(page, other);
    await page.locator('#edit-line').fill('出门前，杯子带了吗？');
    await expect.poll(() => other.locator('#edit-line').inputValue(), { timeout: 60_000 }).toBe('出门前，杯子带了吗？');
    await expectNoSideways(other);
    expect(await accessFaults(other)).toEqual([]);

    // Back and forth again: what is undone is the own change.
    await page.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => page.locator('#edit-line').inputValue()).not.toBe('出门前，杯子带了吗？');
    await page.getByRole('button', { name: '重做' }).click();
    await page.getByRole('status').filter({ hasText: '已保存' }).waitFor();

    // One of the two goes offline; both write on, and neither loses a word of it when it is back.
    const lines = (where: Page) => where.locator('.timeline-words');
    await other.context().setOffline(true);
    await other.locator('.timeline-lines button').nth(1).click();
    await other.locator('#edit-line').fill('一按就开，单手能喝。');
    await other.locator('.saving.offline').waitFor({ timeout: 60_000 });
    await page.locator('#edit-line').fill('出门前，水带了吗？');
    await page.getByRole('status').filter({ hasText: '已保存' }).waitFor();
    expect(await lines(page).nth(1).innerText()).not.toBe('一按就开，单手能喝。');
    await other.context().setOffline(false);
    await other.locator('.saving.saved').waitFor({ timeout: 60_000 });
    for (const where of [page, other]) {
      await expect.poll(() => lines(where).nth(0).innerText(), { timeout: 60_000 }).toBe('出门前，水带了吗？');
      await expect.poll(() => lines(where).nth(1).innerText(), { timeout: 60_000 }).toBe('一按就开，单手能喝。');
    }
    // The second line is as it was again: one change is applied.
    await other.getByRole('button', { name: 'Undo' }).click();
    await other.locator('.saving.saved').waitFor({ timeout: 60_000 });
    await expect.poll(() => lines(page).nth(1).innerText(), { timeout: 60_000 }).not.toBe('一按就开，单手能喝。');
    await page.getByRole('status').filter({ hasText: '已保存' }).waitFor();

    await page.getByRole('button', { name: '应用并重新制作' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('ins').first().waitFor({ timeout: 60_000 });
    const figures = (await dialog.locator('.batch-figures dd').allInnerTexts()).map(Number);
    const [changed = 0, drawn = 0, cached = 0] = figures;
    expect(changed).toBe(1);
    expect(drawn).toBeGreaterThan(0);
    expect(cached).toBeGreaterThan(0);
    await dialog.getByRole('button', { name: '开始制作' }).click();
    const isNew = async () => {
      const now = (await videos()).items.find(({ id }) => id === before?.id);
      return now?.status === 'done' && JSON.stringify(now.files) !== JSON.stringify(before?.files);
    };
    await expect.poll(isNew, { timeout: 240_000 }).toBe(true);
    // Refused words are not said, and the browser notes the refusal. Who is offline is told so by the browser too.
    const said = [...page.complaints, ...other.complaints];
    expect(said.filter((text) => !/ 451 .*\/edit\/|ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
  }, 600_000);
});

/**
 * What may not be said is underlined while it is written, with its law and another wording to take; a claim may stand once
 * it is proven (S1, S2).
 */
async function tellsAsItIsWritten(page: Page, phone: Page): Promise<void> {
  const line = page.locator('#edit-line');
  await line.fill('这款杯子是最佳选择');
  const mark = page.locator('.checked-marks mark').filter({ hasText: '最佳' });
  await mark.waitFor();
  expect(await mark.evaluate((words) => getComputedStyle(words).textDecorationLine)).toBe('underline');
  const found = page.locator('.word-findings li').first();
  await found.filter({ hasText: '广告法第九条' }).waitFor();
  await found.getByRole('button', { name: /^改为/ }).click();
  expect(await line.inputValue()).not.toContain('最佳');
  await page.locator('.word-findings').waitFor({ state: 'detached' });

  await line.fill('内胆零添加，遥遥领先');
  await page.locator('.word-findings li').nth(1).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await phone.locator('.word-findings li').nth(1).waitFor();
  await expectNoSideways(phone);
  await page
    .locator('.word-findings li')
    .filter({ hasText: '零添加' })
    .getByRole('button', { name: '附上证明' })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('出具机构与编号').fill('华测检测 A2260031');
  await dialog.locator('input[type=file]').setInputFiles({
    name: '检测报告.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 a report'),
  });
  await dialog.getByText('检测报告.pdf').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: '提交证明' }).click();
  await page.locator('.word-findings li.proven').filter({ hasText: '零添加' }).waitFor();
  expect(await page.locator('.checked-marks mark').allInnerTexts()).toEqual(['遥遥领先']);
}

/** How many colours the preview shows: a frame that is there has many, an empty one has one. */
function colorsShown(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('.screen canvas');
  const copy = document.createElement('canvas');
  copy.width = 64;
  copy.height = 64;
  const pen = copy.getContext('2d');
  if (canvas === null || pen === null) {
    return 0;
  }
  pen.drawImage(canvas, 0, 0, 64, 64);
  const { data } = pen.getImageData(0, 0, 64, 64);
  const colors = new Set<number>();
  for (let at = 0; at < data.length; at += 4) {
    colors.add(((data[at] ?? 0) >> 3) * 1024 + ((data[at + 1] ?? 0) >> 3) * 32 + ((data[at + 2] ?? 0) >> 3));
  }
  return colors.size;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
