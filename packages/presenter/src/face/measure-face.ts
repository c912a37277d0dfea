import { distance, type FacePoints } from './face-points.ts';
import type { Landmarks } from './find-landmarks.ts';
import { type PicturePyramid, patchValues } from './picture-patch.ts';

/** Light and sharpness of a face: what decides whether a picture of it can be animated. */
export interface FaceLook {
  /** Mean brightness of the face, 0 … 255. */
  brightness: number;
  /** Brightness of the brightest parts of the eyes, 0 … 255: what is white in this light, whatever the colour of the skin. */
  white: number;
  /** How many times brighter the lighter half is. */
  unevenness: number;
  /** 0 sharp … 1 blurred (Crete et al., "The blur effect", 2007), at the size in which the picture is used. */
  blur: number;
}

const side = 128;
const eyeSide = 32;

/** Measures the face between brows and chin. */
export function measureFace(pyramid: PicturePyramid, { points, faceWidth, roll }: Landmarks): FaceLook {
  const angle = (roll * Math.PI) / 180;
  const [x, y] = points.nose;
  const size = faceWidth * 0.8;
  const luma = lumaOf(patchValues(pyramid, { x, y, size, angle }, side, { scale: 1, offset: 0 }));
  const halves = [0, 0];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const half = column < side / 2 ? 0 : 1;
      halves[half] = (halves[half] as number) + (luma[row * side + column] as number);
    }
  }
  const [left = 0, right = 0] = halves.map((sum) => sum / ((side * side) / 2));
  // Eyes and mouth have the edges that blur takes away; cheeks and drawn skin have none in any case.
  const eyes = distance(points.leftEye.outer, points.rightEye.outer);
  const eyesMiddle = middleOf(points.leftEye.outer, points.rightEye.outer);
  const patch = patchValues(pyramid, { ...eyesMiddle, size: eyes * 1.15, angle }, side, { scale: 1, offset: 0 });
  return {
    brightness: (left + right) / 2,
    white: whiteOf(pyramid, points, angle),
    unevenness: Math.max(left, right) / Math.max(1, Math.min(left, right)),
    blur: blurOf(lumaOf(patch), side),
  };
}

function whiteOf(pyramid: PicturePyramid, { leftEye, rightEye }: FacePoints, angle: number): number {
  const lumas = [leftEye, rightEye].flatMap(({ outer, inner }) => {
    const place = { ...middleOf(outer, inner), size: distance(outer, inner), angle };
    return [...lumaOf(patchValues(pyramid, place, eyeSide, { scale: 1, offset: 0 }))];
  });
  return lumas.sort((a, b) => a - b)[Math.floor(lumas.length * 0.95)] ?? 0;
}

/** Light of the picture for what is painted into a mouth: 1 where white is as bright as in daylight. */
export function lightOf({ white }: Pick<FaceLook, 'white'>): number {
  return Math.max(0.5, Math.min(1.05, white / 205));
}

function middleOf(a: readonly [number, number], b: readonly [number, number]) {
  return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 };
}

function lumaOf(rgb: Float32Array): Float32Array {
  return Float32Array.from(
    { length: rgb.length / 3 },
    (_, at) =>
      0.2126 * (rgb[at * 3] as number) + 0.7152 * (rgb[at * 3 + 1] as number) + 0.0722 * (rgb[at * 3 + 2] as number),
  );
}

/** How much of the difference between neighbours a further blur leaves: much in a picture that is blurred already. */
function blurOf(luma: Float32Array, width: number): number {
  const height = luma.length / width;
  const along = (step: number, isAcross: boolean) => {
    let before = 0;
    let lost = 0;
    for (let y = 5; y < height - 5; y++) {
      for (let x = 5; x < width - 5; x++) {
        const at = y * width + x;
        const sharp = Math.abs((luma[at] as number) - (luma[at - step] as number));
        const soft = Math.abs(mean(luma, at, step) - mean(luma, at - step, step));
        before += sharp;
        lost += Math.max(0, sharp - soft);
      }
    }
    return isAcross && before < 1 ? 1 : 1 - lost / Math.max(1, before);
  };
  return Math.max(along(1, true), along(width, false));
}

/** Mean of nine neighbours in a line. */
function mean(values: Float32Array, at: number, step: number): number {
  let sum = 0;
  for (let offset = -4; offset <= 4; offset++) {
    sum += values[at + offset * step] as number;
  }
  return sum / 9;
}

/** Blur around the mouth, 0 … 1, for comparing an open mouth with the same one at rest. */
export function measureMouthBlur(pyramid: PicturePyramid, { mouth }: FacePoints): number {
  const place = { x: mouth.seam[0], y: mouth.seam[1], size: distance(mouth.left, mouth.right) * 1.5, angle: 0 };
  return blurOf(lumaOf(patchValues(pyramid, place, side, { scale: 1, offset: 0 })), side);
}
