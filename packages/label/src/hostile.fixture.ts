import { readFile, writeFile } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type formats, isByFormat } from './formats.ts';
import type { LabelledKind } from './found-label.ts';
import { labelJson } from './implicit-label.ts';
import { labelFile } from './label-file.ts';
import { ffmpeg, ffmpegBytes, labelOf, makeClip, scratchFolder } from './media.fixture.ts';
import { labelPng } from './png/label-png.ts';
import { labelAss } from './subtitles/ass.ts';
import { labelSrt } from './subtitles/srt.ts';
import { labelVtt } from './subtitles/vtt.ts';
import { verifyFile } from './verify-file.ts';

/** One change that an enemy or a bad disk makes. Places are fractions of the file, so that shrinking stays meaningful. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), value: fc.nat(255) }),
  fc.record({
    kind: fc.constant('number' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    value: fc.constantFrom(0, 1, 2, 7, 8, 9, 15, 16, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), value: fc.nat(64) }),
  fc.record({
    kind: fc.constant('double' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    value: fc.nat(400),
  }),
  fc.record({
    kind: fc.constant('truncate' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    value: fc.nat(3),
  }),
);

function damaged(bytes: Buffer, { kind, at, value }: typeof damage extends fc.Arbitrary<infer T> ? T : never): Buffer {
  const offset = Math.floor(at * bytes.length);
  switch (kind) {
    case 'byte': {
      const copy = Buffer.from(bytes);
      copy.set(offset < copy.length ? [value] : [], offset);
      return copy;
    }
    case 'number': {
      const copy = Buffer.concat([bytes, Buffer.alloc(4)]);
      copy.writeUInt32BE(value, offset);
      return copy.subarray(0, bytes.length);
    }
    case 'cut':
      return Buffer.concat([bytes.subarray(0, offset), bytes.subarray(offset + value)]);
    case 'double':
      return Buffer.concat([bytes.subarray(0, offset + value), bytes.subarray(offset)]);
    case 'truncate':
      return bytes.subarray(0, offset);
  }
}

/** A small labelled file of every kind that has a format of its own. */
async function seedsOfFormats(path: (name: string) => string): Promise<Buffer[]> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=16x16:r=10:d=0.3'];
  const sound = ['-f', 'lavfi', '-i', 'sine=d=0.05'];
  const recipes: Readonly<Record<Exclude<keyof typeof formats, 'pdf' | 'office' | 'markdown'>, readonly string[]>> = {
    jpeg: [...picture, '-frames:v', '1', path('s.jpg')],
    webp: [...picture, '-frames:v', '1', '-c:v', 'libwebp', path('s.webp')],
    gif: [...picture, '-frames:v', '2', path('s.gif')],
    wav: [...sound, path('s.wav')],
    mp3: [...sound, '-metadata', 'title=t', path('s.mp3')],
    flac: [...sound, path('s.flac')],
    ogg: [...sound, '-c:a', 'libopus', path('s.opus')],
    flv: [...picture, '-c:v', 'flv', '-flvflags', 'add_keyframe_index', path('s.flv')],
    matroska: [...picture, '-c:v', 'libvpx', '-deadline', 'realtime', path('s.webm')],
  };
  const seeds: Buffer[] = [];
  for (const recipe of Object.values(recipes)) {
    const file = recipe.at(-1) as string;
    await ffmpeg(...recipe);
    await labelFile(file, file, labelOf('seed'));
    seeds.push(await readFile(file));
  }
  return seeds;
}

/**
 * Damages labelled files of every kind and looks at what reader and writers do: the reader tells of faults as data and soon
 * comes to an end; a writer either refuses with its own error or leaves a file that passes the check.
 */
export async function attack(runs: number): Promise<void> {
  const scratch = await scratchFolder();
  const label = labelOf('attacked');
  const json = labelJson(label);
  const [whole, fragmented, work] = ['whole.mp4', 'fragmented.mp4', 'work.mp4'].map(scratch.path) as [
    string,
    string,
    string,
  ];
  try {
    const tags = ['-metadata', `AIGC=${json}`, '-metadata', 'title=t', '-movflags'];
    // Small media: most hits are to fall on structure, which is what is parsed.
    await makeClip(whole, '-t', '0.2', '-vf', 'scale=16:16', ...tags, 'use_metadata_tags+faststart');
    await makeClip(
      fragmented,
      '-t',
      '0.2',
      '-vf',
      'scale=16:16',
      ...tags,
      'use_metadata_tags+frag_keyframe+empty_moov',
    );
    const png = await ffmpegBytes(
      '-f',
      'lavfi',
      '-i',
      'color=s=8x8',
      '-frames:v',
      '1',
      '-c:v',
      'png',
      '-f',
      'image2pipe',
    );
    const options = { language: 'zh-CN', label } as const;
    const srt = labelSrt('1\n00:00:01,000 --> 00:00:02,000\n水\n', options);
    const vtt = labelVtt('WEBVTT\n\n00:01.000 --> 00:02.000\n水\n', options);
    const ass = labelAss(
      '[Script Info]\nPlayResX: 100\nPlayResY: 100\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\n',
      options,
    );
    const seeds = [
      await readFile(whole),
      await readFile(fragmented),
      Buffer.from(labelPng(png, label)),
      ...[srt, vtt, ass].map((text) => Buffer.from(text)),
      ...(await seedsOfFormats(scratch.path)),
    ];
    const write = async (bytes: Buffer, kind: LabelledKind | 'unknown'): Promise<Uint8Array | undefined> => {
      if (kind === 'mp4' || isByFormat(kind)) {
        await writeFile(work, bytes);
        await labelFile(work, work, label);
        return readFile(work);
      }
      switch (kind) {
        case 'png':
          return labelPng(bytes, label);
        case 'srt':
          return Buffer.from(labelSrt(bytes.toString(), options));
        case 'vtt':
          return Buffer.from(labelVtt(bytes.toString(), options));
        case 'ass':
          return Buffer.from(labelAss(bytes.toString(), options));
        default:
          return undefined;
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        async (seed, damages) => {
          const bytes = damages.reduce(damaged, seed);
          const start = process.threadCpuUsage();
          const { kind, ok, problems } = await verifyFile(bytes);
          expect(ok).toBe(problems.length === 0);
          const written = await write(bytes, kind).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ClipoError);
            return undefined;
          });
          if (written !== undefined) {
            expect((await verifyFile(written, { expected: label })).problems).toEqual([]);
          }
          expect(process.threadCpuUsage(start).user / 1000).toBeLessThan(2000);
        },
      ),
      { numRuns: runs },
    );
  } finally {
    await scratch.remove();
  }
}
