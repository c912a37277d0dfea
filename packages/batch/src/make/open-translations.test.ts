import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTranslations } from './open-translations.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-translations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps a translation for later runs, by its whole key (C8)', async () => {
  await openTranslations(folder).set('a', 'No leaks upside down');
  expect(await openTranslations(folder).get('a')).toBe('No leaks upside down');
  expect(await openTranslations(folder).get('b')).toBeUndefined();
});

it('takes a damaged file for none, and a folder that is none for no cache', async () => {
  const store = openTranslations(folder);
  await store.set('a', 'Weighs 268 grams');
  const [name = ''] = await readdir(join(folder, 'translations'));
  await writeFile(join(folder, 'translations', name), '{"key":"b","text":"Weighs 2 grams"}');
  expect(await store.get('a')).toBeUndefined();
  const broken = openTranslations(join(folder, 'translations', name));
  await broken.set('a', 'Weighs 268 grams');
  expect(await broken.get('a')).toBeUndefined();
});
