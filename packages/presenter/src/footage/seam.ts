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
/** Pixels between those that are compared, and below this difference in a mean pixel bodies are as good as still. */
const bodyStep = 4;

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
 * head and body each for themselves, then one fades into the other. Faded without that, the person would be seen twice.
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
  const body = bodyShift(size, from, to, chin + faceHeight * 0.5);
  const first = Uint8Array.from(from.data);
  const colorA: Color = [0, 0, 0, 0];
  const colorB: Color = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    const neck = smooth((y - chin) / (faceHeight * 0.6));
    for (let x = 0; x < width; x++) {
      const dx = head.x(x, y) * (1 - neck) + body.x * neck;
      const dy = head.y(x, y) * (1 - neck) + body.y * neck;
      sample(first, size, x - dx * share, y - dy * share, colorA);
      sample(to.data, size, x + dx * (1 - share), y + dy * (1 - share), colorB);
      const at = (y * width + x) * 4;
      const alpha = colorA[3] * (1 - share) + colorB[3] * share;
      from.data[at + 3] = Math.round(alpha);
      for (let channel = 0; channel < 3; channel++) {
        const value = (colorA[channel] as number) * (1 - share) + (colorB[channel] as number) * share;
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

/** How the body below a height moved as a whole: the shift under which the two frames differ least. */
function bodyShift(
  { width, height }: { width: number; height: number },
  from: SeamFrame,
  to: SeamFrame,
  top: number,
): Shift {
  const reach = Math.max(2, Math.round(distance(from.points.leftCheek, from.points.rightCheek) * bodyReach));
  const first = Math.max(reach, Math.round(top));
  const unlikeness = (dx: number, dy: number) => {
    let sum = 0;
    let count = 0;
    for (let y = first; y < height - reach; y += bodyStep) {
      for (let x = reach; x < width - reach; x += bodyStep) {
        const [a, b] = [(y * width + x) * 4, ((y + dy) * width + x + dx) * 4];
        sum += Math.abs(seenAt(from.data, a) - seenAt(to.data, b));
        count++;
      }
    }
    return count === 0 ? 0 : sum / count;
  };
  let best = { x: 0, y: 0 };
  let least = unlikeness(0, 0);
  for (let step = Math.max(1, Math.round(reach / 2)); step >= 1; step = step === 1 ? 0 : Math.round(step / 2)) {
    const around = best;
    for (const [right, down] of neighbours) {
      const shift = { x: around.x + right * step, y: around.y + down * step };
      if (Math.max(Math.abs(shift.x), Math.abs(shift.y)) <= reach) {
        const found = unlikeness(shift.x, shift.y);
        [best, least] = found < least ? [shift, found] : [best, least];
      }
    }
  }
  return best;
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
