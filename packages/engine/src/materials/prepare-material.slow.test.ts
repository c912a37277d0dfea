import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ClipoError, type VideoMaterial } from '@clipo/contract';
import { type TempFolder, type TinyMediaName, tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareMaterial } from './prepare-material.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('materials-slow');
});
afterAll(() => folder.remove());

async function prepareTiny(name: TinyMediaName): Promise<VideoMaterial> {
  const file = await tinyMedia(name);
  const request = { file: path.basename(file), root: path.dirname(file), cacheDir: path.join(folder.path, 'cache') };
  return (await prepareMaterial(request)) as VideoMaterial;
}

it('a clip of three hours is used by its best two minutes, within a minute of work (C3)', async () => {
  const begun = performance.now();
  const material = await prepareTiny('threeHours');
  expect(performance.now() - begun).toBeLessThan(60_000);
  expect(material.durationMs).toBeGreaterThan(100_000);
  expect(material.durationMs).toBeLessThanOrEqual(120_000);
  expect(material.shots.length).toBeGreaterThan(10);
}, 120_000);

it('an 8K clip becomes one of 1920 (C3)', async () => {
  expect(await prepareTiny('eightK')).toMatchObject({ kind: 'video', width: 1920, height: 1080, durationMs: 1200 });
}, 120_000);

it('whatever bytes are changed, a material is prepared or refused by a closed code (C3)', async () => {
  const names = [
    'clip',
    'noisyTs',
    'tenBit',
    'alphaVp9',
    'interlaced',
    'pictureJpeg',
    'picture16Bit',
    'pictureWebp',
    'pictureGif',
  ];
  let state = 7;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let round = 0; round < 45; round++) {
    const bytes = await readFile(await tinyMedia(names[round % names.length] as TinyMediaName));
    for (let change = 0; change < 1 + random(40); change++) {
      // Most of what containers decide stands at either end.
      const at =
        random(3) === 0 ? random(bytes.length) : random(2) === 0 ? random(400) : bytes.length - 1 - random(400);
      bytes[Math.max(0, Math.min(bytes.length - 1, at))] = random(256);
    }
    const file = `fuzz-${round}`;
    await writeFile(path.join(folder.path, file), bytes);
    const outcome = await prepareMaterial({ file, root: folder.path, cacheDir: path.join(folder.path, 'fuzz') }).catch(
      (cause: unknown) => cause,
    );
    if (outcome instanceof Error) {
      expect(outcome, `round ${round}`).toBeInstanceOf(ClipoError);
      expect((outcome as ClipoError).code, `round ${round}: ${outcome.message}`).toBe('unreadable_material');
    }
  }
}, 300_000);
