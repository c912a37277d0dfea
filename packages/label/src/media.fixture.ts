import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeImplicitLabel } from './implicit-label.ts';
import { developmentProviderCode } from './provider-code.ts';
import { makeChunk } from './riff/chunks.ts';

const run = promisify(execFile);

/** A label as the service makes it, with an id of the test's own. */
export function labelOf(produceId: string) {
  return makeImplicitLabel({ providerCode: developmentProviderCode, produceId });
}

/** A folder that is gone when the test file ends (`await using`, or `remove`). */
export async function scratchFolder(): Promise<{ path(name: string): string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-label-'));
  return { path: (name) => join(folder, name), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Runs FFmpeg; arguments as on its command line. */
export async function ffmpeg(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Raw bytes that FFmpeg writes to its standard output. */
export async function ffmpegBytes(...args: readonly string[]): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', ...args, '-'], {
    maxBuffer: 64 * 1024 * 1024,
    encoding: 'buffer',
  });
  return stdout;
}

/** Makes a tiny clip with picture and sound (or sound alone): 180×320, 2 s. `more` are output options. */
export async function makeClip(path: string, ...more: readonly string[]): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=180x320:r=30:d=2'];
  const sound = ['-f', 'lavfi', '-i', 'sine=d=2'];
  const isSoundOnly = path.endsWith('.m4a');
  await ffmpeg(
    ...(isSoundOnly ? [] : picture),
    ...sound,
    ...(isSoundOnly ? [] : ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '15']),
    '-c:a',
    'aac',
    ...more,
    path,
  );
}

/** A format tag as ffprobe shows it. */
export async function ffprobeTag(path: string, tag: string): Promise<string | undefined> {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', 'format_tags', '-of', 'json', path]);
  return JSON.parse(stdout).format?.tags?.[tag];
}

/** The general entries that mediainfo shows. */
export async function mediainfo(path: string): Promise<Record<string, unknown>> {
  const { stdout } = await run('mediainfo', ['--Output=JSON', path]);
  return JSON.parse(stdout).media.track[0];
}

/** Hashes of all decoded frames: equal where every sample of picture and sound is found and decodes the same. */
export async function decodedFrames(path: string): Promise<string> {
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-xerror', '-i', path, '-f', 'framemd5', '-'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** A WAV file whose only chunks are a format, these labels and samples. */
export function wavWith(...labels: readonly string[]): Uint8Array {
  const chunks = [
    makeChunk('fmt ', new Uint8Array(16)),
    ...labels.map((text) => makeChunk('AIGC', Buffer.from(text))),
    makeChunk('data', new Uint8Array(4)),
  ];
  const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1');
  head.writeUInt32LE(4 + chunks.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...chunks]);
}
