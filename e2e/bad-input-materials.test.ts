import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { open, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cutBytes, type TinyMediaName, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, placeFiles, type Workshop } from './cli.fixture.ts';
import { expectRefused, filesUnder } from './outcome.fixture.ts';

const execute = promisify(execFile);

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('bad-materials');
});
afterAll(() => workshop.remove());

interface Row {
  what: string;
  file: string;
  /** Puts the material into the brief's folder; left out, it is not there. */
  place?: (folder: string) => Promise<void>;
  says: RegExp;
  lang?: 'zh-CN';
}

const cut = (name: TinyMediaName, part: number, file: string) => async (folder: string) =>
  cutBytes(await tinyMedia(name), join(folder, file), part);
const text = 'This is no film, but a text of some length.\n'.repeat(40);

const rows: readonly Row[] = [
  { what: 'a file that is not there', file: 'gone.png', says: /gone\.png does not exist\. Check the path/ },
  { what: 'a file that is not there', file: 'gone.png', says: /gone\.png 不存在/, lang: 'zh-CN' },
  {
    what: 'a folder',
    file: 'shots.mp4',
    place: (folder) => placeFiles(join(folder, 'shots.mp4'), { 'a.txt': text }),
    says: /shots\.mp4 can't be read.*: is a folder.*Replace the file, or take it out/,
  },
  {
    what: 'a folder',
    file: 'shots.mp4',
    place: (folder) => placeFiles(join(folder, 'shots.mp4'), { 'a.txt': text }),
    says: /shots\.mp4 无法作为图片、视频、声音或字体读取：\P{ASCII}/u,
    lang: 'zh-CN',
  },
  {
    what: 'a text with the name of a clip',
    file: 'film.mp4',
    place: (folder) => placeFiles(folder, { 'film.mp4': text }),
    says: /film\.mp4 can't be read as a picture, clip, sound or font: is of another kind, or damaged\./,
  },
  {
    what: 'a text with the name of a picture',
    file: 'photo.jpg',
    place: (folder) => placeFiles(folder, { 'photo.jpg': text }),
    says: /photo\.jpg can't be read/,
  },
  {
    what: '0 bytes',
    file: 'nothing.mp4',
    place: (folder) => placeFiles(folder, { 'nothing.mp4': '' }),
    says: /nothing\.mp4 can't be read.*is empty \(0 bytes\)/,
  },
  {
    what: '0 bytes',
    file: 'nothing.png',
    place: (folder) => placeFiles(folder, { 'nothing.png': '' }),
    says: /nothing\.png .*：\P{ASCII}/u,
    lang: 'zh-CN',
  },
  {
    what: 'a clip that was cut off before its index',
    file: 'half.mp4',
    place: cut('noisy', 0.5, 'half.mp4'),
    says: /half\.mp4 can't be read/,
  },
  {
    what: 'a picture that was cut off',
    file: 'half.png',
    place: cut('fineStripes', 0.5, 'half.png'),
    says: /half\.png can't be read.*(damaged|cut off)/,
  },
  {
    what: 'a photo that was cut off',
    file: 'half.jpg',
    place: cut('pictureJpeg', 0.5, 'half.jpg'),
    says: /half\.jpg can't be read.*(damaged|cut off)/,
  },
  {
    what: 'a clip of a third of a second',
    file: 'blink.mp4',
    place: (folder) => placeFiles(folder, { 'blink.mp4': { media: 'tooShort' } }),
    says: /blink\.mp4 can't be read.*at least 1 s is needed/,
  },
  {
    what: 'a picture with a side of 20,000 pixels',
    file: 'endless.png',
    place: (folder) => placeFiles(folder, { 'endless.png': { media: 'endlessPicture' } }),
    says: /endless\.png can't be read.*is 20000×8 pixels; at most/,
  },
  {
    what: 'a pipe that nobody writes into',
    file: 'pipe.mp4',
    place: async (folder) => void (await execute('mkfifo', [join(folder, 'pipe.mp4')])),
    says: /pipe\.mp4 can't be read.*is not a regular file/,
  },
  {
    what: 'a socket',
    file: 'plug.mp4',
    place: async (folder) => {
      const server = createServer().listen(join(folder, 'plug.mp4')).unref();
      await once(server, 'listening');
    },
    says: /plug\.mp4 can't be read.*is not a regular file/,
  },
  {
    what: 'a link to a device that never ends',
    file: 'zero.mp4',
    place: (folder) => symlink('/dev/zero', join(folder, 'zero.mp4')),
    says: /zero\.mp4 lies outside the brief's folder/,
  },
  {
    what: 'a link to itself',
    file: 'ring.mp4',
    place: (folder) => symlink('ring.mp4', join(folder, 'ring.mp4')),
    says: /ring\.mp4 can't be read.*can't be opened \(ELOOP\)/,
  },
  {
    what: 'a play list that names another file',
    file: 'list.m3u8',
    place: (folder) => placeFiles(folder, { 'list.m3u8': '#EXTM3U\n#EXTINF:2,\n/etc/hostname\n#EXT-X-ENDLIST\n' }),
    says: /list\.m3u8 can't be read/,
  },
];

it.each(rows)('$what ($lang) is refused by the name of its file, and nothing is written', async (row) => {
  const folder = await workshop.brief({ materials: [{ file: row.file }] }, {});
  await row.place?.(folder);
  const end = await workshop.runHere(['make', folder, '--draft'], row.lang && { lang: row.lang });
  expect(end.err).toMatch(row.says);
  await expectRefused(end, join(folder, 'out'), workshop);
  expect(await filesUnder(join(folder, 'out'))).toEqual([]);
});

it('the process ends as the same command does inside this one', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'nothing.mp4' }] }, { 'nothing.mp4': '' });
  const end = await workshop.run(['make', folder, '--draft']);
  const here = await workshop.runHere(['make', folder, '--draft']);
  expect({ ...end, ms: 0 }).toEqual({ ...here, ms: 0 });
  await expectRefused(end, join(folder, 'out'), workshop);
});

it('one bad material refuses the whole brief, and all bad ones are named at once', async () => {
  const materials = [{ file: 'clip.mp4' }, { file: 'gone.png' }, { file: 'nothing.mp4' }, { file: 'film.mp4' }];
  const folder = await workshop.brief(
    { materials },
    { 'clip.mp4': { media: 'clip' }, 'nothing.mp4': '', 'film.mp4': text },
  );
  const end = await workshop.runHere(['make', folder, '--draft']);
  expect(end.err).toMatch(/3 things/);
  expect(end.err).toMatch(/gone\.png does not exist[\s\S]*nothing\.mp4 can't be read[\s\S]*film\.mp4 can't be read/);
  expect(end.err).not.toMatch(/clip\.mp4/);
  await expectRefused(end, join(folder, 'out'), workshop);
});

it('music that is too short to loop is refused before any work, by the field that names it', async () => {
  const files = { 'photo.png': { media: 'picture' }, 'ding.wav': { media: 'sound' } } as const;
  const folder = await workshop.brief({ materials: [{ file: 'photo.png' }], music: { file: 'ding.wav' } }, files);
  const end = await workshop.runHere(['make', folder, '--draft']);
  expect(end.err).toMatch(/music\.file.*is shorter than 2 seconds, too short to loop: name a longer piece/);
  await expectRefused(end, join(folder, 'out'), workshop);
});

it('sound alone is no material for a video', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'music.wav' }] }, { 'music.wav': { media: 'sound' } });
  for (const [lang, says] of [
    ['en', /materials.*picture or clip/],
    ['zh-CN', /materials.*\p{Script=Han}/u],
  ] as const) {
    const end = await workshop.runHere(['make', folder, '--draft'], { lang });
    expect(end.err).toMatch(says);
    await expectRefused(end, join(folder, 'out'), workshop);
  }
});

it('a clip of hundreds of gigabytes is refused by its size, unread', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'vast.mp4' }] }, {});
  // A file with a hole takes no room on the disk.
  const vast = await open(join(folder, 'vast.mp4'), 'w');
  await vast.truncate(200 * 1024 ** 3);
  await vast.close();
  const end = await workshop.runHere(['make', folder, '--draft']);
  expect(end.err).toMatch(/vast\.mp4 can't be read.*is 200 GiB; at most 64 GiB/);
  await expectRefused(end, join(folder, 'out'), workshop);
});
