import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '@clipo/testkit';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { MadeBatch } from './made-batch.fixture.ts';

/** What `report.html` promises when it is opened from disk in a real browser. */
export function reportPromises(made: () => MadeBatch): void {
  describe('the contact sheet', () => {
    it('opens from disk without a complaint, shows every video with its cover and plays one under the pointer', async () => {
      const { out, manifest } = made();
      const browser = await chromium.launch({ executablePath: await findChromium() });
      try {
        const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
        const complaints: string[] = [];
        const addresses: string[] = [];
        page.on('console', (message) => {
          if (message.type() !== 'log') {
            complaints.push(message.text());
          }
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('request', (request) => addresses.push(request.url()));
        await page.goto(String(pathToFileURL(join(out, 'report.html'))));
        const cards = page.locator('.card');
        expect(await cards.count()).toBe(manifest.videos.length);
        for (const [index, video] of manifest.videos.entries()) {
          const card = cards.nth(index);
          expect(await card.textContent()).toContain(video.lines[0]?.text);
          await card.scrollIntoViewIfNeeded();
          const size = () =>
            card
              .locator('img')
              .first()
              .evaluate((image) => (image as HTMLImageElement).naturalWidth);
          await expect.poll(size).toBe(video.width);
        }

        await cards.first().scrollIntoViewIfNeeded();
        await cards.first().locator('.play').hover();
        const played = () =>
          page.evaluate(() =>
            [...document.querySelectorAll('video')]
              .map((video) => video.currentTime)
              .sort()
              .at(-1),
          );
        await expect.poll(played, { timeout: 10_000 }).toBeGreaterThan(0.3);
        expect(complaints).toEqual([]);
        expect(addresses.filter((address) => !/^(?:file|data|blob):/.test(address))).toEqual([]);
      } finally {
        await browser.close();
      }
    });
  });
}
