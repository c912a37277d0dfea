/** What a watermark adds to luma: `side` × `side` levels, row by row, repeated over the frame from its top left corner. */
export interface MarkTile {
  side: number;
  /** Where the picture is plain and the eye sees most. */
  plain: Int8Array<ArrayBuffer>;
  /** Where texture hides more. */
  textured: Int8Array<ArrayBuffer>;
}

/** Draws the watermark of pieces under one key. */
export interface Marker {
  /** The tile of a piece, by its content hash, for frames whose short side (pixels) is given. */
  tileOf(pieceHash: string, shortSide: number): MarkTile;
}

/** What render workers import by its address. */
export interface MarkerModule {
  createMarker(key: string): Marker;
}
