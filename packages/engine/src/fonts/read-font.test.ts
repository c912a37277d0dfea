import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleFont, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { useFont, usePlainFont } from '../text/fonts.ts';
import { prepareFonts } from './prepare-fonts.ts';
import { readFont } from './read-font.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
beforeAll(async () => {
  folder = await tempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, bytes);
  return path;
}

it.each(['ttf', 'woff2'] as const)('a font in %s tells its name, its maker and what it can draw (C3)', async (kind) => {
  const { facts, mediaType, sfnt } = await readFont(sampleFont(kind), 'a');
  expect(mediaType).toBe(`font/${kind}`);
  expect(facts).toMatchObject({ family: 'Roboto', style: 'Regular', hanzi: 0, isRestricted: false });
  expect(facts.characters).toBeGreaterThan(0);
  expect(Buffer.from(sfnt.subarray(0, 4)).toString('hex')).toBe('00010000');
});

it('what is no font that can be drawn with is refused with what to do, in time (C3)', async () => {
  const whole = await readFile(sampleFont('ttf'));
  const packed = await readFile(sampleFont('woff2'));
  const lying = Buffer.from(packed);
  lying.writeUInt32BE(0xffff_fff0, 16);
  const hostile: [string, Uint8Array, string][] = [
    ['empty', Buffer.alloc(0), 'is no font'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n'), 'is no font'],
    ['WOFF', await readFile(sampleFont('woff')), 'is a WOFF font'],
    ['a collection', Buffer.from('ttcf\0\0\0\0'), 'is a collection'],
    ['cut off', whole.subarray(0, 500), 'is a damaged font'],
    ['a head alone', whole.subarray(0, 12), 'is a damaged font'],
    ['noise', Buffer.concat([whole.subarray(0, 12), Buffer.alloc(4000, 0xa5)]), 'is a damaged font'],
    ['packed and cut off', packed.subarray(0, 900), 'is a damaged font'],
    ['packed, and says that it is huge', lying, 'is a font of more than 32 MiB'],
  ];
  for (const [name, bytes, problem] of hostile) {
    const path = await fileOf('hostile', bytes);
    const message = expect.stringContaining(problem);
    await expect(readFont(path, name), name).rejects.toMatchObject({ code: 'unreadable_material', message });
  }
});

it("texts are set in the own font, what it lacks and the AI label in Clipo's; rights are its own where none are told", async () => {
  const signal = AbortSignal.timeout(60_000);
  const wanted = { file: 'brand.woff2', path: sampleFont('woff2'), rights: undefined, field: 'brand.fonts[0].file' };
  const [font] = await prepareFonts([wanted], { folder: join(folder.path, 'fonts'), signal });
  const [again] = await prepareFonts([wanted], { folder: join(folder.path, 'fonts'), signal });
  expect(again).toEqual(font);
  expect(font?.rights).toMatchObject({
    holder: expect.stringContaining('Google'),
    licence: expect.stringContaining('apache'),
  });
  const own = createNodeCanvas(undefined, [font?.path ?? '']);
  const plain = createNodeCanvas();
  const draw = (canvas: typeof own, set: typeof useFont, text: string) => {
    const sheet = canvas.createCanvas(200, 60);
    const ctx = sheet.getContext('2d');
    set(ctx, 'regular', 40, text);
    ctx.fillText(text, 5, 45);
    return Buffer.from(canvas.takePixels(sheet)).toString('base64');
  };
  expect(draw(own, useFont, 'Roboto 59')).not.toBe(draw(plain, useFont, 'Roboto 59'));
  expect(draw(own, useFont, '保温杯')).toBe(draw(plain, useFont, '保温杯'));
  expect(draw(own, usePlainFont, 'Roboto')).toBe(draw(plain, useFont, 'Roboto'));
});
