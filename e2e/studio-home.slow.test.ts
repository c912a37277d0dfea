import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio } from './studio.fixture.ts';

const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'en', width: 390, height: 844, scheme: 'dark' };

let studio: Studio;
beforeAll(async () => {
  // What is started here need not be made.
  studio = await startStudio({ CLIPO_WORKERS: '0', CLIPO_RATE_LIMIT: '0' });
}, 300_000);
afterAll(() => studio?.close());

async function open(path: string, look = desk) {
  const { page, context, complaints } = await studio.open(look);
  await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
  await page.goto(`${studio.url}${path}`);
  return { page, context, complaints };
}

it('tips go for good, and the first batch comes from the sample in three clicks (C1, C9)', async () => {
  const { page, complaints } = await open('/');
  await page.getByRole('heading', { name: '还没有批次' }).waitFor();
  const tips = page.getByRole('region', { name: '小提示' }).getByRole('listitem');
  expect(await tips.count()).toBe(3);
  await page.getByRole('button', { name: /^收起提示：按 Ctrl\+K/ }).click();
  expect(await tips.count()).toBe(2);
  await page.reload();
  await page.getByRole('heading', { name: '还没有批次' }).waitFor();
  expect(await tips.count()).toBe(2);
  expect(await accessFaults(page)).toEqual([]);

  // One: the sample. Two: what it fills in is started. The third is left over.
  await page.getByRole('button', { name: '用样例做第一批' }).click();
  await page.waitForURL(/\/batches\/new/, { timeout: 60_000 });
  await expect.poll(() => page.locator('.material-choice input:checked').count(), { timeout: 30_000 }).toBe(2);
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '开始制作' }).click();
  await page.waitForURL(/\/batches\/bat_/, { timeout: 60_000 });
  await page.getByRole('heading', { level: 1, name: '澄光随行保温杯 500ml' }).waitFor();
  expect(complaints).toEqual([]);
}, 300_000);

it('the finder leads anywhere by keys; who is offline is told; an address that leads nowhere says so (C1)', async () => {
  const { page, context } = await open('/help');
  await page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: '搜索页面、批次、成片、对话' });
  await field.fill('澄光随行');
  await page.getByRole('option', { name: /澄光随行保温杯/ }).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await field.press('Enter');
  await page.waitForURL(/\/batches\/bat_/);
  await page.keyboard.press('Control+k');
  await field.fill('素材');
  await field.press('Enter');
  await page.waitForURL(/\/materials/);

  await context.setOffline(true);
  await page.getByText('网络已断开').waitFor();
  await page.getByRole('heading', { level: 1, name: '素材' }).waitFor();
  await context.setOffline(false);
  await page.getByText('网络已断开').waitFor({ state: 'detached' });

  await page.goto(`${studio.url}/nowhere`);
  await page.getByRole('heading', { name: '找不到这个页面' }).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('link', { name: '返回首页' }).click();
  await page.getByRole('heading', { level: 1, name: '今天做哪件商品？' }).waitFor();
}, 120_000);

it('what is deleted is taken back beside the message, on a phone (C3)', async () => {
  const { page, complaints } = await open('/materials', phone);
  const file = { name: 'mug.jpg', mimeType: 'image/jpeg', buffer: await readFile(await tinyMedia('pictureJpeg')) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  const card = page.getByRole('button', { name: 'mug.jpg', exact: true });
  await card.click({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Delete mug.jpg' }).click();
  await card.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await card.waitFor();
  await expectNoSideways(page);
  expect(complaints).toEqual([]);
}, 120_000);

it('a file that is pasted becomes a material; a voice is heard with one’s own words (C3, C7)', async () => {
  const { page, complaints } = await open('/materials');
  await page.getByText('把文件拖到这里').waitFor();
  const bytes = (await readFile(await tinyMedia('picture'))).toString('base64');
  await page.evaluate((text) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    data.items.add(new File([content], '截图.png', { type: 'image/png' }));
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, bytes);
  await page.getByRole('button', { name: '截图.png', exact: true }).waitFor({ timeout: 30_000 });

  await page.goto(`${studio.url}/voices`);
  await page.getByRole('textbox', { name: '试听文字' }).fill('这只杯子，单手能开。');
  const sent = page.waitForRequest(/\/v1\/audio\/speech/);
  await page.locator('.voices button:not([disabled])').first().click();
  expect((await sent).postDataJSON()).toMatchObject({ input: '这只杯子，单手能开。' });
  const player = page.locator('audio[aria-label="试听"]');
  await expect
    .poll(() => player.evaluate((sound) => (sound as HTMLAudioElement).duration), { timeout: 60_000 })
    .toBeGreaterThan(0.8);
  expect(await accessFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
}, 120_000);

it('a page that breaks says so with a number, and the service has the number (C1)', async () => {
  const { page } = await open('/help');
  // An answer as nobody expects it: the page that draws it breaks.
  await page.route(/\/api\/v1\/voices/, (route) => route.fulfill({ json: { items: [null] } }));
  const told = page.waitForResponse(/\/api\/v1\/page-reports/);
  await page.goto(`${studio.url}/voices`);
  await page.getByRole('heading', { name: '这个页面出错了' }).waitFor();
  const report = (await told).request().postDataJSON() as { id: string; path: string; problem: string };
  expect((await told).status()).toBeLessThan(300);
  expect(report.path).toBe('/voices');
  expect(report.problem).toContain('TypeError');
  await page.getByText(report.id).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  // What broke is one page: the next is whole.
  await page.goto(`${studio.url}/help`);
  await page.getByRole('heading', { level: 1, name: '帮助' }).waitFor();
}, 120_000);
