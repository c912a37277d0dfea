import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addressesOfHome } from '../apps/server/src/db/embedded.ts';
import { fillConsole } from './screens/fill-console.ts';
import { fillPeople, type SamplePeople } from './screens/fill-people.ts';
import { sayOfAge, signInByCode } from './sign-in.fixture.ts';
import {
  accessFaults,
  expectNoSideways,
  giveAuthenticator,
  type Look,
  type Studio,
  startStudio,
} from './studio.fixture.ts';
import { freePort } from './wechat.fixture.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let studio: Studio;
let sample: SamplePeople;
/** Passkeys belong to a name, never to a number. */
let url: string;
beforeAll(async () => {
  folder = await tempFolder('console');
  await mkdir(join(folder.path, 'data'));
  const port = await freePort();
  url = `http://localhost:${port}`;
  studio = await startStudio({
    ...{ CLIPO_WORKERS: '1', PORT: String(port), CLIPO_URL: url },
    CLIPO_HOME: join(folder.path, 'data'),
  });
  sample = await fillPeople(url, studio.key);
}, 300_000);
afterAll(async () => {
  await studio.close();
  await folder[Symbol.asyncDispose]();
});

/** Pictures of what was seen, where somebody wants to look at them: PICTURES_OF_TESTS names the folder. */
const pictures = process.env.PICTURES_OF_TESTS;
const ask = async (method: string, path: string, body?: object) => {
  const answer = await fetch(`${studio.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${studio.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status, `${method} ${path}`).toBeLessThan(300);
  return answer.status === 204 ? undefined : answer.json();
};

async function looked(page: Page, name: string): Promise<void> {
  await page.locator('.ant-skeleton-active').first().waitFor({ state: 'detached' });
  if (pictures !== undefined) {
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, animations: 'disabled' });
  }
  await expectNoSideways(page);
  expect(await accessFaults(page), name).toEqual([]);
}

/** Somebody who signs up with a code, in English, at a desk. */
async function joins(contact: string, path: string, hasPasskey = false): Promise<Page> {
  const { page, context } = await studio.open({ language: 'en', width: 1440, height: 900, scheme: 'light' });
  if (hasPasskey) {
    await giveAuthenticator(context, page);
  }
  await page.goto(`${url}${path}`);
  await signInByCode(page, studio, contact);
  // Who only wants to see what is kept, or have it deleted, is not asked for more.
  if (path !== '/privacy') {
    await sayOfAge(page);
  }
  return page;
}
const meOf = (page: Page) =>
  page.evaluate(async () => (await (await fetch('/api/v1/me')).json()) as { id: string; team: { id: string } });

const looks: readonly Look[] = [
  { width: 1440, height: 900, scheme: 'light', language: 'zh-CN' },
  { width: 1440, height: 900, scheme: 'dark', language: 'en' },
  { width: 390, height: 844, scheme: 'dark', language: 'zh-CN' },
  { width: 390, height: 844, scheme: 'light', language: 'en' },
];

it('every page of the console fits a desk and a phone, in both languages, light and dark, for everybody (O3)', async () => {
  await fillConsole(url, studio.key, sample);
  const pages = [
    '',
    '/teams',
    '/jobs',
    '/retention',
    '/actings',
    '/audit',
    '/announcements',
    '/grants',
    '/licensed',
    '/templates',
    '/templates?view=notices',
    '/incidents',
  ];
  for (const look of looks) {
    const { page, context, complaints } = await studio.open(look);
    const of = `${look.width}-${look.scheme}-${look.language}`;
    await context.addInitScript((kept) => sessionStorage.setItem('clipo.key', kept), studio.key);
    for (const path of pages) {
      await page.goto(`${url}/operate${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await looked(page, `operate${path.replace('/', '-')}-${of}`);
    }
    await page.goto(`${url}/operate/teams?id=${sample.teamId}`);
    await page.locator('.ant-drawer .past').nth(1).waitFor();
    await looked(page, `operate-team-${of}`);
    await page.goto(`${url}/operate/measures`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await looked(page, `operate-measures-${of}`);
    await page.goto(`${url}/people`);
    await page.getByRole('searchbox').first().fill(sample.contact);
    await page.keyboard.press('Enter');
    await page.locator('.person-card .past').waitFor();
    await looked(page, `people-${of}`);
    await context.close();
    const owner = await studio.open(look);
    await owner.context.addCookies(sample.cookies);
    for (const path of ['/measures', '/security']) {
      await owner.page.goto(`${studio.url}${path}`);
      await owner.page.getByRole('heading', { level: 1 }).waitFor();
      const popup = owner.page.locator('.ant-modal-footer button');
      await popup.waitFor({ timeout: 5000 }).catch(() => undefined);
      while (await popup.isVisible()) {
        await popup.click();
        await popup.waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined);
      }
      await looked(owner.page, `${path.slice(1)}-${of}`);
    }
    await owner.context.close();
    expect(complaints).toEqual([]);
  }
}, 900_000);

it('a person lets an operator act for them, who sees for whom all the while, and ends it (O3)', async () => {
  const helper = await joins('helper@example.com', '/security', true);
  await helper.getByRole('listitem').filter({ hasText: 'Passkeys' }).getByRole('button', { name: 'Add' }).click();
  await helper.getByText('Passkey 1').waitFor();
  await ask('PUT', `people/${(await meOf(helper)).id}/operator`, { roles: ['system'], reason: 'on duty' });
  const person = await joins('helped@example.com', '/security');
  const { team } = await meOf(person);
  await helper.goto(`${url}/sign-in?next=${encodeURIComponent(`/operate/teams?id=${team.id}`)}`);
  await helper.getByRole('button', { name: 'Use a passkey' }).click();
  await helper.getByRole('button', { name: 'Got it' }).click();
  // What is not of their duty is not led to.
  await helper.getByRole('link', { name: 'Jobs' }).waitFor();
  expect(await helper.locator('a[href="/operate/audit"]').count()).toBe(0);
  await helper.getByRole('button', { name: 'Act on behalf' }).click();
  await helper.getByLabel('Why (they are told)').fill('You asked us by phone to tidy your products');
  await helper.getByRole('button', { name: 'Ask', exact: true }).click();
  await helper.getByText('Asked; begin under').waitFor();

  await person.reload();
  await person.getByRole('button', { name: 'Got it' }).click();
  await person.getByRole('button', { name: 'Consent', exact: true }).click();
  await person.getByText('Consented, not begun').waitFor();
  await helper.goto(`${url}/operate/actings`);
  await helper.getByRole('button', { name: 'Begin' }).click();
  await helper.getByText(/^You act for .* until/).waitFor();
  await helper.goto(`${url}/materials`);
  await helper.getByText(/^You act for .* until/).waitFor();
  await looked(helper, 'acting-desk');
  await helper.getByRole('button', { name: 'End', exact: true }).click();
  await helper.getByRole('heading', { name: 'Acting on behalf' }).waitFor();
  await helper.getByText('Ended').waitFor();
}, 300_000);

it('a template that an operator withdraws is offered to nobody, and what names it says what to do; readmitted, it is back (O3)', async () => {
  const { page, context, complaints } = await studio.open({
    width: 1440,
    height: 900,
    scheme: 'light',
    language: 'en',
  });
  await context.addInitScript((kept) => sessionStorage.setItem('clipo.key', kept), studio.key);
  await page.goto(`${url}/operate/templates`);
  const row = page.locator('.licensed-rows li', { hasText: 'festival' });
  await row.getByRole('button', { name: /^Withdraw/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Withdraw' }).click();
  await dialog.getByText('Say why, in at least 3 characters').waitFor();
  await looked(page, 'operate-templates-why');
  await dialog.getByRole('textbox').fill('The licence of its font has ended');
  await dialog.getByRole('button', { name: 'Withdraw' }).click();
  await row.getByText('Why: The licence of its font has ended').waitFor();
  await looked(page, 'operate-templates-withdrawn');
  await page.goto(`${url}/templates`);
  await page.locator('.gallery li').nth(9).waitFor();
  expect(await page.locator('.gallery li').count()).toBe(10);
  const refused = await fetch(`${studio.url}/api/v1/batch-plans`, {
    method: 'POST',
    headers: { authorization: `Bearer ${studio.key}`, 'content-type': 'application/json', 'accept-language': 'en' },
    body: JSON.stringify({
      brief: { product: { id: 'P', name: 'Cup' }, materials: [{ file: 'a' }], template: 'festival' },
      files: { a: 'mat_a' },
    }),
  });
  expect(((await refused.json()) as { detail: string }).detail).toMatch(/font has ended.*choose another one/);
  await page.goto(`${url}/operate/templates`);
  await row.getByRole('button', { name: /^Readmit/ }).click();
  await dialog.getByRole('textbox').fill('The licence was renewed');
  await dialog.getByRole('button', { name: 'Readmit' }).click();
  await row.getByRole('button', { name: /^Withdraw/ }).waitFor();
  await page.goto(`${url}/operate/templates?view=notices`);
  await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('measure taken');
  await page.getByText('measure-taken').waitFor();
  expect(complaints).toEqual([]);
}, 300_000);

it('an account that is to be deleted goes after the days in which that can be withdrawn; its certificate says what went and stayed (A5)', async () => {
  const person = await joins('leaving@example.com', '/privacy');
  await person.getByRole('button', { name: 'Ask for deletion' }).first().waitFor();
  const { id } = await meOf(person);
  const wish = async () => {
    await person.getByRole('button', { name: 'Ask for deletion' }).first().click();
    await person.getByRole('dialog').getByRole('button', { name: 'Ask for deletion' }).click();
    await person.getByText(/The account is deleted on .*; until then you can withdraw/).waitFor();
  };
  await wish();
  await person.getByRole('button', { name: 'Withdraw the request' }).click();
  await person.getByRole('button', { name: 'Ask for deletion' }).first().waitFor();
  await wish();
  const { url: database } = (await addressesOfHome(join(folder.path, 'data'))) ?? { url: '' };
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query("set clipo.team = '*'");
  await client.query('update deletion_requests set erases_at = now() where user_id = $1 and withdrawn_at is null', [
    id,
  ]);
  const linkOf = async () => {
    const { items } = (await ask('GET', 'outbox')) as { items: { to: string; template: string; text: string }[] };
    const sent = items.find(({ to, template }) => to === 'leaving@example.com' && template === 'deletion-done');
    return /\/deleted#[\w-]+/.exec(sent?.text ?? '')?.[0];
  };
  // The service looks once a minute for what has come due.
  await expect.poll(linkOf, { timeout: 150_000, interval: 2000 }).toBeDefined();
  expect((await client.query('select 1 from users where id = $1', [id])).rowCount).toBe(0);
  await client.end();
  await person.goto(`${url}/security`);
  await person.getByLabel('Mobile number or e-mail').first().waitFor();
  const link = await linkOf();
  for (const look of looks) {
    const { page, context } = await studio.open(look);
    await page.goto(`${url}${link}`);
    await page
      .getByRole('heading', { name: look.language === 'en' ? 'Certificate of deletion' : '注销证明' })
      .waitFor();
    await page.getByText('audit_events', { exact: true }).waitFor();
    await page.getByText(id).waitFor();
    expect(await page.getByText('leaving@example.com').count()).toBe(0);
    await looked(page, `deleted-${look.width}-${look.scheme}-${look.language}`);
    await context.close();
  }
}, 600_000);
