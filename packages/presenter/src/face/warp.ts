import type { FaceFrame } from './face-frame.ts';
import { fillGrid, type GridShape, gridStep } from './head-grid.ts';
import { createLidWarp } from './lid-warp.ts';
import type { HeadPose } from './liveliness.ts';
import type { MouthPose } from './mouth-pose.ts';
import { createMouthWarp } from './mouth-warp.ts';

/** A picture that is bent, and where its face is. Pixels are premultiplied RGBA, a 32-bit number each. */
export interface WarpSource {
  pixels: Uint32Array;
  width: number;
  height: number;
  face: FaceFrame;
  /** It stands alone on transparent ground: the head may move freely, without bending what is behind it. */
  isCutOut: boolean;
  /** How bright a white thing would be in the light of the picture, 1 for daylight. */
  light: number;
}

/** How the output lies on the source: source pixel = output pixel × step + offset. */
export interface WarpView {
  width: number;
  height: number;
  step: number;
  offsetX: number;
  offsetY: number;
}

/**
 * Bends a picture of a person into one frame: head, breath, lids, mouth. One inverse map and one bilinear sample a pixel; the
 * head's map is laid on a grid of 16 pixels, lips and lids are computed for each pixel, so their edges stay sharp.
 */
export function createWarp(
  view: WarpView,
): (source: WarpSource, head: HeadPose, mouth: MouthPose, into: Uint32Array) => void {
  const columns = Math.ceil(view.width / gridStep) + 1;
  const rows = Math.ceil(view.height / gridStep) + 1;
  const grid: GridShape = { columns, rows, x: new Float32Array(columns * rows), y: new Float32Array(columns * rows) };
  return (source, head, pose, into) => {
    fillGrid(grid, view, source, head);
    const mouth = createMouthWarp(source, pose, view.step);
    const lids = createLidWarp(source, head.blink, view.step);
    const boxes = [...(mouth === null ? [] : [mouth.box]), ...(lids === null ? [] : lids.boxes)];
    const { pixels, width, height } = source;
    const lastX = width - 1.001;
    const lastY = height - 1.001;
    const place = { x: 0, y: 0, cover: 0, inside: 0 };
    for (let row = 0; row + 1 < rows; row++) {
      const bottom = Math.min(view.height, (row + 1) * gridStep);
      for (let column = 0; column + 1 < columns; column++) {
        const at = row * columns + column;
        const corners = [at, at + 1, at + columns, at + columns + 1] as const;
        const isSlow = boxes.some((box) => touches(grid, corners, box));
        const right = Math.min(view.width, (column + 1) * gridStep);
        const [x0, x1, x2, x3] = corners.map((corner) => grid.x[corner]) as [number, number, number, number];
        const [y0, y1, y2, y3] = corners.map((corner) => grid.y[corner]) as [number, number, number, number];
        for (let y = row * gridStep; y < bottom; y++) {
          const down = (y - row * gridStep) / gridStep;
          let sx = x0 + (x2 - x0) * down;
          let sy = y0 + (y2 - y0) * down;
          const stepX = (x1 + (x3 - x1) * down - sx) / gridStep;
          const stepY = (y1 + (y3 - y1) * down - sy) / gridStep;
          let to = y * view.width + column * gridStep;
          for (let x = column * gridStep; x < right; x++, to++, sx += stepX, sy += stepY) {
            let px = sx;
            let py = sy;
            let cover = 0;
            if (isSlow) {
              place.x = sx;
              place.y = sy;
              place.cover = 0;
              lids?.move(place);
              mouth?.move(place);
              px = place.x;
              py = place.y;
              cover = place.cover;
            }
            px = px < 0 ? 0 : px > lastX ? lastX : px;
            py = py < 0 ? 0 : py > lastY ? lastY : py;
            const left = px | 0;
            const top = py | 0;
            const fx = ((px - left) * 256) | 0;
            const fy = ((py - top) * 256) | 0;
            const from = top * width + left;
            const a = pixels[from] as number;
            const b = pixels[from + 1] as number;
            const c = pixels[from + width] as number;
            const d = pixels[from + width + 1] as number;
            let value = a;
            if (a !== b || a !== c || a !== d) {
              // Two channels at a time: red and blue, green and alpha.
              const gx = 256 - fx;
              const gy = 256 - fy;
              const even = (Math.imul(a & 0xff00ff, gx) + Math.imul(b & 0xff00ff, fx)) >>> 8;
              const even2 = (Math.imul(c & 0xff00ff, gx) + Math.imul(d & 0xff00ff, fx)) >>> 8;
              const odd = (Math.imul((a >>> 8) & 0xff00ff, gx) + Math.imul((b >>> 8) & 0xff00ff, fx)) >>> 8;
              const odd2 = (Math.imul((c >>> 8) & 0xff00ff, gx) + Math.imul((d >>> 8) & 0xff00ff, fx)) >>> 8;
              value =
                (((Math.imul(even & 0xff00ff, gy) + Math.imul(even2 & 0xff00ff, fy)) >>> 8) & 0xff00ff) |
                ((Math.imul(odd & 0xff00ff, gy) + Math.imul(odd2 & 0xff00ff, fy)) & 0xff00ff00);
            }
            into[to] = cover === 0 ? value : mixed(value, place.inside, cover);
          }
        }
      }
    }
  };
}

/** A box of source pixels in which lips or lids move. */
export interface WarpBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** One place that is moved: from where in the source its colour comes, and how much of the mouth's inside covers it. */
export interface WarpPlace {
  x: number;
  y: number;
  /** 0 … 256 */
  cover: number;
  /** The colour of the inside, opaque. */
  inside: number;
}

function touches(grid: GridShape, corners: readonly number[], box: WarpBox): boolean {
  let isLeft = true;
  let isRight = true;
  let isAbove = true;
  let isBelow = true;
  for (const corner of corners) {
    const x = grid.x[corner] as number;
    const y = grid.y[corner] as number;
    isLeft &&= x < box.left;
    isRight &&= x > box.right;
    isAbove &&= y < box.top;
    isBelow &&= y > box.bottom;
  }
  return !(isLeft || isRight || isAbove || isBelow);
}

/** Two colours, the second one covering so much of 256. */
function mixed(below: number, above: number, cover: number): number {
  const rest = 256 - cover;
  const even = (Math.imul(below & 0xff00ff, rest) + Math.imul(above & 0xff00ff, cover)) >>> 8;
  const odd = Math.imul((below >>> 8) & 0xff00ff, rest) + Math.imul((above >>> 8) & 0xff00ff, cover);
  return ((even & 0xff00ff) | (odd & 0xff00ff00)) >>> 0;
}
