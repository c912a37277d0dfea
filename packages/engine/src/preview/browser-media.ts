import type { ImageMaterial, PreparedMaterial, Size, VideoMaterial } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { ALL_FORMATS, BlobSource, Input, type VideoSample, VideoSampleSink } from 'mediabunny';
import type { Compositor, Picture } from '../compositor/types.ts';
import type { CanvasPort, ClipFrames, ClipRequest, MediaPort } from '../layers/layer.ts';
import { heldSize } from '../layers/picture-material.ts';
import { scheduleFrames } from '../media/clip-frames.ts';
import { createMemo } from '../media/memo.ts';
import { stillSize } from '../media/still-size.ts';

export interface BrowserMediaOptions {
  compositor: Compositor;
  canvas: CanvasPort;
  /** Gives a file of the preview, whole: a material's `path` is its address. */
  fetchFile(path: string): Promise<Blob>;
  /** Memory for decoded stills that are asked for again, in bytes. */
  keepBytes?: number;
}

/** A clip that is open: its decoder's door, and the time of its first frame. */
interface OpenFile {
  sink: VideoSampleSink;
  firstSeconds: number;
  size: Size;
}

interface Still extends Size {
  bytes: Uint8Array;
}

/** The media port of a browser: pictures by its own decoders, clips by WebCodecs. What it fetched it keeps. */
export function createBrowserMedia(options: BrowserMediaOptions): MediaPort {
  const { compositor, fetchFile } = options;
  const files = createMemo<Blob>(512 * 1024 * 1024, (blob) => blob.size);
  const stills = createMemo<Still>(options.keepBytes ?? 96 * 1024 * 1024, (still) => still.bytes.length);
  const blobOf = (path: string) => files.get(path, () => fetchFile(path));
  const clips = new Map<string, Promise<OpenFile>>();
  const clipOf = (material: VideoMaterial): Promise<OpenFile> => {
    const known = clips.get(material.path) ?? blobOf(material.path).then((blob) => openFile(blob, material));
    clips.set(material.path, known);
    known.catch(() => clips.delete(material.path));
    return known;
  };
  const readStill = async (material: PreparedMaterial, atMs: number, atMost: Size): Promise<Picture> => {
    const source = pictureOf(material);
    const size = stillSize(heldSize(source, 'still'), atMost, 2);
    const time = source.kind === 'video' ? atMs : 0;
    const still = await stills.get(`${source.path} ${time} ${size.width}×${size.height}`, async () => {
      if (source.kind === 'image') {
        return imageStill(options, await blobOf(source.path), size);
      }
      const whole = { x: 0, y: 0, w: 1, h: 1 };
      const stretch = { material, startMs: atMs, speed: 1, fps: 1, firstFrame: 0, endFrame: 1, crop: whole, ...size };
      const frames = openFrames(compositor, stretch, source, await clipOf(source));
      try {
        return { ...size, bytes: (await frames.frame(0)).slice() };
      } finally {
        await frames.close();
      }
    });
    const picture = compositor.createPicture(still);
    compositor.bytesOf(picture).set(still.bytes);
    return picture;
  };
  return {
    still: readStill,
    stillRgba: async (material, atMost) => {
      const source = pictureOf(material);
      if (source.kind === 'image') {
        const size = stillSize(heldSize(source, 'still'), atMost, 1);
        return { ...size, rgba: drawBitmap(options, await bitmapOf(await blobOf(source.path)), size, null) };
      }
      const size = stillSize(source, atMost, 2);
      const { sink, firstSeconds } = await clipOf(source);
      const sample = await sink.getSample(firstSeconds);
      if (sample === null) {
        throw noFrame(source);
      }
      const frame = sample.toVideoFrame();
      const rgba = drawBitmap(options, frame, size, null);
      sample.close();
      return { ...size, rgba };
    },
    openClip: async (request) => {
      const source = pictureOf(request.material);
      if (source.kind !== 'video') {
        throw wrongKind(source, 'is no clip');
      }
      return openFrames(compositor, request, source, await clipOf(source));
    },
  };
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

function noFrame({ file }: PreparedMaterial): ClipoError {
  const problem = 'gave no frame';
  return new ClipoError('unreadable_material', `${file} ${problem}`, { details: { file, problem } });
}

async function openFile(blob: Blob, material: VideoMaterial): Promise<OpenFile> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(blob) });
  const track = await input.getPrimaryVideoTrack();
  if (track === null || !(await track.canDecode())) {
    throw noFrame(material);
  }
  return {
    sink: new VideoSampleSink(track),
    firstSeconds: await track.getFirstTimestamp(),
    size: { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() },
  };
}

/** Frames of a stretch, scaled by the compositor: decoded ahead, one after the other. */
function openFrames(compositor: Compositor, request: ClipRequest, clip: VideoMaterial, file: OpenFile): ClipFrames {
  const schedule = scheduleFrames(request, clip);
  // The middle of a frame: times in a file are rounded.
  const times = schedule.shown.map((index) => file.firstSeconds + (index + 0.5) / clip.fps);
  const samples = file.sink.samplesAtTimestamps(times);
  const target = compositor.createPicture(request);
  const cut = cutOf(request.crop, file.size);
  let source: Picture | undefined;
  let place = -1;
  let isFilled = false;
  const take = async (): Promise<VideoSample | null> => {
    const { value, done } = await samples.next();
    return done === true ? null : value;
  };
  return {
    frame: async (sceneFrame) => {
      const wanted = schedule.places[Math.min(sceneFrame - request.firstFrame, schedule.places.length - 1)] ?? 0;
      let sample: VideoSample | null = null;
      while (place < wanted) {
        const next = await take();
        place++;
        if (next !== null) {
          sample?.close();
          sample = next;
        }
      }
      if (sample !== null) {
        source ??= compositor.createPicture({ width: cut.w, height: cut.h });
        await copyPixels(sample, cut, compositor, source);
        sample.close();
        const whole = { x: 0, y: 0, w: cut.w, h: cut.h };
        compositor.drawScaled(source, whole, target, { x: 0, y: 0, w: target.width, h: target.height }, 1);
        isFilled = true;
      }
      if (!isFilled) {
        throw noFrame(clip);
      }
      return compositor.bytesOf(target);
    },
    close: async () => {
      await samples.return(undefined);
      compositor.releasePicture(target);
      if (source !== undefined) {
        compositor.releasePicture(source);
      }
    },
  };
}

/** The I420 bytes of the part of a frame, into a picture of its size. */
async function copyPixels(
  sample: VideoSample,
  cut: { x: number; y: number; w: number; h: number },
  compositor: Compositor,
  picture: Picture,
): Promise<void> {
  const frame = sample.toVideoFrame();
  try {
    const isPlain = frame.format === 'I420' && frame.codedWidth >= cut.x + cut.w && frame.codedHeight >= cut.y + cut.h;
    const rect = { x: cut.x, y: cut.y, width: cut.w, height: cut.h };
    const luma = cut.w * cut.h;
    const layout = [
      { offset: 0, stride: cut.w },
      { offset: luma, stride: cut.w / 2 },
      { offset: luma * 1.25, stride: cut.w / 2 },
    ];
    if (isPlain) {
      const bytes = new Uint8Array(luma * 1.5);
      await frame.copyTo(bytes, { rect, layout });
      // Only now: while it was waited for, the compositor's memory may have moved.
      compositor.bytesOf(picture).set(bytes);
      return;
    }
    // Another layout of planes (a hardware decoder's): by way of RGBA, which every browser can give.
    const rgba = new Uint8Array(luma * 4);
    await frame.copyTo(rgba, { rect, format: 'RGBA', layout: [{ offset: 0, stride: cut.w * 4 }] });
    const converted = compositor.createPictureFromRgba(rgba, cut.w, cut.h);
    compositor.copy(converted, picture, 0, 0);
    compositor.releasePicture(converted);
  } finally {
    frame.close();
  }
}

/** Even pixels of the file's own frame. */
function cutOf(crop: ClipRequest['crop'], size: Size): { x: number; y: number; w: number; h: number } {
  const span = (start: number, length: number, whole: number): [number, number] => {
    const room = Math.floor(whole / 2) * 2;
    const side = Math.min(room, Math.max(2, Math.round((length * whole) / 2) * 2));
    return [Math.min(room - side, Math.max(0, Math.round((start * whole) / 2) * 2)), side];
  };
  const [x, w] = span(crop.x, crop.w, size.width);
  const [y, h] = span(crop.y, crop.h, size.height);
  return { x, y, w, h };
}

async function bitmapOf(blob: Blob): Promise<ImageBitmap> {
  return createImageBitmap(blob, { premultiplyAlpha: 'premultiply', colorSpaceConversion: 'none' });
}

/** White stands under a cut-out, as under product pictures. */
async function imageStill(options: BrowserMediaOptions, blob: Blob, size: Size): Promise<Still> {
  const { compositor } = options;
  const rgba = drawBitmap(options, await bitmapOf(blob), size, '#FFFFFF');
  const picture = compositor.createPictureFromRgba(rgba, size.width, size.height);
  const bytes = compositor.bytesOf(picture).slice();
  compositor.releasePicture(picture);
  return { ...size, bytes };
}

/** Reduced by halves first, as on a server: one great step skips pixels and shimmers. Closes what it draws. */
function drawBitmap(
  { canvas }: Pick<BrowserMediaOptions, 'canvas'>,
  bitmap: ImageBitmap | VideoFrame,
  size: Size,
  background: string | null,
): Uint8Array {
  let source: CanvasImageSource = bitmap;
  let [width, height] =
    'codedWidth' in bitmap ? [bitmap.displayWidth, bitmap.displayHeight] : [bitmap.width, bitmap.height];
  const draw = (to: Size, under: string | null) => {
    const sheet = canvas.createCanvas(to.width, to.height);
    const context = sheet.getContext('2d');
    if (under !== null) {
      context.fillStyle = under;
      context.fillRect(0, 0, to.width, to.height);
    }
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, to.width, to.height);
    return sheet;
  };
  while (width >= size.width * 2 && height >= size.height * 2) {
    [width, height] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    source = draw({ width, height }, null) as unknown as OffscreenCanvas;
  }
  const pixels = canvas.takePixels(draw(size, background));
  bitmap.close();
  return pixels;
}
