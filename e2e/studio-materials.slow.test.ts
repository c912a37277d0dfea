import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio } from './studio.fixture.ts';

const examples = join(import.meta.dirname, '..', 'examples');
const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'en', width: 390, height: 844, scheme: 'dark' };

let studio: Studio;
let folder = '';
beforeAll(async () => {
  studio = await startStudio({ CLIPO_RATE_LIMIT: '0' });
  folder = await mkdtemp(join(tmpdir(), 'clipo-studio-materials-'));
}, 300_000);
afterAll(async () => {
  await studio.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(path: string, look = desk): Promise<Page & { complaints: string[] }> {
  const { page, context, complaints } = await studio.open(look);
  await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
  await page.goto(`${studio.url}${path}`);
  return Object.assign(page, { complaints });
}

/** Two scenes one after the other, as a phone would bring them. */
function twoScenes(): string {
  const path = join(folder, '开箱.mp4');
  const sources = ['testsrc2=s=640x360:r=30:d=2', 'mandelbrot=s=640x360:r=30'].flatMap((source) => [
    '-f',
    'lavfi',
    '-i',
    source,
  ]);
  const graph = '[1:v]trim=duration=2[b];[0:v][b]concat=n=2:v=1,format=yuv420p';
  execFileSync('ffmpeg', ['-v', 'error', ...sources, '-filter_complex', graph, '-t', '4', '-y', path]);
  return path;
}

describe('the library of materials (C3)', () => {
  it('a clip is uploaded, its shots are there and lead into it; tags, a proof and a copy that looks the same', async () => {
    const page = await open('/materials');
    const copy = join(folder, 'cup-small.jpg');
    const cup = join(examples, 'tumbler', 'coffee.png');
    execFileSync('ffmpeg', ['-v', 'error', '-i', cup, '-vf', 'scale=500:-2', '-q:v', '5', '-y', copy]);
    const files = page.locator('input[type=file]').first();
    await files.setInputFiles([cup, twoScenes()]);
    await page.getByRole('button', { name: '开箱.mp4', exact: true }).waitFor();
    await page.getByRole('button', { name: 'coffee.png', exact: true }).waitFor();
    await files.setInputFiles([copy]);
    await page.getByRole('button', { name: '开箱.mp4', exact: true }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('heading', { name: '2 个镜头' }).waitFor({ timeout: 120_000 });
    await panel.locator('.shots button').nth(1).click();
    await expect
      .poll(() => panel.locator('video').evaluate((film) => (film as HTMLVideoElement).currentTime))
      .toBeGreaterThan(1.8);
    await panel.getByRole('combobox', { name: '标签' }).fill('开箱视频');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    const scan = join(folder, '授权书.pdf');
    await writeFile(scan, '%PDF-1.7 licence');
    await panel.locator('.material-proofs input[type=file]').setInputFiles(scan);
    const saved = page.waitForEvent('download');
    await panel.getByRole('button', { name: '授权书.pdf', exact: true }).click();
    expect(await readFile(await (await saved).path(), 'utf8')).toBe('%PDF-1.7 licence');
    expect(await accessFaults(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Close' }).or(panel.locator('.ant-drawer-close')).first().click();
    await panel.waitFor({ state: 'detached' });

    await page
      .getByRole('searchbox')
      .or(page.getByRole('textbox', { name: /搜索/ }))
      .first()
      .fill('开箱视频');
    await page.getByRole('button', { name: 'coffee.png', exact: true }).waitFor({ state: 'detached' });
    expect(await page.locator('.material').count()).toBe(1);
    await page
      .getByRole('searchbox')
      .or(page.getByRole('textbox', { name: /搜索/ }))
      .first()
      .fill('');
    await page.reload();
    await page.getByText('疑似重复').last().waitFor();
    await page.getByRole('checkbox', { name: '疑似重复' }).check();
    await page.getByRole('button', { name: '开箱.mp4', exact: true }).waitFor({ state: 'detached' });
    expect(await page.locator('.material').count()).toBe(2);

    await page.getByRole('checkbox', { name: '选择 coffee.png' }).check();
    await page.getByRole('checkbox', { name: '选择 cup-small.jpg' }).check();
    await page.getByRole('button', { name: '加标签' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: '加上' }).fill('杯子');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await page.locator('.material .marks', { hasText: '杯子' }).nth(1).waitFor();
    await expectNoSideways(page);
    expect(await accessFaults(page)).toEqual([]);
    expect(page.complaints).toEqual([]);
  }, 300_000);

  it('a template is seen with the own brand before it is used, and what was typed goes into the brief', async () => {
    const page = await open('/templates', phone);
    await page
      .getByRole('button', { name: /^See it with my brand: / })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Travel mug');
    await dialog.getByRole('textbox', { name: 'Brand' }).fill('Lumen');
    await dialog.getByRole('combobox', { name: 'Selling points' }).fill('Opens with one hand');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Draw it' }).click();
    await dialog.locator('.look-strip img').nth(2).waitFor({ timeout: 240_000 });
    const sizes = await dialog
      .locator('.look-strip img')
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
    expect(Math.min(...sizes)).toBeGreaterThan(300);
    await expectNoSideways(page);
    expect(await accessFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Use this template' }).click();
    await page.waitForURL(/\/batches\/new/);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Travel mug');
    expect(page.complaints).toEqual([]);
  }, 300_000);
});
