import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Manifest, type ManifestVideo } from '@clipo/contract';
import { verifyFile } from '@clipo/label';
import { expect } from 'vitest';
import { z } from 'zod';
import type { CliEnd, Workshop } from './cli.fixture.ts';

const execute = promisify(execFile);

/** All files under a folder, relative to it and sorted; none where the folder is not there. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Names of files under a folder that only work in progress has. */
export async function litterUnder(folder: string): Promise<string[]> {
  return (await filesUnder(folder)).filter((file) =>
    /\.part(\/|$)|\.tmp$|\.mp4\.\d+\.|(^|\/)\.clipo\/work\/|(^|\/)run\.json$/.test(file),
  );
}

/** A message for a person: no stack trace, no path of our sources, no placeholder that nobody filled. */
export function expectPlainWords(text: string): void {
  expect(text).not.toMatch(/^\s+at .*[(:/]/m);
  expect(text).not.toMatch(/file:\/\/|node:internal|\bundefined\b|\[object|\{\w+\}|mistake of ours|我们的错误/);
}

/** Refused as wrong input: exit 2, plain words, no result, nothing under videos and nothing half written anywhere. */
export async function expectRefused(end: CliEnd, out: string, workshop: Workshop): Promise<void> {
  expectPlainWords(end.err);
  expect({ code: end.code, out: end.out }, end.err).toEqual({ code: 2, out: '' });
  expect(end.err).toMatch(/^clipo: /m);
  expect(await filesUnder(join(out, 'videos'))).toEqual([]);
  expect(await filesUnder(join(out, 'covers'))).toEqual([]);
  await expectNoLitter(out, workshop);
}

/** Nothing that only work in progress has is left: in the output, in CLIPO_HOME, in the temporary folder. */
export async function expectNoLitter(out: string, workshop: Workshop): Promise<void> {
  expect({
    out: await litterUnder(out),
    home: await litterUnder(workshop.home),
    temporary: await filesUnder(workshop.temporary),
  }).toEqual({ out: [], home: [], temporary: [] });
}

/** The manifest of an output folder, checked against its schema. */
export async function readManifest(out: string): Promise<Manifest> {
  return Manifest.parse(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')));
}

const ProbedFile = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
      nb_read_frames: z.coerce.number().optional(),
    }),
  ),
  format: z.object({ duration: z.coerce.number() }),
});

/** What ffprobe says of a file after decoding all of it; complaints of the decoder are in `complaints`. */
export async function probeFile(path: string) {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', path];
  const { stdout, stderr } = await execute('ffprobe', args);
  const { streams, format } = ProbedFile.parse(JSON.parse(stdout));
  return {
    video: streams.filter((stream) => stream.codec_type === 'video'),
    audio: streams.filter((stream) => stream.codec_type === 'audio'),
    seconds: format.duration,
    complaints: stderr,
  };
}

/**
 * A finished video is right: one picture and one sound track that decode without a complaint, the frames and the size
 * that the manifest tells, the wanted length ± 0.5 s, and the label on video, cover and subtitles.
 */
export async function expectRightVideo(out: string, video: ManifestVideo, seconds = 6): Promise<void> {
  expect(video.status).toBe('done');
  const probe = await probeFile(join(out, video.file ?? ''));
  expect(probe.complaints).toBe('');
  expect(probe.video.map(({ width, height, nb_read_frames }) => ({ width, height, frames: nb_read_frames }))).toEqual([
    { width: video.width, height: video.height, frames: video.frames },
  ]);
  expect(probe.audio).toHaveLength(1);
  expect(Math.abs(probe.seconds - seconds)).toBeLessThanOrEqual(0.5);
  for (const file of [video.file, video.cover, video.captions?.srt, video.captions?.vtt, video.captions?.ass]) {
    const check = await verifyFile(
      join(out, file ?? ''),
      video.label === null ? {} : { expected: video.label.implicit },
    );
    expect(check.problems, file ?? 'a file').toEqual([]);
  }
}

/** Every video of a finished batch is right, and there is one. */
export async function expectRightVideos(out: string, seconds = 6): Promise<Manifest> {
  const manifest = await readManifest(out);
  expect(manifest.totals.failed).toBe(0);
  expect(manifest.videos.length).toBeGreaterThan(0);
  for (const video of manifest.videos) {
    await expectRightVideo(out, video, seconds);
  }
  return manifest;
}

/** Inode, size and time of every delivered file: equal means that nobody wrote it again. */
export async function stampsUnder(folder: string): Promise<Record<string, string>> {
  const files = await filesUnder(folder);
  const stamps = files.map(async (file) => {
    const { ino, size, mtimeMs } = await stat(join(folder, file));
    return [file, `${ino} ${size} ${mtimeMs}`] as const;
  });
  return Object.fromEntries(await Promise.all(stamps));
}
