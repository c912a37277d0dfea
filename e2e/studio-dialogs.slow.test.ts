import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillPeople, fillWard } from './screens/fill-people.ts';
import { peopleDialogs, wordsOf } from './screens/people-dialogs.ts';
import { accessFaults, expectNoSideways, type Look, type Studio, startStudio } from './studio.fixture.ts';
import { freePort } from './wechat.fixture.ts';

let studio: Studio;
let url: string;
let people: Awaited<ReturnType<typeof fillPeople>>;
let wards: Awaited<ReturnType<typeof fillWard>>;

beforeAll(async () => {
  const port = await freePort();
  url = `http://localhost:${port}`;
  studio = await startStudio({
    PORT: String(port),
    CLIPO_URL: url,
    CLIPO_WORKERS: '0',
    CLIPO_CREDITS: 'on',
    // Only the button is looked at: nothing is asked of it.
    CLIPO_WECHAT_APP_ID: 'wx1',
    CLIPO_WECHAT_SECRET: 'none',
  });
  [people, wards] = await Promise.all([fillPeople(url, studio.key), fillWard(url, studio.key)]);
}, 600_000);
afterAll(() => studio?.close());

const looks: readonly Look[] = [
  { width: 390, height: 844, scheme: 'light', language: 'zh-CN' },
  { width: 390, height: 844, scheme: 'dark', language: 'en' },
];

it.each(looks)(
  'every dialog of people, teams and money fits a window of $width, can be read in the $scheme, and used by everybody, in $language (A1–A3, A7, A8, O1, O2)',
  async (look) => {
    const faults: string[] = [];
    for (const as of ['visitor', 'owner', 'guardian'] as const) {
      const { page, context, complaints } = await studio.open(look);
      if (as === 'owner') {
        await context.addCookies(people.cookies);
      }
      // A guardian's code was given before: one goes to a contact once a minute.
      await context.route('**/api/v1/guardians/wards', (route) => route.fulfill({ json: wards }));
      for (const { name, path, open } of peopleDialogs.filter((dialog) => dialog.as === as)) {
        await page.goto(`${url}${path}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await open(page, wordsOf(look.language));
        faults.push(...(await accessFaults(page)).map((fault) => `${name}: ${fault}`));
        await expectNoSideways(page);
        faults.push(...(await outsideOf(page)).map((fault) => `${name}: ${fault}`));
      }
      expect(complaints.filter((complaint) => !complaint.includes('me/totp'))).toEqual([]);
      await context.close();
    }
    expect(faults).toEqual([]);
  },
  600_000,
);

/** Each page of accounts, teams, money, notices and privacy, by who sees it. */
const pages = {
  visitor: ['/sign-in', '/agreements/agreement', '/agreements/privacy', '/guardian', '/invitation', '/not-me'],
  owner: ['/account', '/security', '/team', '/credits', '/notices', '/privacy', '/measures', '/cases'],
} as const;

it.each(looks)(
  'every page of people, teams and money fits a window of $width, in the $scheme, and is used by everybody, in $language (A1–A3, A7, A8, O1, O2)',
  async (look) => {
    const faults: string[] = [];
    for (const as of ['visitor', 'owner'] as const) {
      const { page, context } = await studio.open(look);
      if (as === 'owner') {
        await context.addCookies(people.cookies);
      }
      for (const path of pages[as]) {
        await page.goto(`${url}${path}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await page.locator('.ant-skeleton-active').first().waitFor({ state: 'detached' });
        faults.push(...(await accessFaults(page)).map((fault) => `${path}: ${fault}`));
        await expectNoSideways(page);
      }
      await context.close();
    }
    expect(faults).toEqual([]);
  },
  300_000,
);

/** Fields and buttons of a dialog that a window cuts off at its sides. */
async function outsideOf(page: Awaited<ReturnType<Studio['open']>>['page']): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.ant-modal :is(button, input, textarea), .ant-popover button')]
      .filter((one) => one.offsetParent !== null && !one.matches('[type=radio], [type=checkbox]'))
      .flatMap((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 0 && (left < 0 || right > innerWidth)
          ? [`${one.outerHTML.slice(0, 120)} at ${left}–${right}`]
          : [];
      }),
  );
}
