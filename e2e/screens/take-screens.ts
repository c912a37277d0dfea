import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Page } from 'playwright-core';
import { expectNoSideways, type Look, startStudio } from '../studio.fixture.ts';
import { fillStudio } from './fill-studio.ts';
import { type Sample, type Screen, screens } from './pages.ts';

// Takes the pictures of docs/screens: `node e2e/screens/take-screens.ts`. `--only home,talk` takes some, `--all` each in both
// languages and schemes, `--to FOLDER` puts them elsewhere. It starts a service of its own and makes a small batch first.
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
    to: { type: 'string', default: join(import.meta.dirname, '..', '..', 'docs', 'screens') },
  },
});

const sizes = { desk: [1440, 900], tablet: [1024, 768], phone: [390, 844] } as const;
type Size = keyof typeof sizes;
const quality = 72;

/** The set that is kept: each size once, with the languages and schemes shared out among them. */
const kept: readonly (readonly [Size, Look['language'], Look['scheme']])[] = [
  ['desk', 'zh-CN', 'light'],
  ['tablet', 'en', 'dark'],
  ['phone', 'zh-CN', 'light'],
];
const every = (Object.keys(sizes) as Size[]).flatMap((size) =>
  (['zh-CN', 'en'] as const).flatMap((language) =>
    (['light', 'dark'] as const).map((scheme) => [size, language, scheme] as const),
  ),
);

const wanted = options.only?.split(',');
const unknown = wanted?.filter((name) => !screens.some((screen) => screen.name === name)) ?? [];
if (unknown.length > 0) {
  throw new Error(`--only: no screen ${unknown.join(', ')}; there are ${screens.map(({ name }) => name).join(', ')}`);
}

const studio = await startStudio();
try {
  const sample = await fillStudio(studio.url, studio.key);
  await mkdir(options.to, { recursive: true });
  for (const [size, language, scheme] of options.all ? every : kept) {
    const [width, height] = sizes[size];
    for (const isPublic of [false, true]) {
      const { page, context, complaints } = await studio.open({ language, width, height, scheme });
      if (!isPublic) {
        await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
      }
      for (const screen of screens) {
        if ((screen.isPublic ?? false) === isPublic && (wanted?.includes(screen.name) ?? true)) {
          const name = `${screen.name}-${size}${options.all ? `-${language}-${scheme}` : ''}`;
          await take(page, screen, sample, name);
        }
      }
      for (const complaint of complaints) {
        process.stderr.write(`${size} ${language} ${scheme}: ${complaint}\n`);
      }
      await context.close();
    }
  }
} finally {
  await studio.close();
}

/** One picture. A page that is not as it should be is told of, not kept from being looked at. */
async function take(page: Page, screen: Screen, sample: Sample, name: string): Promise<void> {
  await page.goto(`${studio.url}${screen.path(sample)}`);
  try {
    await (screen.ready?.(page) ?? page.getByRole('heading', { level: 1 }).first().waitFor());
    await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
    await page.locator('.ant-skeleton-active').first().waitFor({ state: 'detached', timeout: 5000 });
    await expectNoSideways(page);
  } catch (cause) {
    process.stderr.write(`${name}: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}\n`);
  }
  const picture = await loadImage(await page.screenshot({ animations: 'disabled' }));
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  await writeFile(join(options.to, `${name}.webp`), await canvas.encode('webp', quality));
  process.stdout.write(`${name}\n`);
}
