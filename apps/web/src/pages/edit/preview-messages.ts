import type { PreparedMaterial, Storyboard } from '@clipo/contract';
import type { RenderSettings } from '@clipo/engine/browser';

/** What the page asks of the thread that composes the preview. */
export type PreviewRequest =
  | {
      kind: 'start';
      canvas: OffscreenCanvas;
      headers: Record<string, string>;
      materials: PreparedMaterial[];
      /** Where the video's own things are asked for. */
      address: string;
      /** Content hashes of the brand's own fonts. */
      fonts: readonly string[];
    }
  | { kind: 'storyboard'; storyboard: Storyboard; settings: RenderSettings; shortSide: number }
  /** The frame that is wanted now: of several that wait, the last is drawn. */
  | { kind: 'frame'; index: number }
  /** Small pictures of frames, for the timeline. */
  | { kind: 'thumbs'; frames: number[]; shortSide: number };

/** What it answers. */
export type PreviewAnswer =
  | { kind: 'drawn'; index: number; ms: number }
  | { kind: 'size'; width: number; height: number; frames: number }
  | { kind: 'thumb'; frame: number; picture: ImageBitmap }
  | { kind: 'failed'; message: string };
