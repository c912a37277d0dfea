import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, giveAuthenticator, type Studio, startStudio } from './studio.fixture.ts';

let studio: Studio;
let url: string;
beforeAll(async () => {
  studio = await startStudio({ CLIPO_WORKERS: '0', CLIPO_MINOR_REMINDER_MINUTES: '1' });
  // The relying party of passkeys is a name, not an address.
  url = studio.url.replace('127.0.0.1', 'localhost');
}, 180_000);
afterAll(() => studio.close());

const open = () => studio.open({ language: 'en', width: 1440, height: 900, scheme: 'light' });
const operate = (method: string, path: string, body?: object) =>
  fetch(`${studio.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${studio.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Signs up by a code to a contact, and says how old one is. */
async function enter(page: Page, contact: string, age: string, path = '/'): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('Mobile number or e-mail').first().fill(contact);
  await page.getByRole('checkbox').first().check();
  await sendCode(page, contact);
  await page.getByRole('button', { name: 'Sign in or join' }).click();
  await page.getByRole('radio', { name: age }).check();
  await page.getByRole('button', { name: 'Go on' }).click();
}

async function sendCode(page: Page, contact: string): Promise<void> {
  await page.getByRole('button', { name: 'Send a code' }).first().click();
  await page.getByText('Sent. Nothing there?').first().waitFor();
  await page
    .getByRole('textbox', { name: 'Code' })
    .first()
    .fill(await studio.codeFor(contact));
}

it('a guardian consents beside the child, withdraws on a page of their own, and the child’s page says so (A7)', async () => {
  const { page, complaints } = await open();
  await enter(page, 'child@example.com', 'Younger than 14');
  await page.getByRole('heading', { name: 'A guardian has to agree' }).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByLabel("The guardian's name").fill('Li Lei');
  await page.getByLabel("The guardian's mobile number or e-mail").fill('parent@example.com');
  await sendCode(page, 'parent@example.com');
  const sentAt = Date.now();
  await page.getByRole('button', { name: 'The guardian agrees' }).click();
  await page.locator('main#page h1').waitFor();

  // Within two minutes the child is reminded of the time that they spend.
  await page.getByRole('dialog').getByText('Time for a break').waitFor({ timeout: 180_000 });
  await page.getByText(/You have been here for \d+ minutes? today/).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Got it' }).click();
  await page.goto(`${url}/privacy`);
  await page.getByRole('link', { name: 'Page for guardians' }).waitFor();

  // A contact is sent a code once a minute.
  await page.waitForTimeout(Math.max(0, sentAt + 61_000 - Date.now()));
  const guardian = await open();
  await guardian.page.goto(`${url}/guardian`);
  await guardian.page.getByLabel("The guardian's mobile number or e-mail").fill('parent@example.com');
  await sendCode(guardian.page, 'parent@example.com');
  await guardian.page.getByRole('button', { name: 'Go on' }).click();
  await guardian.page.getByText('consent holds').waitFor();
  expect(await accessFaults(guardian.page)).toEqual([]);
  const copy = guardian.page.waitForEvent('download');
  await guardian.page.getByRole('button', { name: 'Download' }).click();
  const zip = await readFile(await (await copy).path());
  expect(zip.includes('profile.json')).toBe(true);
  await guardian.page.getByRole('button', { name: 'Withdraw consent' }).click();
  await guardian.page.getByRole('tooltip').getByRole('button', { name: 'Withdraw consent' }).click();
  await guardian.page.getByText('withdrawn', { exact: true }).waitFor();
  // The question that was answered fades out first: it stands where a phone has no page.
  await guardian.page.getByRole('tooltip').waitFor({ state: 'hidden' });
  await guardian.page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(guardian.page);
  expect(await accessFaults(guardian.page)).toEqual([]);

  await page.goto(`${url}/batches`);
  await page.getByRole('heading', { name: 'A guardian has to agree' }).waitFor();
  await page.goto(`${url}/privacy`);
  await page.getByRole('heading', { name: 'A copy of what is yours' }).waitFor();
  expect([...complaints, ...guardian.complaints]).toEqual([]);
}, 600_000);

it('an operator has a lost second factor taken away; the person sees that it waits, and keeps it (A3)', async () => {
  const person = await open();
  await giveAuthenticator(person.context, person.page);
  await enter(person.page, 'loser@example.com', '18 or older', '/security');
  await person.page.locator('main#page h1').waitFor();
  // What SMS are worth stands beside the number.
  await person.page.getByText('Messages can be intercepted').waitFor();
  await person.page.getByRole('listitem').filter({ hasText: 'Passkeys' }).getByRole('button', { name: 'Add' }).click();
  await person.page.getByText('Passkey 1').waitFor();

  const desk = await open();
  await desk.context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), studio.key);
  await desk.page.goto(`${url}/people`);
  await desk.page.getByRole('searchbox', { name: 'Find' }).fill('loser@example.com');
  await desk.page.keyboard.press('Enter');
  await desk.page.getByRole('button', { name: 'Take a lost factor away' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Ask for it' }).click();
  await dialog.locator('.ant-form-item-explain-error').first().waitFor();
  await dialog.getByLabel('How it was checked').click();
  await desk.page.getByTitle('Video call').click();
  await dialog.getByLabel('What was looked at').fill('Identity card beside the face, order ord_1 named');
  expect(await accessFaults(desk.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Ask for it' }).click();
  await desk.page.getByText(/The second factor goes at/).waitFor();
  await desk.page.getByText('Identity card beside the face').waitFor();
  expect(await accessFaults(desk.page)).toEqual([]);
  await desk.page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(desk.page);

  await person.page.reload();
  await person.page.getByRole('button', { name: 'Got it' }).click();
  await person.page.getByText(/Your second factor goes at/).waitFor();
  expect(await accessFaults(person.page)).toEqual([]);
  await person.page.getByRole('button', { name: 'Keep it' }).click();
  await person.page.getByText(/Your second factor goes at/).waitFor({ state: 'detached' });
  const found = await operate('POST', 'people/find', { who: 'loser@example.com' });
  expect(await found.json()).toMatchObject({ hasSecondFactor: true, factorRemoval: null });

  // A password is set, and then replaced by who knows it.
  const password = person.page.getByRole('listitem').filter({ hasText: 'Password' }).first();
  const fill = async (present: string | undefined, next: string) => {
    await password.getByRole('button').click();
    if (present !== undefined) {
      await person.page.getByLabel('Present password').fill(present);
    }
    await person.page.getByLabel('New password').fill(next);
    await person.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  };
  await fill(undefined, 'the first of them');
  await person.page.getByText('Password saved').first().waitFor();
  await fill('not that one', 'the second of them');
  await person.page.getByRole('dialog').getByRole('alert').waitFor();
  await person.page.getByLabel('Present password').fill('the first of them');
  await person.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await person.page.getByRole('dialog').waitFor({ state: 'detached' });
}, 600_000);
