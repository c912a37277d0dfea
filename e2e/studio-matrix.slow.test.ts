import { createServer } from 'node:net';
import { findChromium } from '@clipo/testkit';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../apps/server/src/features/keys/create-key.ts';
import { batchInput } from '../apps/server/src/testing/make-batch.fixture.ts';
import { startTestService, type TestService } from '../apps/server/src/testing/service.fixture.ts';
import { accessFaults, expectNoSideways, type Look, openPage } from './studio.fixture.ts';

let service: TestService;
let browser: Browser;
let key = '';

beforeAll(async () => {
  service = await startTestService('matrix', { PORT: String(await freePort()), CLIPO_RATE_LIMIT: '0' });
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const operator = { teamId: service.teamId, keyId: 'key_test', scopes: ['*'] };
  ({ secret: key } = await createKey(service.deps, operator, {
    name: 'test',
    scopes: ['read', 'write', 'make', 'admin'],
  }));
}, 300_000);
afterAll(async () => {
  await browser.close();
  await service.remove();
});

const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'en', width: 390, height: 844, scheme: 'dark' };

async function open(path: string, look: Look): Promise<Page> {
  const { page, context } = await openPage(browser, look);
  await context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), key);
  await page.goto(`${service.url()}${path}`);
  return page;
}

async function ask<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${service.url()}/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as T;
}

describe('a batch is laid out as a matrix (C9)', () => {
  it('cards are changed in place, what it makes and costs is told, it is kept, scheduled by keyboard and cloned', async () => {
    const { brief, files, isDraft } = await batchInput(service.deps, service.teamId, { count: 4 });
    const { id } = await ask<{ id: string }>('/recipes', { name: '双十一', batch: { brief, files, isDraft } });
    const page = await open(`/recipes/${id}`, desk);
    const hooks = page.getByRole('region', { name: '开场' });
    await hooks.getByRole('button', { name: /^H01/ }).waitFor({ timeout: 120_000 });
    const codes = page.locator('.matrix-cells code');
    await expect.poll(() => codes.count(), { timeout: 60_000 }).toBe(4);
    expect(await codes.first().innerText()).toMatch(/^NA_CUP1_[A-Z]+_HOOK01_BODY\d\d_CTA\d\d_6s_1x1_zh_V1$/);
    expect(await accessFaults(page)).toEqual([]);

    // Everything from here to the batch is done without a mouse.
    await hooks.getByRole('button', { name: /^H01/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('出门前，水带了吗？');
    await page.keyboard.press('Enter');
    await hooks.getByText('自己写的').waitFor({ timeout: 120_000 });
    await page.getByRole('combobox', { name: '添加音乐' }).focus();
    await page.keyboard.type('静水');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: '添加音乐' }).focus();
    await page.keyboard.type('玉园');
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: '使用 H02' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: '9:16' }).focus();
    await page.keyboard.press('Space');
    await page.locator('.sum b').filter({ hasText: /^8$/ }).waitFor();
    const plan = page.locator('.figures[aria-busy="false"]');
    await expect
      .poll(() => codes.allInnerTexts(), { timeout: 120_000 })
      .not.toContainEqual(expect.stringMatching(/HOOK02/));
    await plan.waitFor({ timeout: 120_000 });
    await page.getByText('已保存').waitFor();
    expect(await accessFaults(page)).toEqual([]);

    // Too many for what is left is told with the most there is, before anything starts.
    await page.getByRole('spinbutton', { name: '创意数' }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('900');
    await page.locator('.plan-fault').waitFor({ timeout: 120_000 });
    expect(await page.getByRole('button', { name: '开始制作' }).isDisabled()).toBe(true);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('4');
    await page.locator('.plan-fault').waitFor({ state: 'detached', timeout: 120_000 });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await page.getByLabel('稍后开始').fill(tomorrow);
    await page.getByRole('button', { name: '排期' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/batches\/bat_/);
    await page.getByText(/^将于/).waitFor();
    const batchId = page.url().split('/').at(-1) ?? '';
    type Source = { brief: { lines: object[]; music: string[]; formats: string[] } };
    const source = await ask<Source>(`/batches/${batchId}/source`);
    expect(source.brief).toMatchObject({
      lines: [{ part: 'H01', text: '出门前，水带了吗？' }],
      music: [false, 'calm-water', 'jade-garden'],
      formats: ['9x16', '1x1'],
    });
    await page.getByRole('button', { name: '取消批次' }).waitFor();
    await page.getByRole('button', { name: '复制为矩阵' }).click();
    await page.waitForURL(/\/recipes\/rcp_/);
    await hooks.getByRole('button', { name: /^H01.*出门前/ }).waitFor({ timeout: 120_000 });

    const small = await open(`/recipes/${id}`, phone);
    await small.getByRole('button', { name: /^H01/ }).waitFor({ timeout: 120_000 });
    await expectNoSideways(small);
    expect(await accessFaults(small)).toEqual([]);
  }, 600_000);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
