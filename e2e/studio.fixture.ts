import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findChromium, tempFolder } from '@clipo/testkit';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const main = join(import.meta.dirname, '..', 'apps', 'cli', 'src', 'main.ts');
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** How a browser looks at the studio. */
export interface Look {
  language: 'zh-CN' | 'en';
  width: number;
  height: number;
  scheme: 'light' | 'dark';
}

export interface OpenPage {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of so far. */
  complaints: string[];
}

/** A whole service on an empty data folder, and a browser before it. */
export interface Studio {
  url: string;
  /** The operator's key, as the first-run link gives it. */
  key: string;
  /** A browser of its own, with nothing kept from another. */
  open(look: Look): Promise<OpenPage>;
  /** The code that was sent last to a contact, as the operator sees it. */
  codeFor(contact: string): Promise<string>;
  close(): Promise<void>;
}

/** What most of these tests are not about, and would wait for. */
const plain = { CLIPO_CAPTCHA: 'off', CLIPO_READ_PICTURES: 'off', CLIPO_LOOK_AT_FILMS: 'off' };

export async function startStudio(variables: Record<string, string> = {}): Promise<Studio> {
  const folder = await tempFolder('studio');
  const home = join(folder.path, 'home');
  await mkdir(home);
  const service = spawn(process.execPath, [main, 'start'], {
    env: { ...process.env, CLIPO_HOME: home, PORT: '0', CLIPO_LOG_LEVEL: 'error', ...plain, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, grant } = await new Promise<{ url: string; grant: string }>((resolve, reject) => {
    let said = '';
    service.once('exit', () => reject(new Error(`the service ended: ${said}`)));
    service.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const found = /(http:\/\/[\d.]+:\d+)\/first-run\?grant=(\S+)/.exec(said);
      if (found !== null) {
        resolve({ url: found[1] ?? '', grant: found[2] ?? '' });
      }
    });
  });
  const answer = await fetch(`${url}/first-run`, { method: 'POST', body: new URLSearchParams({ grant }) });
  const key = /clipo_[\w-]{43}/.exec(await answer.text())?.[0] ?? '';
  const browser: Browser = await chromium.launch({
    executablePath: await findChromium(),
    // A camera that films a test card, let in without asking.
    args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
  return {
    url,
    key,
    open: (look) => openPage(browser, look),
    codeFor: async (contact) => {
      const outbox = await fetch(`${url}/api/v1/outbox`, { headers: { authorization: `Bearer ${key}` } });
      const { items } = (await outbox.json()) as { items: { to: string; text: string }[] };
      const sent = items.find(({ to }) => to.replaceAll(/\s/g, '').includes(contact));
      return /\b\d{6}\b/.exec(sent?.text ?? '')?.[0] ?? '';
    },
    close: async () => {
      await browser.close();
      service.kill('SIGTERM');
      await once(service, 'exit');
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** A page of a browser of its own, with nothing kept from another. */
export async function openPage(browser: Browser, { language, width, height, scheme }: Look): Promise<OpenPage> {
  const context = await browser.newContext({ locale: language, viewport: { width, height }, colorScheme: scheme });
  // Other tests work beside this one.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    // That nobody is signed in, or that there is no request, is an answer, but the browser reports it as an error.
    if (message.type() === 'error' && !/\b40[14]\b/.test(message.text())) {
      complaints.push(`${message.text()} ${message.location().url}`);
    }
  });
  return { page, context, complaints };
}

/** What axe finds wrong with a page: WCAG 2.2 A and AA, a line for each rule that is broken. */
export async function accessFaults(page: Page): Promise<string[]> {
  // What was closed just now begins to fade with the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  // What fades in has half its contrast until it has arrived. A sign of waiting turns for ever, and what is held never ends.
  await page.evaluate(() =>
    Promise.race([
      Promise.all(
        document
          .getAnimations()
          .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
          .map((animation) => animation.finished.catch(() => null)),
      ),
      new Promise((resolve) => setTimeout(resolve, 2000)),
    ]),
  );
  // Not as a script of the page's: its own policy lets no foreign one in.
  await page.evaluate(await readFile(axe, 'utf8'));
  const run = () =>
    page.evaluate(
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
    ) as Promise<{
      violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
    }>;
  let { violations } = await run();
  if (violations.length > 0) {
    // A button that is allowed again while axe looks fades from its grey, on a busy machine for longer: what is wrong stays.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    ({ violations } = await run());
  }
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

/** Sees that a page is as wide as its window: nothing runs off to the side. */
export async function expectNoSideways(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${page.url()} is ${over} px too wide`);
}

/** A browser with a device that keeps passkeys. */
export async function giveAuthenticator(context: BrowserContext, page: Page): Promise<void> {
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
}

/** Takes a page at all sizes and in both schemes into the folder SHOTS, where one is set: for who looks at them. */
export async function takeShots(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  const was = page.viewportSize();
  for (const [width, height] of folder === undefined
    ? []
    : ([
        [1440, 900],
        [1024, 768],
        [390, 844],
      ] as const)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      // Colours go over into one another: taken at once, a picture shows a scheme that nobody sees.
      await page.waitForTimeout(600);
      await page.screenshot({ path: join(folder ?? '', `${name}-${width}-${colorScheme}.png`) });
    }
  }
  if (folder !== undefined && was !== null) {
    await page.setViewportSize(was);
  }
}
