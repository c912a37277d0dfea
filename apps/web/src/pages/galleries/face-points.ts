import { bodyOf, type Schemas } from '../../api/client.ts';

export type FaceLandmarks = Schemas['FaceLandmarks'];
export type FaceFound = Schemas['FaceCheck'];
type Points = FaceLandmarks['points'];
type Point = [number, number];

/** What is looked at closely at a time: its points can be moved, those of the rest are only seen. */
export const faceParts = {
  mouth: ['mouth.left', 'mouth.right', 'mouth.top', 'mouth.seam', 'mouth.bottom'],
  leftEye: ['leftEye.outer', 'leftEye.inner', 'leftEye.top', 'leftEye.bottom'],
  rightEye: ['rightEye.outer', 'rightEye.inner', 'rightEye.top', 'rightEye.bottom'],
  face: ['leftBrow', 'rightBrow', 'nose', 'chin', 'forehead', 'leftCheek', 'rightCheek'],
} as const;
export type FacePart = keyof typeof faceParts;
export type PointName = (typeof faceParts)[FacePart][number];
export const facePartNames = Object.keys(faceParts) as FacePart[];
export const allPoints: readonly PointName[] = facePartNames.flatMap((part) => faceParts[part]);

/** What was found of a face; the client takes pairs of numbers for lists. */
export function faceFound(answer: Promise<{ data?: unknown }>): Promise<FaceFound> {
  return bodyOf(answer as Promise<{ data?: FaceFound }>);
}

/** Where a point is, in pixels of the picture. */
export function pointAt(points: Points, name: PointName): Point {
  const [part, of] = name.split('.') as [keyof Points, string | undefined];
  const value: unknown = of === undefined ? points[part] : (points[part] as Record<string, unknown>)[of];
  return value as Point;
}

/** The same points but for one, which stays within the picture. */
export function movePoint(landmarks: FaceLandmarks, name: PointName, [x, y]: Point): FaceLandmarks {
  const { width, height, points } = landmarks;
  const tenth = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)) * 10) / 10;
  const to: Point = [tenth(x, width), tenth(y, height)];
  const [part, of] = name.split('.') as [keyof Points, string | undefined];
  const value = of === undefined ? to : { ...points[part], [of]: to };
  return { ...landmarks, points: { ...points, [part]: value } };
}

/** A part of a picture, in its pixels. */
export interface Crop {
  x: number;
  y: number;
  size: number;
}

/** The square that shows a part of the face with room around it. */
export function cropOf({ points }: FaceLandmarks, part: FacePart): Crop {
  const around = faceParts[part].map((name) => pointAt(points, name));
  const xs = around.map(([x]) => x);
  const ys = around.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const size = Math.max(right - left, bottom - top) * 1.5;
  return { x: (left + right - size) / 2, y: (top + bottom - size) / 2, size };
}
