import { findChromium } from '@clipo/testkit';
import { chromium, type Page } from 'playwright-core';
import { createKey } from '../../apps/server/src/features/keys/create-key.ts';
import { addMadeVideos } from '../../apps/server/src/testing/made-videos.fixture.ts';
import { startTestService } from '../../apps/server/src/testing/service.fixture.ts';
import { openPage } from '../../e2e/studio.fixture.ts';
import { scrollList } from './scroll-list.ts';

/** As many as a batch may have. */
const videos = 1000;
const look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' } as const;

/** How a batch of 1,000 videos moves under a hand. */
export interface ScrolledBatch {
  longestBatchTaskMs: number;
  /** Tasks over 50 ms while the sheet scrolled. */
  batchTasks: number;
  /** The slowest answer to a press or a key: all chosen, a filter, a search. */
  batchInteractionMs: number;
}

/**
 * Opens the contact sheet of a batch with 1,000 finished videos, on a real service whose database holds their rows, the
 * processor so many times slower; scrolls it slowly and fast, then chooses all, filters and searches.
 */
export async function scrollBatch(slower: number): Promise<ScrolledBatch> {
  const service = await startTestService('bench-batch', { CLIPO_WORKERS: '0', CLIPO_RATE_LIMIT: '0' });
  try {
    const operator = { teamId: service.teamId, keyId: 'key_bench', scopes: ['*'] };
    const { secret } = await createKey(service.deps, operator, { name: 'bench', scopes: ['read', 'write'] });
    const { batchId } = await addMadeVideos(service, videos);
    const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
    try {
      const { page, context } = await openPage(browser, look);
      await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), secret);
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
      await page.goto(`${service.url()}/batches/${batchId}`);
      await page.getByText(`全部 ${videos}`).waitFor();
      await page.locator('.video-card img').first().waitFor();
      // What its arrival cost is not what scrolling costs.
      await page.waitForTimeout(3000);
      const { longestTaskMs, tasks } = await scrollList(page);
      await page.evaluate(watch);
      return {
        longestBatchTaskMs: longestTaskMs,
        batchTasks: tasks,
        batchInteractionMs: await slowestPress(page),
      };
    } finally {
      await browser.close();
    }
  } finally {
    await service.remove();
  }
}

/** Keeps the slowest interaction of the page where it can be asked for. */
function watch(): void {
  const scope = Object.assign(globalThis as unknown as { slowest: number }, { slowest: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
      if ((entry.interactionId ?? 0) > 0) {
        scope.slowest = Math.max(scope.slowest, entry.duration);
      }
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
}

/** @returns milliseconds until the slowest of some presses and keys was painted */
async function slowestPress(page: Page): Promise<number> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.getByRole('button', { name: '全选当前筛选' }).click();
  await page.getByText(`已选 ${videos} 条`).waitFor();
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: '取消选择' }).click();
  await page.waitForTimeout(500);
  const search = page.getByRole('searchbox', { name: '搜索开场、名称' });
  await search.click();
  await page.keyboard.type('第77个', { delay: 150 });
  await page.waitForTimeout(500);
  await search.fill('');
  await page.getByText('失败 0').click();
  await page.waitForTimeout(500);
  await page.getByText(`全部 ${videos}`).click();
  await page.waitForTimeout(800);
  return Math.round(await page.evaluate(() => (globalThis as unknown as { slowest: number }).slowest));
}
