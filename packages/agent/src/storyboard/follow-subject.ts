import type { Box, FollowPoint, ImageMaterial, Size, VideoMaterial } from '@clipo/contract';
import { unionOf } from './crops.ts';

/** The subject's places in a stretch of a clip. */
export type SubjectWay = NonNullable<VideoMaterial['subjects']>;

/** How a crop shows a moving subject: `follow` only where no place holds it throughout. */
export interface FollowingCrop {
  crop: Box;
  follow?: FollowPoint[];
}

/** The stretch of a clip that a scene shows. */
export interface ShownStretch {
  startMs: number;
  speed: number;
  fps: number;
  frames: number;
}

/** Points of a way lie this many milliseconds of the scene apart. */
const stepMs = 130;
/** Air kept round the subject where there is room, as a fraction of the source. */
const margin = 0.07;
/** Fastest that a crop moves, in lengths of the source a second: a faster pan is not watched with ease. */
const mostSpeed = 0.55;
/** Rounds in which a way is drawn taut. */
const rounds = 120;

/** The samples of the shot that holds a stretch, from just before it to just after. */
export function subjectsOfStretch(clip: VideoMaterial, startMs: number, endMs: number): SubjectWay {
  const samples = inShotAt(clip, clip.subjects ?? [], startMs);
  const first = samples.findLastIndex(({ atMs }) => atMs <= startMs);
  const last = samples.findIndex(({ atMs }) => atMs >= endMs);
  return samples.slice(Math.max(0, first), last < 0 ? undefined : last + 1);
}

/** Faces are looked for every second: what is seen within one of a stretch may be seen in it. */
const facesNearMs = 1100;

/** The faces of the shot that holds a stretch, in it and about it. */
export function facesOfStretch(clip: VideoMaterial, startMs: number, endMs: number): SubjectWay {
  return inShotAt(clip, clip.faces ?? [], startMs).filter(
    ({ atMs }) => atMs >= startMs - facesNearMs && atMs <= endMs + facesNearMs,
  );
}

function inShotAt({ shots }: VideoMaterial, samples: SubjectWay, startMs: number): SubjectWay {
  const shot = shots.find((each) => startMs >= each.startMs && startMs < each.endMs);
  return samples.filter(({ atMs }) => shot !== undefined && atMs >= shot.startMs && atMs < shot.endMs);
}

/**
 * The way of what a clip shows, with the faces of those who show it: a head that is cut at its brows is worse than a smaller
 * picture. Where nothing else stands out, who speaks is what it shows.
 */
export function withFaces(subjects: SubjectWay, faces: SubjectWay): SubjectWay {
  const near = faces.filter(({ box }) => isNear(box));
  if (subjects.length === 0) {
    return [...Map.groupBy(near, ({ atMs }) => atMs)].map(([atMs, all]) => ({
      atMs,
      box: all.map(({ box }) => box).reduce(unionOf),
    }));
  }
  return subjects.map(({ atMs, box }) => {
    const beside = near.filter((face) => Math.abs(face.atMs - atMs) <= facesNearMs);
    return { atMs, box: beside.reduce((all, face) => unionOf(all, face.box), box) };
  });
}

/** What a still shows, with the faces of those who show it. */
export function withFacesOf({ subject, faces = [] }: ImageMaterial): Box | undefined {
  const boxes = [...(subject === undefined ? [] : [subject]), ...faces.filter(isNear)];
  return boxes.length === 0 ? undefined : boxes.reduce(unionOf);
}

/** As high as this part of the picture, a face is somebody's who shows something; a smaller one is a passer-by's. */
const leastFace = 0.1;

/** Whether a face is that of somebody who shows something. */
function isNear({ h }: Box): boolean {
  return h >= leastFace;
}

/**
 * Where a crop of a size has to be to show the subject. It stands still where one place holds the subject all along, as
 * near its middle as can be; else it moves no more than it has to, on a way without jitter. Pure.
 * @param size of the crop, as fractions of the source.
 */
export function followSubject(subjects: SubjectWay, size: Size, stretch: ShownStretch): FollowingCrop {
  const step = Math.max(1, Math.round((stepMs * stretch.fps) / 1000));
  const count = Math.max(2, Math.ceil((stretch.frames - 1) / step) + 1);
  // The last point may lie past the scene's end: all steps are equal, and transitions run on.
  const frames = Array.from({ length: count }, (_, index) => index * step);
  const boxes = frames.map((frame) => boxAt(subjects, stretch.startMs + (frame * 1000 * stretch.speed) / stretch.fps));
  const stepSpeed = (mostSpeed * step) / stretch.fps;
  const x = wayAlong(
    boxes.map((box) => [box.x, box.x + box.w]),
    size.width,
    stepSpeed,
  );
  const y = wayAlong(
    boxes.map((box) => [box.y, box.y + box.h]),
    size.height,
    stepSpeed,
  );
  const crop = { x: (x[0] ?? 0.5) - size.width / 2, y: (y[0] ?? 0.5) - size.height / 2, w: size.width, h: size.height };
  if (isAtRest(x) && isAtRest(y)) {
    return { crop };
  }
  const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
  const follow = frames.map((frame, index) => ({ frame, x: rounded(x[index] ?? 0.5), y: rounded(y[index] ?? 0.5) }));
  return { crop, follow };
}

/** The subject's place at a time of the source: evenly between two samples, held outside them. */
function boxAt(subjects: SubjectWay, atMs: number): Box {
  const next = subjects.find((subject) => subject.atMs >= atMs) ?? subjects.at(-1);
  const before = subjects.findLast((subject) => subject.atMs <= atMs) ?? next;
  if (next === undefined || before === undefined) {
    return { x: 0, y: 0, w: 1, h: 1 };
  }
  const part = next.atMs > before.atMs ? (atMs - before.atMs) / (next.atMs - before.atMs) : 0;
  const between = (side: keyof Box) => before.box[side] + (next.box[side] - before.box[side]) * part;
  return { x: between('x'), y: between('y'), w: between('w'), h: between('h') };
}

function isAtRest(way: readonly number[]): boolean {
  return way.every((value) => Math.abs(value - (way[0] ?? value)) < 1e-6);
}

/** Middles of a crop of a length along one side, so that it holds all spans: one for all where that can be. */
function wayAlong(spans: readonly (readonly [number, number])[], length: number, mostStep: number): number[] {
  const inside = (value: number) => Math.min(1 - length / 2, Math.max(length / 2, value));
  if (length >= 1 - 1e-9) {
    return spans.map(() => 0.5);
  }
  const limits = spans.map(([start, end]): [number, number] => {
    const air = Math.min(margin, Math.max(0, (length - (end - start)) / 2));
    const [from, to] = [end + air - length / 2, start - air + length / 2];
    // A subject larger than the crop is shown by its middle.
    return from <= to ? [inside(from), inside(to)] : [inside((start + end) / 2), inside((start + end) / 2)];
  });
  const from = Math.max(...limits.map(([least]) => least));
  const to = Math.min(...limits.map(([, most]) => most));
  if (from <= to) {
    const middle = spans.reduce((sum, [start, end]) => sum + (start + end) / 2, 0) / spans.length;
    const place = Math.min(to, Math.max(from, middle));
    return spans.map(() => place);
  }
  // Where the subject darts, the way may cut it a little rather than dart too.
  for (let slack = 0; slack < 0.5; slack += 0.03) {
    const way = tautWay(limits.map(([least, most]) => [inside(least - slack), inside(most + slack)] as const));
    const fastest = Math.max(...way.slice(1).map((value, index) => Math.abs(value - (way[index] as number))));
    if (fastest <= mostStep) {
      return way;
    }
  }
  return spans.map(() => inside((from + to) / 2));
}

/** The way between limits that goes least and turns gently: a string drawn taut, then its corners rounded. */
function tautWay(limits: readonly (readonly [number, number])[]): number[] {
  const averaged = (way: readonly number[]) =>
    way.map((value, index) => ((way[index - 1] ?? value) + 2 * value + (way[index + 1] ?? value)) / 4);
  let way = limits.map(([least, most]) => (least + most) / 2);
  for (let round = 0; round < rounds; round++) {
    way = averaged(way).map((value, index) => {
      const [least, most] = limits[index] as readonly [number, number];
      return Math.min(most, Math.max(least, value));
    });
  }
  return averaged(averaged(way));
}
