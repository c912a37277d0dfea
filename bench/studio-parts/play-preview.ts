import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findChromium } from '@clipo/testkit';
import { chromium } from 'playwright-core';
import { createKey } from '../../apps/server/src/features/keys/create-key.ts';
import { startTestService, type TestService } from '../../apps/server/src/testing/service.fixture.ts';
import { openPage } from '../../e2e/studio.fixture.ts';
import { median } from '../harness/numbers.ts';

const root = join(import.meta.dirname, '..', '..');
const look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' } as const;
const places = 20;
const playedSeconds = 3;
const mostTries = 600;

/** How the editor plays a sample without rendering it, at 540×960. */
export interface PlayedPreview {
  /** Milliseconds for each frame that is drawn while it plays; its storyboard has 30 a second. */
  previewFrameMs: number;
  /** From a press on a place in time to its picture: in the middle of twenty places, and at the slowest. */
  previewSeekMs: number;
  previewSlowestSeekMs: number;
}

/** Makes a draft of the tumbler on a real service, opens it in the editor, seeks to twenty places and plays it. */
export async function playPreview(): Promise<PlayedPreview> {
  const service = await startTestService('bench-preview', { CLIPO_RATE_LIMIT: '0' });
  try {
    const operator = { teamId: service.teamId, keyId: 'key_bench', scopes: ['*'] };
    const scopes = ['read', 'write', 'make'] as const;
    const { secret } = await createKey(service.deps, operator, { name: 'bench', scopes: [...scopes] });
    const videoId = await makeSample(service, secret);
    const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
    try {
      const { page, context } = await openPage(browser, look);
      await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), secret);
      await page.goto(`${service.url()}/videos/${videoId}/edit`);
      await page.locator('.screen canvas[data-frame]').waitFor({ timeout: 120_000 });
      // Small pictures of all scenes come after the large one.
      await page.waitForTimeout(6000);
      const seeks = await page.evaluate(seekThrough, places);
      await page.evaluate(seekThrough, 1);
      await page.getByRole('button', { name: '播放' }).click();
      await page.waitForTimeout(1000);
      const drawn = await page.evaluate(countFrames, playedSeconds);
      return {
        previewFrameMs: Math.round((playedSeconds * 1000) / Math.max(1, drawn)),
        previewSeekMs: Math.round(median(seeks)),
        previewSlowestSeekMs: Math.round(Math.max(...seeks)),
      };
    } finally {
      await browser.close();
    }
  } finally {
    await service.remove();
  }
}

/** @returns the id of a finished draft of the tumbler, made as its users make it */
async function makeSample(service: TestService, key: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-bench-preview-'));
  try {
    const main = join(root, 'apps', 'cli', 'src', 'main.ts');
    const words = ['--server', service.url(), 'make', join(root, 'examples', 'tumbler'), '--count', '1', '--draft'];
    const where = ['--detach', '--formats', '9x16', '--out', join(folder, 'out'), '--json'];
    await promisify(execFile)(process.execPath, [main, ...words, ...where], {
      env: { ...process.env, CLIPO_HOME: join(folder, 'home'), CLIPO_API_KEY: key },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (let tries = 0; tries < mostTries; tries++) {
    const answer = await fetch(`${service.url()}/api/v1/videos`, { headers: { authorization: `Bearer ${key}` } });
    const { items } = (await answer.json()) as { items: { id: string; status: string }[] };
    const [video] = items;
    if (video?.status === 'done') {
      return video.id;
    }
    await wait(500);
  }
  throw new Error('the sample was not made');
}

/** Presses on places all over the time, one after the other. @returns milliseconds until each was drawn */
async function seekThrough(count: number): Promise<number[]> {
  const bar = document.querySelector<HTMLInputElement>('.timeline-seek');
  const canvas = document.querySelector<HTMLCanvasElement>('.screen canvas');
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  const times: number[] = [];
  for (let at = 0; at < count && bar !== null && canvas !== null; at++) {
    const frame = String(Math.floor(((at + 0.5) * (Number(bar.max) + 1)) / count));
    const began = performance.now();
    const drawn = new Promise<void>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (canvas.dataset.frame === frame) {
          watcher.disconnect();
          resolve();
        }
      });
      watcher.observe(canvas, { attributes: true });
    });
    setValue?.call(bar, frame);
    bar.dispatchEvent(new Event('input', { bubbles: true }));
    await drawn;
    times.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 200));
  }
  return times;
}

/** @returns how many different frames are drawn within so many seconds of playing */
function countFrames(seconds: number): Promise<number> {
  return new Promise((resolve) => {
    const canvas = document.querySelector<HTMLCanvasElement>('.screen canvas');
    const seen = new Set<string | undefined>();
    const watcher = new MutationObserver(() => seen.add(canvas?.dataset.frame));
    if (canvas !== null) {
      watcher.observe(canvas, { attributes: true });
    }
    setTimeout(() => {
      watcher.disconnect();
      resolve(seen.size);
    }, seconds * 1000);
  });
}
