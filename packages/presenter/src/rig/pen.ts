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

/** A path as data, so that it can be bent before it is drawn. Commands M, L, C and Z with absolute points. */
export interface Outline {
  ops: string;
  xy: Float64Array;
}

/** Bends the points of an outline: leaves the new place of a point in `spot`. */
export type Warp = (x: number, y: number) => void;

/** Where a warp leaves its point; one for all, for it is read at once. */
export const spot = { x: 0, y: 0 };

/** The warp that changes nothing. */
const flat: Warp = (x, y) => {
  spot.x = x;
  spot.y = y;
};

const pointsOf: Readonly<Record<string, number>> = { M: 1, L: 1, Q: 2, C: 3, Z: 0 };

/** Reads an SVG path of absolute M, L, Q, C and Z. */
export function outline(path: string): Outline {
  const ops: string[] = [];
  const xy: number[] = [];
  for (const [, op = '', numbers = ''] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const values = numbers
      .trim()
      .split(/[\s,]+/)
      .filter((one) => one !== '')
      .map(Number);
    const step = (pointsOf[op] ?? 0) * 2;
    if (step === 0) {
      ops.push(op);
      continue;
    }
    for (let from = 0; from + step <= values.length; from += step) {
      const part = values.slice(from, from + step);
      if (op === 'Q') {
        // As a cubic, so that there is one kind of curve.
        const [x0 = 0, y0 = 0] = xy.slice(-2);
        const [qx = 0, qy = 0, x = 0, y = 0] = part;
        xy.push(
          x0 + ((qx - x0) * 2) / 3,
          y0 + ((qy - y0) * 2) / 3,
          x + ((qx - x) * 2) / 3,
          y + ((qy - y) * 2) / 3,
          x,
          y,
        );
        ops.push('C');
      } else {
        xy.push(...part);
        ops.push(op);
      }
    }
  }
  return { ops: ops.join(''), xy: Float64Array.from(xy) };
}

/** The outline seen in a mirror: x becomes −x. */
export function mirrored({ ops, xy }: Outline): Outline {
  return { ops, xy: xy.map((value, index) => (index % 2 === 0 ? -value : value)) };
}

/** A closed outline from its right half, which runs from the top of the axis x = 0 to its bottom in one stroke. */
export function symmetric(half: string): Outline {
  const { ops, xy } = outline(half);
  const back: number[] = [];
  let backOps = '';
  let end = xy.length;
  for (let index = ops.length - 1; index > 0; index--) {
    const step = ops[index] === 'C' ? 3 : 1;
    for (let point = 1; point <= step; point++) {
      const at = end - (point + 1) * 2;
      back.push(-(xy[at] ?? 0), xy[at + 1] ?? 0);
    }
    backOps += ops[index];
    end -= step * 2;
  }
  return { ops: `${ops}${backOps}Z`, xy: Float64Array.from([...xy, ...back]) };
}

/** Puts an outline into the context's path, bent by the warp. Adds to the path where `isMore`. */
export function trace(ctx: CanvasRenderingContext2D, { ops, xy }: Outline, warp: Warp = flat, isMore = false): void {
  if (!isMore) {
    ctx.beginPath();
  }
  let at = 0;
  for (const op of ops) {
    if (op === 'Z') {
      ctx.closePath();
    } else if (op === 'C') {
      warp(xy[at] ?? 0, xy[at + 1] ?? 0);
      const { x: x1, y: y1 } = spot;
      warp(xy[at + 2] ?? 0, xy[at + 3] ?? 0);
      const { x: x2, y: y2 } = spot;
      warp(xy[at + 4] ?? 0, xy[at + 5] ?? 0);
      ctx.bezierCurveTo(x1, y1, x2, y2, spot.x, spot.y);
      at += 6;
    } else {
      warp(xy[at] ?? 0, xy[at + 1] ?? 0);
      if (op === 'M') {
        ctx.moveTo(spot.x, spot.y);
      } else {
        ctx.lineTo(spot.x, spot.y);
      }
      at += 2;
    }
  }
}

/** Fills an outline. */
export function fill(ctx: CanvasRenderingContext2D, shape: Outline, color: string, warp: Warp = flat): void {
  trace(ctx, shape, warp);
  ctx.fillStyle = color;
  ctx.fill();
}

/** Draws an outline as a line with round ends. */
export function line(
  ctx: CanvasRenderingContext2D,
  shape: Outline,
  color: string,
  width: number,
  warp: Warp = flat,
): void {
  trace(ctx, shape, warp);
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke();
}
