import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shapesTakenFor, tempFolder } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
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

let studio: Studio;
/** Passkeys belong to a name, never to a number. */
let url: string;
beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  studio = await startStudio({ CLIPO_WORKERS: '0', PORT: String(port), CLIPO_URL: url });
}, 300_000);
afterAll(() => studio.close());

const desk = { width: 1440, height: 900, scheme: 'light' } as const;
const phone = { width: 390, height: 844, scheme: 'light' } as const;
const ask = (method: string, path: string, body?: object) =>
  fetch(`${studio.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${studio.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Somebody who signs up with a code, in English. @returns their page, and their id */
async function joins(contact: string, look: Look, hasPasskey = false): Promise<{ page: Page; id: string }> {
  const { page, context } = await studio.open(look);
  if (hasPasskey) {
    await giveAuthenticator(context, page);
  }
  await page.goto(`${url}/security`);
  await signInByCode(page, studio, contact);
  await sayOfAge(page);
  await page.getByText('Passkeys').first().waitFor();
  return { page, id: await page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).id as string) };
}

/** An operator with a passkey, at a page. */
async function operator(contact: string, path: string): Promise<Page> {
  const { page, id } = await joins(contact, { language: 'en', ...desk }, true);
  await page.getByRole('listitem').filter({ hasText: 'Passkeys' }).getByRole('button', { name: 'Add' }).click();
  await page.getByText('Passkey 1').waitFor();
  expect((await ask('PUT', `people/${id}/operator`, { roles: ['system', 'security'], reason: 'on duty' })).status).toBe(
    204,
  );
  await page.goto(`${url}/sign-in?next=${path}`);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('button', { name: 'Got it' }).click();
  return page;
}

/** Another operator, by the key of the first run. */
async function openAsKey(path: string, look: Look): Promise<Page> {
  const { page, context } = await studio.open(look);
  await context.addInitScript((kept) => sessionStorage.setItem('clipo.key', kept), studio.key);
  await page.goto(`${url}${path}`);
  return page;
}

/** A page without faults: nothing runs off to the side, and everybody can use it. */
async function looked(page: Page): Promise<void> {
  await expectNoSideways(page);
  expect(await accessFaults(page)).toEqual([]);
}

const gotIt = (page: Page) => page.getByRole('button', { name: 'Got it' }).click();

it('from a proposal to a warning that is corrected, and to an authority’s package (S4)', async () => {
  const { page: seller, id } = await joins('seller@example.com', { language: 'en', ...phone });
  // What a reviewer blocks is followed by a proposal.
  const sent = await seller.request.post(`${url}/api/v1/materials?name=shapes.jpg`, {
    headers: { 'content-type': 'application/octet-stream', origin: url },
    data: await shapesTakenFor('doubtful'),
  });
  const material = ((await sent.json()) as { id: string }).id;
  const { items } = (await (await ask('GET', 'safety/cases')).json()) as { items: { id: string }[] };
  await ask('POST', `safety/cases/${items[0]?.id}/decisions`, { ruling: 'blocked', reason: 'suggestive', note: '' });

  const judge = await openAsKey('/operate/measures', { language: 'en', ...desk });
  await judge.getByText('Proposed: Warning').waitFor();
  await looked(judge);
  await judge.getByRole('button', { name: 'Take it' }).click();
  await judge.getByRole('dialog').getByRole('textbox').fill('shapes.jpg may not be used: take it down.');
  await judge.getByRole('dialog').getByRole('button', { name: 'Take it' }).click();
  await judge.getByText('Decided').waitFor();

  await seller.goto(`${url}/measures`);
  await gotIt(seller);
  await seller.getByText('shapes.jpg may not be used: take it down.').first().waitFor();
  await seller.getByText(/Act by .* left\)/).waitFor();
  await looked(seller);
  await seller.getByRole('button', { name: 'I corrected it' }).click();
  await seller.getByText('it is as it was').waitFor();
  await seller.evaluate((path) => fetch(path, { method: 'DELETE' }), `/api/v1/materials/${material}`);
  await seller.getByRole('button', { name: 'I corrected it' }).click();
  await seller.getByText('Checked: the warning is closed').waitFor();

  // The evidence is there still, and goes to an authority.
  await judge.getByText('Closed').click();
  await judge.getByText('Corrected', { exact: true }).first().click();
  await judge.getByRole('button', { name: 'Open' }).first().click();
  await judge.getByText('A copy lies in the restricted store').waitFor();
  await looked(judge);
  await judge.getByRole('button', { name: 'Hand to an authority' }).click();
  await judge.getByRole('textbox', { name: 'Authority' }).fill('Cyberspace office');
  await judge.getByLabel('Number of the request').fill('2026-7');
  await judge.getByLabel('Legal ground').fill('Cybersecurity Law 28');
  const download = judge.waitForEvent('download');
  await judge.getByRole('button', { name: 'Make and download' }).click();
  await using folder = await tempFolder('package');
  const zip = join(folder.path, 'a.zip');
  await (await download).saveAs(zip);
  execFileSync('unzip', ['-q', zip, '-d', folder.path]);
  const manifest = JSON.parse(await readFile(join(folder.path, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ userId: id, requestNumber: '2026-7' });
  expect(manifest.entries.length).toBeGreaterThan(8);
}, 300_000);

it('a frozen account sees why and appeals; another operator upholds it, and all is open again (A4, A6)', async () => {
  const { page: seller, id } = await joins('frozen@example.com', { language: 'en', ...phone });
  const freezer = await operator('operator@example.com', '/operate/measures');
  await freezer.getByRole('button', { name: 'Take a measure' }).click();
  const dialog = freezer.getByRole('dialog');
  await dialog.getByLabel('Id of the account').fill(id);
  await dialog.getByLabel('Measure', { exact: true }).click();
  await freezer.getByTitle('Account frozen').click();
  await dialog.getByLabel('Reason').click();
  await freezer.getByTitle('Abnormal operation').click();
  await dialog
    .getByLabel('For the person: what happened, and what to do')
    .fill('Signed in from three countries in an hour.');
  await dialog.getByLabel('Ground: a rule, or the number of an order or case').fill('Agreement, number 9');
  await dialog.getByRole('button', { name: 'Take a measure' }).click();
  await freezer.getByText('In force; the person was told').waitFor();

  const make = () =>
    seller.evaluate(
      async () =>
        (
          await fetch('/api/v1/scripts', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ name: 's', language: 'en', lines: [{ role: 'hook', text: 'One hand is enough' }] }),
          })
        ).status,
    );
  expect(await make()).toBe(403);
  await seller.goto(`${url}/measures`);
  await gotIt(seller);
  await seller.getByText('You can still sign in, see and export').waitFor();
  await looked(seller);
  await seller.getByRole('button', { name: 'Appeal' }).click();
  await seller.getByLabel('Why it is wrong').fill('I travelled by train through three countries.');
  await seller.getByLabel('Name, as on your document').fill('Anna Berg');
  await seller.getByLabel('Kind and number of the document').fill('passport E12345678');
  await seller.getByRole('dialog').getByRole('button', { name: 'Appeal' }).click();
  await seller.getByText(/Your appeal is being decided, by/).waitFor();

  await freezer.goto(`${url}/operate/appeals`);
  await freezer.getByText('You decided what it is against').waitFor();
  const judge = await openAsKey('/operate/appeals', { language: 'zh-CN', ...desk });
  await judge.getByText('I travelled by train').waitFor();
  await judge.getByText('passport E12345678').waitFor();
  await looked(judge);
  await judge.getByRole('button', { name: '支持申诉' }).click();
  await judge.getByRole('dialog').getByRole('textbox').fill('The journey is proven. 行程属实。');
  await judge.getByRole('dialog').getByRole('button', { name: '支持申诉' }).click();
  await judge.getByText('没有待处理的申诉').waitFor();

  expect(await make()).toBe(201);
  await seller.reload();
  await seller.getByText(/Your appeal was right/).waitFor();
}, 300_000);
