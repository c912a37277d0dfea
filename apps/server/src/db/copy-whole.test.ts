import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import { expect, it } from 'vitest';
import { copyWhole } from './copy-whole.ts';

it('a folder that several processes copy at once is whole for each of them, and nothing is left of the others (O5)', async () => {
  await using folder = await tempFolder('copy-whole');
  const from = join(folder.path, 'from', 'share');
  await mkdir(from, { recursive: true });
  for (let each = 0; each < 60; each += 1) {
    await writeFile(join(from, `${each}.txt`), 'x'.repeat(20_000));
  }
  const to = join(folder.path, 'services', 'programs');
  const found = await Promise.all(
    Array.from({ length: 4 }, async () => {
      await copyWhole(join(folder.path, 'from'), to);
      return (await readdir(join(to, 'share'))).length;
    }),
  );
  expect(found).toEqual([60, 60, 60, 60]);
  expect(await readdir(join(folder.path, 'services'))).toEqual(['programs']);
  expect((await stat(to)).mode & 0o777).toBe(0o755);
});
