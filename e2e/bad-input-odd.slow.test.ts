import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from '@clipo/contract';
import { tinyMedia, turnByExif } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BriefFiles, type CliEnd, openWorkshop, usualBrief, usualFiles, type Workshop } from './cli.fixture.ts';
import {
  expectNoLitter,
  expectPlainWords,
  expectRightVideo,
  expectRightVideos,
  readManifest,
} from './outcome.fixture.ts';

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

/** A product of a batch: what is odd of it, its own words, its own materials where they are what is odd. */
interface OddProduct {
  what: string;
  words?: Partial<Record<keyof typeof usualBrief.product, unknown>>;
  materials?: readonly string[];
}

const products: readonly OddProduct[] = [
  { what: 'a picture of one pixel', materials: ['dot.png'] },
  { what: 'a picture of 9000 × 3000', materials: ['huge.png'] },
  { what: 'a clip without sound', materials: ['silent.mp4'] },
  { what: 'a clip that is turned', materials: ['turned.mp4'] },
  { what: 'a clip in HDR and 10 bits', materials: ['hdr.mp4'] },
  { what: 'a clip with transparent parts', materials: ['cutout.mov'] },
  { what: 'a clip of 2 × 2 pixels', materials: ['speck.mp4'] },
  { what: 'a photo that is turned by its EXIF', materials: ['turned.jpg'] },
  {
    what: 'names with spaces, quotes and emoji, and sound beside pictures',
    materials: ['我的 "best" it\'s 😀 %d.mp4', "a b/'photo'.png", 'music.wav'],
  },
  { what: 'the same file twice under two names', materials: ['a.png', 'b.png'] },
  { what: 'no facts', words: { facts: [] } },
  { what: 'no selling points', words: { sellingPoints: [] } },
  { what: 'neither facts, selling points nor price', words: { facts: [], sellingPoints: [], price: undefined } },
  {
    what: '200 selling points',
    words: { sellingPoints: Array.from({ length: 200 }, (_, index) => `第${index + 1}种用法`) },
  },
  {
    what: 'a very long name',
    words: { name: '澄光随行不锈钢真空保温杯大容量便携车载办公室男女学生通用情侣款'.repeat(4) },
  },
  {
    what: 'marks that hide or turn text',
    words: { name: '澄\u202E光\u200B杯\uFE0F', sellingPoints: ['倒放\u2028不漏', '轻😀👨‍👩‍👧'] },
  },
];

const oddFiles: BriefFiles = {
  ...usualFiles,
  'dot.png': { media: 'onePixel' },
  'huge.png': { media: 'hugePicture' },
  'silent.mp4': { media: 'numbered' },
  'turned.mp4': { media: 'rotated' },
  'hdr.mp4': { media: 'hdrPq' },
  'cutout.mov': { media: 'alphaQtrle' },
  '我的 "best" it\'s 😀 %d.mp4': { media: 'clip' },
  "a b/'photo'.png": { media: 'picture' },
  'music.wav': { media: 'sound' },
  'a.png': { media: 'picture' },
  'b.png': { media: 'picture' },
};

const rowOf = ({ words, materials }: OddProduct, index: number) =>
  JSON.stringify({ ...usualBrief.product, id: `P${index}`, ...words, ...(materials && { materials }) });

describe('odd products of one batch', () => {
  let out: string;
  let manifest: Manifest;
  let end: CliEnd;
  beforeAll(async () => {
    const folder = await workshop.brief(
      { product: undefined },
      { ...oddFiles, 'products.jsonl': products.map(rowOf).join('\n') },
    );
    const source = ['-f', 'lavfi', '-i', 'color=c=teal:s=2x2:r=25:d=2', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
    await promisify(execFile)('ffmpeg', ['-v', 'error', ...source, join(folder, 'speck.mp4')]);
    await turnByExif(await tinyMedia('pictureJpeg'), join(folder, 'turned.jpg'), 6);
    out = join(folder, 'out');
    end = await workshop.run(['make', folder, '--draft']);
    manifest = await readManifest(out);
  }, 300_000);

  it.each(products.map((each, index) => ({ ...each, index })))(
    '$what: a correct, labelled video',
    async ({ index }) => {
      const videos = manifest.videos.filter(({ product }) => product === `P${index}`);
      expect(videos).toHaveLength(1);
      await Promise.all(videos.map((video) => expectRightVideo(out, video)));
    },
  );

  it('are all made, in plain words, and nothing is left behind', async () => {
    expectPlainWords(end.err);
    expect({ code: end.code, failed: manifest.totals.failed }, end.err).toEqual({ code: 0, failed: 0 });
    await expectNoLitter(out, workshop);
  });
});

it('a very long word, and text from right to left: correct, labelled videos in English', async () => {
  const rows = [
    { name: 'Superlongunbreakableproductname'.repeat(5), sellingPoints: ['x'.repeat(300), 'light'] },
    {
      name: 'كوب حراري',
      sellingPoints: ['خفيف الوزن', 'שומר חום'],
      facts: [{ text: 'الوزن 268 غ', source: 'كتيب' }],
    },
  ].map((words, index) => rowOf({ what: '', words }, index));
  const folder = await workshop.brief(
    { languages: ['en'], product: undefined },
    { ...usualFiles, 'products.jsonl': rows.join('\n') },
  );
  const { manifest, end } = await makeRight(folder);
  expect(manifest.videos).toHaveLength(2);
  // What the voice passes over is told, by field.
  for (const field of ['product.name', 'product.sellingPoints[0]', 'product.facts[0]']) {
    expect(manifest.warnings.join('\n')).toContain(`${field} says "`);
    expect(end.err).toContain(`note: ${field} says "`);
  }
});

it('an own fact that must not be said: a correct, labelled video without it', async () => {
  const { manifest } = await makeRight(await workshop.brief({ mustNotSay: ['268克'] }));
  expect(manifest.videos.flatMap(({ lines }) => lines.map(({ text }) => text)).join()).not.toContain('268克');
});

it('two languages of which the words lack one: both are made, and the gap is told', async () => {
  const folder = await workshop.brief({
    languages: ['zh-CN', 'en'],
    product: { ...usualBrief.product, name: { 'zh-CN': '澄光杯', en: 'Clearlight Cup' } },
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
