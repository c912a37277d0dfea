/** A picture to look at: a still, a cover, or a frame of a clip. */
export interface Frame {
  /** Where in the clip it stands, in milliseconds; 0 for stills. */
  atMs: number;
  width: number;
  height: number;
  /** Upright, row by row, four bytes a point. */
  rgba: Uint8Array;
}
