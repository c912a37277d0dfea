import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labelFile } from './label-file.ts';
import { ffmpeg, labelOf, scratchFolder } from './media.fixture.ts';
import { verifyFile } from './verify-file.ts';

const run = promisify(execFile);

/** Files of programs that have nothing to do with FFmpeg: who makes which, and how; those that are not installed are left out. */
const makers: Readonly<Record<string, { files: readonly string[]; make(path: string): readonly string[] }>> = {
  sox: {
    files: ['sox.wav', 'sox.flac', 'sox.ogg'],
    make: (path) => ['-n', '-r', '44100', '-c', '2', '--comment', 'by sox', path, 'synth', '0.4', 'sine', '440'],
  },
  flite: { files: ['flite.wav'], make: (path) => ['-voice', 'slt', '-t', 'a cup', '-o', path] },
  chromium: {
    files: ['chromium.pdf', 'chromium.png'],
    make: (path) => [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--window-size=300,200'],
      path.endsWith('.pdf') ? `--print-to-pdf=${path}` : `--screenshot=${path}`,
      'data:text/html,<title>A cup</title><h1>A cup</h1>',
    ],
  },
  convert: {
    files: ['magick.jpg', 'magick.png', 'magick.webp', 'magick.gif'],
    make: (path) => ['-size', '64x48', 'gradient:red-blue', '-set', 'comment', 'by ImageMagick', path],
  },
  mkvmerge: {
    files: ['mkvmerge.mkv', 'mkvmerge.webm'],
    make: (path) => ['-q', ...(path.endsWith('.webm') ? ['--webm'] : []), '-o', path, `${path}.from.webm`],
  },
  MP4Box: {
    files: ['mp4box.mp4', 'mp4box-frag.mp4'],
    make: (path) => ['-quiet', ...(path.includes('frag') ? ['-frag', '200'] : []), '-add', `${path}.from.mp4`, path],
  },
};

/** Programs that read labels of ours: what they must print for a file with this number. */
const readers: readonly { program: string; kinds: RegExp; args(path: string): readonly string[] }[] = [
  {
    program: 'ffprobe',
    kinds: /\.(?:mp4|mp3|flac|ogg|mkv|webm)$/,
    args: (path) => ['-v', 'error', '-show_format', '-show_streams', path],
  },
  { program: 'mediainfo', kinds: /\.(?:mp4|mp3|flac|ogg|mkv|webm)$/, args: (path) => ['--Full', path] },
  {
    program: 'exiftool',
    kinds: /\.(?:mp4|mp3|flac|jpg|png|webp|gif|pdf|mkv)$/,
    args: (path) => ['-a', '-u', '-G1', path],
  },
  // ImageMagick 6 keeps no XMP of PNG, and of WebP not even its own.
  { program: 'convert', kinds: /\.jpg$/, args: (path) => [path, 'xmp:-'] },
  { program: 'mkvinfo', kinds: /\.(?:mkv|webm)$/, args: (path) => ['--all', path] },
  { program: 'metaflac', kinds: /\.flac$/, args: (path) => ['--export-tags-to=-', path] },
];

const isThere = (program: string) =>
  run('which', [program]).then(
    () => true,
    () => false,
  );

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
const made: { maker: string; file: string }[] = [];
beforeAll(async () => {
  scratch = await scratchFolder();
  for (const [maker, { files, make }] of Object.entries(makers)) {
    for (const name of (await isThere(maker)) ? files : []) {
      const file = scratch.path(name);
      const from = `${file}.from${/\.(?:mkv|webm)$/.test(name) ? '.webm' : '.mp4'}`;
      if (['mkvmerge', 'MP4Box'].includes(maker)) {
        await ffmpeg(
          '-f',
          'lavfi',
          '-i',
          'testsrc2=s=64x64:r=10:d=0.5',
          ...(from.endsWith('.webm') ? ['-c:v', 'libvpx'] : []),
          from,
        );
      }
      await run(maker, [...make(file)]);
      made.push({ maker, file });
    }
  }
}, 300_000);
afterAll(() => scratch.remove());

it('files of at least three other makers are labelled, read back and relabelled, and theirs open what we wrote (L1)', {
  timeout: 300_000,
}, async () => {
  const agreed = new Set<string>();
  for (const { maker, file } of made) {
    const once = file.replace(/(\.\w+)$/, '-once$1');
    await labelFile(file, once, labelOf('first'));
    expect(await verifyFile(once, { expected: labelOf('first') }), file).toMatchObject({ ok: true });
    await labelFile(once, once, labelOf('other'));
    expect(await verifyFile(once, { expected: labelOf('other') }), file).toMatchObject({ ok: true });
    expect((await stat(once)).size).toBeGreaterThan((await stat(file)).size);
    for (const { program, kinds, args } of readers) {
      if (kinds.test(once) && (await isThere(program))) {
        const { stdout } = await run(program, [...args(once)], { maxBuffer: 16 * 1024 * 1024 });
        expect(`${program} of ${maker}'s ${pathToFileURL(once).pathname}: ${stdout}`).toMatch(/ProduceID.{1,13}other/);
        expect(stdout).not.toMatch(/ProduceID.{1,13}first/);
        agreed.add(program);
      }
    }
    if (maker === 'convert') {
      // Its maker still opens it, and sees the same pixels.
      const pixels = async (path: string) =>
        (await run('convert', [path, '-depth', '8', 'rgb:-'], { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 }))
          .stdout;
      expect((await pixels(once)).equals(await pixels(file)), once).toBe(true);
    }
  }
  expect(new Set(made.map(({ maker }) => maker)).size).toBeGreaterThanOrEqual(3);
  expect(agreed.size).toBeGreaterThanOrEqual(2);
});
