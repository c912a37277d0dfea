import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder, tinyMedia } from '@clipo/testkit';
import { expect, it } from 'vitest';
import { lookAtPicture } from './burn-label.ts';
import { openingStillArgs } from './probe-media.ts';

it('a picture is opened as what it holds, whatever it is called, and nothing else is (L4)', async () => {
  await using folder = await tempFolder('still');
  const photo = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'cupcake', 'hero.jpg');
  expect(openingStillArgs(photo)).toContain('jpeg_pipe');
  expect((await lookAtPicture(photo, true)).width).toBeGreaterThan(0);
  expect(openingStillArgs(await tinyMedia('pictureJpeg'))).toContain('jpeg_pipe');
  const text = join(folder.path, 'list.jpg');
  await writeFile(text, '#EXTM3U\n/etc/hostname\n');
  expect(openingStillArgs(text)).not.toContain('-f');
  await expect(lookAtPicture(text, true)).rejects.toMatchObject({ code: 'program_failed' });
  expect(openingStillArgs(join(folder.path, 'none.png'))).not.toContain('-f');
});
