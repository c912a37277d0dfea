import { loadModel } from './load-model.ts';
import { fromPatch, type PatchPlace, type PicturePyramid, patchValues } from './picture-patch.ts';

/** A face that was found: its box in pixels, how sure it is (0 … 1), and the angle of the line through its eyes. */
export interface FoundFace {
  x: number;
  y: number;
  width: number;
  height: number;
  score: number;
  angle: number;
}

const leastScore = 0.5;
/** Boxes that share more than this are one face. */
const sameFace = 0.3;
/** BlazeFace's grids: cells of 16 pixels with two boxes each, of 32 pixels with six. */
const grids = [
  { cell: 16, boxes: 2, scores: 512, values: 512 * 16 },
  { cell: 32, boxes: 6, scores: 384, values: 384 * 16 },
] as const;

/**
 * Faces of a picture, the surest first, by BlazeFace. The whole picture is looked at, then its upper square closer: the face
 * of a person seen down to the knees is small.
 */
export async function findFaces(pyramid: PicturePyramid): Promise<FoundFace[]> {
  const picture = pyramid.levels[0];
  if (picture === undefined) {
    return [];
  }
  const { width, height } = picture;
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const places: PatchPlace[] = [{ x: width / 2, y: height / 2, size: long, angle: 0 }];
  if (long > short * 1.25) {
    places.push({ x: width > height ? width / 2 : short / 2, y: short / 2, size: short, angle: 0 });
  }
  return findFacesAt(pyramid, places);
}

/** Faces in some squares of a picture, the surest first. */
export async function findFacesAt(pyramid: PicturePyramid, places: readonly PatchPlace[]): Promise<FoundFace[]> {
  const found: FoundFace[] = [];
  for (const place of places) {
    found.push(...(await facesIn(pyramid, place)));
  }
  return distinct(found);
}

async function facesIn(pyramid: PicturePyramid, place: PatchPlace): Promise<FoundFace[]> {
  const { side, run } = await loadModel('blazeface');
  const output = await run(patchValues(pyramid, place, side, { scale: 1 / 127.5, offset: -1 }));
  const found: FoundFace[] = [];
  for (const grid of grids) {
    const scores = output.get(grid.scores);
    const values = output.get(grid.values);
    if (scores === undefined || values === undefined) {
      continue;
    }
    const across = side / grid.cell;
    for (let index = 0; index < grid.scores; index++) {
      const score = 1 / (1 + Math.exp(-(scores[index] as number)));
      if (score < leastScore) {
        continue;
      }
      const cell = Math.floor(index / grid.boxes);
      const anchor = { x: ((cell % across) + 0.5) * grid.cell, y: (Math.floor(cell / across) + 0.5) * grid.cell };
      const value = (at: number) => values[index * 16 + at] as number;
      const at = (pair: number) =>
        fromPatch(place, side, { x: anchor.x + value(pair * 2), y: anchor.y + value(pair * 2 + 1) });
      const step = place.size / side;
      const middle = at(0);
      const [rightEye, leftEye] = [at(2), at(3)];
      const box = { width: value(2) * step, height: value(3) * step };
      found.push({
        x: middle.x - box.width / 2,
        y: middle.y - box.height / 2,
        ...box,
        score,
        angle: Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x),
      });
    }
  }
  return found;
}

function distinct(faces: readonly FoundFace[]): FoundFace[] {
  const kept: FoundFace[] = [];
  for (const face of [...faces].sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(face, other) < sameFace)) {
      kept.push(face);
    }
  }
  return kept;
}

/** Shared area, as a share of the smaller one's and the union's, whichever is more. */
function overlap(a: FoundFace, b: FoundFace): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (across <= 0 || down <= 0) {
    return 0;
  }
  const shared = across * down;
  const areas = [a.width * a.height, b.width * b.height] as const;
  return Math.max(shared / (areas[0] + areas[1] - shared), (shared / Math.min(...areas)) * 0.6);
}
