import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Manifest, type ManifestVideo } from '@clipo/contract';
import { findChromium } from '@clipo/testkit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../commands/run.ts';
import { writeReport } from './write-report.ts';

const hooks = ['出门忘带水？', '单手就能喝的保温杯', '<img src=x onerror="document.title=1">早上的热水'];
const bodies = ['杯盖一按即开，通勤路上一只手就够', '316不锈钢内胆，倒放不漏'];
let folder: string;
let browser: Browser;
let errors: string[];

beforeAll(async () => {
  folder = process.env.CLIPO_REPORT_SAMPLE ?? (await mkdtemp(join(tmpdir(), 'clipo-report-')));
  await makeFiles();
  await writeReport(sampleManifest(), folder);
  browser = await chromium.launch({ executablePath: await findChromium() });
});

afterAll(async () => {
  await browser?.close();
  if (process.env.CLIPO_REPORT_SAMPLE === undefined) {
    await rm(folder, { recursive: true, force: true });
  }
});

it('the contact sheet opens from disk and shows every video, its cover, first line and what differs', async () => {
  const page = await openPage();
  expect(await page.locator('.card').count()).toBe(7);
  await expect
    .poll(() =>
      page
        .locator('.card img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBe(180);
  expect(await page.locator('.card .hook').first().textContent()).toBe(hooks[0]);
  expect(await page.locator('.card .chip.hook').allTextContents()).toContain('H02');
  expect(await page.textContent('.ai')).toContain('AI生成，仅供参考');
  // The seed, plan and constant axes are told once, not on every card.
  expect(await page.locator('.card .chip.style').count()).toBe(0);
  expect(errors).toEqual([]);
});

it('a video plays without sound while it is pointed at or focused, and a click turns its sound on', async () => {
  const page = await openPage();
  const card = page.locator('.card').nth(1);
  await card.locator('.shape').hover();
  const video = card.locator('video');
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime > 0)).toBe(true);
  expect(await video.evaluate((player: HTMLVideoElement) => player.muted)).toBe(true);
  await card.locator('.play').click();
  expect(await video.evaluate((player: HTMLVideoElement) => player.muted)).toBe(false);
  const next = page.locator('.card').nth(2);
  await next.locator('.play').focus();
  await expect.poll(() => next.locator('video').evaluate((player: HTMLVideoElement) => player.paused)).toBe(false);
  expect(await video.evaluate((player: HTMLVideoElement) => player.paused)).toBe(true);
  expect(errors).toEqual([]);
});

it('a click on a line shows the video from there', async () => {
  const page = await openPage();
  const card = page.locator('.card').first();
  await card.locator('summary').click();
  await card.locator('.time').nth(1).click();
  await expect
    .poll(() => card.locator('video').evaluate((player: HTMLVideoElement) => player.currentTime))
    .toBeGreaterThanOrEqual(0.9);
});

it('the sheet narrows to a value of an axis, keeps that in its address, and widens again', async () => {
  const page = await openPage();
  await page.locator('.filters .chip.hook', { hasText: 'H02' }).click();
  expect(await page.locator('.card').count()).toBe(2);
  expect(page.url()).toContain('hook=H02');
  await page.reload();
  expect(await page.locator('.card').count()).toBe(2);
  await page.locator('.shown .plain').click();
  expect(await page.locator('.card').count()).toBe(7);
});

it('two marked videos are compared line by line', async () => {
  const page = await openPage();
  await page.locator('.mark').nth(0).click();
  await page.locator('.mark').nth(1).click();
  const dialog = page.locator('dialog');
  expect(await dialog.locator('.differs').textContent()).toContain('B01 → B02');
  expect(await dialog.locator('.pair.same').count()).toBe(2);
  expect(await dialog.locator('.pair:not(.same):not(.screens)').count()).toBe(1);
  await dialog.locator('button').first().click();
  await expect
    .poll(() =>
      dialog
        .locator('video')
        .evaluateAll(
          (players) => players.length === 2 && players.every((player) => !(player as HTMLVideoElement).paused),
        ),
    )
    .toBe(true);
});

it('the least different pairs are listed with score and parts, and compared frame by frame (C10)', async () => {
  const page = await openPage();
  const list = page.locator('.nearest');
  expect(await list.locator('summary').textContent()).toContain('12%');
  await list.locator('summary').click();
  // Video 1 and 2 name each other: one pair. Video 3 names 1: another.
  expect(await list.locator('li').count()).toBe(2);
  expect(await list.locator('li').first().textContent()).toContain('1 · 2');
  expect(await list.locator('li').first().locator('.parts span').allTextContents()).toEqual([
    'difference 12%',
    'picture 4.0%',
    'words 31%',
    'sound –',
    'structure 0.0%',
  ]);
  await list.locator('button').first().click();
  const dialog = page.locator('dialog');
  expect(await dialog.locator('.parts .score').textContent()).toBe('difference 12%');
  await dialog.locator('.frames summary').click();
  await expect
    .poll(() =>
      dialog.locator('.strip video').evaluateAll((frames) =>
        frames.map((frame) => {
          const { currentTime, readyState } = frame as HTMLVideoElement;
          return readyState >= 2 ? currentTime.toFixed(1) : 'loading';
        }),
      ),
    )
    .toEqual(['0.2', '0.2', '0.5', '0.5', '0.8', '0.8', '1.2', '1.2', '1.5', '1.5', '1.8', '1.8']);
  expect(errors).toEqual([]);
});

it('two videos that are not nearest to each other are compared without a score', async () => {
  const page = await openPage();
  await page.locator('.mark').nth(1).click();
  await page.locator('.mark').nth(2).click();
  expect(await page.locator('dialog .parts').count()).toBe(0);
});

it('what the quality gate found is on the card in compact words; a click shows the moment; a clean video has none (C12)', async () => {
  const page = await openPage();
  const card = page.locator('.card').nth(2);
  expect(await page.locator('.findings').count()).toBe(1);
  expect(await card.locator('.finding.fault').allTextContents()).toEqual(['black · 0.9 s', 'loudness']);
  expect(await card.locator('.finding.remade').textContent()).toBe('made again with another choice');
  await card.locator('.finding.fault').first().click();
  await expect
    .poll(() => card.locator('video').evaluate((player: HTMLVideoElement) => player.currentTime))
    .toBeGreaterThanOrEqual(0.9);
  await page.locator('.head .plain').click();
  expect(await page.locator('.finding.fault').allTextContents()).toEqual(['黑屏 · 0.9 s', '响度']);
});

it('a failed video is on the sheet with its error', async () => {
  const page = await openPage();
  expect(await page.locator('.broken').textContent()).toContain('voice ended');
});

it('text of a brief is never read as markup, and nothing but the files beside the page can load', async () => {
  const page = await openPage();
  expect(await page.title()).toContain('Clipo');
  expect(await page.locator('.card p img').count()).toBe(0);
  const policy = await page.locator('meta[http-equiv]').getAttribute('content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});

it('the head names every size and the shortest and longest video (C10)', async () => {
  const page = await openPage();
  expect(await page.locator('.figure').last().textContent()).toBe('2.0–15.0 s180×320, 320×180 · 30 fps');
});

it('the head of a batch of many products names three and counts the rest, in both languages (C9)', async () => {
  const manifest = sampleManifest();
  manifest.videos.forEach((video, index) => {
    video.product = `TB50${index % 5}`;
  });
  const many = join(folder, 'many');
  await mkdir(many);
  await writeReport(manifest, many);
  const page = await openPage({ width: 390, height: 844 }, 'en-GB', many);
  const named = page.locator('h1 small');
  expect(await named.textContent()).toBe('TB500 · TB501 · TB502 · 2 more');
  await page.locator('.head .plain').click();
  expect(await named.textContent()).toBe('TB500 · TB501 · TB502 · 另有 2 件商品');
});

it.each([390, 1440])('no length, language or format of a card is cut off at a width of %d (C10)', async (width) => {
  const page = await openPage({ width, height: 844 });
  const cut = await page
    .locator('.badges, .badges span')
    .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth && each.clientWidth > 0).length);
  expect(cut).toBe(0);
  expect(await page.locator('.badges').nth(2).locator('span').allTextContents()).toEqual(['16:9', '中文', '15.0 s']);
});

it('a picture of the whole page shows the covers that were never scrolled to (C10)', async () => {
  const page = await openPage({ width: 390, height: 300 });
  const seen = await page.locator('.card').evaluateAll((cards) =>
    cards.map((card) => ({
      isDrawn: card.checkVisibility({ contentVisibilityAuto: true }),
      covers: [...card.querySelectorAll('img')].map((image) => image.complete && image.naturalWidth),
    })),
  );
  expect(seen.filter(({ isDrawn }) => !isDrawn)).toEqual([]);
  expect(seen.flatMap(({ covers }) => covers)).toEqual(Array.from({ length: 6 }, () => 180));
});

it('the sheet speaks both languages and fits a phone', async () => {
  const page = await openPage({ width: 390, height: 844 }, 'zh-CN');
  expect(await page.locator('h1').textContent()).toContain('样片表');
  await page.locator('.head .plain').click();
  expect(await page.locator('h1').textContent()).toContain('Contact sheet');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

async function openPage(viewport = { width: 1440, height: 900 }, locale = 'en-GB', inFolder = folder): Promise<Page> {
  const context = await browser.newContext({ viewport, locale });
  const page = await context.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(pathToFileURL(join(inFolder, 'report.html')).href);
  return page;
}

/** Two videos and two covers, under names that an address has to encode. */
async function makeFiles(): Promise<void> {
  await Promise.all(['videos', 'covers'].map((name) => mkdir(join(folder, name), { recursive: true })));
  for (const [index, colors] of ['c0=0x1f6f78:c1=0xf2b134', 'c0=0x3b2f63:c1=0xe4572e'].entries()) {
    const source = `gradients=s=180x320:r=30:d=2:${colors}:speed=0.05`;
    const video = join(folder, 'videos', `A#${index} 100%.mp4`);
    const sound = ['-f', 'lavfi', '-i', 'sine=300:d=2'];
    const encode = [
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-preset',
      'ultrafast',
      '-c:a',
      'aac',
      '-shortest',
      video,
    ];
    const end = await runProgram('ffmpeg', ['-y', '-f', 'lavfi', '-i', source, ...sound, ...encode]);
    expect(end.code, end.output).toBe(0);
    await runProgram('ffmpeg', ['-y', '-i', video, '-frames:v', '1', join(folder, 'covers', `A#${index} 100%.png`)]);
  }
}

function sampleManifest(): Manifest {
  const videos = hooks.flatMap((hook, hookIndex) =>
    bodies.map((body, bodyIndex) => sampleVideo(hook, hookIndex, body, bodyIndex)),
  );
  const [first, second, third] = videos as [ManifestVideo, ManifestVideo, ManifestVideo];
  const parts = { picture: 0.04, words: 0.31, sound: null, structure: 0 };
  Object.assign(third, { width: 320, height: 180, format: '16x9', durationMs: 15_000 });
  first.nearest = { name: second.name, score: 0.12, parts };
  second.nearest = { name: first.name, score: 0.12, parts };
  third.nearest = { name: first.name, score: 0.4, parts };
  third.quality = {
    passed: false,
    findings: [
      { kind: 'black', severity: 'fault', atMs: 900, endMs: 1500, scene: 0, measured: 600, limit: 400 },
      { kind: 'loudness', severity: 'fault', measured: -16, limit: -14 },
    ],
    replanned: ['black'],
  };
  const failed = {
    ...first,
    nearest: undefined,
    name: 'TB500_H01_B01_failed',
    status: 'failed',
    file: null,
    cover: null,
    captions: null,
    sha256: null,
    label: null,
    error: { code: 'voice_failed', message: 'voice ended with 1' },
  };
  return Manifest.parse({
    version: 1,
    briefHash: 'x',
    seed: 7,
    plan: { kind: 'full', seed: 7, axes: { hook: 3, body: 2, cta: 1, shots: 1, style: 1 }, cells: [] },
    provider: { code: '001191110000000000000010001', isDevelopment: true },
    totals: { videos: 7, done: 6, failed: 1, scenesRendered: 11, scenesCached: 25, wallSeconds: 12, cpuSeconds: 20 },
    warnings: ['"澄光随行保温杯" has no English name: the Chinese one stands in'],
    materials: [],
    videos: [...videos, failed],
  });
}

function sampleVideo(hook: string, hookIndex: number, body: string, bodyIndex: number): ManifestVideo {
  const stem = `A#${(hookIndex + bodyIndex) % 2} 100%`;
  return {
    name: `CG_TB500_H0${hookIndex + 1}_B0${bodyIndex + 1}_C01_2s_9x16_zh_V1`,
    product: 'TB500',
    creative: hookIndex * 2 + bodyIndex + 1,
    status: 'done',
    file: `videos/${stem}.mp4`,
    sha256: 'x',
    width: 180,
    height: 320,
    fps: 30,
    frames: 60,
    durationMs: 2000,
    language: 'zh-CN',
    format: '9x16',
    axes: { hook: `H0${hookIndex + 1}`, body: `B0${bodyIndex + 1}`, cta: 'C01', shots: 'S01', style: 'Y01' },
    lines: [
      { role: 'hook', text: hook, startFrame: 0, endFrame: 28 },
      { role: 'body', text: body, startFrame: 28, endFrame: 46 },
      { role: 'cta', text: '点开链接看看澄光', source: '产品说明书', startFrame: 46, endFrame: 60 },
    ],
    scenes: [],
    captions: { srt: `videos/${stem}.srt`, vtt: `videos/${stem}.vtt`, ass: `videos/${stem}.ass` },
    cover: `covers/${stem}.png`,
    label: null,
    cpuSeconds: 1,
  };
}
