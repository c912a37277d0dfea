import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ModelServer, serveReplays } from '../apps/server/src/features/talk/model-server.fixture.ts';
import { asking } from './screens/fill-studio.ts';
import { sayOfAge, signInByCode } from './sign-in.fixture.ts';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio } from './studio.fixture.ts';

const examples = join(import.meta.dirname, '..', 'examples');
const desk: Look = { language: 'zh-CN', width: 1440, height: 900, scheme: 'light' };
const phone: Look = { language: 'en', width: 390, height: 844, scheme: 'dark' };

let studio: Studio;
let model: ModelServer;
beforeAll(async () => {
  model = await serveReplays();
  const leads = { CLIPO_AGENT_URL: model.baseUrl, CLIPO_AGENT_MODEL: 'eyes' };
  studio = await startStudio({ CLIPO_RATE_LIMIT: '0', ...leads });
  await sendMaterial('cupcake/table.jpg', '木桌.jpg');
}, 300_000);
afterAll(async () => {
  await studio?.close();
  model.close();
});

/** A picture of the operator's own team, its rights stated, looked through by the worker. */
async function sendMaterial(file: string, name: string): Promise<void> {
  const ask = asking(studio.url, studio.key);
  const answer = await fetch(`${studio.url}/api/v1/materials?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${studio.key}`, 'content-type': 'application/octet-stream' },
    body: await readFile(join(examples, file)),
  });
  const { id } = (await answer.json()) as { id: string };
  await ask('PATCH', `materials/${id}`, { rights: { holder: '澄光影像', licence: 'CC-BY-4.0', scope: '广告，全球' } });
  for (let tries = 0; tries < 240; tries++) {
    if ((await ask<{ seen: object | null }>('GET', `materials/${id}`)).seen !== null) {
      return;
    }
    await wait(500);
  }
  throw new Error(`${name} was not looked through`);
}

async function asOperator(path: string, look = desk) {
  const { page, context, complaints } = await studio.open(look);
  await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
  await page.goto(`${studio.url}${path}`);
  return { page, complaints };
}

/** Somebody who signs up with a code on a phone. */
async function asSeller(contact: string) {
  const { page, complaints } = await studio.open(phone);
  await page.goto(`${studio.url}/materials?view=licensed`);
  await signInByCode(page, studio, contact);
  await sayOfAge(page);
  return { page, complaints };
}

async function looked(page: Page): Promise<void> {
  await expectNoSideways(page);
  expect(await accessFaults(page)).toEqual([]);
}

describe('the licensed library (C4)', () => {
  it('an operator lays a material out, a seller sees its licence and takes it, and is told when it is withdrawn', async () => {
    const operator = await asOperator('/operate/licensed');
    await operator.page.getByRole('combobox', { name: '选一个写明了权利的素材' }).click();
    await operator.page.locator('.ant-select-item-option', { hasText: '木桌.jpg · CC-BY-4.0' }).click();
    await operator.page.getByRole('button', { name: '添加到素材库' }).click();
    const ground = operator.page.getByRole('dialog');
    await ground.getByRole('textbox').fill('图库合同已签');
    await ground.getByRole('button', { name: '添加到素材库' }).click();
    const row = operator.page.locator('.licensed-rows li', { hasText: '木桌.jpg' });
    await row.getByText('0 个团队选用').waitFor();
    await looked(operator.page);

    const seller = await asSeller('licensed@example.com');
    const { page } = seller;
    await page.getByText('CC-BY-4.0').waitFor();
    await page.getByRole('button', { name: '木桌.jpg', exact: true }).click();
    const panel = page.getByRole('dialog');
    const picture = panel.getByRole('img', { name: '木桌.jpg' });
    await expect
      .poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth), { timeout: 20_000 })
      .toBeGreaterThan(300);
    expect(await panel.locator('.rights-facts').innerText()).toMatch(/澄光影像[\s\S]*CC-BY-4\.0[\s\S]*广告，全球/);
    await looked(page);
    await panel.getByRole('button', { name: 'Use it: 木桌.jpg' }).click();
    await panel.getByText('In your materials').waitFor();
    await panel.locator('.ant-drawer-close').click();
    await panel.waitFor({ state: 'detached' });

    // Among the team's own its rights are read, not changed.
    await page.getByText('Our materials', { exact: true }).click();
    await page.getByRole('button', { name: '木桌.jpg', exact: true }).click();
    await panel.getByText('From the licensed library: its rights are those of the library.').waitFor();
    expect(await panel.getByLabel('Holder').count()).toBe(0);
    await looked(page);

    await row.getByRole('button', { name: '下架 木桌.jpg' }).click();
    const why = operator.page.getByRole('dialog');
    await why.getByRole('textbox').fill('权利人收回授权');
    await why.getByRole('button', { name: /下\s*架/ }).click();
    await row.getByText('原因：权利人收回授权').waitFor();
    await row.getByText('1 个团队选用').waitFor();
    await row.getByRole('button', { name: '用到它的成片：木桌.jpg' }).click();
    await operator.page.getByRole('dialog').getByText('没有成片用到它。').waitFor();
    await looked(operator.page);

    await page.reload();
    await page.getByText(/^Withdrawn \d{4}-/).waitFor();
    await page.getByRole('button', { name: '木桌.jpg', exact: true }).click();
    await panel.getByText(/nothing new is made with it\. Why: 权利人收回授权/).waitFor();
    await looked(page);
    expect([operator.complaints, seller.complaints]).toEqual([[], []]);
  }, 300_000);
});

describe('a model describes a material (C3)', () => {
  it('when somebody presses, who sees to whom it goes; the search then reads what was said', async () => {
    const said = { text: '深色木桌上的一块纸杯蛋糕。A cupcake on a dark table.', tags: ['蛋糕', 'cupcake'] };
    model.play({ say: JSON.stringify(said) });
    const { page, complaints } = await asOperator('/materials');
    await page.getByRole('button', { name: '木桌.jpg', exact: true }).click();
    const panel = page.getByRole('dialog');
    await panel.getByText('小图会发送给 eyes 的服务商').waitFor();
    expect(model.asked).toHaveLength(0);
    await panel.getByRole('button', { name: '让模型描述' }).click();
    await panel.getByText(said.text).waitFor();
    await panel.getByText('eyes · AI生成，仅供参考').waitFor();
    expect(JSON.stringify(model.asked)).toContain('data:image/webp;base64,');
    await looked(page);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    const search = page
      .getByRole('searchbox')
      .or(page.getByRole('textbox', { name: /搜索/ }))
      .first();
    await search.fill('没有这样的词');
    await page.locator('.material').first().waitFor({ state: 'detached' });
    await search.fill('dark cupcake');
    await page.getByRole('button', { name: '木桌.jpg', exact: true }).waitFor();
    expect(complaints).toEqual([]);
  }, 300_000);
});
