import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import { expectNoSideways, type Look } from '../studio.fixture.ts';

const quality = 72;

/** How the kept pictures look at the studio: each size once, with the languages and schemes shared out among them. */
export const keptLooks: readonly Look[] = [
  { width: 1440, height: 900, scheme: 'light', language: 'zh-CN' },
  { width: 1024, height: 768, scheme: 'dark', language: 'en' },
  { width: 390, height: 844, scheme: 'light', language: 'zh-CN' },
];

/** One picture of a page. A page that is not as it should be is told of, not kept from being looked at. */
export async function takePicture(
  page: Page,
  {
    url,
    name,
    ready,
    look,
    to,
  }: { url: string; name: string; ready?: (() => Promise<unknown>) | undefined; look: Look; to: string },
): Promise<void> {
  const { width, scheme, language } = look;
  const file = `${name}-${width}-${scheme}-${language === 'en' ? 'en' : 'zh'}`;
  await page.goto(url);
  try {
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    // What follows events never comes to rest.
    await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
    await ready?.();
    await page.locator('.ant-skeleton-active').first().waitFor({ state: 'detached' });
    // What opens, opens over a fifth of a second.
    await page.waitForTimeout(400);
    await expectNoSideways(page);
  } catch (cause) {
    process.stderr.write(`${file}: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}\n`);
  }
  const picture = await loadImage(await page.screenshot({ animations: 'disabled' }));
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  await mkdir(to, { recursive: true });
  await writeFile(join(to, `${file}.webp`), await canvas.encode('webp', quality));
  process.stdout.write(`${file}\n`);
}
