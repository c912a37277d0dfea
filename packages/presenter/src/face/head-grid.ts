import type { HeadPose } from './liveliness.ts';
import { smooth } from './mouth-shape.ts';
import type { WarpSource, WarpView } from './warp.ts';

/** Pixels of the output between two points of the grid. */
export const gridStep = 16;

/** Where in the source the points of a grid over the output come from. */
export interface GridShape {
  columns: number;
  rows: number;
  x: Float32Array;
  y: Float32Array;
}

/** Lays a head's pose on the grid: tilt about the neck, turn and nod by depth, breath from the shoulders. */
export function fillGrid(grid: GridShape, view: WarpView, source: WarpSource, pose: HeadPose): void {
  const { head } = source.face;
  const face = head.halfWidth * 2;
  const tall = head.halfHeight * 2;
  const pivotY = head.chin + tall * 0.12;
  const rise = pose.breath * tall * 0.006;
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const at = row * grid.columns + column;
      const x = column * gridStep * view.step + view.offsetX;
      const y = row * gridStep * view.step + view.offsetY;
      const across = (x - head.x) / head.halfWidth;
      const down = (y - head.y) / head.halfHeight;
      let weight = 1 - smooth((y - head.chin * 0.75 - head.y * 0.25) / (head.neck - head.chin * 0.75 - head.y * 0.25));
      if (!source.isCutOut) {
        // What is behind the head goes along less the farther it is, and the picture's edges not at all.
        const away = Math.sqrt(across * across + down * down * 0.8);
        weight *= 1 - smooth((away - 1.35) / 1.5);
        weight *= edge(x, source.width) * edge(y, source.height);
      }
      const depth = Math.exp(-(across * across * 0.9 + down * down * 0.7));
      const roll = -pose.roll * weight;
      const dx = x - head.x;
      const dy = y - pivotY;
      const cos = Math.cos(roll);
      const sin = Math.sin(roll);
      // Shoulders rise and widen a little with the breath; the picture's lower edge stays covered.
      const chest = smooth((y - head.chin) / (tall * 0.9));
      grid.x[at] =
        head.x +
        dx * cos -
        dy * sin -
        (pose.shiftX * weight + pose.turn * (depth - 0.25) * weight) * face -
        dx * chest * pose.breath * 0.004;
      grid.y[at] =
        pivotY +
        dx * sin +
        dy * cos -
        (pose.shiftY * weight + pose.nod * (depth - 0.2) * weight) * tall +
        rise * (source.isCutOut ? 1 : weight + chest * edge(y, source.height) * (1 - weight));
    }
  }
}

/** 0 at a picture's edge … 1 a tenth of its side inside. */
function edge(at: number, side: number): number {
  return smooth(Math.min(at, side - at) / (side * 0.1));
}
