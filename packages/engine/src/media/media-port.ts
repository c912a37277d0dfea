import type { ImageMaterial, PreparedMaterial, Size, VideoMaterial } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import type { Compositor, Picture } from '../compositor/types.ts';
import { runProgram } from '../ffmpeg/run.ts';
import type { MediaPort } from '../layers/layer.ts';
import { heldSize } from '../layers/picture-material.ts';
import { drawStill, type Pixels } from './draw-still.ts';
import { openWithEdges } from './edge-frames.ts';
import { createFrameBuffers, type FrameBuffers } from './frame-buffers.ts';
import { createMemo } from './memo.ts';
import { openClip } from './open-clip.ts';
import { stillSize } from './still-size.ts';

/** What the port needs: where pictures live, how much it may keep, and what cancels its programs. */
export interface MediaPortOptions {
  compositor: Pick<Compositor, 'createPicture' | 'createPictureFromRgba' | 'bytesOf' | 'releasePicture'>;
  /** Memory for stills that are asked for again, in bytes; 8 MiB unless told. */
  keepBytes?: number;
  signal?: AbortSignal;
  /** Memory for the frames of clips, shared with who else handles frames in turn. */
  buffers?: FrameBuffers;
}

/**
 * The server's media port: Skia decodes pictures, FFmpeg clips. Every picture it gives belongs to the caller, who releases
 * it; the same still asked for again is copied from memory, not decoded.
 */
export function createMediaPort(options: MediaPortOptions): MediaPort {
  const { compositor, signal, buffers = createFrameBuffers(0) } = options;
  const stills = createMemo<Still>(options.keepBytes ?? 8 * 1024 * 1024, (still) => still.bytes.length);
  const readStill = async (material: PreparedMaterial, atMs: number, atMost: Size): Promise<Picture> => {
    const source = pictureOf(material);
    const size = stillSize(heldSize(source, 'still'), atMost, 2);
    const time = source.kind === 'video' ? atMs : 0;
    const still = await stills.get(`${material.path} ${time} ${size.width}×${size.height}`, () =>
      source.kind === 'video' ? clipStill(source, time, size, signal) : imageStill(compositor, source, size),
    );
    const picture = compositor.createPicture(still);
    compositor.bytesOf(picture).set(still.bytes);
    return picture;
  };
  return {
    still: readStill,
    stillRgba: async (material, atMost) => {
      const source = pictureOf(material);
      if (source.kind === 'image') {
        return drawStill(source, stillSize(heldSize(source, 'still'), atMost, 1), null);
      }
      return clipStillRgba(source, stillSize(source, atMost, 2), signal);
    },
    openClip: async (request) => {
      const source = pictureOf(request.material);
      if (source.kind !== 'video') {
        throw wrongKind(source, 'is no clip');
      }
      const { edges } = request;
      const open = (range: { firstFrame: number; endFrame: number }) =>
        openClip({ ...request, ...range }, source, { signal, buffers });
      return edges === undefined ? open(request) : openWithEdges({ ...request, edges }, buffers, open);
    },
  };
}

interface Still extends Size {
  /** I420. */
  bytes: Uint8Array;
}

function pictureOf(material: PreparedMaterial): ImageMaterial | VideoMaterial {
  if (material.kind === 'audio') {
    throw wrongKind(material, 'is sound without a picture');
  }
  return material;
}

function wrongKind(material: PreparedMaterial, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${material.file} ${problem}`, {
    details: { field: 'material', file: material.file, problem },
  });
}

/** White stands under a cut-out, as under product pictures. */
async function imageStill(
  compositor: MediaPortOptions['compositor'],
  material: ImageMaterial,
  size: Size,
): Promise<Still> {
  const { rgba } = await drawStill(material, size, '#FFFFFF');
  const picture = compositor.createPictureFromRgba(rgba, size.width, size.height);
  const bytes = compositor.bytesOf(picture).slice();
  compositor.releasePicture(picture);
  return { ...size, bytes };
}

/** One frame of a clip. */
async function clipStill(
  material: VideoMaterial,
  atMs: number,
  size: Size,
  signal: AbortSignal | undefined,
): Promise<Still> {
  const whole = { x: 0, y: 0, w: 1, h: 1 };
  const stretch = { material, startMs: atMs, speed: 1, fps: 1, firstFrame: 0, endFrame: 1, crop: whole };
  const frames = await openClip({ ...stretch, ...size }, material, { signal });
  try {
    return { ...size, bytes: (await frames.frame(0)).slice() };
  } finally {
    await frames.close();
  }
}

/** The first frame of a clip as RGBA; clips have no alpha. */
async function clipStillRgba(material: VideoMaterial, size: Size, signal: AbortSignal | undefined): Promise<Pixels> {
  const scale = `scale=${size.width}:${size.height}:flags=lanczos:in_color_matrix=bt709,format=rgba`;
  const output = ['-frames:v', '1', '-vf', scale, '-f', 'rawvideo', 'pipe:1'];
  const rgba = await runProgram('ffmpeg', ['-i', `file:${material.path}`, '-an', ...output], signal && { signal });
  return { ...size, rgba };
}
