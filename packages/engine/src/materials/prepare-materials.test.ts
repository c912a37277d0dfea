import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InputProblems } from '@clipo/contract';
import { type TempFolder, tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareMaterials } from './prepare-materials.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('materials-list');
  await copyFile(await tinyMedia('clip'), path.join(folder.path, 'clip.mp4'));
  await copyFile(await tinyMedia('picture'), path.join(folder.path, 'picture.png'));
  await writeFile(path.join(folder.path, 'text.mp4'), 'no film\n');
});
afterAll(() => folder.remove());

it('materials come back in the order of the brief, each with its rights (C3)', async () => {
  const rights = { holder: 'A', licence: 'CC0-1.0', people: 'none' };
  const told: string[] = [];
  const materials = await prepareMaterials(
    [{ file: 'clip.mp4' }, { file: 'picture.png', rights }, { file: 'clip.mp4' }],
    {
      root: folder.path,
      cacheDir: path.join(folder.path, 'cache'),
      onReady: (done, total) => told.push(`${done}/${total}`),
    },
  );
  expect(materials.map(({ kind, file }) => `${kind} ${file}`)).toEqual([
    'video clip.mp4',
    'image picture.png',
    'video clip.mp4',
  ]);
  expect(materials[1]?.rights).toEqual(rights);
  expect(told).toEqual(['1/3', '2/3', '3/3']);
});

it('all materials that can not be used are told at once, each with its field and file (C3)', async () => {
  const list = ['text.mp4', 'clip.mp4', 'gone.png', '../elsewhere.png'].map((file) => ({ file }));
  const failure = await prepareMaterials(list, { root: folder.path, cacheDir: path.join(folder.path, 'cache') }).catch(
    (cause: unknown) => cause,
  );
  expect(failure).toBeInstanceOf(InputProblems);
  expect((failure as InputProblems).problems.map(({ code, details }) => [code, details.field, details.file])).toEqual([
    ['unreadable_material', 'materials[0].file', 'text.mp4'],
    ['not_found', 'materials[2].file', 'gone.png'],
    ['outside_folder', 'materials[3].file', '../elsewhere.png'],
  ]);
});

it('a file that the brief names elsewhere is told with the field that names it (C3)', async () => {
  const list = [{ file: 'clip.mp4' }, { file: 'gone.wav', field: 'voice.file' }];
  const failure = await prepareMaterials(list, { root: folder.path, cacheDir: path.join(folder.path, 'cache') }).catch(
    (cause: unknown) => cause,
  );
  expect((failure as InputProblems).problems.map(({ details }) => details.field)).toEqual(['voice.file']);
});

it('cancelling is told as such, not as a fault of the materials', async () => {
  const signal = AbortSignal.abort();
  const options = { root: folder.path, cacheDir: path.join(folder.path, 'cache'), signal };
  await expect(prepareMaterials([{ file: 'clip.mp4' }], options)).rejects.toMatchObject({ code: 'cancelled' });
});
