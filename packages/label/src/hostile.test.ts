import { describe, expect, it } from 'vitest';
import { attack } from './hostile.fixture.ts';
import { labelJson } from './implicit-label.ts';
import { labelOf } from './media.fixture.ts';
import { asciiBytes, makeBox, u32Bytes } from './mp4/box.ts';
import { makeChunk, pngSignature } from './png/chunks.ts';
import { readLabels } from './read-labels.ts';
import { verifyFile } from './verify-file.ts';

const moov = (...boxes: Uint8Array[]) => makeBox('moov', ...boxes);
const ftyp = makeBox('ftyp', asciiBytes('isom'));
const join = (...parts: Uint8Array[]) => Buffer.concat(parts);

describe('hostile files', () => {
  it('damaged files of every kind are read to an end, and written whole or refused', async () => {
    await attack(2000);
  });

  it.each([
    ['an empty file', new Uint8Array(), 'unsupported_file'],
    ['one byte', Uint8Array.of(0), 'unsupported_file'],
    [
      'a box of size 0 inside moov that is not the last',
      join(ftyp, moov(u32Bytes(0), asciiBytes('udta'), new Uint8Array(8))),
      'no_label',
    ],
    ['a box of size 4', join(ftyp, u32Bytes(4), asciiBytes('moov')), 'broken_file'],
    [
      'a 64-bit size smaller than its header',
      join(ftyp, u32Bytes(1), asciiBytes('moov'), u32Bytes(0, 8)),
      'broken_file',
    ],
    [
      'a 64-bit size beyond all numbers',
      join(ftyp, u32Bytes(1), asciiBytes('moov'), u32Bytes(0xffff_ffff, 0xffff_ffff)),
      'broken_file',
    ],
    [
      'a box that claims 4 GB',
      join(ftyp, u32Bytes(0xffff_ffff), asciiBytes('moov'), new Uint8Array(40)),
      'broken_file',
    ],
    ['two movies', join(ftyp, moov(), moov()), 'broken_file'],
    [
      'a key list that claims four billion keys',
      join(ftyp, moov(makeBox('udta', makeBox('meta', u32Bytes(0), makeBox('keys', u32Bytes(0, 0xffff_ffff)))))),
      'no_label',
    ],
    [
      'user data 10,000 boxes deep',
      // Each box holds all that follow.
      join(
        ftyp,
        moov(...Array.from({ length: 10_000 }, (_, depth) => join(u32Bytes((10_000 - depth) * 8), asciiBytes('udta')))),
      ),
      'no_label',
    ],
    ['user data of 17 MB', join(ftyp, moov(makeBox('udta', new Uint8Array(17 * 1024 * 1024)))), 'too_large'],
    ['a WebVTT of 17 MB', Buffer.alloc(17 * 1024 * 1024, 'WEBVTT\n\n'), 'too_large'],
  ])('%s is told as a fault', async (_, bytes, code) => {
    expect((await verifyFile(bytes)).problems.map((found) => found.code)).toContain(code);
  });

  it('inputs made to be slow are not', async () => {
    const json = labelJson(labelOf('x'));
    const megabyte = (text: string) => text.repeat(Math.ceil(1_000_000 / text.length));
    const png = (text: string) =>
      join(pngSignature, makeChunk('IHDR', new Uint8Array(13)), makeChunk('iTXt', asciiBytes(text)));
    const udta = (bytes: Uint8Array) => join(ftyp, moov(makeBox('udta', bytes)));
    const slow = [
      join(ftyp, ...Array.from({ length: 50_000 }, () => makeBox('free'))),
      udta(join(...Array.from({ length: 100_000 }, () => makeBox('meta')))),
      ...[
        `<TC260:AIGC>`,
        `<TC260:AIGC `,
        `TC260:AIGC="`,
        `TC260:AIGC=' `,
        '<!--',
        `xmlns:a="http://www.tc260.org.cn/ns/AIGC/1.0/" `,
        '</a:RDF ',
        '&#',
        `<TC260:AIGC>${json}</TC260:AIGC>`,
      ].flatMap((text) => [
        udta(makeBox('XMP_', asciiBytes(megabyte(text)))),
        png(`XML:com.adobe.xmp\0\0\0\0\0${megabyte(text)}`),
      ]),
      udta(makeBox('AIGC', asciiBytes(`{${megabyte('"a":1,')}"b":2}`))),
      udta(makeBox('AIGC', asciiBytes(megabyte('{"AIGC":')))),
      ...['NOTE AIGC {', '00:00.000 --> ', 'AI生', '<', ' ', '\n\n'].map((text) =>
        Buffer.from(`WEBVTT\n\n${megabyte(text)}`),
      ),
      ...['1\n', '00:00:00,000 --> 00:00:02,000\n', '<', '{\\'].map((text) =>
        Buffer.from(`1\n00:00:00,000 --> 00:00:02,000\n${megabyte(text)}`),
      ),
      Buffer.from(`[Script Info]\n${megabyte('AIGC: {')}`),
      Buffer.from(`[Script Info]\n[Events]\nFormat: ${megabyte('a,')}\n${megabyte('Dialogue: \n')}`),
      Buffer.from(
        `[Script Info]\n[Events]\nFormat: Start, End, Text\n${megabyte('Dialogue: 0:00:00.00,0:00:02.00,{\n')}`,
      ),
    ];
    for (const [index, bytes] of slow.entries()) {
      // CPU time of this thread: the machine may be busy with other tests.
      const start = process.threadCpuUsage();
      await readLabels(bytes);
      expect(process.threadCpuUsage(start).user / 1000, `input ${index}`).toBeLessThan(1500);
    }
  });
});
