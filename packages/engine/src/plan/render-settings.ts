import type { Codec, ExplicitLabel, FrameRate, Size } from '@clipo/contract';

/**
 * What besides the storyboard decides the bits of a piece. Raise it whenever composing, fonts or encoder arguments
 * change: cached pieces of another version are not used again.
 */
export const engineVersion = 14;

/** How a storyboard becomes pixels. All of it counts into the content hash of every piece. */
export interface RenderSettings {
  size: Size;
  fps: FrameRate;
  codec: Codec;
  quality: 'final' | 'draft';
  /** FFmpeg's name of the encoder that was picked, such as libx264. */
  encoder: string;
  /** The explicit AI label drawn on every frame; null only where the law allows a file without it. */
  label: ExplicitLabel | null;
  /** Names the key of the watermark that every frame carries; without it there is none. */
  mark?: string;
  /** Content hashes of the brand's own fonts; the AI label is never drawn in them. */
  fonts?: readonly string[];
  /** Of a video that shares no pictures with others: it is cut into few long pieces, not at its scenes. */
  isAlone?: boolean;
}
