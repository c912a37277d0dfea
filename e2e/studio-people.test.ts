import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessFaults, expectNoSideways, type Studio, startStudio } from './studio.fixture.ts';

let studio: Studio;
/** Passkeys belong to a name, never to a number: the pages are opened by the machine's. */
let url: string;

beforeAll(async () => {
  studio = await startStudio({ CLIPO_WORKERS: '0' });
  url = studio.url.replace('127.0.0.1', 'localhost');
}, 180_000);
afterAll(() => studio.close());

const operate = (method: string, path: string, body?: object) =>
  fetch(`${studio.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${studio.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const open = () => studio.open({ language: 'en', width: 1100, height: 900, scheme: 'light' });

/** Signs in, or up, by a code to a contact. */
async function enter(page: Page, contact: string, path = '/'): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('Mobile number or e-mail').first().fill(contact);
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Send a code' }).first().click();
  await page.getByText('Sent. Nothing there?').waitFor();
  await page
    .getByRole('textbox', { name: 'Code' })
    .first()
    .fill(await studio.codeFor(contact));
  await page.getByRole('button', { name: 'Sign in or join' }).click();
  await grow(page);
}

/** Says, the first time, that one is grown up. */
async function grow(page: Page): Promise<void> {
  const adult = page.getByRole('radio', { name: '18 or older' });
  await adult.or(page.locator('main#page h1')).first().waitFor();
  if (await adult.isVisible()) {
    await adult.check();
    await page.getByRole('button', { name: 'Go on' }).click();
  }
  await page.locator('main#page h1').waitFor();
}

const leave = async (page: Page) => {
  await page.evaluate(() =>
    fetch('/api/v1/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
  );
};

/** The six digits of an authenticator app (RFC 6238). */
function digitsOf(secret: string, now = Date.now()): string {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

it('a passkey is made and signs in; an authenticator is set up and asked for on another device (A1, A3)', async () => {
  const { page, context, complaints } = await open();
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${url}/security`);
  await page.getByRole('tab', { name: 'Password' }).click();
  await page.getByRole('button', { name: 'No account yet? Join' }).click();
  const form = page.locator('form').filter({ visible: true });
  await form.getByLabel('Mobile number or e-mail').fill('keys@example.com');
  await form.getByRole('button', { name: 'Send a code' }).click();
  await form.getByText('Sent. Nothing there?').waitFor();
  await form.getByRole('textbox', { name: 'Code' }).fill(await studio.codeFor('keys@example.com'));
  await form.getByLabel('Password').fill('correct horse battery');
  await form.getByRole('checkbox').check();
  await form.getByRole('button', { name: 'Join', exact: true }).click();
  await grow(page);
  await page.getByRole('listitem').filter({ hasText: 'Passkeys' }).getByRole('button', { name: 'Add' }).click();
  await page.getByText('Passkey 1').waitFor();
  await leave(page);
  await page.goto(`${url}/sign-in?next=/security`);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('Passkey 1').waitFor();

  await page.getByRole('listitem').filter({ hasText: 'Authenticator' }).getByRole('button', { name: 'Add' }).click();
  const secret = (await page.locator('.ant-modal .mono').textContent())?.trim() ?? '';
  await page.getByLabel('Six digits of your authenticator').fill(digitsOf(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect.poll(() => page.locator('.codes li').count()).toBeGreaterThan(5);
  expect(await accessFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);

  const other = await open();
  await other.page.goto(`${url}/security`);
  await other.page.getByRole('tab', { name: 'Password' }).click();
  const again = other.page.locator('form').filter({ visible: true });
  await again.getByLabel('Mobile number or e-mail').fill('keys@example.com');
  await again.getByLabel('Password').fill('correct horse battery');
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  // A password of the next half minute: the present one was used.
  await other.page.getByLabel('Six digits of your authenticator').fill(digitsOf(secret, Date.now() + 30_000));
  await other.page.getByLabel('Six digits of your authenticator').press('Enter');
  await other.page.getByRole('heading', { name: 'Security' }).waitFor();

  // The first device was told of the second, and its owner says that it was somebody else.
  const outbox = (await (await operate('GET', 'outbox?limit=50')).json()) as {
    items: { to: string; template: string; text: string }[];
  };
  const told = outbox.items.find(({ to, template }) => to === 'keys@example.com' && template === 'new-device');
  const link = /\/not-me#[\w.-]+/.exec(told?.text ?? '')?.[0] ?? '';
  await other.page.goto(`${url}${link}`);
  await other.page.getByRole('button', { name: 'Lock my account' }).click();
  await other.page.getByText('The account is locked').waitFor();
  expect(await accessFaults(other.page)).toEqual([]);
  await page.goto(`${url}/security`);
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
}, 300_000);

it('a team: somebody is invited, joins by the link, and sees what the owner does (A2)', async () => {
  const [owner, guest] = [await open(), await open()];
  await enter(owner.page, 'boss@example.com', '/team');
  await owner.page.getByRole('button', { name: 'Invite somebody' }).click();
  await owner.page.getByRole('dialog').getByLabel('Mobile number or e-mail').fill('guest@example.com');
  await owner.page.getByRole('button', { name: 'Send the invitation' }).click();
  await owner.page.getByRole('heading', { name: 'Invited' }).waitFor();
  await enter(guest.page, 'guest@example.com');
  const outbox = (await (await operate('GET', 'outbox?limit=50')).json()) as {
    items: { to: string; template: string; text: string }[];
  };
  const sent = outbox.items.find(({ to, template }) => to === 'guest@example.com' && template === 'invitation');
  const link = /\/invitation#[\w-]+/.exec(sent?.text ?? '')?.[0] ?? '';
  await guest.page.goto(`${url}${link}`);
  await guest.page.getByRole('button', { name: 'Join' }).click();
  await guest.page.waitForURL(/\/team$/);
  await guest.page.locator('.rows li').nth(1).waitFor();
  await owner.page.reload();
  await owner.page.locator('.rows li').nth(1).waitFor();
  expect([...owner.complaints, ...guest.complaints]).toEqual([]);
}, 90_000);

it('credits are ordered and appear when paid; announcements are shown; a copy of one’s data is taken (O1, O2, A8)', async () => {
  const { page, complaints } = await open();
  await enter(page, 'buyer@example.com', '/credits');
  await page.getByRole('button', { name: 'Buy 1,050 credits' }).click();
  const dialog = page.getByRole('dialog');
  const said = (await dialog.getByText(/Order ord_/).textContent()) ?? '';
  const [id = ''] = /ord_\w+/.exec(said) ?? [];
  expect((await operate('POST', `payments/orders/${id}/confirm`, { payment: 'BANK-1' })).status).toBe(200);
  await dialog.getByText('Paid: the credits are yours.').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.balance dd').first().textContent()).toBe('1,050');
  await page.getByRole('button', { name: 'Ask for an invoice' }).click();
  await page.getByLabel('Name on the invoice').fill('Cup Ltd');
  await page.getByLabel('Tax number').fill('91330100MA27XF6Q3X');
  await page.getByLabel('E-mail').fill('books@example.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for an invoice' }).click();
  await page.getByText(/invoice asked for/).waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(page);

  const text = { titleZh: '维护', bodyZh: '今晚', titleEn: 'Maintenance', bodyEn: 'Tonight' };
  await operate('POST', 'announcements', text);
  await operate('POST', 'announcements', { ...text, titleEn: 'Must be read', isPopup: true });
  await page.goto(`${url}/privacy`);
  await page.getByRole('dialog').getByText('Must be read').waitFor();
  await page.getByRole('button', { name: 'Got it' }).click();
  await page.getByText('Maintenance').waitFor();
  await page.reload();
  await page.getByText('Maintenance').waitFor();
  expect(await page.getByText('Must be read').count()).toBe(0);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const zip = await readFile(await (await download).path());
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  expect(zip.includes('manifest.json')).toBe(true);
  expect(complaints).toEqual([]);
}, 90_000);
