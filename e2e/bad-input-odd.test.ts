import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type TinyMediaName, tinyMedia, turnByExif } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BriefFiles, type Changes, openWorkshop, usualBrief, usualFiles, type Workshop } from './cli.fixture.ts';
import { expectNoLitter, expectPlainWords, expectRightVideos } from './outcome.fixture.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('odd-input');
});
afterAll(() => workshop.remove());

/** Makes a brief and checks every file that it gives. */
async function makeRight(folder: string, words: readonly string[] = []) {
  const end = await workshop.run(['make', folder, '--draft', ...words]);
  expectPlainWords(end.err);
  expect(end.code, end.err).toBe(0);
  const manifest = await expectRightVideos(join(folder, 'out'));
  await expectNoLitter(join(folder, 'out'), workshop);
  return { manifest, end };
}

const product = (changes: object) => ({ product: { ...usualBrief.product, ...changes } });
const lone = (file: string, media: TinyMediaName): [Changes, BriefFiles] => [
  { materials: [{ file }] },
  { [file]: { media } },
];

const rows: readonly [what: string, brief: Changes, files?: BriefFiles][] = [
  ['a picture of one pixel', ...lone('dot.png', 'onePixel')],
  ['a picture of 9000 × 3000', ...lone('huge.png', 'hugePicture')],
  ['a clip without sound', ...lone('silent.mp4', 'numbered')],
  ['a clip that is turned', ...lone('turned.mp4', 'rotated')],
  ['a clip in HDR and 10 bits', ...lone('hdr.mp4', 'hdrPq')],
  ['a clip with transparent parts', ...lone('cutout.mov', 'alphaQtrle')],
  [
    'names with spaces, quotes and emoji, and sound beside pictures',
    { materials: [{ file: '我的 "best" it\'s 😀 %d.mp4' }, { file: "a b/'photo'.png" }, { file: 'music.wav' }] },
    {
      '我的 "best" it\'s 😀 %d.mp4': { media: 'clip' },
      "a b/'photo'.png": { media: 'picture' },
      'music.wav': { media: 'sound' },
    },
  ],
  [
    'the same file twice under two names',
    { materials: [{ file: 'a.png' }, { file: 'b.png' }] },
    { 'a.png': { media: 'picture' }, 'b.png': { media: 'picture' } },
  ],
  ['no facts', product({ facts: [] })],
  ['no selling points', product({ sellingPoints: [] })],
  ['neither facts, selling points nor price', product({ facts: [], sellingPoints: [], price: undefined })],
  ['200 selling points', product({ sellingPoints: Array.from({ length: 200 }, (_, index) => `第${index + 1}种用法`) })],
  ['a very long name', product({ name: '澄光随行不锈钢真空保温杯大容量便携车载办公室男女学生通用情侣款'.repeat(4) })],
  [
    'a very long word',
    {
      languages: ['en'],
      ...product({ name: 'Superlongunbreakableproductname'.repeat(5), sellingPoints: ['x'.repeat(300), 'light'] }),
    },
  ],
  [
    'text from right to left',
    {
      languages: ['en'],
      ...product({
        name: 'كوب حراري',
        sellingPoints: ['خفيف الوزن', 'שומר חום'],
        facts: [{ text: 'الوزن 268 غ', source: 'كتيب' }],
      }),
    },
  ],
  [
    'marks that hide or turn text',
    product({ name: '澄\u202E光\u200B杯\uFE0F', sellingPoints: ['倒放\u2028不漏', '轻😀👨‍👩‍👧'] }),
  ],
  ['an own fact that must not be said', { mustNotSay: ['268克'] }],
];

it.each(rows)('%s: a correct, labelled video', async (_what, brief, files = usualFiles) => {
  await makeRight(await workshop.brief(brief, files));
});

it('a clip of 2 × 2 pixels gives a correct video', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'speck.mp4' }] }, {});
  const source = ['-f', 'lavfi', '-i', 'color=c=teal:s=2x2:r=25:d=2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, join(folder, 'speck.mp4')]);
  await makeRight(folder);
});

it('a photo is turned as its EXIF says', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'turned.jpg' }] }, {});
  await turnByExif(await tinyMedia('pictureJpeg'), join(folder, 'turned.jpg'), 6);
  await makeRight(folder);
});

it('two languages of which the words lack one: both are made, and the gap is told', async () => {
  const folder = await workshop.brief({
    languages: ['zh-CN', 'en'],
    ...product({ name: { 'zh-CN': '澄光杯', en: 'Clearlight Cup' } }),
  });
  const { manifest, end } = await makeRight(folder);
  expect(manifest.videos.map((video) => video.language).sort()).toEqual(['en', 'zh-CN']);
  expect(manifest.warnings.join('\n')).toMatch(/sellingPoints/);
  expect(end.err).toMatch(/note: .*sellingPoints/);
});

it('all five formats in one run have their frames, each video its own', async () => {
  const { manifest } = await makeRight(await workshop.brief({ formats: ['9x16', '1x1', '4x5', '3x4', '16x9'] }));
  expect(manifest.videos.map(({ format, width, height }) => `${format} ${width}×${height}`).sort()).toEqual([
    '16x9 640×360',
    '1x1 360×360',
    '3x4 360×480',
    '4x5 360×450',
    '9x16 360×640',
  ]);
});
