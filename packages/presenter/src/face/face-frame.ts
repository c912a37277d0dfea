import { distance, type FacePoints } from './face-points.ts';

/** A part of a face in its own measure: the middle, the direction of its width, half its width in pixels. */
export interface PartFrame {
  x: number;
  y: number;
  cos: number;
  sin: number;
  half: number;
}

/** The mouth: heights are in half widths, downwards, from the line between the corners. */
export interface MouthFrame extends PartFrame {
  top: number;
  seam: number;
  bottom: number;
  nose: number;
  chin: number;
}

/** An eye: heights as of the mouth. `above` is how far up the skin goes that a closing lid takes along. */
export interface EyeFrame extends PartFrame {
  top: number;
  bottom: number;
  above: number;
}

/** Everything that the warp knows of a face, in pixels of its picture. */
export interface FaceFrame {
  mouth: MouthFrame;
  eyes: readonly EyeFrame[];
  /** Middle of the head and its half axes; `neck` is the height from which the shoulders stay. */
  head: { x: number; y: number; halfWidth: number; halfHeight: number; chin: number; neck: number };
}

/** The frames of a face's parts. */
export function faceFrameOf(points: FacePoints): FaceFrame {
  const { mouth, forehead, chin, leftCheek, rightCheek } = points;
  const frame = partFrame(mouth.left, mouth.right);
  const height = heightIn(frame);
  const faceWidth = distance(leftCheek, rightCheek);
  const faceHeight = distance(forehead, chin);
  return {
    mouth: {
      ...frame,
      top: height(mouth.top),
      seam: height(mouth.seam),
      bottom: height(mouth.bottom),
      nose: height(points.nose) * 0.78 + height(mouth.top) * 0.22,
      chin: height(chin),
    },
    eyes: [
      eyeFrame(points.leftEye.outer, points.leftEye.inner, points.leftEye, points.leftBrow),
      eyeFrame(points.rightEye.inner, points.rightEye.outer, points.rightEye, points.rightBrow),
    ],
    head: {
      x: (leftCheek[0] + rightCheek[0]) / 2,
      y: (forehead[1] + chin[1]) / 2,
      halfWidth: faceWidth / 2,
      halfHeight: faceHeight / 2,
      chin: chin[1],
      neck: chin[1] + faceHeight * 0.42,
    },
  };
}

function partFrame(left: readonly [number, number], right: readonly [number, number]): PartFrame {
  const width = distance(left, right);
  return {
    x: (left[0] + right[0]) / 2,
    y: (left[1] + right[1]) / 2,
    cos: (right[0] - left[0]) / width,
    sin: (right[1] - left[1]) / width,
    half: width / 2,
  };
}

function heightIn({ x, y, cos, sin, half }: PartFrame) {
  return (point: readonly [number, number]) => ((point[1] - y) * cos - (point[0] - x) * sin) / half;
}

function eyeFrame(
  left: readonly [number, number],
  right: readonly [number, number],
  eye: FacePoints['leftEye'],
  brow: readonly [number, number],
): EyeFrame {
  const frame = partFrame(left, right);
  const height = heightIn(frame);
  const top = Math.min(-0.05, height(eye.top));
  return {
    ...frame,
    top,
    bottom: Math.max(top + 0.1, height(eye.bottom)),
    above: Math.max(0.2, (top - height(brow)) * 0.72),
  };
}

/** The same face after the picture is enlarged or reduced. */
export function scaledFrame(frame: FaceFrame, scale: number, dx = 0, dy = 0): FaceFrame {
  const part = <P extends PartFrame>(one: P): P => ({
    ...one,
    x: one.x * scale + dx,
    y: one.y * scale + dy,
    half: one.half * scale,
  });
  const { head } = frame;
  return {
    mouth: part(frame.mouth),
    eyes: frame.eyes.map(part),
    head: {
      x: head.x * scale + dx,
      y: head.y * scale + dy,
      halfWidth: head.halfWidth * scale,
      halfHeight: head.halfHeight * scale,
      chin: head.chin * scale + dy,
      neck: head.neck * scale + dy,
    },
  };
}
