import path from 'node:path';
import { type ClipoError, InputProblems, type PresenterMedia } from '@clipo/contract';
import { distance, type FacePoints, mapPoints } from '../face/face-points.ts';
import { findFaces } from '../face/find-faces.ts';
import { findLandmarks, followLandmarks, type Landmarks } from '../face/find-landmarks.ts';
import { measureFace } from '../face/measure-face.ts';
import { pyramidOf } from '../face/picture-patch.ts';
import { unfit } from '../portrait/check-portrait.ts';
import { type FootageLoop, type FramePrint, findLoop } from './find-loop.ts';
import { type Backdrop, backdropOf, createPersonMatte } from './person-matte.ts';
import type { FootagePreview } from './preview-sheet.ts';
import { meetBetween, pointsBetween } from './seam.ts';

/** Footage that can be spoken through: a film of the loop with straight alpha, and the face in each of its frames. */
export interface IngestedFootage {
  film: string;
  width: number;
  height: number;
  fps: number;
  /** Of the film: frame 0 is the loop's first. */
  points: readonly FacePoints[];
  loop: FootageLoop;
  report: FootageReport;
}

/** How far the ingest is, and what it has seen until now. */
export interface IngestProgress extends Pick<FootageReport, 'faceLost' | 'mouthOpen' | 'mostYaw'> {
  /** Of the work, 0 … 1. */
  share: number;
}

/** What the ingest saw, for the user to look at. */
export interface FootageReport {
  seconds: number;
  backdrop: Backdrop;
  /** Shares of the frames, 0 … 1. */
  faceLost: number;
  mouthOpen: number;
  /** Most turn to the side in degrees. */
  mostYaw: number;
  faceWidth: number;
  /** Brightness of what is white in the film's light, 0 … 255. */
  white: number;
  /** How unlike the ends of the loop are; 0 the same. */
  jump: number;
}

const fps = 25;
const mostSide = 1280;
const limits = {
  shortest: 10_000,
  longest: 60_000,
  faceWidth: 160,
  lost: 0.1,
  lipGap: 0.1,
  open: 0.15,
  yaw: 18,
} as const;
/** The face is looked for in every second frame; in between it moves evenly. */
const lookEvery = 2;

/**
 * Takes in footage of a person who listens calmly: follows the face, tells all that is wrong at once, finds where it can
 * repeat, cuts the person out, and writes the film that is spoken through.
 * @param options `onProgress` is told of every frame, `preview` collects what is looked at, also where the film is refused;
 * `name` is what the film is called in faults
 * @throws ClipoError `unfit_face` (rules `footage_…`, `face_…`), `unreadable_material`, `cancelled`
 */
export async function ingestFootage(
  file: string,
  output: string,
  media: PresenterMedia,
  options: {
    signal?: AbortSignal;
    onProgress?: (progress: IngestProgress) => void;
    preview?: FootagePreview;
    name?: string;
  } = {},
): Promise<IngestedFootage> {
  const { signal, onProgress = () => undefined, preview, name = path.basename(file) } = options;
  const facts = await media.probe(file, signal);
  const seconds = Math.round(facts.durationMs / 100) / 10;
  if (facts.durationMs === 0) {
    throw unfit(name, 'footage_still', {}, 'is no film');
  }
  if (facts.durationMs < limits.shortest - 100 || facts.durationMs > limits.longest + 100) {
    throw unfit(name, 'footage_length', { seconds }, `lasts ${seconds} s`);
  }
  const scale = Math.min(1, mostSide / Math.max(facts.width, facts.height));
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  const shape = { width: even(facts.width), height: even(facts.height), fps };
  const wanted = { ...shape, mostFrames: Math.ceil((limits.longest / 1000) * fps) };
  const total = Math.max(1, Math.round((facts.durationMs * fps) / 1000));
  const seen = await watch(name, media.readFrames(file, wanted, signal), shape, (at, frame, sight) => {
    preview?.look(at / total, { ...shape, data: frame }, sight);
    onProgress({ share: Math.min(1, at / total) * 0.5, ...sight });
  });
  const loop = findLoop(printsOf(seen));
  if (loop === undefined) {
    throw unfit(name, 'footage_no_loop', {}, 'never comes back to where it was');
  }
  const frames = media.readFrames(file, wanted, signal);
  const matte = createPersonMatte(seen.backdrop, shape.width, shape.height);
  const film = loopFrames(frames, { loop, points: seen.points, size: shape }, async (rgba, at) => {
    await matte(rgba);
    preview?.cut(at / total, { ...shape, data: rgba });
    onProgress({ share: 0.5 + Math.min(1, at / total) * 0.5, ...seen.report });
  });
  await media.writeFrames(output, film, shape, signal);
  return {
    film: output,
    ...shape,
    points: loopPoints(seen.points, loop),
    loop: { ...loop, first: 0, end: loop.end - loop.first },
    report: { ...seen.report, seconds, backdrop: seen.backdrop, jump: loop.jump },
  };
}

/** What has been seen until a frame, and the face in it. */
type Sight = Omit<IngestProgress, 'share'> & { face: Landmarks | undefined; isFaulty: boolean };

interface Seen {
  points: FacePoints[];
  lumas: Float32Array[];
  backdrop: Backdrop;
  report: Omit<FootageReport, 'seconds' | 'backdrop' | 'jump'>;
}

async function watch(
  name: string,
  frames: AsyncIterable<Uint8Array>,
  { width, height }: { width: number; height: number },
  onFrame: (at: number, frame: Uint8Array, sight: Sight) => void,
): Promise<Seen> {
  const marks: (Landmarks | undefined)[] = [];
  const lumas: Float32Array[] = [];
  let backdrop: Backdrop | undefined;
  let last: Landmarks | undefined;
  let white = 0;
  let count = 0;
  for await (const data of frames) {
    const at = count++;
    lumas.push(smallLuma(data, width, height));
    backdrop ??= backdropOf(data, width, height);
    if (at % lookEvery !== 0) {
      onFrame(at, data, sightOf(marks, last));
      continue;
    }
    const pyramid = pyramidOf({ width, height, data });
    if (last === undefined || at % 50 === 0) {
      const faces = (await findFaces(pyramid)).sort((a, b) => b.width - a.width);
      const [face, second] = faces;
      if (face !== undefined && second !== undefined && second.width > face.width * 0.35) {
        throw unfit(name, 'face_several', { count: 2 }, 'shows several faces');
      }
      last = face === undefined ? undefined : await findLandmarks(pyramid, face);
    } else {
      last = await followLandmarks(pyramid, last.points);
    }
    last = last !== undefined && last.score > 0.3 ? last : undefined;
    white ||= last === undefined ? 0 : measureFace(pyramid, last).white;
    marks.push(last);
    onFrame(at, data, sightOf(marks, last));
  }
  const found = marks.filter((mark) => mark !== undefined);
  const [first] = found;
  if (first === undefined) {
    throw unfit(name, 'face_none', {}, 'shows no face');
  }
  const report = {
    ...faultsOf(marks),
    faceWidth: Math.min(...found.map(({ faceWidth }) => faceWidth)),
    white,
  };
  refuse(name, report);
  return { points: evenPoints(marks, first, count), lumas, backdrop: backdrop ?? 'other', report };
}

function faultsOf(marks: readonly (Landmarks | undefined)[]): Omit<IngestProgress, 'share'> {
  const found = marks.filter((mark) => mark !== undefined);
  return {
    faceLost: 1 - found.length / marks.length,
    mouthOpen: found.filter(({ lipGap }) => lipGap > limits.lipGap).length / Math.max(1, found.length),
    mostYaw: Math.max(0, ...found.map(({ yaw }) => Math.abs(yaw))),
  };
}

function sightOf(marks: readonly (Landmarks | undefined)[], face: Landmarks | undefined): Sight {
  const isFaulty = face === undefined || face.lipGap > limits.lipGap || Math.abs(face.yaw) > limits.yaw;
  return { ...faultsOf(marks), face, isFaulty };
}

function refuse(name: string, report: Seen['report']): void {
  const percent = (share: number) => Math.round(share * 100);
  const faults: ClipoError[] = [];
  if (report.faceLost > limits.lost) {
    faults.push(unfit(name, 'footage_face_lost', { percent: percent(report.faceLost) }, 'loses the face'));
  }
  if (report.mouthOpen > limits.open) {
    faults.push(unfit(name, 'footage_mouth_moves', { percent: percent(report.mouthOpen) }, 'shows a moving mouth'));
  }
  if (report.mostYaw > limits.yaw) {
    faults.push(unfit(name, 'footage_turned', { degrees: Math.round(report.mostYaw) }, 'turns the face aside'));
  }
  if (report.faceWidth < limits.faceWidth) {
    const details = { pixels: Math.round(report.faceWidth), minimum: limits.faceWidth };
    faults.push(unfit(name, 'face_small', details, 'shows a small face'));
  }
  const [fault] = faults;
  if (fault !== undefined) {
    throw faults.length === 1 ? fault : new InputProblems(faults);
  }
}

/** Points for every frame: gaps bridged, the tremble of the network smoothed over half a second's tenth to each side. */
function evenPoints(marks: readonly (Landmarks | undefined)[], first: Landmarks, count: number): FacePoints[] {
  let last = first.points;
  const known = marks.map((mark) => {
    last = mark?.points ?? last;
    return flat(last);
  });
  const at = (frame: number) => {
    const place = Math.min(known.length - 1, Math.max(0, frame / lookEvery));
    const low = Math.floor(place);
    const [a, b] = [known[low] as number[], (known[low + 1] ?? known[low]) as number[]];
    return a.map((value, index) => value + ((b[index] as number) - value) * (place - low));
  };
  const weights = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((offset) => ({
    offset,
    weight: Math.exp(-(offset * offset) / 8),
  }));
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: count }, (_, frame) => {
    const near = weights.map(({ offset, weight }) => ({ values: at(frame + offset), weight }));
    let index = 0;
    const next = () => near.reduce((sum, { values, weight }) => sum + (values[index] as number) * weight, 0) / whole;
    return mapPoints(first.points, () => {
      const x = next();
      index++;
      const y = next();
      index++;
      return [x, y];
    });
  });
}

function flat(points: FacePoints): number[] {
  const values: number[] = [];
  mapPoints(points, (x, y) => {
    values.push(x, y);
    return [x, y];
  });
  return values;
}

function printsOf({ points, lumas }: Seen): FramePrint[] {
  return lumas.map((luma, at) => {
    const face = points[at] as FacePoints;
    const width = distance(face.leftCheek, face.rightCheek);
    const [left, right] = [face.leftEye.outer, face.rightEye.outer];
    return {
      luma,
      x: face.nose[0] / width,
      y: face.nose[1] / width,
      roll: Math.atan2(right[1] - left[1], right[0] - left[0]),
    };
  });
}

/** A frame as 24 × 32 means of brightness. */
function smallLuma(data: Uint8Array, width: number, height: number): Float32Array {
  const [columns, rows] = [24, 32];
  const sums = new Float32Array(columns * rows);
  const counts = new Float32Array(columns * rows);
  for (let y = 0; y < height; y += 3) {
    for (let x = 0; x < width; x += 3) {
      const cell = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width);
      const at = (y * width + x) * 4;
      sums[cell] = (sums[cell] as number) + (data[at + 1] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(1, counts[cell] as number));
}

/** The frames of a loop, the last ones on the way to those that stand before its beginning. */
async function* loopFrames(
  frames: AsyncIterable<Uint8Array>,
  { loop, points, size }: { loop: FootageLoop; points: readonly FacePoints[]; size: { width: number; height: number } },
  prepare: (rgba: Uint8Array, at: number) => Promise<void>,
): AsyncIterable<Uint8Array> {
  const lead: Uint8Array[] = [];
  let at = -1;
  for await (const rgba of frames) {
    at++;
    if (at >= loop.end) {
      return;
    }
    if (at < loop.first - loop.fade) {
      continue;
    }
    await prepare(rgba, at);
    if (at < loop.first) {
      lead.push(rgba);
      continue;
    }
    const order = at - (loop.end - loop.fade);
    const into = lead[order];
    if (into !== undefined) {
      const goal = { data: into, points: points[loop.first - loop.fade + order] as FacePoints };
      meetBetween(size, { data: rgba, points: points[at] as FacePoints }, goal, seamShare(order, loop));
    }
    yield rgba;
  }
}

/** The points of a loop's frames, on the way in the last ones as the pictures are. */
function loopPoints(points: readonly FacePoints[], loop: FootageLoop): FacePoints[] {
  return points.slice(loop.first, loop.end).map((own, at) => {
    const order = at - (loop.end - loop.first - loop.fade);
    const goal = order < 0 ? undefined : points[loop.first - loop.fade + order];
    return goal === undefined ? own : pointsBetween(own, goal, seamShare(order, loop));
  });
}

/** How far on the way the so-manieth of a loop's last frames is, 0 … 1. */
function seamShare(order: number, { fade }: FootageLoop): number {
  return (order + 1) / (fade + 1);
}
