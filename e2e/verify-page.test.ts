import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, type Studio, startStudio, takeShots } from './studio.fixture.ts';

const main = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts');
let studio: Studio;
let folder: Awaited<ReturnType<typeof tempFolder>>;

beforeAll(async () => {
  folder = await tempFolder('verify-page');
  studio = await startStudio();
}, 400_000);
afterAll(async () => {
  await studio.close();
  await folder[Symbol.asyncDispose]();
});

it('anybody drops a file and reads what it is, without an account, in both languages, on a desk and a phone (L4)', async () => {
  const bare = await tinyMedia('pictureJpeg');
  const labelled = join(folder.path, 'labelled.jpg');
  await promisify(execFile)(process.execPath, [main, 'label', bare, '-o', labelled]);

  const desk = await studio.open({ language: 'zh-CN', width: 1280, height: 800, scheme: 'light' });
  await desk.page.goto(`${studio.url}/verify`);
  await desk.page.getByRole('heading', { name: '查验文件' }).waitFor();
  await takeShots(desk.page, 'verify-empty');
  await desk.page.setInputFiles('input[type=file]', labelled);
  await desk.page.getByRole('heading', { name: 'AI 标识有效' }).waitFor();
  await desk.page.getByText('由本服务制作').waitFor();
  expect(await accessFaults(desk.page)).toEqual([]);
  await desk.page.getByRole('button', { name: '再查一个文件' }).click();
  await desk.page.setInputFiles('input[type=file]', bare);
  await desk.page.getByRole('heading', { name: '没有 AI 标识' }).waitFor();
  await desk.page.getByText(/文件元数据中应有名为 AIGC 的隐式标识/).waitFor();
  expect(desk.complaints).toEqual([]);

  const phone = await studio.open({ language: 'en', width: 390, height: 844, scheme: 'dark' });
  await phone.page.goto(`${studio.url}/verify`);
  await phone.page.setInputFiles('input[type=file]', labelled);
  await phone.page.getByRole('heading', { name: 'The AI label is valid' }).waitFor();
  expect(await accessFaults(phone.page)).toEqual([]);
  await expectNoSideways(phone.page);
  await takeShots(phone.page, 'verify-valid');
  await takeShots(desk.page, 'verify-missing');
  expect(phone.complaints).toEqual([]);
}, 120_000);
