import { createHmac } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInByCode } from './sign-in.fixture.ts';
import { accessFaults, expectNoSideways, giveAuthenticator, type Studio, startStudio } from './studio.fixture.ts';
import { freePort, startWechat } from './wechat.fixture.ts';

let studio: Studio;
/** Passkeys belong to a name, never to a number: the pages are opened by the machine's. */
let url: string;
let wechat: Awaited<ReturnType<typeof startWechat>>;
let texts: Awaited<ReturnType<typeof tempFolder>>;
const shipped = join(import.meta.dirname, '..', 'apps', 'server', 'src', 'features', 'agreements', 'texts');

beforeAll(async () => {
  wechat = await startWechat();
  texts = await tempFolder('texts');
  // The agreements that ship, as if of long ago.
  for (const file of await readdir(shipped)) {
    await cp(join(shipped, file), join(texts.path, file.replace(/\d{4}-\d{2}-\d{2}/, '2026-01-01')));
  }
  const port = await freePort();
  url = `http://localhost:${port}`;
  const settings = { CLIPO_WORKERS: '0', PORT: String(port), CLIPO_URL: url, CLIPO_TEXTS: texts.path };
  studio = await startStudio({ ...settings, ...wechat.settings });
}, 180_000);
afterAll(async () => {
  await studio.close();
  wechat.close();
  await texts[Symbol.asyncDispose]();
});

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
  await signInByCode(page, studio, contact);
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
  await giveAuthenticator(context, page);
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

  const authenticator = page.getByRole('heading', { name: 'Authenticator' });
  await page.getByRole('listitem').filter({ has: authenticator }).getByRole('button', { name: 'Add' }).click();
  const secret = (await page.locator('.ant-modal .mono').textContent())?.trim() ?? '';
  await page.getByLabel('Six digits of your authenticator').fill(digitsOf(secret));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.locator('.codes li').nth(5).waitFor();
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
  const invited = owner.page.waitForResponse(
    (answer) => answer.url().endsWith('/team/invitations') && answer.request().method() === 'POST',
  );
  await owner.page.getByRole('button', { name: 'Send the invitation' }).click();
  expect((await invited).status()).toBe(201);
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
  // People are told by name or masked contact, and what they did in words.
  await owner.page.getByRole('listitem').filter({ hasText: 'g•••@example.com' }).first().waitFor();
  await owner.page.getByText('Invited somebody').first().waitFor();
  expect(await owner.page.getByText(/usr_|PATCH|\/api\/v1/).count()).toBe(0);
  expect(await accessFaults(owner.page)).toEqual([]);
  await owner.page.getByRole('button', { name: 'Apply' }).click();
  await owner.page.getByLabel('Purpose').fill('Our shop makes its own videos');
  await owner.page.getByRole('button', { name: 'Send', exact: true }).click();
  await owner.page.getByText('Applied for; to be decided').waitFor();
  expect([...owner.complaints, ...guest.complaints]).toEqual([]);
}, 300_000);

it('WeChat’s QR code signs in and is never taken away as the last way; an operator signs in by passkey and sees risk (A1, A3)', async () => {
  const { page, context, complaints } = await open();
  await giveAuthenticator(context, page);
  const begin = async () => {
    await page.goto(`${url}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with WeChat' }).click();
    await page.getByRole('button', { name: 'Agree and go on' }).click();
  };
  await begin();
  await page.getByRole('link', { name: 'scan too late' }).click();
  await page.getByText('was not finished').waitFor();
  await begin();
  await page.getByRole('link', { name: 'scan', exact: true }).click();
  await grow(page);
  await page.goto(`${url}/security`);
  await page.getByRole('button', { name: 'Unlink' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('it is the last way to sign in').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Passkeys' }).getByRole('button', { name: 'Add' }).click();
  await page.getByText('Passkey 1').waitFor();
  const id = await page.evaluate(async () => ((await (await fetch('/api/v1/me')).json()) as { id: string }).id);
  expect(
    (await operate('PUT', `people/${id}/operator`, { roles: ['system', 'security'], reason: 'on duty' })).status,
  ).toBe(204);
  await page.goto(`${url}/sign-in?next=/people`);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('button', { name: 'Got it' }).click();
  await page.getByRole('heading', { name: 'Sign-ins with a risk', exact: true }).waitFor();
  await page.getByText('new device').first().waitFor();
  await page.getByRole('searchbox', { name: 'Find' }).fill('keys@example.com');
  await page.keyboard.press('Enter');
  // What was added to a locked account went with "this wasn't me".
  await page.getByText('no second factor').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSideways(page);

  // What teams ask for is decided, and can be decided anew; a refusal wants its reason.
  await page.goto(`${url}/papers`);
  await page.getByRole('button', { name: 'Open My team b•••@example.com' }).click();
  const team = page.getByRole('article', { name: 'My team' });
  await team.getByText('Our shop makes its own videos').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await expectNoSideways(page);
  await team.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await team.getByText(/^Approved/).waitFor();
  await page.getByText('Nothing waits').waitFor();
  await team.getByRole('button', { name: 'Revoke' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await dialog.locator('.ant-form-item-explain-error').first().waitFor();
  await dialog.getByLabel('Reason').fill('The shop has closed');
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await team.getByText('The shop has closed').waitFor();
  await page.getByText('Decided', { exact: true }).click();
  await page.getByRole('button', { name: 'Open My team b•••@example.com' }).waitFor();
  // That the last way stays is an answer.
  expect(complaints.filter((complaint) => !complaint.endsWith('/me/ways/wechat'))).toEqual([]);
}, 300_000);

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
  await expect.poll(() => page.locator('.balance dd').first().textContent(), { timeout: 20_000 }).toBe('1,050');
  const table = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  expect(await readFile(await (await table).path(), 'utf8')).toMatch(/^\uFEFFtime,kind,.*\n.*,1050/su);
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

  // The agreement changes: nothing goes on, but what is theirs is still theirs.
  for (const language of ['en', 'zh-CN']) {
    const old = await readFile(join(texts.path, `agreement-2026-01-01.${language}.md`), 'utf8');
    await writeFile(
      join(texts.path, `agreement-2026-11-27.${language}.md`),
      `${old}\nChanges: prices are shown sooner\n`,
    );
  }
  await page.goto(`${url}/credits`);
  await page.getByRole('heading', { name: 'The terms have changed' }).waitFor();
  await page.getByText('prices are shown sooner').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await page.getByRole('link', { name: 'privacy page' }).click();
  await page.getByRole('heading', { name: 'A copy of what is yours' }).waitFor();
  const copy = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await readFile(await (await copy).path())).subarray(0, 2).toString()).toBe('PK');
  await page.goto(`${url}/credits`);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Credits', exact: true }).waitFor();
  expect(complaints).toEqual([]);
}, 300_000);

it('a part of the service that an operator closes is seen closed by who has a page open, within five seconds (O3)', async () => {
  // What was announced before would lie over the page.
  const { items } = (await (await operate('GET', 'announcements')).json()) as { items: { id: string }[] };
  await Promise.all(items.map(({ id }) => operate('DELETE', `announcements/${id}`, { reason: 'it is over' })));
  const { page } = await open();
  await enter(page, 'seller@example.com');
  const desk = await open();
  await desk.context.addInitScript((secret) => sessionStorage.setItem('clipo.key', secret), studio.key);
  await desk.page.goto(`${url}/parts`);
  await desk.page.getByRole('switch', { name: 'Uploads' }).click();
  await desk.page.getByLabel('Reason in Chinese').fill('存储扩容，20 点恢复');
  await desk.page.getByLabel('Reason in English').fill('More room is being built in, until eight');
  expect(await accessFaults(desk.page)).toEqual([]);
  await desk.page.getByRole('button', { name: 'Close it' }).click();
  await page.getByText('Uploads: closed for now').waitFor({ timeout: 5000 });
  await page.getByText('More room is being built in, until eight').waitFor();
  expect(await accessFaults(page)).toEqual([]);
  await desk.page.getByText('Closed since').waitFor();
  await desk.page.getByRole('switch', { name: 'Uploads' }).click();
  await desk.page.getByLabel('Why (it stands in the record of acts)').fill('The room was built in');
  await desk.page.getByRole('button', { name: 'Open it again' }).click();
  await page.getByText('Uploads: closed for now').waitFor({ state: 'detached', timeout: 5000 });
}, 120_000);
