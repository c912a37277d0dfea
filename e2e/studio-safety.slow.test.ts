import { readFile } from 'node:fs/promises';
import { shapesTakenFor, tinyMedia } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sayOfAge, signInByCode } from './sign-in.fixture.ts';
import { accessFaults, expectNoSideways, giveAuthenticator, type Studio, startStudio } from './studio.fixture.ts';
import { freePort } from './wechat.fixture.ts';

let studio: Studio;
/** Passkeys belong to a name, never to a number. */
let url: string;
beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  studio = await startStudio({ CLIPO_WORKERS: '0', PORT: String(port), CLIPO_URL: url });
}, 180_000);
afterAll(() => studio.close());

const ask = (method: string, path: string, body?: object | Buffer) =>
  fetch(`${studio.url}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${studio.key}`,
      'content-type': body instanceof Buffer ? 'application/octet-stream' : 'application/json',
    },
    ...(body === undefined ? {} : { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
  });

/** Another reviewer: a person with a passkey who was made an operator, on a phone. */
async function anotherReviewer(contact: string): Promise<Page> {
  const { page, context } = await studio.open({ language: 'en', width: 390, height: 844, scheme: 'light' });
  await giveAuthenticator(context, page);
  await page.goto(`${url}/security`);
  await signInByCode(page, studio, contact);
  await sayOfAge(page);
  await page.getByRole('listitem').filter({ hasText: 'Passkeys' }).getByRole('button', { name: 'Add' }).click();
  await page.getByText('Passkey 1').waitFor();
  const id = await page.evaluate(async () => ((await (await fetch('/api/v1/me')).json()) as { id: string }).id);
  expect((await ask('PUT', `people/${id}/operator`, { roles: ['system', 'security'], reason: 'on duty' })).status).toBe(
    204,
  );
  await page.goto(`${url}/sign-in?next=/desk`);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('button', { name: 'Got it' }).click();
  return page;
}

/** Opens a page as the holder of a key. */
async function openAs(key: string, path: string): Promise<Page> {
  const { page, context } = await studio.open({ language: 'zh-CN', width: 1200, height: 900, scheme: 'light' });
  await context.addInitScript((kept) => sessionStorage.setItem('clipo.key', kept), key);
  await page.goto(`${url}${path}`);
  return page;
}

it('from the queue to the appeal: reviewers decide by keys alone, the seller objects, others look again (S3)', async () => {
  const sent = await ask('POST', 'materials?name=shapes.jpg', await shapesTakenFor('doubtful'));
  expect(sent.status).toBe(201);
  const first = await openAs(studio.key, '/desk');
  await first.getByText('shapes.jpg').waitFor();
  await first.keyboard.press('n');
  const picture = first.getByAltText('待审画面');
  await picture.waitFor();
  const filter = () => picture.evaluate((image) => getComputedStyle(image).filter);
  // Nobody has to see it sharp or in colour before they want to.
  expect(await filter()).toMatch(/blur.*grayscale/);
  expect(await accessFaults(first)).toEqual([]);
  await first.keyboard.press(' ');
  expect(await filter()).toBe('grayscale(1)');
  await first.keyboard.press('g');
  expect(await filter()).toBe('none');
  await first.keyboard.press('b');
  await first.keyboard.press('2');
  await first.getByText('2 性暗示').waitFor();
  expect(await first.getByRole('radio', { name: '2 性暗示' }).isChecked()).toBe(true);
  // A wording of its reason, to send as it is or to change.
  await first.keyboard.press('t');
  expect(await first.getByLabel('告诉对方原因和改法').inputValue()).toContain('性暗示');
  await first.keyboard.press('Enter');
  await first.getByText('没有要您审的').waitFor();

  const seller = await openAs(studio.key, '/materials');
  await seller.getByText('审核未通过，不能使用').waitFor();
  expect(await accessFaults(seller)).toEqual([]);
  await seller.getByRole('button', { name: '申诉' }).click();
  await seller.getByRole('textbox', { name: '申诉' }).fill('只是抽象的圆形，没有人物');
  await seller
    .getByRole('dialog')
    .getByRole('button', { name: /申\s*诉/ })
    .click();
  await seller.getByText('申诉处理中').waitFor();

  // The one who decided is not asked again; another is, and sees what was said.
  await first.reload();
  await first.getByText('没有要您审的').waitFor();
  const second = await anotherReviewer('reviewer@example.com');
  await second.getByText('appeal ·').waitFor();
  await second.keyboard.press('n');
  await second.getByText('只是抽象的圆形，没有人物').waitFor();
  await expectNoSideways(second);
  expect(await accessFaults(second)).toEqual([]);
  await second.keyboard.press('a');
  await second.keyboard.press('Enter');
  await second.getByText('Decided; its team was told').waitFor();
  await seller.reload();
  await seller.getByRole('img', { name: 'shapes.jpg' }).waitFor();
}, 240_000);

it('lists of words: one operator drafts and tries, another publishes, the next word is refused, and back (S1, S2)', async () => {
  const product = { product: { id: 'BW', name: '蓝鲸牌电热毯', sellingPoints: ['暖和'] } };
  expect((await ask('POST', 'products', product)).status).toBe(201);
  const writer = await openAs(studio.key, '/rules');
  await writer.getByRole('button', { name: '起草新版本' }).click();
  await writer.getByLabel('改了什么，为什么').fill('11 月召回通告');
  await writer.getByRole('button', { name: '添加一组词语' }).click();
  await writer.getByLabel('规则', { exact: true }).fill('recalled_goods');
  await writer.getByLabel('词语', { exact: true }).fill('蓝鲸牌电热毯');
  await writer.keyboard.press('Enter');
  await writer.getByLabel('理由（中文，写明条款）').fill('市场监管总局召回通告');
  await writer.getByLabel('理由（英文）').fill('recalled by the market regulator');
  await writer.getByLabel('建议（中文）').fill('删去');
  await writer.getByLabel('建议（英文）').fill('leave it out');
  expect(await accessFaults(writer)).toEqual([]);
  await writer.getByRole('button', { name: '保存草案' }).click();
  await writer.getByText('待发布').waitFor();
  await writer.getByRole('button', { name: /试\s*算/ }).click();
  await writer.getByText('有 1 项的结论会改变').waitFor();
  await writer.getByRole('dialog').getByText('蓝鲸牌电热毯').waitFor();
  expect(await accessFaults(writer)).toEqual([]);
  await writer.keyboard.press('Escape');
  // Whoever wrote it does not publish it.
  await writer.getByRole('button', { name: /发\s*布/ }).click();
  await writer
    .getByRole('tooltip')
    .getByRole('button', { name: /发\s*布/ })
    .click();
  await writer
    .getByText(/另一位|another operator/)
    .last()
    .waitFor();

  const other = await anotherReviewer('publisher@example.com');
  await other.goto(`${url}/rules`);
  await other.getByText('waits for publication').waitFor();
  await expectNoSideways(other);
  expect(await accessFaults(other)).toEqual([]);
  await other.getByRole('button', { name: 'Publish' }).click();
  await other.getByRole('tooltip').getByRole('button', { name: 'Publish' }).click();
  await other.getByText('in force', { exact: true }).waitFor();
  expect((await ask('POST', 'products', product)).status).toBe(451);
  await other.reload();
  await other.getByRole('cell', { name: 'recalled_goods' }).waitFor();
  await expectNoSideways(other);
  expect(await accessFaults(other)).toEqual([]);
}, 240_000);

it('proofs of claims are listed, saved and taken back; whom a material shows is told with the guardian’s consent (S1, C3)', async () => {
  const scan = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64',
  );
  const about = { sku: 'CUP1', rule: 'absolute', kind: 'test_report', source: 'SGS 2026-118', name: 'report.png' };
  const proof = (term: string) => ask('POST', `claim-proofs?${new URLSearchParams({ ...about, term })}`, scan);
  expect((await proof('销量领先')).status).toBe(201);
  await ask('POST', 'materials?name=child.jpg', await readFile(await tinyMedia('pictureJpeg')));
  const { page, context } = await studio.open({ language: 'en', width: 390, height: 844, scheme: 'light' });
  await context.addInitScript((kept) => sessionStorage.setItem('clipo.key', kept), studio.key);
  await page.goto(`${url}/materials`);
  await page.getByRole('link', { name: 'Proofs of claims' }).waitFor();
  await page.goto(`${url}/proofs`);
  const row = page.getByRole('listitem', { name: '销量领先' });
  await row.getByText('Holds').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await expectNoSideways(page);
  const saved = page.waitForEvent('download');
  await row.getByRole('button', { name: 'Save the file' }).click();
  expect((await saved).suggestedFilename()).toBe('report.png');
  await row.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'Take back' }).click();
  await row.getByText('Taken back').waitFor();

  await page.goto(`${url}/materials`);
  await page.getByRole('button', { name: 'child.jpg' }).click();
  await page.getByLabel('Whom it shows').click();
  await page.getByText('Minors', { exact: true }).click();
  await page.getByLabel('Consent of the guardian').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await expectNoSideways(page);
}, 240_000);
