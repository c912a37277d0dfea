import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  await copyFile(await tinyMedia('sound'), join(folder, 'said.wav'));
  await writeFile(join(folder, 'script.txt'), '单手能开，倒放不漏。');
  await writeFile(join(folder, 'broken.png'), 'no picture');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const check = (...words: string[]) => checkWith({}, ...words);
const checkWith = (env: Record<string, string>, ...words: string[]) =>
  runProgram('/bin/sh', ['-c', 'cd "$0" && "$@" 2>&1', folder, process.execPath, main, 'check', ...words], {
    env: { CLIPO_LANG: 'en', ...env },
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
    expect(output).toContain('unchecked: said.mp4: what it says (CLIPO_ASR_URL');
    expect(output.includes('unchecked: said.mp4: the words')).toBe(!(await canReadPictures()));
  });

  it('where an engine is set that hears, clips and sounds are heard; one that does not answer passes nothing', async () => {
    let heard = 0;
    const engine = createServer((request, response) => {
      request.resume().once('end', () => {
        heard += 1;
        const segments = [
          { start: 0.4, text: '去在线' },
          { start: 1, text: '赌场玩' },
        ];
        response.writeHead(heard > 2 ? 503 : 200).end(JSON.stringify({ text: '', segments }));
      });
    });
    await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
    const env = { CLIPO_ASR_URL: `http://127.0.0.1:${(engine.address() as AddressInfo).port}/v1` };
    try {
      const { code, output } = await checkWith(env, 'said.mp4', 'said.wav', '--json');
      const { findings, unchecked = [] } = JSON.parse(output);
      const found = { field: 'sound@400', level: 'review', category: 'vice', text: '在线 赌场' };
      expect(findings).toMatchObject([
        { file: 'said.mp4', ...found },
        { file: 'said.wav', ...found },
      ]);
      expect(unchecked.filter(({ what }: { what: string }) => what === 'sound')).toEqual([]);
      expect(code).toBe(3);
      const down = await checkWith(env, 'said.wav');
      expect(down.code).toBe(3);
      expect(down.output).toContain('did not answer');
      // Who lets that pass is told that nobody heard it.
      const spared = await checkWith({ ...env, CLIPO_MODERATION_DOWN: 'pass' }, 'said.wav');
      expect([spared.code, spared.output]).toEqual([0, expect.stringContaining('unchecked: said.wav: what it says')]);
    } finally {
      engine.close();
    }
  });

  it('a file that is no picture is told by name', async () => {
    const { code, output } = await check('broken.png');
    expect(code).toBe(2);
    expect(output).toContain('broken.png');
  });
});
