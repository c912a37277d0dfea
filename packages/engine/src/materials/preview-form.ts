import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PreparedMaterial } from '@clipo/contract';
import { runProgram } from '../ffmpeg/run.ts';

/** Raised whenever previews are made otherwise. */
export const previewForm = 'preview-2';

/** Short side of a clip and long side of a still, at most: a preview is half as large as most videos. */
const clipSide = 960;
const stillSide = 2048;

/** The content type of a material's preview form. */
export function previewType({ kind, hasAlpha }: { kind: PreparedMaterial['kind']; hasAlpha?: boolean }): string {
  return kind === 'video' ? 'video/mp4' : hasAlpha === true ? 'image/png' : 'image/jpeg';
}

/**
 * Makes a material small enough to be sent to a browser, frame for frame the same as its playable form: a clip in short groups
 * of pictures, so that any frame is near, or a still. What is there already stays.
 * @param path where it goes, whole or not at all
 * @throws ClipoError program_failed, disk_full, cancelled
 */
export async function makePreviewForm(
  material: Pick<PreparedMaterial, 'kind' | 'path'> & { hasAlpha?: boolean },
  path: string,
  signal: AbortSignal,
): Promise<void> {
  if ((await stat(path).catch(() => undefined)) !== undefined) {
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const scale =
    material.kind === 'video'
      ? `scale='if(gt(iw,ih),-2,min(iw,${clipSide}))':'if(gt(iw,ih),min(ih,${clipSide}),-2)':flags=bicubic`
      : `scale='if(gt(iw,ih),min(iw,${stillSide}),-1)':'if(gt(iw,ih),-1,min(ih,${stillSide}))':flags=lanczos`;
  const output =
    material.kind === 'video'
      ? [
          ...['-an', '-vf', scale, '-fps_mode', 'passthrough', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '17'],
          ...['-g', '12', '-bf', '0', '-pix_fmt', 'yuv420p', '-threads', '2'],
          ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
          ...['-movflags', '+faststart', '-f', 'mp4'],
        ]
      : material.hasAlpha === true
        ? ['-frames:v', '1', '-vf', scale, '-c:v', 'png', '-f', 'image2pipe']
        : ['-frames:v', '1', '-vf', scale, '-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe'];
  try {
    await runProgram('ffmpeg', ['-i', `file:${material.path}`, ...output, '-y', `file:${part}`], { signal });
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}
