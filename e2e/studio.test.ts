import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, type Studio, startStudio } from './studio.fixture.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await startStudio();
}, 180_000);
afterAll(() => studio.close());

const screens = [
  '/',
  '/talk',
  '/model',
  '/help',
  '/batches',
  '/batches/new',
  '/library',
  '/deliveries',
  '/deliveries/new',
  '/materials',
  '/templates',
  '/presenters',
  '/voices',
  '/account',
  '/security',
  '/notices',
  '/credits',
  '/team',
  '/privacy',
];

it('a seller signs up by a code, uploads a clip, fills in a brief and sees labelled videos, in Chinese (A1, C2, C3, C9)', async () => {
  const { page, complaints } = await studio.open({ language: 'zh-CN', width: 1440, height: 900, scheme: 'light' });
  await page.goto(`${studio.url}/batches/new`);
  await page.getByLabel('手机号或邮箱').first().fill('13800138000');
  await page.getByRole('button', { name: '发送验证码' }).first().click();
  await page.getByText('已发送').waitFor();
  await page
    .getByRole('textbox', { name: '验证码' })
    .first()
    .fill(await studio.codeFor('13800138000'));
  await page.getByRole('button', { name: '登录 / 注册' }).click();
  await page.getByText('请先阅读并勾选').waitFor();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: '登录 / 注册' }).click();
  await page.getByRole('radio', { name: '18 岁及以上' }).check();
  await page.getByRole('button', { name: '继续' }).click();

  // They come back to the page that they asked for.
  await page.getByRole('heading', { name: '新建批次' }).waitFor();
  await page.getByLabel('名称').fill('随行杯');
  const points = page.getByRole('combobox', { name: '卖点' });
  for (const point of ['单手能开', '倒放不漏', '杯身防滑']) {
    await points.fill(point);
    await points.press('Enter');
  }
  await page.setInputFiles('input[type=file]', [await tinyMedia('clip'), await tinyMedia('pictureJpeg')]);
  await expect.poll(() => page.locator('.material-choice input:checked').count(), { timeout: 30_000 }).toBe(2);
  await page.getByLabel('创意数').fill('1');
  await page.getByRole('slider').press('Home');
  await page.getByRole('switch', { name: '先出小样' }).click();
  await page.getByRole('button', { name: '开始制作' }).click();

  await page.waitForURL(/\/batches\/bat_/);
  await page.getByRole('button', { name: /^打开 / }).waitFor({ timeout: 120_000 });
  await page.getByText('1/1').waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: /^打开 / }).click();
  await page.getByText('文件内已写入隐式标识').waitFor();
  await page.getByText('AI生成，仅供参考').waitFor();
  const isPlaying = await page.evaluate(async () => {
    const video = document.querySelector<HTMLVideoElement>('.video-dialog video');
    await video?.play();
    return (video?.videoWidth ?? 0) > 0;
  });
  expect(isPlaying).toBe(true);
  expect(complaints).toEqual([]);

  for (const path of screens) {
    await page.goto(`${studio.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await accessFaults(page), path).toEqual([]);
    await expectNoSideways(page);
  }
  expect(complaints).toEqual([]);
}, 300_000);

it('every page fits a phone, in English and in the dark, and can be used by everybody (C1)', async () => {
  const { page, context, complaints } = await studio.open({ language: 'en', width: 390, height: 844, scheme: 'dark' });
  for (const path of ['/sign-in', '/agreements/agreement', '/agreements/privacy']) {
    await page.goto(`${studio.url}${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await accessFaults(page), path).toEqual([]);
    await expectNoSideways(page);
  }
  await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
  for (const path of [...screens, '/outbox', '/output-reports', '/people', '/parts', '/payments']) {
    await page.goto(`${studio.url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await accessFaults(page), path).toEqual([]);
    await expectNoSideways(page);
  }
  await page.goto(`${studio.url}/nowhere`);
  await page.getByText('There is no such page').waitFor();
  expect(complaints).toEqual([]);
}, 180_000);
