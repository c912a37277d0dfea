import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyMedia } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, type Studio, startStudio } from './studio.fixture.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await startStudio({ CLIPO_WORKERS: '0' });
}, 180_000);
afterAll(() => studio.close());

/** Pictures of what was seen, where somebody wants to look at them: PICTURES_OF_TESTS names the folder. */
const pictures = process.env.PICTURES_OF_TESTS;
const picture = async (page: Page, name: string) => {
  if (pictures !== undefined) {
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
};

const ask = (method: string, path: string, body?: object | Buffer, key = studio.key) =>
  fetch(`${studio.url}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': body instanceof Buffer ? 'application/octet-stream' : 'application/json',
    },
    ...(body === undefined ? {} : { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
  });

async function openAs(path: string, look: Parameters<Studio['open']>[0]): Promise<Page> {
  const { page, context } = await studio.open(look);
  await context.addInitScript((kept) => sessionStorage.setItem('clipo.key', kept), studio.key);
  await page.goto(`${studio.url}${path}`);
  return page;
}

it('a stranger reports, the operator takes down, the owner counters, the stranger withdraws, and it is back (S5)', async () => {
  const sent = await ask('POST', 'materials?name=shapes.jpg', await readFile(await tinyMedia('pictureJpeg')));
  expect(sent.status).toBe(201);
  const { id } = (await sent.json()) as { id: string };
  const phone = { width: 390, height: 844, scheme: 'dark', language: 'en' } as const;
  const desk = { width: 1440, height: 900, scheme: 'light', language: 'zh-CN' } as const;

  // On a phone, in English, without an account.
  const { page: stranger } = await studio.open(phone);
  await stranger.goto(`${studio.url}/report?about=${id}`);
  await stranger.getByRole('radio', { name: /Infringement notice/ }).waitFor();
  await expectNoSideways(stranger);
  expect(await accessFaults(stranger)).toEqual([]);
  await picture(stranger, 'report-phone-dark');
  await stranger.getByRole('button', { name: 'Send' }).click();
  await stranger.getByText('A notice counts only with this statement').waitFor();
  await stranger.getByLabel('What you say').fill('I took the opening picture.');
  await stranger.getByLabel('Your name').fill('Li Lei');
  await stranger.getByLabel('E-mail or mobile number').fill('li@example.com');
  await stranger.getByRole('checkbox', { name: /I state that this is true/ }).check();
  await stranger.getByRole('button', { name: 'Send' }).click();
  const number = await stranger.getByRole('heading', { name: /^C\d{6}-/ }).textContent();
  await stranger.getByText('We are working on it').waitFor();
  await expectNoSideways(stranger);
  expect(await accessFaults(stranger)).toEqual([]);
  await picture(stranger, 'case-phone-dark');

  const operator = await openAs('/operate/cases', desk);
  await operator.getByText(number ?? '').click();
  await operator.getByRole('article', { name: number ?? '' }).waitFor();
  await operator.getByText('l•••@example.com').waitFor();
  expect(await accessFaults(operator)).toEqual([]);
  await operator.getByRole('button', { name: '通知对方' }).click();
  const dialog = operator.getByRole('dialog');
  await dialog.getByRole('textbox').fill('有人认为开场的照片是其拍摄的。');
  await dialog.getByRole('button', { name: '通知对方' }).click();
  await operator.getByText('已下架 1 件').waitFor();
  await picture(operator, 'all-cases-desk');

  const owner = await openAs('/cases', desk);
  await owner.getByText('素材和成片共 1 件已下架').waitFor();
  await expect(owner.getByText('Li Lei').count()).resolves.toBe(0);
  expect(await accessFaults(owner)).toEqual([]);
  await picture(owner, 'cases-desk');
  await owner.getByLabel('您的回应').fill('这是我们自己拍的，见原片。');
  await owner.getByRole('checkbox', { name: /我保证/ }).check();
  await owner.getByRole('button', { name: '提交声明' }).click();
  await owner.getByText('对方已声明不侵权').waitFor();

  await stranger.reload();
  await stranger.getByText('这是我们自己拍的，见原片。').waitFor();
  await stranger.getByRole('checkbox', { name: /court or an authority/ }).waitFor();
  await stranger.getByRole('button', { name: 'Withdraw' }).click();
  await stranger.getByRole('tooltip').getByRole('button', { name: 'Withdraw' }).click();
  await stranger.getByText('Withdrawn', { exact: true }).first().waitFor();
  const back = (await (await ask('GET', `materials/${id}`)).json()) as { verdict: { outcome: string } };
  expect(back.verdict.outcome).toBe('allowed');
  await owner.reload();
  await owner.getByText('已恢复').first().waitFor();
}, 240_000);

it('operators see how the service does, find acts, and what they announce is seen within five seconds (O3)', async () => {
  const desk = { width: 1440, height: 900, scheme: 'dark', language: 'zh-CN' } as const;
  const reader = await openAs('/', { width: 390, height: 844, scheme: 'light', language: 'en' });
  const overview = await openAs('/operate', desk);
  await overview.getByText('未结工单').waitFor();
  expect(await accessFaults(overview)).toEqual([]);
  await picture(overview, 'overview-desk-dark');
  await overview.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(overview);
  await picture(overview, 'overview-phone-dark');
  expect((await ask('POST', 'conversations', {})).status).toBe(201);
  const audit = await openAs('/operate/audit', { ...desk, scheme: 'light' });
  await audit.getByLabel('操作').fill('POST /api/v1/conversations');
  await audit
    .getByRole('main')
    .getByRole('button', { name: /查\s*找/ })
    .click();
  await expect.poll(() => audit.getByRole('list').last().getByRole('listitem').count()).toBeGreaterThan(0);
  expect(await accessFaults(audit)).toEqual([]);
  await picture(audit, 'audit-desk');
  const announce = await openAs('/operate/announcements', { ...desk, scheme: 'light' });
  await announce.getByLabel('中文标题').fill('例行维护');
  await announce.getByLabel('中文正文').fill('今晚暂停制作');
  await announce.getByLabel('英文标题').fill('Maintenance tonight');
  await announce.getByLabel('英文正文').fill('No videos are made from ten on');
  expect(await accessFaults(announce)).toEqual([]);
  await announce.getByRole('button', { name: /发\s*布/ }).click();
  await announce.getByText('已发布').waitFor();
  await reader.getByText('Maintenance tonight').waitFor({ timeout: 5000 });
  await expectNoSideways(reader);
  await picture(announce, 'announce-desk');
  await announce.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(announce);
}, 240_000);
