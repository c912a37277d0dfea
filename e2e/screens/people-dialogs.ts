import type { Page } from 'playwright-core';
import { en } from '../../apps/web/src/i18n/en.ts';
import { type Words, zhCN } from '../../apps/web/src/i18n/zh-CN.ts';

/** A dialog of the pages of people, teams and money: where it is, who sees it, and how it is opened. */
export interface PeopleDialog {
  name: string;
  path: string;
  as: 'visitor' | 'owner' | 'guardian';
  /** Opens it; what it says is asked for by the words of the page's own language. */
  open(page: Page, say: (key: keyof Words) => string): Promise<unknown>;
}

/** The words of the pages in a language. */
export function wordsOf(language: 'zh-CN' | 'en'): (key: keyof Words) => string {
  const words: Words = language === 'en' ? en : zhCN;
  return (key) => words[key];
}

type Row = Parameters<Page['getByRole']>[0];
const inRow = (page: Page, title: string, role: Row = 'button') =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
    .getByRole(role);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

export const peopleDialogs: readonly PeopleDialog[] = [
  {
    name: 'wechat',
    path: '/sign-in',
    as: 'visitor',
    open: (page, say) => page.getByRole('button', { name: say('sign-in.by-wechat') }).click(),
  },
  {
    name: 'phone',
    path: '/security',
    as: 'owner',
    open: (page, say) => inRow(page, say('account.phone')).first().click(),
  },
  {
    name: 'remove-phone',
    path: '/security',
    as: 'owner',
    open: (page, say) => inRow(page, say('account.phone')).nth(1).click(),
  },
  {
    name: 'password',
    path: '/security',
    as: 'owner',
    open: (page, say) => inRow(page, say('sign-in.password')).first().click(),
  },
  {
    name: 'password-forgotten',
    path: '/security',
    as: 'owner',
    open: async (page, say) => {
      await inRow(page, say('sign-in.password')).first().click();
      await press(page, say('security.password.forgotten'));
    },
  },
  {
    name: 'authenticator',
    path: '/security',
    as: 'owner',
    open: (page, say) => inRow(page, say('security.totp')).first().click(),
  },
  {
    // Whoever signed in a while ago proves themselves first: here the service is made to say so.
    name: 'proof',
    path: '/security',
    as: 'owner',
    open: async (page, say) => {
      const refusal = { status: 403, code: 'step_needed', title: 'x', detail: 'x', type: 'about:blank' };
      await page.route('**/api/v1/me/totp', (route) =>
        route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(refusal) }),
      );
      await inRow(page, say('security.totp')).first().click();
      await page.getByRole('dialog').waitFor();
      await page.unroute('**/api/v1/me/totp');
    },
  },
  {
    name: 'not-me',
    path: '/security',
    as: 'owner',
    open: (page, say) => press(page, say('security.not-me')),
  },
  { name: 'rename', path: '/team', as: 'owner', open: (page, say) => press(page, say('team.rename')) },
  { name: 'invite', path: '/team', as: 'owner', open: (page, say) => press(page, say('team.invite')) },
  {
    name: 'role',
    path: '/team',
    as: 'owner',
    open: async (page, say) => {
      await press(page, say('team.invite'));
      await page.getByRole('dialog').getByRole('combobox').last().click();
      await page.locator('.ant-select-dropdown').last().waitFor();
    },
  },
  {
    name: 'member-limit',
    path: '/team',
    as: 'owner',
    open: async (page, say) => {
      await page
        .locator('.rows li .ant-btn-text')
        .filter({ hasText: say('team.no-limit') })
        .first()
        .click();
      await page.getByRole('dialog').getByRole('checkbox').check();
    },
  },
  { name: 'give', path: '/team', as: 'owner', open: (page, say) => press(page, say('team.give')) },
  {
    name: 'team-limit',
    path: '/team',
    as: 'owner',
    open: (page, say) => inRow(page, say('team.whole-limit')).first().click(),
  },
  {
    name: 'team-factor',
    path: '/team',
    as: 'owner',
    open: (page, say) => inRow(page, say('team.factor')).first().click(),
  },
  {
    name: 'enterprise',
    path: '/team',
    as: 'owner',
    open: (page, say) => press(page, say('papers.enterprise.state')),
  },
  { name: 'pay', path: '/credits', as: 'owner', open: (page, say) => press(page, say('recharge.pay')) },
  { name: 'refund', path: '/credits', as: 'owner', open: (page, say) => press(page, say('refund.ask')) },
  {
    name: 'refund-guardian',
    path: '/credits',
    as: 'owner',
    open: async (page, say) => {
      await press(page, say('refund.ask'));
      await page.getByRole('radio', { name: say('refund.ground.guardian') }).check();
    },
  },
  { name: 'invoice', path: '/credits', as: 'owner', open: (page, say) => press(page, say('invoice.ask')) },
  {
    // A field left empty says what it wants.
    name: 'invoice-refused',
    path: '/credits',
    as: 'owner',
    open: async (page, say) => {
      await press(page, say('invoice.ask'));
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByRole('dialog').locator('.ant-form-item-explain-error').first().waitFor();
    },
  },
  {
    name: 'quiet-hours',
    path: '/notices',
    as: 'owner',
    open: (page, say) => page.getByLabel(say('notices.quiet-from')).fill('23:30'),
  },
  {
    name: 'delete-account',
    path: '/privacy',
    as: 'owner',
    open: (page, say) => press(page, say('privacy.deletion.ask')),
  },
  { name: 'wards', path: '/guardian', as: 'guardian', open: enterAsGuardian },
  {
    name: 'ward-refund',
    path: '/guardian',
    as: 'guardian',
    open: async (page, say) => {
      await enterAsGuardian(page, say);
      await press(page, say('refund.ask'));
    },
  },
  {
    name: 'ward-withdraw',
    path: '/guardian',
    as: 'guardian',
    open: async (page, say) => {
      await enterAsGuardian(page, say);
      await press(page, say('guardian.withdraw'));
    },
  },
];

/** Fills in what a guardian was sent; whose answer it is, `fillPeople` has seen to. */
async function enterAsGuardian(page: Page, say: (key: keyof Words) => string): Promise<void> {
  await page.getByLabel(say('first.guardian.contact')).fill('guardian@example.com');
  await page.getByLabel(say('sign-in.code')).fill('123456');
  await press(page, say('first.go-on'));
  await page.locator('.wards li').first().waitFor();
  await page.locator('.ward-orders li').first().waitFor();
}
