import { tinyMedia } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ModelServer, serveReplays } from '../apps/server/src/features/talk/model-server.fixture.ts';
import { sayOfAge, signInByCode } from './sign-in.fixture.ts';
import { accessFaults, expectNoSideways, type Studio, startStudio } from './studio.fixture.ts';

let studio: Studio;
let model: ModelServer;

beforeAll(async () => {
  model = await serveReplays();
  studio = await startStudio({ CLIPO_AGENT_URL: model.baseUrl, CLIPO_AGENT_MODEL: 'tiny' });
}, 300_000);
afterAll(async () => {
  await studio?.close();
  model.close();
});

/** Says something in words or with files, and waits until it was answered. */
async function say(page: Page, words: { input: string; send: string }, said: string | { file: string }): Promise<void> {
  const before = await page.locator('.talk-agent').count();
  if (typeof said === 'string') {
    await page.getByRole('textbox', { name: words.input }).fill(said);
  } else {
    await page.setInputFiles('.talk-sender input[type=file]', said.file);
  }
  await page.getByRole('button', { name: words.send, exact: true }).click();
  await expect
    .poll(() => page.locator('.talk-agent .pieces > footer').count(), { timeout: 120_000 })
    .toBeGreaterThan(before);
}

it('a seller signs up, talks to the built-in planner in Chinese, uploads a clip, starts a batch and sees its video (C1)', async () => {
  const { page, complaints } = await studio.open({ language: 'zh-CN', width: 1440, height: 900, scheme: 'light' });
  await page.goto(`${studio.url}/talk`);
  await signInByCode(page, studio, '13800138001', 'zh-CN');
  await sayOfAge(page, 'zh-CN');
  await page.getByRole('heading', { name: '想卖什么？说一句就行' }).waitFor();
  expect(await accessFaults(page)).toEqual([]);

  const words = { input: '要说的话', send: '发送' };
  await say(page, words, '帮我给随行杯做1条6秒的抖音视频，1:1，卖点是单手能开、倒放不漏、杯身防滑');
  await page.waitForURL(/\/talk\/cnv_/);
  await page.getByText('我是内置规划器').first().waitFor();
  await page.getByText('卖多少钱').first().waitFor();
  await say(page, words, '89元，先出小样');
  await say(page, words, { file: await tinyMedia('clip') });
  await page.getByRole('button', { name: '开始制作' }).waitFor();
  for (const card of ['开场角度', '脚本', '分镜', '组合', '报价']) {
    const shown = page.getByRole('region', { name: card, exact: true }).first();
    await shown.waitFor();
    expect(await shown.textContent()).toContain('AI生成，仅供参考');
  }
  await page.getByText('排方案：写脚本、配画面、算组合').first().waitFor();

  // A correction is noted, and taken back where it stands.
  await say(page, words, '去掉价格');
  const dropped = page.locator('.talk-change').last();
  expect(await dropped.textContent()).toContain('去掉 价格');
  await dropped.getByRole('button', { name: '撤销' }).click();
  await dropped.getByRole('button', { name: '恢复' }).waitFor();
  await page.getByText('方案已经改过，请用最新的报价').first().waitFor();
  await say(page, words, '看看方案');
  expect(await accessFaults(page)).toEqual([]);
  await expectNoSideways(page);

  await page.getByRole('button', { name: '开始制作' }).click();
  await page
    .locator('.talk-batch')
    .getByRole('button', { name: /^打开 / })
    .waitFor({ timeout: 180_000 });
  await page.locator('.talk-batch .status.done').waitFor({ timeout: 180_000 });
  expect(await page.locator('.talk-card.batch').textContent()).toContain('AI生成，仅供参考');

  // The conversation is kept, found and named.
  await page.reload();
  await page.getByRole('searchbox', { name: '搜索对话' }).fill('杯身防滑');
  await page.locator('.history li').first().getByRole('button').click();
  await page.getByRole('menuitem', { name: '重命名' }).click();
  await page.getByRole('textbox', { name: '名称' }).fill('随行杯第一批');
  await page.getByRole('button', { name: '保存' }).click();
  await page.locator('.history').getByText('随行杯第一批').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
}, 600_000);

it('the same with a model, in English, on a phone and in the dark: what it proposes is started by the person alone (C1)', async () => {
  const { page, context, complaints } = await studio.open({ language: 'en', width: 390, height: 844, scheme: 'dark' });
  await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
  await page.goto(`${studio.url}/talk`);
  await page.getByRole('heading', { name: 'What are we selling? One sentence will do' }).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  const brief = {
    product: 'travel mug',
    points: ['opens with one hand', 'leakproof', 'non-slip base'],
    count: 1,
    seconds: 6,
    formats: ['1x1'],
    languages: ['en'],
    isDraft: true,
  };
  model.play(
    { calls: [{ name: 'update_brief', arguments: JSON.stringify({ set: brief }) }] },
    { say: 'Noted. Please send a clip of the mug.' },
  );
  const words = { input: 'Your message', send: 'Send' };
  await say(page, words, 'One short square video for my travel mug');
  await page.getByText('Please send a clip of the mug.').waitFor();
  model.play(
    { calls: [{ name: 'plan_batch', arguments: '{}' }] },
    { say: 'The plan is ready: press Start if you like it.' },
  );
  await say(page, words, { file: await tinyMedia('clip') });
  await page.getByText('press Start if you like it').waitFor();
  await page.getByText('Used: 200 tokens in, 40 out').last().waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await expectNoSideways(page);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.locator('.talk-batch .status').waitFor();
  await page.getByRole('button', { name: 'Conversations' }).click();
  await page.locator('.ant-drawer .history li').first().waitFor();
  expect(await accessFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
}, 600_000);
