import { extname } from 'node:path';
import { ClipoError, type ExplicitLabel, type Size } from '@clipo/contract';
import { startProgram } from '../ffmpeg/run.ts';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { paintLabel } from '../layers/label.ts';
import { openingArgs, openingStillArgs, probeMedia } from './probe-media.ts';

/** What of a file is seen: its upright size, and whether it is a picture. */
export interface PictureFacts extends Size {
  isStill: boolean;
}

const quickly = ['-preset', 'medium', '-crf', '18', '-pix_fmt', 'yuv420p'];
const h264 = ['-c:v', 'libx264', ...quickly, '-c:a', 'copy', '-c:s', 'copy'];
/** How files are written, by the ending of their names. */
const writers: Readonly<Record<string, readonly string[]>> = {
  '.mp4': ['-map', '0:a?', ...h264, '-movflags', '+faststart', '-f', 'mp4'],
  '.m4v': ['-map', '0:a?', ...h264, '-movflags', '+faststart', '-f', 'mp4'],
  '.mov': ['-map', '0:a?', ...h264, '-movflags', '+faststart', '-f', 'mov'],
  '.mkv': ['-map', '0:a?', '-map', '0:s?', ...h264, '-f', 'matroska'],
  '.webm': [
    '-map',
    '0:a?',
    '-c:v',
    'libvpx-vp9',
    '-crf',
    '24',
    '-b:v',
    '0',
    '-row-mt',
    '1',
    '-c:a',
    'copy',
    '-f',
    'webm',
  ],
  '.png': ['-frames:v', '1', '-c:v', 'png', '-f', 'image2'],
  '.jpg': ['-frames:v', '1', '-q:v', '2', '-c:v', 'mjpeg', '-f', 'image2'],
  '.jpeg': ['-frames:v', '1', '-q:v', '2', '-c:v', 'mjpeg', '-f', 'image2'],
  '.webp': ['-frames:v', '1', '-c:v', 'libwebp', '-quality', '90', '-f', 'webp'],
};

/** Endings that a burned file may have. */
export const burnableEndings: readonly string[] = Object.keys(writers);

/**
 * Looks at the size of what a file shows, upright.
 * @throws ClipoError `unreadable_material` where it shows nothing, `program_failed`, `cancelled`
 */
export async function lookAtPicture(path: string, isStill: boolean, signal?: AbortSignal): Promise<PictureFacts> {
  const { video } = await probeMedia(path, signal, isStill);
  if (video === undefined) {
    throw new ClipoError('unreadable_material', `${path} shows nothing`, {
      details: { file: path, problem: 'holds no picture' },
    });
  }
  const { codedWidth, codedHeight, quarterTurns } = video;
  const [width, height] = quarterTurns % 2 === 0 ? [codedWidth, codedHeight] : [codedHeight, codedWidth];
  return { width, height, isStill };
}

/**
 * Draws the explicit label over every frame of a video, or over a picture, and encodes it anew at high quality; sound is
 * copied. What kind of file it becomes, the ending of `as` says (one of `burnableEndings`).
 * @throws ClipoError `program_failed`, `disk_full`, `cancelled`
 */
export async function burnLabel(
  {
    path,
    out,
    as,
    picture,
    label,
  }: { path: string; out: string; as: string; picture: PictureFacts; label: ExplicitLabel },
  signal?: AbortSignal,
): Promise<void> {
  const writer = writers[extname(as).toLowerCase()];
  if (writer === undefined) {
    throw new ClipoError('internal', `nothing writes ${as}`);
  }
  const { width, height, isStill } = picture;
  const canvas = createNodeCanvas();
  const sheet = canvas.createCanvas(width, height);
  paintLabel(sheet.getContext('2d'), label);
  // Planes of H.264 have even sides; the label's sheet is repeated for every frame.
  const even = isStill ? '' : ',pad=ceil(iw/2)*2:ceil(ih/2)*2';
  const program = startProgram(
    'ffmpeg',
    [
      ...(isStill ? openingStillArgs(path) : openingArgs(path)),
      ...['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', '1', '-i', 'pipe:0'],
      ...['-filter_complex', `[0:v:0][1:v]overlay=0:0:alpha=premultiplied:format=auto${even}[v]`, '-map', '[v]'],
      ...writer,
      ...['-map_metadata', '0', '-y', `file:${out}`],
    ],
    signal,
  );
  program.stdin.end(canvas.takePixels(sheet));
  await program.finished;
}
