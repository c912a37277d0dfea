import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyMedia } from '@clipo/batch';
import { cupProduct, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from './run-here.fixture.ts';
import { waysOut } from './ways-out.fixture.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;

beforeAll(async () => {
  folder = await tempFolder('cli-ways-out');
  // Real pictures: letters over a test pattern are read by nobody.
  const examples = join(import.meta.dirname, '..', '..', '..', 'examples');
  await copyFile(join(examples, 'tumbler', 'tumbler.mp4'), join(folder.path, 'cup.mp4'));
  await copyFile(join(examples, 'cupcake', 'hero.jpg'), join(folder.path, 'cake.jpg'));
  const brief = {
    product: cupProduct,
    materials: [{ file: 'cup.mp4' }],
    resolution: 720,
    channels: [{ platform: 'kuaishou', handle: '澄光' }],
    durationSeconds: 6,
    count: 1,
    formats: ['9x16'],
    music: false,
  };
  await writeFile(join(folder.path, 'brief.json'), JSON.stringify(brief));
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Knows no more than what the file says. */
const asAnybody = { provider: undefined, watermarkKey: undefined, findRecords: async () => [] };

/** Data about what was made, for programs: not shown to anybody as content. */
const isData = (name: string) => /\.(?:json|jsonl|csv)$|^\.|\/\.|licences\.|使用授权/.test(name);

it.each(waysOut)('what clipo $verb leaves in $leaves is labelled (L1)', { timeout: 900_000 }, async (way) => {
  const end = await runHere(way.words, {
    cwd: folder.path,
    env: { CLIPO_HOME: join(folder.path, 'home'), CLIPO_LANG: 'zh-CN' },
  });
  expect(end.code, end.err).toBe(0);
  const path = join(folder.path, way.leaves);
  const isFolder = (await stat(path)).isDirectory();
  const entries = isFolder ? await readdir(path, { recursive: true, withFileTypes: true }) : [];
  const inside = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const files = (isFolder ? inside : [path]).filter((file) => !isData(file.slice(folder.path.length + 1)));
  expect(files.length).toBeGreaterThan(0);
  const read: string[] = [];
  for (const file of files) {
    const name = file.slice(folder.path.length + 1);
    if (/\.(?:txt|html)$/.test(name)) {
      expect(`${name}: ${await readFile(file, 'utf8')}`).toMatch(/AI.{0,6}生成/);
      continue;
    }
    const { verdict, implicit, explicit, seen } = await verifyMedia(file, asAnybody);
    // SubRip has no place for the implicit one: there, the words are the label.
    const label = name.endsWith('.srt') ? explicit : implicit?.Label;
    expect(`${name} ${verdict} ${label}`).toBe(`${name} valid ${name.endsWith('.srt') ? 'AI生成' : '1'}`);
    // Read by tesseract, where there is one, off the picture itself: covers of other shapes too. A gallery's are too small.
    if (seen !== null && way.verb !== 'templates' && !name.endsWith('.webm')) {
      expect(`${name} ${seen.state}`).not.toBe(`${name} unseen`);
      read.push(name);
    }
  }
  if (way.verb === 'make') {
    expect(read.map((name) => /\.mp4$|-3x4\.png$|\.png$/.exec(name)?.[0]).sort()).toEqual(['-3x4.png', '.mp4', '.png']);
  }
});
