import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Replayed, replayServer } from '../packages/presenter/src/remote/replay-server.fixture.ts';
import { anaPicture, cupPicture } from './engine-on-service.fixture.ts';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio } from './studio.fixture.ts';

let engine: Awaited<ReturnType<typeof replayServer>>;
let studio: Studio;
/** What the engine answers to whoever asks for a job that it does not know. */
let answer: Replayed = {};

beforeAll(async () => {
  engine = await replayServer({ 'POST /v2/ivh/videomaker/broadcastservice/getprogress': () => answer });
  studio = await startStudio({
    CLIPO_WORKERS: '0',
    CLIPO_URL: 'https://clipo.example.com',
    CLIPO_PROVIDER_CODE: '001191110102MACQD9K64010000',
    CLIPO_ENGINE_HOSTS: new URL(engine.base).host,
  });
}, 300_000);
afterAll(async () => {
  await studio.close();
  await engine.close();
});

const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'en', width: 390, height: 844, scheme: 'dark' };

async function open(path: string, look: Look) {
  const { page, context, complaints } = await studio.open(look);
  await context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), studio.key);
  await page.goto(`${studio.url}${path}`);
  return { page, context, complaints };
}

const refusal = (Message: string): Replayed => ({ json: { Header: { Code: 100, Message, RequestID: 'r' } } });

it('a team adds an engine with its key, sees whether it is reached, and gives it somebody to perform (C6)', async () => {
  const { page, complaints } = await open('/engines', desk);
  await page.getByRole('button', { name: '添加引擎' }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: '保存' }).click();
  await form.getByText('请填写').first().waitFor();
  await form.getByLabel('appkey', { exact: true }).fill('app-1');
  await form.getByLabel('accesstoken').fill('token-1');
  await form.getByRole('textbox', { name: '地址' }).fill(engine.base);
  await form.getByLabel('每秒语音的价格').fill('0.05');
  await form.getByText(`语音会发给 ${new URL(engine.base).host}`).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await form.getByRole('button', { name: '保存' }).click();
  const card = page.getByRole('region', { name: '腾讯云数智人' });
  await card.getByText('每秒 ¥0.05').waitFor();
  await form.waitFor({ state: 'hidden' });

  answer = refusal('signature check failed');
  await card.getByRole('button', { name: '测试连接' }).click();
  await card.getByText(/连接失败：auth: signature check failed/).waitFor();
  answer = refusal('task not exist');
  await card.getByRole('button', { name: '测试连接' }).click();
  await card.getByText(/连接成功，密钥有效/).waitFor();
  expect(engine.received.at(-1)?.url).toContain('appkey=app-1');

  await card.getByRole('button', { name: '添加数字人' }).click();
  const person = page.getByRole('dialog');
  await person.getByLabel('名称').fill('小雅');
  await person.getByLabel('形象编号').fill('lk_female_7');
  await person.getByLabel('一个批次最多花').fill('30');
  await person.getByRole('button', { name: '保存' }).click();
  await card.getByText('小雅').waitFor();
  await card.getByText('每批最多 ¥30.00').waitFor();
  await person.waitFor({ state: 'hidden' });
  expect(await accessFaults(page)).toEqual([]);
  // What is secret is on no page, and in no answer.
  expect(await page.content()).not.toContain('token-1');
  const headers = { authorization: `Bearer ${studio.key}` };
  const listed = await (await fetch(`${studio.url}/api/v1/presenter-engines`, { headers })).text();
  expect(listed).not.toMatch(/app-1|token-1/);

  // A batch with it tells what it costs there before it starts.
  await page.goto(`${studio.url}/batches/new`);
  await page.getByLabel('数字人').click();
  await page.keyboard.type('小雅');
  await page.keyboard.press('Enter');
  await page.getByText(/小雅：最多付给 127\.0\.0\.1:\d+ ¥/).waitFor();
  await page.goto(`${studio.url}/presenters`);
  await page.getByText('由 腾讯云数智人 驱动').waitFor();

  // An engine that somebody is of is not taken away; first the presenter, then the engine.
  await page.goto(`${studio.url}/engines`);
  await card.getByRole('button', { name: '移除' }).first().click();
  await page.getByRole('tooltip').getByRole('button', { name: '移除' }).click();
  await page.getByText(/小雅/).nth(1).waitFor();
  expect(complaints.filter((complaint) => !/ 409/.test(complaint) && !/\b409\b/.test(complaint))).toEqual([]);
});

it('the page is whole on a phone, in English and in the dark', async () => {
  const { page } = await open('/engines', phone);
  await page.getByRole('region', { name: '腾讯云数智人' }).waitFor();
  await expectNoSideways(page);
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add an engine' }).click();
  await page.getByRole('dialog').getByText('The digital humans of your account').waitFor();
  await expectNoSideways(page);
  expect(await accessFaults(page)).toEqual([]);
});

it('a word is heard before it is kept, and the dictionary signed by who heard it (C7)', async () => {
  const { page, complaints } = await open('/voices', desk);
  await page.getByRole('link', { name: '读法词典' }).click();
  await page.getByRole('button', { name: '添加词语' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('词语').fill('重光');
  await form.getByRole('combobox', { name: '中文里读作' }).click();
  await page.getByTitle('拼音').click();
  await form.getByPlaceholder('chong2 guang1').fill('xong2');
  await form.getByLabel('由谁听过并确认').fill('王敏');
  await form.getByRole('button', { name: '保存' }).click();
  await form.getByText(/xong2/).waitFor();
  await form.getByPlaceholder('chong2 guang1').fill('chong2 guang1');
  await form.getByRole('button', { name: '用中文试听' }).click();
  await expect
    .poll(() => form.locator('audio').evaluate((sound: HTMLAudioElement) => sound.duration), { timeout: 60_000 })
    .toBeGreaterThan(1);
  expect(await accessFaults(page)).toEqual([]);
  await form.getByRole('button', { name: '保存' }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText('chong2 guang1').waitFor();
  await page.getByText(/王敏 于 .* 确认/).waitFor();
  const file = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出' }).click()]);
  expect(file[0].suggestedFilename()).toBe('dictionary.json');
  expect(complaints.filter((complaint) => !/\b422\b/.test(complaint))).toEqual([]);
  const small = await open('/dictionary', phone);
  await small.page.getByText('重光').waitFor();
  await expectNoSideways(small.page);
  expect(await accessFaults(small.page)).toEqual([]);
});

it('a picture is looked at before anybody consents to its use, and nobody is taken for an adult unasked (C6)', async () => {
  const { page } = await open('/presenters', desk);
  await page.getByRole('button', { name: '用照片或视频创建' }).click();
  const form = page.getByRole('dialog');
  const picture = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
  await form
    .locator('input[type=file]')
    .first()
    .setInputFiles(picture('cup.png', await cupPicture()));
  await form.getByText('这张照片还不能用').waitFor({ timeout: 60_000 });
  await form.getByText(/cup\.png.*脸/).waitFor();
  await form.getByRole('button', { name: '换一张' }).click();
  await form.locator('input[type=file]').first().setInputFiles(picture('ana.png', anaPicture()));
  await form.getByText('这张照片可以用。').waitFor({ timeout: 60_000 });
  await form.getByLabel('本人姓名').fill('Ana');
  await form.getByRole('checkbox', { name: /已读过上文并同意/ }).check();
  await form.getByRole('button', { name: '记下同意' }).click();
  await form.getByText('请填写').waitFor();
  await form.getByRole('radio', { name: '未满 18 周岁' }).check();
  await form.getByLabel('监护人姓名').waitFor();
  await form.getByRole('radio', { name: '已满 18 周岁' }).check();
  expect(await accessFaults(page)).toEqual([]);
  await form.getByRole('button', { name: '记下同意' }).click();
  await form.getByText(/可以用了：新建批次时/).waitFor();
});
