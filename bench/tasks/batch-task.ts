import type { Size } from '@clipo/contract';
import type { BatchShape } from '../reference/parts.ts';

/** What `render-batch.ts` renders. */
export interface BatchTask {
  shape: BatchShape;
  /** Videos: the first ones of the shape. */
  count: number;
  size: Size;
  /** Whether to measure afterwards what one more video costs. */
  isFurtherMeasured: boolean;
}

/** What came of it; processor seconds a further video, or null where they were not measured. */
export interface BatchReport {
  videos: number;
  /** From the first look at the materials to the last joined file: what is measured afterwards is no part of it. */
  seconds: number;
  pieces: number;
  /** Frames of all distinct pieces. */
  frames: number;
  pictureSeconds: number | null;
  withSoundSeconds: number | null;
}
