import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readHostile } from './read-hostile.fixture.ts';

/** What the search of `clipo bench label-fuzz` begins with, and what readers once failed on. */
const corpus = join(import.meta.dirname, '..', 'corpus');

it('every file that reached something new, or that a reader once failed on, is read to an end, and soon', async () => {
  const names = await readdir(corpus, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  expect(files.length).toBeGreaterThan(400);
  for (const file of files) {
    const start = process.threadCpuUsage();
    await readHostile(await readFile(file));
    expect(process.threadCpuUsage(start).user / 1000, file).toBeLessThan(1500);
  }
});
