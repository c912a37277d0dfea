import { distance, type FacePoints, mapPoints } from '../face/face-points.ts';
import { smooth } from '../face/mouth-shape.ts';

/** A frame at a seam: straight RGBA, and where its face is. */
export interface SeamFrame {
  data: Uint8Array;
  points: FacePoints;
}

/** A shift of a place, in pixels. */
interface Shift {
  x: number;
  y: number;
}

/** How far a body is looked for to each side, in shares of the face's width. */
const bodyReach = 0.07;
/** Pixels between those that are compared. */
const bodyStep = 4;
/** Cells of the body whose own motion is looked for: shoulders and hands do not go the same way. */
const cells = { across: 6, down: 5 } as const;
/** A cell goes its own way where that leaves at most this share of the difference. */
const worthwhile = 0.8;
/** Shares of the way between which one picture turns into the other: bent all the way, seen in two for a moment only. */
const turning = { from: 0.36, to: 0.64 } as const;

/** Points between those of two frames. */
export function pointsBetween(from: FacePoints, to: FacePoints, share: number): FacePoints {
  const targets: [number, number][] = [];
  mapPoints(to, (x, y) => {
    targets.push([x, y]);
    return [x, y];
  });
  let at = 0;
  return mapPoints(from, (x, y) => {
    const [toX, toY] = targets[at++] as [number, number];
    return [x + (toX - x) * share, y + (toY - y) * share];
  });
}

/**
 * The picture on the way from one frame to another that is nearly like it: both are bent to where the person is on the way,
 * head, shoulders and hands each for themselves, then one turns into the other within a frame or two. Faded without that, the
 * person would be seen twice.
 * Written into `from.data`. Pure but for that.
 * @param share 0 `from` … 1 `to`
 */
export function meetBetween(
  size: { width: number; height: number },
  from: SeamFrame,
  to: SeamFrame,
  share: number,
): void {
  const { width, height } = size;
  const { points } = from;
  const faceHeight = distance(points.forehead, points.chin);
  const chin = points.chin[1];
  const head = headShift(points, to.points);
  const bodyAt = bodyField(size, from, to, chin + faceHeight * 0.5);
  const mix = smooth((share - turning.from) / (turning.to - turning.from));
  const body = { x: 0, y: 0 };
  const first = Uint8Array.from(from.data);
  const colorA: Color = [0, 0, 0, 0];
  const colorB: Color = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const neck = smooth((y - chin) / (faceHeight * 0.6));
    for (let x = 0; x < width; x++) {
      if (neck > 0) {
        bodyAt(x, y, body);
      }
      const dx = head.x(x, y) * (1 - neck) + body.x * neck;
      const dy = head.y(x, y) * (1 - neck) + body.y * neck;
      sample(first, size, x - dx * share, y - dy * share, colorA);
      sample(to.data, size, x + dx * (1 - share), y + dy * (1 - share), colorB);
      const at = (y * width + x) * 4;
      const alpha = colorA[3] * (1 - mix) + colorB[3] * mix;
      from.data[at + 3] = Math.round(alpha);
      for (let channel = 0; channel < 3; channel++) {
        const value = (colorA[channel] as number) * (1 - mix) + (colorB[channel] as number) * mix;
        from.data[at + channel] = alpha < 0.5 ? 0 : Math.min(255, Math.round((value * 255) / alpha));
      }
    }
  }
}

/** Where places of the head go: moved, turned and sized by the eyes and the chin. */
function headShift(from: FacePoints, to: FacePoints) {
  const spot = ({ leftEye, rightEye, chin }: FacePoints) => {
    const eyes = { x: (leftEye.outer[0] + rightEye.outer[0]) / 2, y: (leftEye.outer[1] + rightEye.outer[1]) / 2 };
    return {
      x: (eyes.x + chin[0]) / 2,
      y: (eyes.y + chin[1]) / 2,
      angle: Math.atan2(rightEye.outer[1] - leftEye.outer[1], rightEye.outer[0] - leftEye.outer[0]),
      length: distance(leftEye.outer, rightEye.outer),
    };
  };
  const [a, b] = [spot(from), spot(to)];
  const scale = b.length / a.length;
  const cos = Math.cos(b.angle - a.angle) * scale;
  const sin = Math.sin(b.angle - a.angle) * scale;
  return {
    x: (x: number, y: number) => b.x + (x - a.x) * cos - (y - a.y) * sin - x,
    y: (x: number, y: number) => b.y + (x - a.x) * sin + (y - a.y) * cos - y,
  };
}

/** How the places of the body below a height moved: as a whole, and each cell of it where it goes its own way. */
function bodyField(
  { width, height }: { width: number; height: number },
  from: SeamFrame,
  to: SeamFrame,
  top: number,
): (x: number, y: number, into: Shift) => void {
  const reach = Math.max(2, Math.round(distance(from.points.leftCheek, from.points.rightCheek) * bodyReach));
  const first = Math.min(Math.max(reach, Math.round(top)), height - reach);
  const unlikeness = (part: Part, dx: number, dy: number) => {
    let sum = 0;
    let count = 0;
    for (let y = Math.max(part.top, reach); y < Math.min(part.bottom, height - reach); y += bodyStep) {
      for (let x = Math.max(part.left, reach); x < Math.min(part.right, width - reach); x += bodyStep) {
        const [a, b] = [(y * width + x) * 4, ((y + dy) * width + x + dx) * 4];
        sum += Math.abs(seenAt(from.data, a) - seenAt(to.data, b));
        count++;
      }
    }
    return count === 0 ? 0 : sum / count;
  };
  const nearest = (part: Part, begin: Shift) => {
    let best = begin;
    let least = unlikeness(part, begin.x, begin.y);
    for (let step = Math.max(1, Math.round(reach / 2)); step >= 1; step = step === 1 ? 0 : Math.round(step / 2)) {
      const around = best;
      for (const [right, down] of neighbours) {
        const shift = { x: around.x + right * step, y: around.y + down * step };
        if (Math.max(Math.abs(shift.x), Math.abs(shift.y)) <= reach) {
          const found = unlikeness(part, shift.x, shift.y);
          [best, least] = found < least ? [shift, found] : [best, least];
        }
      }
    }
    return { shift: best, least };
  };
  const whole = nearest({ left: 0, right: width, top: first, bottom: height }, { x: 0, y: 0 }).shift;
  const [cellWidth, cellHeight] = [width / cells.across, Math.max(1, (height - first) / cells.down)];
  const shifts = Array.from({ length: cells.across * cells.down }, (_, index) => {
    const left = Math.round((index % cells.across) * cellWidth);
    const from = Math.round(first + Math.floor(index / cells.across) * cellHeight);
    const part = { left, right: Math.round(left + cellWidth), top: from, bottom: Math.round(from + cellHeight) };
    const { shift, least } = nearest(part, whole);
    return least <= unlikeness(part, whole.x, whole.y) * worthwhile ? shift : whole;
  });
  const shiftOf = (column: number, row: number) =>
    shifts[
      Math.min(cells.down - 1, Math.max(0, row)) * cells.across + Math.min(cells.across - 1, Math.max(0, column))
    ] ?? whole;
  return (x, y, into) => {
    const [u, v] = [x / cellWidth - 0.5, (y - first) / cellHeight - 0.5];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const [fx, fy] = [u - column, v - row];
    const [a, b, c, d] = [
      shiftOf(column, row),
      shiftOf(column + 1, row),
      shiftOf(column, row + 1),
      shiftOf(column + 1, row + 1),
    ];
    into.x = (a.x * (1 - fx) + b.x * fx) * (1 - fy) + (c.x * (1 - fx) + d.x * fx) * fy;
    into.y = (a.y * (1 - fx) + b.y * fx) * (1 - fy) + (c.y * (1 - fx) + d.y * fx) * fy;
  };
}

/** A part of a picture, in pixels. */
interface Part {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const neighbours = [-1, 0, 1].flatMap((right) => [-1, 0, 1].map((down) => [right, down] as const));

/** Green as it is seen on black. */
function seenAt(data: Uint8Array, at: number): number {
  return ((data[at + 1] as number) * (data[at + 3] as number)) / 255;
}

/** Premultiplied, 0 … 255 each. */
type Color = [number, number, number, number];

function sample(
  data: Uint8Array,
  { width, height }: { width: number; height: number },
  x: number,
  y: number,
  into: Color,
): void {
  const px = Math.min(width - 1.001, Math.max(0, x));
  const py = Math.min(height - 1.001, Math.max(0, y));
  const [left, top] = [px | 0, py | 0];
  const [fx, fy] = [px - left, py - top];
  into[0] = 0;
  into[1] = 0;
  into[2] = 0;
  into[3] = 0;
  for (let corner = 0; corner < 4; corner++) {
    const [right, down] = [corner & 1, corner >> 1];
    const weight = (right === 1 ? fx : 1 - fx) * (down === 1 ? fy : 1 - fy);
    const at = ((top + down) * width + left + right) * 4;
    const alpha = (data[at + 3] as number) * weight;
    into[3] += alpha;
    into[0] += ((data[at] as number) * alpha) / 255;
    into[1] += ((data[at + 1] as number) * alpha) / 255;
    into[2] += ((data[at + 2] as number) * alpha) / 255;
  }
}
