import { copyFile, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../byte-source.ts';
import { labelJson } from '../implicit-label.ts';
import { decodedFrames, ffmpeg, ffprobeTag, labelOf, makeClip, mediainfo, scratchFolder } from '../media.fixture.ts';
import { readLabels } from '../read-labels.ts';
import { verifyFile } from '../verify-file.ts';
import { setXmpLabel } from '../xmp.ts';
import { asciiBytes, makeBox, splitBoxes, u32Bytes } from './box.ts';
import { labelMp4 } from './label-mp4.ts';
import { readMp4Labels } from './read-mp4.ts';
import { aigcMetaPayload } from './set-movie-label.ts';

const label = labelOf('video-1');
const json = labelJson(label);
let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const u32Hex = (value: number) => value.toString(16).padStart(8, '0');
const useTags = ['-metadata', `AIGC=${json}`, '-movflags'];

/** Inserts boxes at the end of `moov.udta` or `moov`, of a file whose moov is last, so that no offset moves. */
async function insertIntoMovie(
  from: string,
  to: string,
  place: 'moov' | 'udta',
  ...boxes: Uint8Array[]
): Promise<void> {
  const top = splitBoxes(await readFile(from)).boxes;
  const moov = top.at(-1);
  expect(moov?.type).toBe('moov');
  const children = splitBoxes(moov?.body ?? new Uint8Array()).boxes.filter(({ type }) => type !== 'udta');
  const added = place === 'moov' ? boxes : [makeBox('udta', ...boxes)];
  const changed = makeBox('moov', ...children.map(({ bytes }) => bytes), ...added);
  await writeFile(to, Buffer.concat([...top.slice(0, -1).map(({ bytes }) => bytes), changed]));
}

describe('MP4 label', () => {
  it('has byte for byte the layout that the guides and FFmpeg give it', () => {
    const data = `${u32Hex(16 + json.length)}${hex('data')}0000000100000000${hex(json)}`;
    expect(Buffer.from(aigcMetaPayload(label)).toString('hex')).toBe(
      [
        '00000000', // version and flags of meta
        `00000021${hex('hdlr')}0000000000000000${hex('mdta')}${'00'.repeat(13)}`,
        `0000001c${hex('keys')}00000000000000010000000c6d64746141494743`,
        `${u32Hex(32 + json.length)}${hex('ilst')}${u32Hex(24 + json.length)}00000001${data}`,
      ].join(''),
    );
  });

  it.each([
    ['faststart.mp4', ['-movflags', '+faststart']],
    ['plain.mp4', []],
    ['titled.mp4', ['-metadata', 'title=水杯', '-metadata', 'comment=c', '-movflags', '+faststart']],
    ['fragmented.mp4', ['-movflags', 'frag_keyframe+empty_moov']],
    ['default-base.mp4', ['-movflags', 'frag_keyframe+empty_moov+default_base_moof']],
    ['cmaf.mp4', ['-movflags', 'cmaf+frag_keyframe+empty_moov+global_sidx']],
    ['clip.mov', ['-movflags', '+faststart']],
    ['sound.m4a', ['-movflags', '+faststart']],
    ['labelled-before.mp4', ['-metadata', 'AIGC={"Label":"1"}', '-movflags', 'use_metadata_tags+faststart']],
    ['labelled-before.mov', ['-metadata', 'AIGC={"Label":"1"}', '-movflags', 'use_metadata_tags']],
  ])('%s gets exactly one label and every frame stays what it was (L1)', async (name, options) => {
    const clip = scratch.path(name);
    const labelled = scratch.path(`labelled-${name}`);
    await makeClip(clip, ...options);
    await labelMp4(clip, labelled, label);
    expect(await verifyFile(labelled, { expected: label })).toMatchObject({ ok: true, found: [{ place: 'mp4-key' }] });
    expect(await ffprobeTag(labelled, 'AIGC')).toBe(json);
    expect((await mediainfo(labelled)).extra).toMatchObject({ AIGC: json });
    expect(await decodedFrames(labelled)).toBe(await decodedFrames(clip));
    const order = splitBoxes(await readFile(labelled)).boxes.map(({ type }) => type);
    expect(order.slice(0, 2), 'moov moves before the media').toEqual(['ftyp', 'moov']);
  });

  it('seeking in a labelled fragmented file finds the same frame, as its index has moved too', async () => {
    const clip = scratch.path('seek.mp4');
    await makeClip(clip, '-movflags', 'frag_keyframe+empty_moov');
    await labelMp4(clip, scratch.path('seek-labelled.mp4'), label);
    const frameAt = (path: string) => ffmpeg('-ss', '1.5', '-i', path, '-frames:v', '1', '-an', '-f', 'framemd5', '-');
    expect(await frameAt(scratch.path('seek-labelled.mp4'))).toBe(await frameAt(clip));
  });

  it('titles, covers and other metadata survive the label', async () => {
    const clip = scratch.path('tags.mp4');
    await makeClip(clip, '-metadata', 'title=水杯', '-metadata', 'artist=Clipo', '-metadata', 'copyright=me');
    await labelMp4(clip, scratch.path('tags-labelled.mp4'), label);
    for (const tag of ['title', 'artist', 'copyright', 'encoder']) {
      expect(await ffprobeTag(scratch.path('tags-labelled.mp4'), tag)).toBe(await ffprobeTag(clip, tag));
    }
  });

  it('the index of encrypted media stays behind it, as nothing in it may move', async () => {
    const clip = scratch.path('encrypted.mp4');
    const [scheme, key] = ['-encryption_scheme', '-encryption_key'];
    const id = '0123456789abcdef0123456789abcdef';
    await makeClip(clip, scheme, 'cenc-aes-ctr', key, id, '-encryption_kid', id);
    await labelMp4(clip, scratch.path('encrypted-labelled.mp4'), label);
    expect(await verifyFile(scratch.path('encrypted-labelled.mp4'), { expected: label })).toMatchObject({ ok: true });
    const mediaOf = async (path: string) => splitBoxes(await readFile(path)).boxes.slice(0, -1);
    expect(await mediaOf(scratch.path('encrypted-labelled.mp4'))).toEqual(await mediaOf(clip));
  });

  it('labelling again, also in place, replaces the label: the file never holds two', async () => {
    const clip = scratch.path('again.mp4');
    await makeClip(clip);
    for (const id of ['first', 'second-with-a-longer-id', 'third']) {
      await labelMp4(clip, clip, labelOf(id));
      expect(await verifyFile(clip, { expected: labelOf(id) })).toMatchObject({ ok: true });
    }
    expect((await readFile(clip)).toString('latin1').split('AIGC')).toHaveLength(2);
  });

  it('labels at every place where others put them are read, and replaced by the one at the right place (L6)', async () => {
    const clip = scratch.path('elsewhere.mp4');
    await makeClip(clip);
    const meta = makeBox('meta', aigcMetaPayload(label));
    const data = makeBox('data', u32Bytes(1, 0), asciiBytes(json));
    const list = (...items: Uint8Array[]) =>
      makeBox(
        'meta',
        u32Bytes(0),
        makeBox('hdlr', u32Bytes(0, 0), asciiBytes('mdirappl'), new Uint8Array(9)),
        makeBox('ilst', ...items),
      );
    const named = (type: string, text: string) => makeBox(type, u32Bytes(0), asciiBytes(text));
    const xmpUuid = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
    const xmp = Buffer.from(setXmpLabel(undefined, json));
    const cases = [
      ['moov', meta, 'mp4-moov-meta', 'moov.meta AIGC'],
      ['moov', list(makeBox('AIGC', data)), 'mp4-item', 'moov.meta AIGC'],
      ['udta', list(makeBox('AIGC', data)), 'mp4-item', 'moov.udta.meta AIGC'],
      [
        'udta',
        list(makeBox('----', named('mean', 'org.tc260'), named('name', 'AIGC'), data)),
        'mp4-item',
        'moov.udta.meta AIGC',
      ],
      ['udta', makeBox('AIGC', asciiBytes(json)), 'mp4-udta', 'moov.udta.AIGC'],
      ['udta', makeBox('AIGC', u32Bytes(0x00a815c7), asciiBytes(`${json}\0`)), 'mp4-udta', 'moov.udta.AIGC'],
      ['udta', makeBox('XMP_', xmp), 'xmp', 'moov.udta.XMP_ XMP'],
      ['moov', makeBox('uuid', xmpUuid, xmp), 'xmp', 'moov.uuid XMP'],
      // mediabunny with metadataFormat 'mdta': the same list, but meta has no version and flags.
      ['udta', makeBox('meta', aigcMetaPayload(label).subarray(4)), 'mp4-key', 'moov.udta.meta AIGC'],
    ] as const;
    for (const [place, box, found, path] of cases) {
      const file = scratch.path('foreign.mp4');
      await insertIntoMovie(clip, file, place, box);
      expect(await readLabels(file)).toMatchObject({
        kind: 'mp4',
        labels: [{ place: found, path, parsed: { ok: true, label } }],
        problems: [],
      });
      await labelMp4(file, file, labelOf('ours'));
      expect(await verifyFile(file, { expected: labelOf('ours') })).toMatchObject({ ok: true });
    }
    // XMP in a box beside moov, with other content that must stay.
    const packet = setXmpLabel(undefined, json).replace(
      '<rdf:Description',
      '<rdf:Description rdf:about="" dc:format="kept"/><rdf:Description',
    );
    const file = scratch.path('top-xmp.mp4');
    await writeFile(file, Buffer.concat([await readFile(clip), makeBox('uuid', xmpUuid, Buffer.from(packet))]));
    expect((await readLabels(file)).labels).toMatchObject([{ place: 'xmp', path: 'uuid XMP' }]);
    await labelMp4(file, file, labelOf('ours'));
    expect(await verifyFile(file, { expected: labelOf('ours') })).toMatchObject({ ok: true });
    expect((await readFile(file)).toString('latin1')).toContain('dc:format="kept"');
  });

  it.each(['mp4', 'mov', 'm4a'])(
    'what FFmpeg writes into %s under use_metadata_tags is one valid label',
    async (ending) => {
      const file = scratch.path(`ffmpeg.${ending}`);
      await makeClip(file, ...useTags, 'use_metadata_tags+faststart');
      expect(await verifyFile(file, { expected: label })).toMatchObject({ ok: true, problems: [] });
    },
  );

  it('a remux that loses the label is noticed', async () => {
    const clip = scratch.path('remux.mp4');
    await makeClip(clip, ...useTags, 'use_metadata_tags');
    await ffmpeg('-i', clip, '-c', 'copy', scratch.path('remuxed.mp4'));
    expect(await verifyFile(scratch.path('remuxed.mp4'))).toMatchObject({
      ok: false,
      problems: [{ code: 'no_label' }],
    });
  });

  it('two labels in one file are an error, whichever way they got there', async () => {
    const clip = scratch.path('two.mp4');
    await makeClip(clip, ...useTags, 'use_metadata_tags');
    const bytes = await readFile(clip);
    const uuid = makeBox(
      'uuid',
      Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'),
      Buffer.from(setXmpLabel(undefined, json)),
    );
    const { problems } = await verifyFile(Buffer.concat([bytes, uuid]));
    expect(problems.map(({ code }) => code)).toEqual(['several_labels', 'unusual_place']);
  });

  it('of a film of 6 GB only structure and metadata are read, some kilobytes', async () => {
    const clip = scratch.path('film-head.mp4');
    await makeClip(clip, '-movflags', '+faststart');
    await labelMp4(clip, clip, label);
    const film = scratch.path('film.mp4');
    await copyFile(clip, film);
    const file = await open(film, 'r+');
    const { size } = await file.stat();
    // A further mdat with a 64-bit size; the disk holds only its header.
    await file.write(Buffer.concat([u32Bytes(1), asciiBytes('mdat'), u32Bytes(1, 0x8000_0000)]), 0, 16, size);
    await file.truncate(size + 0x1_8000_0000);
    await file.close();
    expect(await verifyFile(film, { expected: label })).toMatchObject({ ok: true });
    const source = await openSource(film);
    let bytesRead = 0;
    const counted = {
      ...source,
      read(offset: number, length: number) {
        bytesRead += length;
        return source.read(offset, length);
      },
    };
    expect((await readMp4Labels(counted)).labels).toHaveLength(1);
    expect(bytesRead).toBeLessThan(10_000);
    await source.close();
  });

  it('a cancelled or failed run leaves nothing behind, and what was there stays', async () => {
    const clip = scratch.path('cancel.mp4');
    await makeClip(clip);
    const before = await readdir(scratch.path('.'));
    const was = await readFile(clip);
    const signal = AbortSignal.abort();
    await expect(labelMp4(clip, clip, label, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(labelMp4(clip, scratch.path('no/such/folder.mp4'), label)).rejects.toMatchObject({
      code: 'output_unwritable',
    });
    await expect(labelMp4(clip, clip, { ...label, ProduceID: 'a b' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await readdir(scratch.path('.'))).toEqual(before);
    expect(await readFile(clip)).toEqual(was);
  });

  it.each([
    ['missing.mp4', undefined, 'not_found', /no such file/],
    ['empty.mp4', new Uint8Array(), 'unreadable_material', /0 moov boxes/],
    ['text.mp4', Buffer.from('this is no video at all'), 'unreadable_material', /./],
    ['no-moov.mp4', makeBox('ftyp', asciiBytes('isom')), 'unreadable_material', /0 moov boxes/],
    ['cut.mp4', makeBox('moov', new Uint8Array(20)).subarray(0, 20), 'unreadable_material', /ends past/],
    ['garbage.mp4', makeBox('moov', asciiBytes('abcdefghijklmnop')), 'unreadable_material', /moov holds bytes/],
  ])('%s is refused with the reason, and nothing is written', async (name, bytes, code, reason) => {
    if (bytes !== undefined) {
      await writeFile(scratch.path(name), bytes);
    }
    const attempt = labelMp4(scratch.path(name), scratch.path(`out-${name}`), label);
    await expect(attempt).rejects.toMatchObject({ code, message: expect.stringMatching(reason) });
    await expect(stat(scratch.path(`out-${name}`))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
