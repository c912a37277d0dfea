import { readFile } from 'node:fs/promises';
import { verifyFile } from '@clipo/label';
import { tinyMedia } from '@clipo/testkit';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sayOfAge, signInByCode } from './sign-in.fixture.ts';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio, takeShots } from './studio.fixture.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await startStudio({ CLIPO_WORKERS: '1', CLIPO_RATE_LIMIT: '0' });
}, 300_000);
afterAll(async () => {
  await studio?.close();
});

const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'zh-CN', width: 390, height: 844, scheme: 'dark' };

/** Somebody of age who signs up by a mobile number. */
async function signUp(number: string, look: Look) {
  const { page, context, complaints } = await studio.open(look);
  await page.goto(`${studio.url}/`);
  await signInByCode(page, studio, number, 'zh-CN');
  await sayOfAge(page, 'zh-CN');
  await page.locator('main#page h1').waitFor();
  return { page, context, complaints };
}

/** Asks the service as who is signed in on a page. */
async function ask<T>(page: Page, path: string, body?: object): Promise<T> {
  const answer = await page.evaluate(
    async ([to, sent]) => {
      const told = await fetch(`/api/v1/${to}`, {
        method: sent === undefined ? 'GET' : 'POST',
        headers: { 'content-type': 'application/json' },
        ...(sent !== undefined && { body: sent }),
      });
      return { ok: told.ok, text: await told.text() };
    },
    [path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
  expect(answer.ok, answer.text).toBe(true);
  return JSON.parse(answer.text) as T;
}

/** A batch of one small video, finished. @returns its id */
async function makeOne(page: Page): Promise<string> {
  const clip = (await readFile(await tinyMedia('clip'))).toString('base64');
  const material = await page.evaluate(async (bytes) => {
    const answer = await fetch('/api/v1/materials?name=cup.mp4', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)),
    });
    return ((await answer.json()) as { id: string }).id;
  }, clip);
  const { id } = await ask<{ id: string }>(page, 'batches', {
    brief: {
      product: { id: 'CUP1', name: '随行杯', sellingPoints: ['单手能开', '倒放不漏'] },
      materials: [{ file: 'cup.mp4' }],
      count: 1,
      durationSeconds: 6,
      music: false,
    },
    files: { 'cup.mp4': material },
    isDraft: true,
  });
  const status = async () => (await ask<{ status: string }>(page, `batches/${id}`)).status;
  await expect.poll(status, { timeout: 600_000, interval: 500 }).toBe('done');
  return id;
}

/** Fills in an undertaking and signs it. */
async function sign(form: Locator, purpose: string): Promise<void> {
  await form.getByLabel('用途').fill(purpose);
  await form.getByLabel('接收人', { exact: true }).fill('示例商贸有限公司');
  await form.getByLabel('接收人的联系方式').fill('han@example.com');
  await form.getByLabel('您的姓名（签署）').fill('李雷');
  await form.getByRole('checkbox').check();
  await form.getByRole('button', { name: '签署并申请' }).click();
  await form.getByText('等待审批').waitFor();
}

it('who signs in the studio is told what is missing, and approved on the page of the team; nobody else takes the files (L5)', async () => {
  const owner = await signUp('13900000411', desk);
  const batch = await makeOne(owner.page);
  await ask(owner.page, 'team/invitations', { contact: '13900000412', role: 'editor' });
  const editor = await signUp('13900000412', phone);
  const outbox = await fetch(`${studio.url}/api/v1/outbox?limit=50`, {
    headers: { authorization: `Bearer ${studio.key}` },
  });
  const { items } = (await outbox.json()) as { items: { template: string; text: string }[] };
  const link = /\/invitation#[\w-]+/.exec(items.find(({ template }) => template === 'invitation')?.text ?? '')?.[0];
  await editor.page.goto(`${studio.url}${link}`);
  await editor.page.getByRole('button', { name: '加入' }).click();
  await editor.page.waitForURL(/\/team$/);

  // What is not filled in is told where it stands; the duties are read before they are signed.
  await editor.page.goto(`${studio.url}/batches/${batch}`);
  await editor.page.getByRole('button', { name: /^打开 / }).click();
  await editor.page.getByRole('button', { name: '不带画面标识的文件…' }).click();
  const form = editor.page.getByRole('dialog').last();
  await form.getByRole('region', { name: '承诺书' }).waitFor();
  await form.getByRole('button', { name: '签署并申请' }).click();
  await form.getByText('签署前请阅读并勾选').waitFor();
  await form.getByText('请写明用途，至少 10 个字').waitFor();
  expect(await accessFaults(editor.page)).toEqual([]);
  await expectNoSideways(editor.page);
  await takeShots(editor.page, 'unmarked-form');
  await sign(form, '交给客户，由其在自己的账号发布并按平台要求声明');
  expect(await form.getByRole('button', { name: '通过', exact: true }).count()).toBe(0);
  expect(await accessFaults(editor.page)).toEqual([]);

  // The owner finds it on the page of the team.
  await owner.page.goto(`${studio.url}/team`);
  const row = owner.page.locator('.undertakings > li');
  await row.getByText('等待审批').waitFor();
  await row.getByText(/示例商贸有限公司/).waitFor();
  expect(await accessFaults(owner.page)).toEqual([]);
  await takeShots(owner.page, 'unmarked-team');
  await row.getByRole('button', { name: '通过', exact: true }).click();
  await row.getByText('可以取用').waitFor({ timeout: 300_000 });
  // Only who signed takes the files.
  expect(await row.getByRole('button', { name: '取得文件' }).count()).toBe(0);

  // Who signed takes them on the phone; the film has no mark to be seen but its label in the file, and the taking is on record.
  await form.getByText('可以取用').waitFor({ timeout: 60_000 });
  await form.getByRole('button', { name: '取得文件' }).click();
  const [film] = await Promise.all([
    editor.page.waitForEvent('download'),
    form.getByRole('link', { name: /视频$/ }).click(),
  ]);
  expect((await verifyFile(await film.path())).label).toMatchObject({ Label: '1' });
  await form.getByText('发布时须主动声明由 AI 生成，并添加显式标识').waitFor();
  await form.getByText(/^全部记录/).click();
  await expect.poll(() => form.locator('details li').allInnerTexts()).toHaveLength(4);
  expect((await form.locator('details li').allInnerTexts()).join()).toMatch(/签署.*通过.*制作完成.*取得文件/su);
  expect(await accessFaults(editor.page)).toEqual([]);
  await expectNoSideways(editor.page);
  await takeShots(editor.page, 'unmarked-taken');

  // Taken back, the link ends at once and the record stays.
  const href = new URL(film.url());
  expect((await fetch(href)).status).toBe(200);
  await form.getByRole('button', { name: '撤回' }).click();
  await editor.page.getByRole('tooltip').getByRole('button', { name: '撤回' }).click();
  await form.getByText('已撤回').waitFor();
  expect([403, 404, 410]).toContain((await fetch(href)).status);
  expect(await form.getByRole('link', { name: /视频$/ }).count()).toBe(0);

  // Declined with a reason, which who signed reads.
  await form.getByRole('button', { name: '再签一份' }).click();
  await sign(form, '再给客户一份，用于其线下门店的屏幕');
  await owner.page.reload();
  const open = owner.page.locator('.undertakings > li').filter({ hasText: '等待审批' });
  await open.getByRole('button', { name: '不通过' }).click();
  const asked = owner.page.getByRole('tooltip');
  expect(await asked.getByRole('button', { name: '不通过' }).isDisabled()).toBe(true);
  await asked.getByRole('textbox').fill('门店屏幕同样需要显式标识');
  await asked.getByRole('button', { name: '不通过' }).click();
  await editor.page.reload();
  await editor.page.getByRole('button', { name: '不带画面标识的文件…' }).click();
  await editor.page.getByRole('dialog').last().getByText('门店屏幕同样需要显式标识').waitFor();
}, 1_200_000);
