import type { PresenterTrack, Size } from '@clipo/contract';
import type { RigCanvasPort } from './pen.ts';

/** How much of the figure is shown: to the thighs, to the waist, or head and shoulders. */
export type RigFraming = 'full' | 'half' | 'head';

/** Colours of the brand kit, as `#rrggbb`: the main garment, and what sets off (scarf, collar, cap, earrings). */
export interface RigColors {
  outfit: string;
  accent: string;
}

/**
 * Where the presenter looks or points during the frames from `fromFrame` until before `endFrame`. `x` and `y` are
 * fractions of the presenter's own picture, and may lie outside of 0 to 1: the product usually does.
 */
export interface RigCue {
  kind: 'look' | 'point';
  fromFrame: number;
  endFrame: number;
  x: number;
  y: number;
}

/** What a rig is opened for. `size` is that of its picture in pixels; the figure stands on its lower edge. */
export interface RigRequest {
  /** Id of `listCharacters`. */
  character: string;
  colors: RigColors;
  track: PresenterTrack;
  size: Size;
  fps: number;
  framing: RigFraming;
  cues?: readonly RigCue[];
  canvas: RigCanvasPort;
}

/** A presenter ready to be drawn. Any frame may be asked for alone and in any order; the same frame is the same picture. */
export interface OpenRig {
  /** Premultiplied RGBA of a frame, `size` large. Frames before 0 and past the track's end show the idle pose. */
  frameRgba(frame: number): Uint8Array;
  /** The box that holds all that is inked in a frame, in pixels. */
  bounds(frame: number): { x: number; y: number; w: number; h: number };
  /** How far the lips are apart in a frame, 0 shut to 1: what the mouth is drawn from. */
  mouthGap(frame: number): number;
  /** Gives up its canvases. */
  close(): void;
}
