import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelJson } from '../implicit-label.ts';
import { ffmpeg, ffmpegBytes, labelOf, scratchFolder } from '../media.fixture.ts';
import { readLabels } from '../read-labels.ts';
import { verifyFile } from '../verify-file.ts';
import { makeChunk } from './chunks.ts';
import { labelPng } from './label-png.ts';

const label = labelOf('cover-1');
const json = labelJson(label);
const bytesOf = (text: string) => Buffer.from(text, 'utf8');
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let png: Buffer;
beforeAll(async () => {
  scratch = await scratchFolder();
  png = await ffmpegBytes(
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=90x160',
    '-frames:v',
    '1',
    '-c:v',
    'png',
    '-f',
    'image2pipe',
  );
});
afterAll(() => scratch.remove());

/** The PNG with more chunks right after IHDR. */
const withChunks = (...chunks: Uint8Array[]) => Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
const internationalText = (keyword: string, text: string) => makeChunk('iTXt', bytesOf(`${keyword}\0\0\0\0\0${text}`));
const xmpChunk = (text: string) => internationalText('XML:com.adobe.xmp', text);

/** Every chunk with its type and whether its CRC is right, by the format's definition alone. */
function chunksOf(bytes: Uint8Array) {
  const buffer = Buffer.from(bytes);
  const chunks: { type: string; data: Buffer; isSound: boolean }[] = [];
  for (let at = 8; at < buffer.length; ) {
    const end = at + 8 + buffer.readUInt32BE(at);
    const isSound = crc32(buffer.subarray(at + 4, end)) === buffer.readUInt32BE(end);
    chunks.push({ type: buffer.toString('latin1', at + 4, at + 8), data: buffer.subarray(at + 8, end), isSound });
    at = end + 4;
  }
  return chunks;
}

describe('PNG label', () => {
  it('stands once, as XMP right after the header, with right checksums, and the picture opens unchanged (L1)', async () => {
    const labelled = labelPng(png, label);
    const chunks = chunksOf(labelled);
    expect(chunks.map(({ type }) => type).slice(0, 2)).toEqual(['IHDR', 'iTXt']);
    expect(chunks.every(({ isSound }) => isSound)).toBe(true);
    expect(chunks[1]?.data.toString('utf8')).toBe(
      `XML:com.adobe.xmp\0\0\0\0\0<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>${json.replaceAll('"', '&quot;')}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`,
    );
    expect(await verifyFile(labelled, { expected: label })).toMatchObject({ ok: true, kind: 'png' });
    const [before, after] = [scratch.path('before.png'), scratch.path('after.png')];
    await writeFile(before, png);
    await writeFile(after, labelled);
    const pixels = (path: string) => ffmpeg('-err_detect', 'crccheck+explode', '-i', path, '-f', 'framemd5', '-');
    expect(await pixels(after)).toBe(await pixels(before));
  });

  it('labelling again replaces the label and changes nothing else', async () => {
    const once = labelPng(png, label);
    const twice = labelPng(labelPng(png, labelOf('another-and-longer-id')), label);
    expect(Buffer.from(twice).equals(once)).toBe(true);
  });

  it('other XMP stays, also under another prefix, as an attribute or compressed', async () => {
    const packet = (inside: string) =>
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r#"><rdf:Description rdf:about="" xmlns:tc="http://www.tc260.org.cn/ns/AIGC/1.0/" ${inside}</rdf:RDF></x:xmpmeta>`;
    const old = json.replace('cover-1', 'old').replaceAll('"', '&quot;');
    const packets = [
      packet(`dc:format="kept"/>`),
      packet(`dc:format="kept" tc:AIGC="${old}"/>`),
      packet(`dc:format="kept"><tc:AIGC>${old}</tc:AIGC></rdf:Description>`),
      packet(`dc:format="kept"><tc:AIGC><![CDATA[${json.replace('cover-1', 'old')}]]></tc:AIGC></rdf:Description>`),
    ];
    for (const text of packets) {
      const compressed = makeChunk(
        'iTXt',
        Buffer.concat([bytesOf('XML:com.adobe.xmp\0\u0001\0\0\0'), deflateSync(bytesOf(text))]),
      );
      for (const chunk of [xmpChunk(text), compressed]) {
        const count = text === packets[0] ? 0 : 1;
        const found = (await readLabels(withChunks(chunk))).labels;
        expect(found.map(({ parsed }) => parsed.ok && parsed.label.ProduceID)).toEqual(Array(count).fill('old'));
        const labelled = labelPng(withChunks(chunk), label);
        expect(await verifyFile(labelled, { expected: label })).toMatchObject({ ok: true });
        expect(Buffer.from(labelled).toString('utf8')).toContain('dc:format="kept"');
      }
    }
  });

  it('labels in plain text chunks are read, also with the outer object of annex B, and replaced (L6)', async () => {
    const chunks = [
      makeChunk('tEXt', bytesOf(`AIGC\0${json}`)),
      makeChunk('tEXt', bytesOf(`AIGC\0{"AIGC":${json}}`)),
      makeChunk('zTXt', Buffer.concat([bytesOf('AIGC\0\0'), deflateSync(bytesOf(json))])),
      internationalText('AIGC', json),
    ];
    for (const chunk of chunks) {
      expect((await readLabels(withChunks(chunk))).labels).toMatchObject([
        { place: 'png-text', parsed: { ok: true, label } },
      ]);
      const labelled = labelPng(withChunks(chunk, makeChunk('tEXt', bytesOf('Title\0kept'))), labelOf('ours'));
      expect(await verifyFile(labelled, { expected: labelOf('ours') })).toMatchObject({ ok: true });
      expect(chunksOf(labelled).some(({ data }) => data.toString() === 'Title\0kept')).toBe(true);
    }
  });

  it('a label in a comment is none, a damaged or blown-up one is told', async () => {
    const commented = withChunks(xmpChunk(`<!-- <TC260:AIGC>${json}</TC260:AIGC> -->`));
    expect((await readLabels(commented)).labels).toEqual([]);
    const damaged = Buffer.from(labelPng(png, label));
    damaged[400] = (damaged[400] ?? 0) ^ 1;
    expect((await verifyFile(damaged)).problems.map(({ code }) => code)).toEqual(['broken_file', 'no_label']);
    const bomb = makeChunk('zTXt', Buffer.concat([bytesOf('AIGC\0\0'), deflateSync(Buffer.alloc(64 * 1024 * 1024))]));
    expect((await verifyFile(withChunks(bomb))).problems.map(({ code }) => code)).toEqual(['broken_file', 'no_label']);
  });

  it('what is no whole PNG file is refused', () => {
    for (const bytes of [Buffer.from('no picture'), png.subarray(0, 8), png.subarray(0, 60), png.subarray(0, -6)]) {
      expect(() => labelPng(bytes, label)).toThrow(expect.objectContaining({ code: 'unreadable_material' }));
    }
  });
});
