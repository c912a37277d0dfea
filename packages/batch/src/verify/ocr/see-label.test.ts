import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { burnLabel, lookAtPicture } from '@clipo/engine';
import { coverLabel, explicitLabel } from '@clipo/label';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canReadPictures } from './run.ts';
import { conformingWords, seeLabel } from './see-label.ts';

const runFfmpeg = (args: readonly string[]) => promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...args]);

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('seen');
});
afterAll(() => folder.remove());

it('the explicit label is read on pictures and from a film’s first frame for 2 s; where nobody can look, it is said to be unchecked (L4)', async () => {
  // As the machine is: without tesseract and its Chinese every answer is that nobody looked.
  const isReadable = await canReadPictures();
  const state = (seen: boolean) => (isReadable ? (seen ? 'seen' : 'unseen') : 'unchecked');
  const at = (name: string) => join(folder.path, name);
  const [photo, film] = [at('photo.png'), at('film.mp4')];
  await runFfmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=480x640', '-frames:v', '1', photo]);
  await runFfmpeg([
    '-f',
    'lavfi',
    '-i',
    'color=#ece9e4:s=360x640:r=10:d=2.5',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    film,
  ]);
  expect((await seeLabel(film, false)).state).toBe(state(false));

  const [seenPhoto, seenFilm, brief] = [at('seen.png'), at('seen.mp4'), at('brief.mp4')];
  const picture = await lookAtPicture(photo, true);
  const cover = coverLabel({ language: 'zh-CN', width: 480, height: 640 });
  await burnLabel({ path: photo, out: seenPhoto, as: seenPhoto, picture, label: cover });
  const frame = { width: 360, height: 640 };
  const label = explicitLabel({ language: 'zh-CN', ...frame });
  await burnLabel({ path: film, out: seenFilm, as: seenFilm, picture: { ...frame, isStill: false }, label });
  const text = isReadable ? 'AI生成' : null;
  expect(await seeLabel(seenPhoto, true)).toEqual({ state: state(true), text });
  expect(await seeLabel(seenFilm, false)).toEqual({ state: state(true), text });
  // Shown for one second, which is too short.
  const chain = '[0][1]concat=n=2:v=1:a=0';
  await runFfmpeg(['-t', '1', '-i', seenFilm, '-i', film, '-filter_complex', chain, '-preset', 'ultrafast', brief]);
  expect((await seeLabel(brief, false)).state).toBe(state(false));
});

it('what readers of pictures mistake is mended, and one element alone is no label', () => {
  expect(conformingWords('一\nAl 生成\n想吃')).toBe('AI生成');
  expect(conformingWords('A|生成合成')).toBe('AI生成合成');
  expect(conformingWords('生成\nAI')).toBeUndefined();
});
