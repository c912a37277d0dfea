import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorkshop } from './cli.fixture.ts';
import { expectPlainWords, expectRightVideos, filesUnder, readManifest } from './outcome.fixture.ts';

it('a damaged cache of pieces, voices, sounds and materials is mended, not believed', async () => {
  const own = await openWorkshop('damaged');
  const folder = await own.brief({ seed: 21 });
  const out = join(folder, 'out');
  const makeAgain = () => own.run(['make', folder, '--draft']);
  expect((await makeAgain()).code).toBe(0);
  const sha256 = (await readManifest(out)).videos[0]?.sha256;
  const cache = join(own.home, 'cache');
  const files = await filesUnder(cache);
  const isRecord = (file: string) => file.endsWith('.json');
  // As a disk that was full, or a power cut, leaves files: empty, cut off, or their records so.
  const damages: ((file: string) => number | undefined)[] = [
    () => 0,
    (file) => (isRecord(file) ? undefined : 5000),
    (file) => (isRecord(file) ? 5 : undefined),
  ];
  for (const damage of damages) {
    for (const file of files) {
      const length = damage(file);
      if (length !== undefined) {
        await truncate(join(cache, file), length);
      }
    }
    await rm(out, { recursive: true });
    const end = await makeAgain();
    expectPlainWords(end.err);
    expect(end.code, end.err).toBe(0);
    const manifest = await expectRightVideos(out);
    expect(manifest.videos[0]?.sha256).toBe(sha256);
  }
  await own.remove();
}, 300_000);
