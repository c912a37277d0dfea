import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { delimiter, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeSampleFrame } from './sample-frame.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const here = '/packages/engine/src/compositor';

/** A page that runs the sources as they are: packages by import map, types stripped by the server. */
const page = `<!doctype html><script type="importmap">${JSON.stringify({
  imports: {
    '@clipo/contract': '/packages/contract/src/index.ts',
    '@clipo/contract/errors': '/packages/contract/src/errors.ts',
    zod: '/node_modules/zod/index.js',
  },
})}</script>`;

function serveSources(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html').end(page);
      return;
    }
    try {
      const bytes = await readFile(join(root, path));
      const isScript = extname(path) === '.ts' || extname(path) === '.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'application/wasm');
      response.end(extname(path) === '.ts' ? stripTypeScriptTypes(bytes.toString()) : bytes);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** Chromium as the set-up installs it: the first of its names on the path. */
function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
  if (!found) {
    throw new Error('Chromium is not on the path; the set-up installs it (apt-get install chromium)');
  }
  return found;
}

let server: Server;
let browser: Browser;
beforeAll(async () => {
  server = await serveSources();
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

it("the browser's preview composes the very bytes that the server renders", async () => {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  // As text, because the test runner rewrites imports in functions.
  const composed = await tab.evaluate<number[]>(`(async () => {
    const { composeSampleFrame } = await import('${here}/sample-frame.ts');
    const wasm = await (await fetch('${here}/compositor.wasm')).arrayBuffer();
    return Array.from(await composeSampleFrame(wasm));
  })()`);
  const expected = await composeSampleFrame(await readFile(join(root, here, 'compositor.wasm')));
  expect(composed).toHaveLength((180 * 320 * 3) / 2);
  expect(Buffer.compare(Buffer.from(composed), expected)).toBe(0);
  // Not by being blank: the frame has many values.
  expect(new Set(composed).size).toBeGreaterThan(100);
});
