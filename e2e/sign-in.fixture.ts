import type { Page } from 'playwright-core';
import type { Studio } from './studio.fixture.ts';

/** What the pages say in a language. */
const said = {
  en: {
    ...{ contact: 'Mobile number or e-mail', send: 'Send a code', sent: 'Sent. Nothing there?', code: 'Code' },
    ...{ enter: 'Sign in or join', adult: '18 or older', on: 'Go on' },
  },
  'zh-CN': {
    ...{ contact: '手机号或邮箱', send: '发送验证码', sent: '已发送', code: '验证码' },
    ...{ enter: '登录 / 注册', adult: '18 岁及以上', on: '继续' },
  },
} as const;

/** Signs in, or up, by a code to a contact, on a page that asks who is there. */
export async function signInByCode(
  page: Page,
  studio: Pick<Studio, 'codeFor'>,
  contact: string,
  language: keyof typeof said = 'en',
): Promise<void> {
  const words = said[language];
  await page.getByLabel(words.contact).first().fill(contact);
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: words.send }).first().click();
  await page.getByText(words.sent).waitFor();
  const code = page.getByRole('textbox', { name: words.code }).first();
  await code.fill(await studio.codeFor(contact));
  await page.getByRole('button', { name: words.enter }).click();
}

/** Says that one is grown up, as who signs up is asked. */
export async function sayOfAge(page: Page, language: keyof typeof said = 'en'): Promise<void> {
  await page.getByRole('radio', { name: said[language].adult }).check();
  await page.getByRole('button', { name: said[language].on }).click();
}
