import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReadPictures } from '@clipo/safety/pictures';
import { shapesTakenFor, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from './run.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-check-'));
  await writeFile(join(folder, 'shapes.jpg'), await shapesTakenFor('doubtful'));
  await copyFile(await tinyMedia('pictureJpeg'), join(folder, 'cup.jpg'));
  await copyFile(await tinyMedia('clip'), join(folder, 'said.mp4'));
  await writeFile(join(folder, 'script.txt'), '单手能开，倒放不漏。');
  await writeFile(join(folder, 'broken.png'), 'no picture');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const check = (...words: string[]) =>
  runProgram('/bin/sh', ['-c', 'cd "$0" && "$@" 2>&1', folder, process.execPath, main, 'check', ...words], {
    env: { CLIPO_LANG: 'en' },
  });

describe('clipo check looks at pictures and clips as at texts (S1, S2)', () => {
  it('what a network is not sure of is for a person to see, with the file named', async () => {
    const { code, output } = await check('shapes.jpg', 'cup.jpg', 'script.txt', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(output)).toMatchObject({
      verdict: 'review',
      findings: [{ file: 'shapes.jpg', field: 'picture', level: 'review', why: expect.stringContaining('art. 9') }],
    });
  });

  it('what nobody could check here is told: a clip’s sound, and words without a reader', async () => {
    const { output } = await check('said.mp4');
    expect(output).toContain('unchecked: said.mp4: its sound');
    expect(output.includes('unchecked: said.mp4: the words')).toBe(!(await canReadPictures()));
  });

  it('a file that is no picture is told by name', async () => {
    const { code, output } = await check('broken.png');
    expect(code).toBe(2);
    expect(output).toContain('broken.png');
  });
});
