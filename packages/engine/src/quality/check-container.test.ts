import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../ffmpeg/run.ts';
import { checkContainer, readContainer } from './check-container.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clipo-gate-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of 2 s, its sound later by `offset` seconds. */
async function film(name: string, offset: number, soundSeconds = 2): Promise<string> {
  const path = join(folder, `${name}.mp4`);
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=180x320:r=30:d=2'];
  const sound = ['-itsoffset', String(offset), '-f', 'lavfi', '-i', `sine=300:r=48000:d=${soundSeconds}`];
  const coded = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-bf',
    '0',
    '-c:a',
    'aac',
    '-y',
    path,
  ];
  await runProgram('ffmpeg', [...picture, ...sound, ...coded], {});
  return path;
}

describe('a file at the quality gate (C12)', () => {
  it('passes sound that begins and ends with its picture', async () => {
    expect(checkContainer(await readContainer(await film('good', 0)), 2000)).toEqual([]);
  });

  it('finds sound that is 400 ms late', async () => {
    const [finding] = checkContainer(await readContainer(await film('late', 0.4)), 2000);
    expect(finding).toMatchObject({ kind: 'av-offset', severity: 'fault' });
    expect(Math.abs((finding?.measured ?? 0) - 400)).toBeLessThan(30);
  });

  it('finds sound that is shorter than planned, and a file without any', async () => {
    expect(checkContainer(await readContainer(await film('short', 0, 1.2)), 2000)).toMatchObject([{ kind: 'length' }]);
    const mute = { video: { startMs: 0, endMs: 2000 }, audio: null };
    expect(checkContainer(mute, 2000)).toMatchObject([{ kind: 'length', measured: 0, limit: 2000 }]);
  });

  it('says that a file is no film where it is none', async () => {
    const path = join(folder, 'none.mp4');
    await writeFile(path, 'not a film');
    await expect(readContainer(path)).rejects.toMatchObject({ code: 'unreadable_material' });
  });
});
