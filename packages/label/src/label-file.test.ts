import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelJson } from './implicit-label.ts';
import { labelFile } from './label-file.ts';
import { decodedFrames, ffmpeg, labelOf, mediainfo, scratchFolder } from './media.fixture.ts';
import { readLabels } from './read-labels.ts';
import { verifyFile } from './verify-file.ts';

const run = promisify(execFile);
const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=180x320:r=30:d=1'];
const sound = ['-f', 'lavfi', '-i', 'sine=d=1'];
const still = [...picture, '-frames:v', '1'];
const titled = ['-metadata', 'title=水杯', '-metadata', 'artist=a'];

/** Files as FFmpeg makes them: name, kind, how. */
const made: readonly [string, string, readonly string[]][] = [
  ['a.jpg', 'jpeg', [...still]],
  ['a.webp', 'webp', [...still, '-c:v', 'libwebp']],
  ['lossless.webp', 'webp', [...still, '-c:v', 'libwebp', '-lossless', '1', '-pix_fmt', 'bgra']],
  ['moving.webp', 'webp', [...picture, '-c:v', 'libwebp_anim', '-frames:v', '4']],
  ['a.gif', 'gif', [...picture, '-frames:v', '3']],
  ['a.png', 'png', [...still]],
  ['a.wav', 'wav', [...sound]],
  ['titled.wav', 'wav', [...sound, ...titled]],
  ['wide.wav', 'wav', [...sound, '-rf64', 'always']],
  ['a.mp3', 'mp3', [...sound, ...titled]],
  ['v4.mp3', 'mp3', [...sound, ...titled, '-id3v2_version', '4']],
  ['bare.mp3', 'mp3', [...sound, '-id3v2_version', '0', '-write_xing', '0']],
  ['a.aac', 'mp3', [...sound]],
  ['a.flac', 'flac', [...sound, ...titled]],
  ['a.ogg', 'ogg', [...sound, ...titled, '-c:a', 'libvorbis']],
  ['a.opus', 'ogg', [...sound, ...titled, '-c:a', 'libopus']],
  ['a.flv', 'flv', [...picture, ...sound, ...titled, '-c:v', 'libx264', '-preset', 'ultrafast']],
  ['keyed.flv', 'flv', [...picture, '-c:v', 'flv', '-g', '5', '-flvflags', 'add_keyframe_index']],
  ['a.mkv', 'matroska', [...picture, ...sound, ...titled, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '5']],
  ['a.webm', 'matroska', [...picture, ...sound, '-c:v', 'libvpx', '-deadline', 'realtime', '-g', '5']],
  ['live.webm', 'matroska', [...picture, '-c:v', 'libvpx', '-deadline', 'realtime', '-live', '1']],
  ['a.mov', 'mp4', [...picture, ...sound, '-c:v', 'libx264', '-preset', 'ultrafast']],
];

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
  for (const [name, , args] of made) {
    await ffmpeg(...args, scratch.path(name));
  }
});
afterAll(() => scratch.remove());

describe('the implicit label of every kind of file (L1)', () => {
  it.each(made)('%s is labelled, read back, relabelled, and shows and sounds the same', async (name, kind) => {
    const [file, once, twice] = ['', '1-', '2-'].map((mark) => scratch.path(mark + name)) as [string, string, string];
    const before = await shown(file);
    expect(await readLabels(file)).toMatchObject({ kind, labels: [] });
    await labelFile(file, once, labelOf('first'));
    expect(await verifyFile(once, { expected: labelOf('first') })).toMatchObject({ ok: true, kind });
    expect(await shown(once)).toBe(before);
    await labelFile(once, twice, labelOf('second'));
    expect(await verifyFile(twice, { expected: labelOf('second') })).toMatchObject({ ok: true, problems: [] });
    expect(await shown(twice)).toBe(before);
    // Replaced, not appended: labels of equal length take up equal room.
    await labelFile(twice, twice, labelOf('third'));
    expect((await stat(twice)).size).toBe((await stat(once)).size);
  });

  it.each(['a.mp3', 'v4.mp3', 'a.flac', 'a.ogg', 'a.opus', 'a.flv', 'a.mkv', 'a.webm', 'live.webm'])(
    'FFmpeg finds in %s what was written, and all that stood there before',
    async (name) => {
      const label = labelOf('shown');
      await labelFile(scratch.path(name), scratch.path(`s-${name}`), label);
      const [before, after] = await Promise.all([tagsOf(scratch.path(name)), tagsOf(scratch.path(`s-${name}`))]);
      expect(after).toEqual({ ...before, AIGC: labelJson(label) });
    },
  );

  it.each(['a.mkv', 'a.webm', 'a.flv', 'a.mp3'])(
    'a label that FFmpeg wrote into %s is read and replaced',
    async (name) => {
      const theirs = scratch.path(`t-${name}`);
      const found = labelOf('theirs');
      await ffmpeg('-i', scratch.path(name), '-c', 'copy', '-metadata', `AIGC=${labelJson(found)}`, theirs);
      expect((await verifyFile(theirs)).label).toEqual(found);
      await labelFile(theirs, theirs, labelOf('ours'));
      expect(await verifyFile(theirs, { expected: labelOf('ours') })).toMatchObject({ ok: true });
    },
  );

  it.each(['a.mkv', 'a.webm', 'keyed.flv'])('%s is still searched through its index', async (name) => {
    const labelled = scratch.path(`i-${name}`);
    await labelFile(scratch.path(name), labelled, labelOf('searched'));
    for (const at of ['0.4', '0.9']) {
      const frameAt = (file: string) => ffmpeg('-ss', at, '-i', file, '-an', '-frames:v', '1', '-f', 'framemd5', '-');
      expect(await frameAt(labelled)).toBe(await frameAt(scratch.path(name)));
    }
  });

  it.each(made.map(([name]) => name))('mediainfo finds nothing odd in a labelled %s', async (name) => {
    const labelled = scratch.path(`m-${name}`);
    await labelFile(scratch.path(name), labelled, labelOf('info'));
    const [before, after] = [await mediainfo(scratch.path(name)), await mediainfo(labelled)];
    expect(after.Format).toBe(before.Format);
    expect(after.Duration).toBe(before.Duration);
    expect(after.IsTruncated).toBeUndefined();
    expect((after.extra as Record<string, unknown> | undefined)?.ConformanceErrors).toBeUndefined();
  });

  it('a text file, an AVI and a cut-off file are refused by name, and nothing is left behind', async () => {
    const label = labelOf('refused');
    await ffmpeg(...picture, scratch.path('a.avi'));
    for (const name of ['a.avi', 'none.mkv']) {
      await expect(labelFile(scratch.path(name), scratch.path('x.out'), label)).rejects.toThrow(name);
    }
    for (const [name] of made.filter(([, kind]) => kind !== 'mp3')) {
      const cut = scratch.path(`c-${name}`);
      await copyFile(scratch.path(name), cut);
      await run('truncate', ['-s', '30', cut]);
      await expect(labelFile(cut, scratch.path(`o-${name}`), label), name).rejects.toThrow(`c-${name}`);
    }
    expect((await readdir(scratch.path('.'))).filter((name) => /^(?:o-|x\.)|\.part$/.test(name))).toEqual([]);
  });

  it('what EXIF says beside a label stays, and a label in its comment gives way (annex B)', async () => {
    const file = scratch.path('exif.jpg');
    const theirs = labelOf('exif');
    await copyFile(scratch.path('a.jpg'), file);
    const bytes = await readFile(file);
    const comment = Buffer.from(`ASCII\0\0\0{"AIGC":${labelJson(theirs)}}`);
    const exif = exifWith(comment);
    await writeFile(file, Buffer.concat([bytes.subarray(0, 2), exif, bytes.subarray(2)]));
    expect((await verifyFile(file)).label).toEqual(theirs);
    await labelFile(file, file, labelOf('ours'));
    expect(await verifyFile(file, { expected: labelOf('ours') })).toMatchObject({ ok: true });
    expect(await readFile(file, 'latin1')).toContain('Exif\0\0');
  });
});

/** What a file shows. FFmpeg decodes no moving WebP: there it is the frames as they are stored. */
async function shown(file: string): Promise<string> {
  if (!file.includes('moving.webp')) {
    return decodedFrames(file);
  }
  const bytes = await readFile(file, 'latin1');
  const end = bytes.indexOf('XMP ', bytes.lastIndexOf('ANMF'));
  return bytes.slice(bytes.indexOf('ANIM'), end < 0 ? undefined : end);
}

/** An APP1 segment with EXIF that holds this UserComment and nothing else. */
function exifWith(comment: Buffer): Buffer {
  const tiff = Buffer.alloc(44);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x8769, 10);
  tiff.writeUInt16LE(4, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt32LE(26, 18);
  tiff.writeUInt16LE(1, 26);
  tiff.writeUInt16LE(0x9286, 28);
  tiff.writeUInt16LE(7, 30);
  tiff.writeUInt32LE(comment.length, 32);
  tiff.writeUInt32LE(44, 36);
  const data = Buffer.concat([Buffer.from('Exif\0\0'), tiff, comment]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

/** Tags as ffprobe shows them, of the file or, as Ogg has them, of its stream. What it derives itself is left out. */
async function tagsOf(file: string): Promise<Record<string, string>> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format_tags:stream_tags',
    '-of',
    'json',
    file,
  ]);
  const { format, streams } = JSON.parse(stdout);
  const own = extname(file) === '.ogg' || extname(file) === '.opus' ? streams[0].tags : format.tags;
  const { DURATION: _, ...tags } = own ?? {};
  return tags;
}
