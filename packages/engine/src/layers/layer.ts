import type { Layer, LayerKind, PreparedMaterial, PresenterPort, Size } from '@clipo/contract';
import type { Compositor, Picture, PixelRect } from '../compositor/types.ts';

/** A 2D canvas as both @napi-rs/canvas and OffscreenCanvas give it. */
export interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): CanvasRenderingContext2D;
}

/** Where layers draw graphics once a state: Skia on the server, OffscreenCanvas in a browser. */
export interface CanvasPort {
  createCanvas(width: number, height: number): Canvas;
  /** Premultiplied RGBA of the whole canvas, which is given up: its memory is freed at once, not when V8 cleans up. */
  takePixels(canvas: Canvas): Uint8Array;
  /** The same of a canvas that stays in use. */
  readPixels(canvas: Canvas): Uint8Array;
}

/** Asks for frames of a clip, already scaled: `crop` (source fractions) fills `width` × `height`. */
export interface ClipRequest {
  material: PreparedMaterial;
  /** Source time of scene frame 0, in milliseconds; frames before it (transitions) come from earlier source time. */
  startMs: number;
  speed: number;
  fps: number;
  /** Scene frames that will be asked for, half-open, in ascending order. May begin below 0. */
  firstFrame: number;
  endFrame: number;
  crop: { x: number; y: number; w: number; h: number };
  width: number;
  height: number;
  /** Where pieces that show the same clip leave frames for each other, and the frames that any of them shows. */
  edges?: { folder: string; firstFrame: number; endFrame: number } | undefined;
}

/** Frames of a clip, in ascending order. Past the clip's end the last frame stays. */
export interface ClipFrames {
  /** Resolves with the I420 bytes of a scene frame; valid until the next call. */
  frame(sceneFrame: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Where layers get pictures and clips from: FFmpeg on the server, the browser's decoder in the preview. */
export interface MediaPort {
  /** A still as an opaque picture in the compositor's memory, scaled so that it is no larger than it need be. */
  still(material: PreparedMaterial, atMs: number, atMost: Size): Promise<Picture>;
  /** A still with its alpha, as premultiplied RGBA. */
  stillRgba(material: PreparedMaterial, atMost: Size): Promise<{ rgba: Uint8Array; width: number; height: number }>;
  openClip(request: ClipRequest): Promise<ClipFrames>;
}

/** What a layer may use while it is open. */
export interface LayerContext {
  /** Output frame in pixels. */
  size: Size;
  fps: number;
  /** Length of the scene, and the frames that will really be drawn (half-open; transitions reach outside the scene). */
  sceneFrames: number;
  firstFrame: number;
  endFrame: number;
  /** On a server: a folder where pieces leave frames of clips for each other, and the frames that any of them draws. */
  edges?: { folder: string; firstFrame: number; endFrame: number } | undefined;
  compositor: Compositor;
  canvas: CanvasPort;
  media: MediaPort;
  /** Who draws presenters; left out where no scene has one. */
  presenters?: PresenterPort | undefined;
  material(id: string): PreparedMaterial;
}

/** A layer made ready for one scene. Frames are asked for in ascending order. */
export interface OpenLayer {
  /** Draws a scene frame (may be below 0 or past the end during transitions) over the target. */
  draw(sceneFrame: number, target: Picture): void | Promise<void>;
  close(): void | Promise<void>;
}

/** One kind of layer: how it is opened. One file a layer; `registry.ts` lists them all. */
export interface LayerDefinition<K extends LayerKind> {
  kind: K;
  open(layer: Extract<Layer, { kind: K }>, context: LayerContext): Promise<OpenLayer>;
}

/** Registers a kind of layer with its types. */
export function defineLayer<K extends LayerKind>(kind: K, open: LayerDefinition<K>['open']): LayerDefinition<K> {
  return { kind, open };
}

/** A box of fractions in pixels of the frame, corners rounded to even. */
export function pixelsOfBox(box: { x: number; y: number; w: number; h: number }, size: Size): PixelRect {
  const even = (value: number) => Math.round(value / 2) * 2;
  const x = even(box.x * size.width);
  const y = even(box.y * size.height);
  return {
    x,
    y,
    w: Math.max(2, even((box.x + box.w) * size.width) - x),
    h: Math.max(2, even((box.y + box.h) * size.height) - y),
  };
}
