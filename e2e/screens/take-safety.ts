import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shapesTakenFor } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { type Look, startStudio } from '../studio.fixture.ts';
import { keptLooks, takePicture } from './take-picture.ts';

// Takes the pictures of the review desk, proofs of claims, rules, and of words that may not stand into docs/screens:
// `node e2e/screens/take-safety.ts`. `--only desk,proofs` takes some, `--all` each in both schemes, `--to FOLDER` puts them
// elsewhere. It starts a service of its own, without workers.
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
    to: { type: 'string', default: join(import.meta.dirname, '..', '..', 'docs', 'screens') },
  },
});

interface Screen {
  name: string;
  path: string;
  ready(page: Page): Promise<unknown>;
}

const screens: readonly Screen[] = [
  { name: 'desk', path: '/desk', ready: (page) => page.getByText('shapes-1.jpg').first().waitFor() },
  {
    name: 'desk-case',
    path: '/desk',
    ready: async (page) => {
      await page.getByText('shapes-1.jpg').first().waitFor();
      await page.keyboard.press('n');
      await page
        .getByAltText(/待审画面|What is to be looked at/)
        .first()
        .waitFor();
    },
  },
  { name: 'proofs', path: '/proofs', ready: (page) => page.getByRole('listitem', { name: '销量领先' }).waitFor() },
  { name: 'rules', path: '/rules', ready: (page) => page.getByText('11 月召回通告').waitFor() },
  {
    name: 'findings',
    path: '/batches/new',
    ready: async (page) => {
      await page.locator('#name').fill('销量领先、全网最低价的随行杯');
      await page.locator('.word-findings li').first().waitFor();
    },
  },
];
const wanted = options.only?.split(',');
const everyLook = keptLooks.flatMap((look): Look[] =>
  (['light', 'dark'] as const).map((scheme) => ({ ...look, scheme })),
);

const studio = await startStudio({ CLIPO_WORKERS: '0' });
const ask = (path: string, body: object | Buffer) =>
  fetch(`${studio.url}/api/v1/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${studio.key}`,
      'content-type': body instanceof Buffer ? 'application/octet-stream' : 'application/json',
    },
    body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body),
  });
try {
  await ask('materials?name=shapes-1.jpg', await shapesTakenFor('doubtful'));
  await ask('materials?name=shapes-2.jpg', await shapesTakenFor('indecent'));
  const scan = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64',
  );
  const proofs = [
    {
      sku: 'CUP1',
      rule: 'absolute',
      kind: 'test_report',
      source: 'SGS 2026-118',
      name: 'report.png',
      term: '销量领先',
    },
    { sku: 'CUP1', rule: 'authority', kind: 'award', source: '2026 iF 设计奖', name: 'award.png', term: '专利技术' },
  ];
  for (const proof of proofs) {
    await ask(`claim-proofs?${new URLSearchParams(proof)}`, scan);
  }
  const both = (text: string) => ({ 'zh-CN': text, en: text });
  const group = {
    ...{ rule: 'recalled_goods', level: 'block', terms: ['蓝鲸牌电热毯'] },
    ...{ why: both('市场监管总局召回通告'), suggestion: both('删去') },
  };
  await ask('safety/rules', { note: '11 月召回通告', lists: [{ category: 'unlawful', groups: [group] }] });
  for (const look of options.all ? everyLook : keptLooks) {
    const { page, context } = await studio.open(look);
    await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
    for (const { name, path, ready } of screens) {
      if (wanted?.includes(name) ?? true) {
        await takePicture(page, { url: `${studio.url}${path}`, name, look, to: options.to, ready: () => ready(page) });
      }
    }
    await context.close();
  }
} finally {
  await studio.close();
}
