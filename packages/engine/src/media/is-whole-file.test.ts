import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder, tinyMedia } from '@clipo/testkit';
import { expect, it } from 'vitest';
import { isWholeFile } from './is-whole-file.ts';

it('a file of the cache that is empty, cut off anywhere or gone is not taken for a whole one', async () => {
  await using folder = await tempFolder('whole');
  for (const name of ['clip', 'picture'] as const) {
    const source = await tinyMedia(name);
    expect(await isWholeFile(source)).toBe(true);
    const bytes = await readFile(source);
    const cut = join(folder.path, `cut.${source.split('.').at(-1)}`);
    for (const length of [0, 1, 7, 8, 40, Math.floor(bytes.length / 2), bytes.length - 1]) {
      await writeFile(cut, bytes.subarray(0, length));
      expect(await isWholeFile(cut), `${name} cut to ${length}`).toBe(false);
    }
  }
  expect(await isWholeFile(join(folder.path, 'gone.mp4'))).toBe(false);
});
