import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tempFolder } from '@clipo/testkit';
import type { Page } from 'playwright-core';
import { type Look, startStudio } from '../studio.fixture.ts';
import { freePort } from '../wechat.fixture.ts';
import { fillConsole, fillDays, type SampleConsole } from './fill-console.ts';
import { fillPeople, fillWard, type SamplePeople } from './fill-people.ts';
import { peopleDialogs, wordsOf } from './people-dialogs.ts';
import { keptLooks, takePicture } from './take-picture.ts';

// Takes the pictures of pages of people, teams, money and operators into docs/screens, as somebody who is signed in sees
// them: `node e2e/screens/take-people.ts`. `--only team,papers` takes some, `--to FOLDER` puts them elsewhere; `--dialogs`
// takes their dialogs instead, in every language and scheme by turns, which are for looking at, not kept.
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    dialogs: { type: 'boolean', default: false },
    to: { type: 'string', default: join(import.meta.dirname, '..', '..', 'docs', 'screens') },
  },
});

interface Screen {
  name: string;
  path: string | ((sample: SampleConsole) => string);
  /** Who looks: anybody, the owner of a team, or an operator. */
  as: 'visitor' | 'owner' | 'operator' | 'guardian';
  /** What is done, and must be there, before the picture is taken. */
  ready?(page: Page, sample: SamplePeople, look: Look): Promise<unknown>;
}

const of = (as: Screen['as'], ...names: string[]): Screen[] => names.map((name) => ({ name, path: `/${name}`, as }));

const pages: readonly Screen[] = [
  ...of('visitor', 'sign-in'),
  {
    name: 'sign-in-password',
    path: '/sign-in',
    as: 'visitor',
    ready: (page) => page.getByRole('tab').nth(1).click(),
  },
  {
    name: 'sign-in-wechat',
    path: '/sign-in',
    as: 'visitor',
    ready: (page) => page.getByRole('button', { name: /微信|WeChat/ }).click(),
  },
  { name: 'agreement', path: '/agreements/agreement', as: 'visitor' },
  ...of('visitor', 'report'),
  { name: 'case', path: ({ caseSecret }) => `/case#${caseSecret}`, as: 'visitor' },
  ...of('owner', 'account', 'security', 'team', 'credits', 'notices', 'privacy', 'measures', 'cases'),
  {
    name: 'people',
    path: '/people',
    as: 'operator',
    ready: async (page, { contact }) => {
      await page.getByRole('searchbox').first().fill(contact);
      await page.keyboard.press('Enter');
      await page.locator('.person-card').waitFor();
    },
  },
  {
    name: 'papers',
    path: '/papers',
    as: 'operator',
    ready: async (page) => {
      await page.locator('.rows').getByRole('button').first().click();
      await page.locator('.person-card').waitFor();
    },
  },
  ...of('operator', 'payments', 'outbox', 'parts', 'rules', 'desk'),
  { name: 'operate', path: '/operate', as: 'operator' },
  ...[
    'teams',
    'jobs',
    'retention',
    'actings',
    'audit',
    'announcements',
    'grants',
    'licensed',
    'templates',
    'incidents',
    'measures',
    'appeals',
    'cases',
  ].map((page): Screen => ({ name: `operate-${page}`, path: `/operate/${page}`, as: 'operator' })),
  { name: 'operate-wordings', path: '/operate/templates?view=notices', as: 'operator' },
  { name: 'operate-case', path: ({ caseId }) => `/operate/cases?id=${caseId}`, as: 'operator' },
  {
    name: 'operate-team',
    path: ({ teamId }) => `/operate/teams?id=${teamId}`,
    as: 'operator',
    ready: (page) => page.locator('.ant-drawer .past').nth(1).waitFor(),
  },
  {
    name: 'operate-incident',
    path: '/operate/incidents',
    as: 'operator',
    ready: (page) => page.locator('.case-list button').first().click(),
  },
  {
    name: 'operate-measure',
    path: '/operate/measures',
    as: 'operator',
    ready: async (page) => {
      await page.getByText(/^(生效中|In force)$/).click();
      await page.locator('.measures button').first().click();
      await page.locator('.ant-drawer').first().waitFor();
    },
  },
  {
    name: 'operate-retention-found',
    path: '/operate/retention',
    as: 'operator',
    ready: (page) => page.getByRole('searchbox').first().fill('audit'),
  },
];
const dialogs: readonly Screen[] = peopleDialogs.map(({ open, ...dialog }) => ({
  ...dialog,
  ready: (page, _, { language }) => open(page, wordsOf(language)),
}));
const dialogLooks: readonly Look[] = [
  { width: 390, height: 844, scheme: 'light', language: 'zh-CN' },
  { width: 390, height: 844, scheme: 'dark', language: 'en' },
  { width: 1440, height: 900, scheme: 'dark', language: 'zh-CN' },
  { width: 1024, height: 768, scheme: 'light', language: 'en' },
];
const screens = options.dialogs ? dialogs : pages;
const wanted = options.only?.split(',');

await using folder = await tempFolder('people');
const home = join(folder.path, 'data');
await mkdir(home);
const port = await freePort();
const url = `http://localhost:${port}`;
const studio = await startStudio({
  PORT: String(port),
  CLIPO_URL: url,
  CLIPO_HOME: home,
  CLIPO_WORKERS: '1',
  CLIPO_CREDITS: 'on',
  CLIPO_COMPANY: '示例科技有限公司',
  CLIPO_CONTACT: 'help@example.com',
  // Only the button is looked at: nothing is asked of it.
  CLIPO_WECHAT_APP_ID: 'wx1',
  CLIPO_WECHAT_SECRET: 'none',
});
try {
  const [sample, wards] = await Promise.all([
    fillPeople(url, studio.key),
    options.dialogs ? fillWard(url, studio.key) : undefined,
  ]);
  // What operators did to a team is told to its owner in a dialog, which would lie over those that are looked at.
  const filled = options.dialogs ? undefined : await fillConsole(url, studio.key, sample);
  if (filled !== undefined) {
    await fillDays(home, sample.teamId);
  }
  for (const look of options.dialogs ? dialogLooks : keptLooks) {
    for (const as of ['visitor', 'owner', 'operator', 'guardian'] as const) {
      const { page, context, complaints } = await studio.open(look);
      if (as === 'owner') {
        await context.addCookies(sample.cookies);
      } else if (as === 'operator') {
        await context.addInitScript((key) => sessionStorage.setItem('clipo.key', key), studio.key);
      }
      if (wards !== undefined) {
        await context.route('**/api/v1/guardians/wards', (route) => route.fulfill({ json: wards }));
      }
      for (const screen of screens.filter((each) => each.as === as && (wanted?.includes(each.name) ?? true))) {
        const { name, path, ready } = screen;
        await takePicture(page, {
          url: `${url}${addressOf(path, filled)}`,
          name,
          look,
          to: options.to,
          ready: ready && (() => ready(page, sample, look)),
        });
      }
      for (const complaint of complaints) {
        process.stderr.write(`${look.width} ${as}: ${complaint}\n`);
      }
      await context.close();
    }
  }
} finally {
  await studio.close();
}

function addressOf(path: Screen['path'], filled: SampleConsole | undefined): string {
  if (typeof path === 'string') {
    return path;
  }
  if (filled === undefined) {
    throw new Error('a dialog is at an address that needs no filled console');
  }
  return path(filled);
}
