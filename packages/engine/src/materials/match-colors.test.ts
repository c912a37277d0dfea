import path from 'node:path';
import type { ImageMaterial, VideoMaterial } from '@clipo/contract';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../ffmpeg/run.ts';
import { labOfRgba } from './lab-picture.ts';
import { lookDistance } from './match-looks.ts';
import { type Look, measureLook } from './measure-look.ts';
import { prepareMaterials } from './prepare-materials.ts';

const tumbler = path.resolve(import.meta.dirname, '../../../../examples/tumbler/tumbler.mp4');
/** Another light: warm and darker, cold and darker. */
const warm = 'colorchannelmixer=rr=0.82:gg=0.74:bb=0.6';
const cold = 'colorchannelmixer=rr=0.7:gg=0.74:bb=0.9';
let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('matched');
});
afterAll(() => folder.remove());

/** A short clip, or a still, of the real one, in its own light or another. */
async function take(name: string, at: number, light: string): Promise<{ file: string }> {
  const length = name.endsWith('.png') ? ['-frames:v', '1'] : ['-t', '1.2', '-preset', 'ultrafast', '-crf', '14'];
  const filters = `${light},scale=320:240`;
  await runProgram('ffmpeg', [
    '-ss',
    String(at),
    '-i',
    tumbler,
    '-an',
    '-vf',
    filters,
    ...length,
    path.join(folder.path, name),
  ]);
  return { file: name };
}

async function lookOfFile(file: string): Promise<Look> {
  const output = ['-vf', 'scale=120:90:flags=area', '-frames:v', '1', '-pix_fmt', 'rgba', '-f', 'rawvideo', 'pipe:1'];
  return measureLook([labOfRgba(await runProgram('ffmpeg', ['-i', file, ...output]), 120, 90)]) as Look;
}

describe('materials of one batch, taken in different light (C5)', () => {
  it('what is off comes at least half of the way to the rest; the rest is left alone, bit for bit', async () => {
    const list = [
      await take('good.mp4', 0.2, 'null'),
      await take('good.png', 1, 'null'),
      await take('warm.mp4', 0.4, warm),
      await take('cold.png', 0.5, cold),
    ];
    const cacheDir = path.join(folder.path, 'cache');
    const options = { root: folder.path, cacheDir };
    const alone = await prepareMaterials(list.slice(0, 1), options);
    const matched = (await prepareMaterials(list, options)) as (ImageMaterial | VideoMaterial)[];
    const [good, still, warmed, cooled] = matched as [VideoMaterial, ImageMaterial, VideoMaterial, ImageMaterial];
    expect(good).toEqual(alone[0]);
    expect(still.path).toContain(still.id);
    const wanted = await lookOfFile(good.path);
    for (const material of [warmed, cooled]) {
      const before = lookDistance(await lookOfFile(path.join(folder.path, material.file)), wanted);
      expect(lookDistance(await lookOfFile(material.path), wanted), material.file).toBeLessThan(before / 2);
    }
    // By another name than its uncorrected self, so that nothing made of that is taken for it; and kept.
    const [plain] = (await prepareMaterials(list.slice(2, 3), options)) as [VideoMaterial];
    expect(plain.id).not.toBe(warmed.id);
    expect(plain.shots).toEqual(warmed.shots);
    expect(await prepareMaterials(list, options)).toEqual(matched);
  });
});
