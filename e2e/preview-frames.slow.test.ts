import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { presenterModule } from '@clipo/batch';
import { createNodeCanvas } from '@clipo/engine';
import { findChromium, sampleFont } from '@clipo/testkit';
import { createCanvas } from '@napi-rs/canvas';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../apps/server/src/features/keys/create-key.ts';
import { openDesk } from '../apps/server/src/features/video-edits/edit-desk.ts';
import { startTestService, type TestService } from '../apps/server/src/testing/service.fixture.ts';
import { loadCompositor } from '../packages/engine/src/compositor/load-node.ts';
import { fontPaths } from '../packages/engine/src/fonts/font-paths.ts';
import { createFrameBuffers } from '../packages/engine/src/media/frame-buffers.ts';
import { createMediaPort } from '../packages/engine/src/media/media-port.ts';
import { createPresenterPort } from '../packages/engine/src/media/presenter-port.ts';
import { openPreview } from '../packages/engine/src/preview/open-preview.ts';
import { drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';
import { openPage } from './studio.fixture.ts';
import { freePort } from './wechat.fixture.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '..');
/** The sample videos: one of each example that is one product. */
const samples = ['tumbler', 'boots', 'cupcake', 'headphones', 'toy'] as const;
const sampledFrames = 20;
const leastLikeness = 0.97;

let service: TestService;
let browser: Browser;
let folder = '';
let key = '';

beforeAll(async () => {
  service = await startTestService('preview', { PORT: String(await freePort()), CLIPO_RATE_LIMIT: '0' });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const operator = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  ({ secret: key } = await createKey(service.deps, operator, { name: 'test', scopes: ['read', 'write', 'make'] }));
  folder = await mkdtemp(join(tmpdir(), 'clipo-preview-'));
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await service?.remove();
  await rm(folder, { recursive: true, force: true });
});

describe('the preview of the editor is the engine’s picture (C11)', () => {
  it.each(samples)(
    'of %s: twenty frames in Chromium, each as the engine composes it',
    async (sample) => expectAsComposed(sample, await makeSample(sample)),
    900_000,
  );

  it('of a person who was filmed, in a font of the brand’s own, as well', async () => {
    await expectAsComposed('person', await makePerson());
  }, 900_000);
});

async function expectAsComposed(name: string, videoId: string): Promise<void> {
  const page = await openEditor(videoId);
  const desk = await openDesk(service.deps, service.teamId, videoId);
  const { width, height } = desk.settings.size;
  const composed = await openComposed(desk);
  const wanted = Array.from({ length: sampledFrames }, (_, index) =>
    Math.floor(((index + 0.5) * composed.frames) / sampledFrames),
  );
  const shown: Buffer[] = [];
  const expected: Buffer[] = [];
  for (const index of wanted) {
    await page.locator('.timeline-seek').fill(String(index));
    await page.locator(`.screen canvas[data-frame="${index}"]`).waitFor({ timeout: 60_000 });
    shown.push(Buffer.from(await page.evaluate(pixelsShown), 'base64'));
    expected.push(Buffer.from(await composed.frame(index)));
  }
  await composed.close();
  const likeness = await compare({ width, height }, shown, expected);
  // How fast it is shown and sought is `clipo bench studio`'s to tell.
  process.stdout.write(`${name} ${width}×${height}: SSIM least ${Math.min(...likeness).toFixed(4)}\n`);
  expect(Math.min(...likeness), likeness.map((value) => value.toFixed(3)).join(' ')).toBeGreaterThanOrEqual(
    leastLikeness,
  );
  expect(page.complaints).toEqual([]);
  await page.close();
}

/** Makes one draft of an example through the service, as its users do. @returns the video's id */
async function makeSample(sample: string): Promise<string> {
  const main = join(root, 'apps', 'cli', 'src', 'main.ts');
  const words = ['--server', service.url(), 'make', join(root, 'examples', sample), '--count', '1', '--draft'];
  const where = ['--detach', '--formats', '9x16', '--out', join(folder, sample), '--json'];
  await execute(process.execPath, [main, ...words, ...where], {
    env: { ...process.env, CLIPO_HOME: join(folder, 'home'), CLIPO_API_KEY: key },
    maxBuffer: 1 << 26,
  });
  const { items } = await ask<{ items: { id: string }[] }>('/batches');
  return firstVideo(items[0]?.id ?? '');
}

/** Makes a video in which somebody speaks who agreed to that, with words in a font of the brand's own. */
async function makePerson(): Promise<string> {
  const { width, height, data } = drawFace({ background: null });
  const canvas = createCanvas(width, height);
  const image = canvas.getContext('2d').createImageData(width, height);
  image.data.set(data);
  canvas.getContext('2d').putImageData(image, 0, 0);
  const files = {
    'ana.png': await upload('ana.png', canvas.toBuffer('image/png')),
    'cup.png': await upload('cup.png', await readFile(join(root, 'examples', 'tumbler', 'coffee.png'))),
    'brand.woff2': await upload('brand.woff2', await readFile(sampleFont('woff2'))),
  };
  const person = { name: 'Ana', isAdult: true };
  await ask(`/materials/${files['ana.png']}/consents`, { person, agreedTo: '2026-11', language: 'en' });
  const rights = { holder: 'Google', licence: 'Apache-2.0' };
  const { id } = await ask<{ id: string }>('/batches', {
    brief: {
      product: { id: 'cup', name: 'Tumbler', category: 'Home', sellingPoints: ['One hand opens the lid', 'Stays hot'] },
      brand: { name: 'Clear', fonts: [{ file: 'brand.woff2', rights }] },
      materials: [{ file: 'cup.png' }],
      languages: ['en'],
      formats: ['9x16'],
      durationSeconds: 6,
      count: 1,
      music: false,
      presenter: { character: 'ana.png', layout: 'half' },
    },
    files,
    isDraft: true,
  });
  return firstVideo(id);
}

async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const answer = await fetch(`${service.url()}/api/v1/materials?name=${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  return ((await answer.json()) as { id: string }).id;
}

async function firstVideo(batch: string): Promise<string> {
  type Videos = { items: { id: string; status: string }[] };
  const video = async () => (await ask<Videos>(`/videos?batch=${batch}`)).items[0];
  await expect.poll(async () => (await video())?.status, { timeout: 600_000, interval: 500 }).toBe('done');
  return (await video())?.id ?? '';
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

async function openEditor(videoId: string): Promise<Page & { complaints: string[] }> {
  const look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' } as const;
  const { page, context, complaints } = await openPage(browser, look);
  await context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), key);
  await page.goto(`${service.url()}/videos/${videoId}/edit`);
  await page.locator('.screen canvas[data-frame]').waitFor({ timeout: 120_000 });
  return Object.assign(page, { complaints });
}

/** The frames of a video as the engine composes them: on the server's ports, of the materials themselves. */
async function openComposed({ base, settings, materials, batch }: Awaited<ReturnType<typeof openDesk>>) {
  const compositor = await loadCompositor();
  const { home } = service.deps.settings;
  const canvas = createNodeCanvas(undefined, fontPaths(settings, join(home, 'cache', 'fonts')));
  const people = (batch.prepared.people ?? []).map(({ prepared: { consent, ...person } }) => ({
    ...person,
    consent: consent && { ...consent, home },
  }));
  const { width, height } = settings.size;
  return openPreview(
    { storyboard: base.storyboard, settings, shortSide: Math.min(width, height) },
    {
      compositor,
      canvas,
      media: createMediaPort({ compositor, buffers: createFrameBuffers(), keepBytes: 64 * 1024 * 1024 }),
      presenters: createPresenterPort(presenterModule, canvas, people),
      materials: new Map(materials.map((material) => [material.id, material])),
    },
  );
}

/** SSIM of each pair of frames, by FFmpeg: what a browser shows is RGBA, what is composed I420. */
async function compare(
  { width, height }: { width: number; height: number },
  shown: readonly Buffer[],
  expected: readonly Buffer[],
): Promise<number[]> {
  const [left, right, stats] = ['shown.rgba', 'expected.yuv', 'stats.txt'].map((name) => join(folder, name));
  await writeFile(left ?? '', Buffer.concat(shown));
  await writeFile(right ?? '', Buffer.concat(expected));
  const raw = (format: string, file = '') => [
    '-f',
    'rawvideo',
    '-pix_fmt',
    format,
    '-s',
    `${width}x${height}`,
    '-i',
    file,
  ];
  const toVideo = '[0]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[a]';
  await execute('ffmpeg', [
    ...['-v', 'error', ...raw('rgba', left), ...raw('yuv420p', right)],
    ...['-lavfi', `${toVideo};[a][1]ssim=stats_file=${stats}`, '-f', 'null', '-'],
  ]);
  const lines = (await readFile(stats ?? '', 'utf8')).trim().split('\n');
  return lines.map((line) => Number(/All:([\d.]+)/.exec(line)?.[1] ?? 0));
}

/**
 * What the preview shows, as base64 of its RGBA. What a thread has drawn comes to the page with one of its next frames, on a
 * busy machine a late one: it is there once the picture stands still.
 */
async function pixelsShown(): Promise<string> {
  const canvas = document.querySelector<HTMLCanvasElement>('.screen canvas');
  const copy = document.createElement('canvas');
  copy.width = canvas?.width ?? 1;
  copy.height = canvas?.height ?? 1;
  const pen = copy.getContext('2d', { willReadFrequently: true });
  if (canvas === null || pen === null) {
    return '';
  }
  const read = () => {
    pen.drawImage(canvas, 0, 0);
    return pen.getImageData(0, 0, copy.width, copy.height).data;
  };
  let data = read();
  for (let still = 0; still < 3; ) {
    await new Promise((done) => setTimeout(done, 100));
    await new Promise((done) => requestAnimationFrame(done));
    const next = read();
    still = next.every((value, at) => value === data[at]) ? still + 1 : 0;
    data = next;
  }
  let text = '';
  for (let at = 0; at < data.length; at += 32_768) {
    text += String.fromCharCode(...data.subarray(at, at + 32_768));
  }
  return btoa(text);
}
