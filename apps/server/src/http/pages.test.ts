import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../testing/api.fixture.ts';

const script = 'export const studio = 1;';
/** As `vite build` writes it: a first file, a page of two parts, and words. */
const manifest = {
  'index.html': { file: 'assets/index.js', isEntry: true, css: ['assets/index.css'] },
  'src/pages/home/home.tsx': { file: 'assets/home.js', imports: ['_card.js', 'index.html'], css: ['assets/home.css'] },
  '_card.js': { file: 'assets/card.js', imports: ['index.html'] },
  'src/pages/materials/materials.tsx': { file: 'assets/materials.js', imports: ['_card.js'] },
  'src/i18n/zh-CN.ts': { file: 'assets/zh.js' },
  'src/i18n/en.ts': { file: 'assets/en.js' },
};

let folder: Awaited<ReturnType<typeof tempFolder>>;
let api: TestApi;
beforeAll(async () => {
  folder = await tempFolder('pages');
  await mkdir(join(folder.path, '.vite'));
  await mkdir(join(folder.path, 'assets'));
  await writeFile(join(folder.path, 'index.html'), '<!doctype html><div id="studio"></div>');
  await writeFile(join(folder.path, '.vite', 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder.path, 'assets', 'index.js'), script);
  await writeFile(join(folder.path, 'assets', 'index.js.gz'), gzipSync(script));
  api = await startApi({}, { pages: folder.path });
});
afterAll(async () => {
  await api.stop();
  await folder.remove();
});

const visit = (path: string, headers: Record<string, string> = {}) =>
  api.app.request(path, { headers: { accept: 'text/html', ...headers } });

it('a visitor of the first page is told all its files at once, what all wait for first, in their language', async () => {
  const links = async (language: string) =>
    ((await visit('/', { 'accept-language': language })).headers.get('link') ?? '').match(/\/assets\/[\w.]+/g);
  const styles = ['/assets/index.css', '/assets/home.css'];
  const home = ['/assets/home.js', '/assets/card.js'];
  expect(await links('zh-CN,zh;q=0.9')).toEqual(['/assets/index.js', '/assets/zh.js', ...home, ...styles]);
  expect(await links('en-GB')).toEqual(['/assets/index.js', '/assets/en.js', ...home, ...styles]);
  // Another page has other files, of which the studio asks for itself.
  const other = await visit('/materials');
  expect([other.status, other.headers.get('link')]).toEqual([200, null]);
});

it('files are sent as they were packed when they were built, and plain to who takes nothing else', async () => {
  const packed = await visit('/assets/index.js', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(script);
  const plain = await visit('/assets/index.js', { 'accept-encoding': 'identity' });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(script);
  expect(plain.headers.get('cache-control')).toContain('immutable');
});
