import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Codec, formats, frameRates, frameSize, resolutions } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../ffmpeg/run.ts';
import { readSegment } from '../join/read-segment.ts';
import { encoderArguments } from './encoder-arguments.ts';
import { pickEncoder } from './pick-encoder.ts';
import { encodePiece, movingFrames } from './pieces.fixture.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipo-encode-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const valueAfter = (args: readonly string[], name: string) => args[args.lastIndexOf(name) + 1];

describe('encoder arguments', () => {
  it('every format, size and rate of C12 has a level that holds it', () => {
    const levels = new Set<string>();
    for (const format of formats) {
      for (const side of resolutions) {
        for (const fps of frameRates) {
          const args = encoderArguments({ codec: 'h264', ...frameSize(format, side), fps, quality: 'final' });
          levels.add(valueAfter(args, '-level:v') ?? '');
        }
      }
    }
    expect([...levels].sort()).toEqual(['3.1', '3.2', '4.0', '4.2', '5.0', '5.1', '5.2']);
    const phone = encoderArguments({ codec: 'h264', width: 1080, height: 1920, fps: 30, quality: 'final' });
    expect(valueAfter(phone, '-level:v')).toBe('4.0');
  });

  it('one encoder thread always: bits do not depend on the machine', () => {
    const h264 = encoderArguments({ codec: 'h264', width: 180, height: 320, fps: 30, quality: 'final' });
    expect(valueAfter(h264, '-threads')).toBe('1');
    const hevc = encoderArguments({ codec: 'hevc', width: 180, height: 320, fps: 30, quality: 'final' });
    expect(valueAfter(hevc, '-x265-params')).toContain('pools=none:frame-threads=1:wpp=0');
  });

  it.each([
    ['h264', 'final'],
    ['h264', 'draft'],
    ['hevc', 'final'],
  ] as const)('%s pieces (%s) of any length carry the same parameter sets, so they join', async (codec, quality) => {
    const descriptions: string[] = [];
    for (const count of [1, 2, 6, 12, 90]) {
      const path = await encodePiece(folder, `${codec}-${quality}-${count}`, movingFrames(count, count), {
        codec,
        quality,
      });
      const segment = await readSegment(path);
      expect(segment.packets).toHaveLength(count);
      descriptions.push(Buffer.from(segment.config.description as Uint8Array).toString('hex'));
    }
    expect(new Set(descriptions).size).toBe(1);
    expect(descriptions[0]?.length).toBeGreaterThan(20);
  });

  it.each(['h264', 'hevc'] satisfies Codec[])('equal frames give an equal %s file, run after run', async (codec) => {
    const frames = movingFrames(20, 0);
    const first = await readFile(await encodePiece(folder, `${codec}-a`, frames, { codec }));
    const second = await readFile(await encodePiece(folder, `${codec}-b`, frames, { codec }));
    expect(first.equals(second)).toBe(true);
    // No supplemental data: it would name the encoder's build.
    expect(first.includes('x264 - core')).toBe(false);
    expect(first.includes('x265 (build')).toBe(false);
  });

  it('a piece is tagged BT.709, limited range', async () => {
    const path = await encodePiece(folder, 'tags', movingFrames(3, 0));
    const entries = 'stream=color_range,color_space,color_transfer,color_primaries,pix_fmt,profile';
    const args = ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', path];
    expect(String(await runProgram('ffprobe', args)).trim()).toBe('High,yuv420p,tv,bt709,bt709,bt709');
  });

  it('an encoder for another codec is refused by name', () => {
    const request = {
      codec: 'h264',
      width: 180,
      height: 320,
      fps: 30,
      quality: 'final',
      encoder: 'hevc_nvenc',
    } as const;
    expect(() => encoderArguments(request)).toThrow(/"hevc_nvenc" can't make h264; take one of: h264_nvenc/);
  });
});

describe('the choice of an encoder', () => {
  it('software is taken without a trial', async () => {
    expect(await pickEncoder('hevc')).toEqual({ encoder: 'libx265', warning: null });
  });

  it('a hardware encoder works here, or software takes its place and says so', async () => {
    const choice = await pickEncoder('h264', 'h264_nvenc');
    if (choice.encoder === 'libx264') {
      expect(choice.warning).toMatch(/^h264_nvenc does not work here \(.+\): libx264 takes its place$/);
    } else {
      expect(choice).toEqual({ encoder: 'h264_nvenc', warning: null });
    }
  });

  it('an encoder that nobody knows is a mistake of the setting, not a reason to fall back', async () => {
    await expect(pickEncoder('h264', 'h264_magic')).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
