/** A 2D canvas as both @napi-rs/canvas and OffscreenCanvas give it. */
export interface RigCanvas {
  width: number;
  height: number;
  getContext(kind: '2d'): CanvasRenderingContext2D;
}

/** Where a rig draws, and how its pixels are taken: handed in, so that it runs on a server and in a browser. */
export interface RigCanvasPort {
  createCanvas(width: number, height: number): RigCanvas;
  /** Premultiplied RGBA of the whole canvas, which stays in use. */
  readPixels(canvas: RigCanvas): Uint8Array;
}
