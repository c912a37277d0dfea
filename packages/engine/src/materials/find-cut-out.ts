import { type LabPicture, labOfRgba } from './lab-picture.ts';
import { distancesTo, fitGround, fitGroundRobustly, type Ground, paintGround } from './plain-ground.ts';
import { softMatte, stepsFrom } from './soft-matte.ts';

/** Why a picture has no cut-out. */
export type CutOutRefusal =
  | 'background-not-plain'
  | 'nothing-stands-out'
  | 'cut-by-the-edge'
  | 'fades-into-background'
  | 'unclear-holes'
  | 'many-things';

/** A subject without its background: straight (not premultiplied) RGBA, cut close, and where it lay in the picture. */
export interface FoundCutOut {
  rgba: Uint8ClampedArray;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Colours this near to the ground (ΔE) are the ground: paper grain, JPEG blocks. */
const tolerance = 5;
/** Of the border: so much must be explained by one smooth ground. */
const leastPlain = 0.97;
/** Of the picture's area. */
const least = 0.02;
const most = 0.85;
/** Of the border: a subject that reaches it is cut. */
const mostAtEdge = 0.008;
/** Just inside its edge a subject differs by this much, nearly everywhere. */
const clearStep = 9;
const mostFaint = 0.1;
/** Ground-coloured parts inside the subject, of its area: beyond, nobody can tell a hole from a white label. */
const mostUnclear = 0.012;

/**
 * Takes the background away where it is plain, else says why not. Measures, never guesses: what it gives has a clear
 * edge all round. Pure.
 * @param rgba opaque, 4 bytes a pixel.
 */
export function findCutOut(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): FoundCutOut | { refusal: CutOutRefusal } {
  const ring = ringOf(width, height);
  const picture = labOfRgba(rgba, width, height);
  const first = fitGroundRobustly(picture, ring, tolerance);
  if (first.share < leastPlain) {
    return { refusal: 'background-not-plain' };
  }
  const rough = floodGround(picture, ring, sceneOf(picture, first.ground));
  // The border alone says little of the middle: the ground is fitted anew to all that was found.
  const scene = sceneOf(picture, fitGround(picture, sampleOf(rough)));
  const isGround = floodGround(picture, ring, scene);
  const holes = openHoles(isGround, scene);
  if (holes === 'unclear') {
    return { refusal: 'unclear-holes' };
  }
  dropScraps(isGround, picture, scene.ground);
  const refusal = keepMainParts(isGround, width, height) ?? judge(isGround, scene, ring);
  return refusal === null ? cutClose(softMatte(rgba, isGround, width, height), width, height) : { refusal };
}

/** A ground painted out, and how far the picture is from it at every pixel. */
interface Scene {
  ground: LabPicture;
  distances: Float32Array;
}

function sceneOf(picture: LabPicture, of: Ground): Scene {
  const ground = paintGround(of, picture.width, picture.height);
  return { ground, distances: distancesTo(ground, picture) };
}

/** Pixels of the outer frame of a picture. */
function ringOf(width: number, height: number): number[] {
  const thick = Math.max(2, Math.round(Math.min(width, height) * 0.012));
  const ring: number[] = [];
  for (let y = 0; y < height; y++) {
    const isEdgeRow = y < thick || y >= height - thick;
    for (let x = 0; x < width; x += !isEdgeRow && x === thick - 1 ? width - 2 * thick + 1 : 1) {
      ring.push(y * width + x);
    }
  }
  return ring;
}

/** Every so many of the pixels that are set. */
function sampleOf(mask: Uint8Array): number[] {
  const step = Math.max(1, Math.floor(mask.length / 20_000));
  const sample: number[] = [];
  for (let index = 0; index < mask.length; index += step) {
    if (mask[index] === 1) {
      sample.push(index);
    }
  }
  return sample;
}

/**
 * A cast shadow keeps the ground's hue. On a coloured ground that tells it from a subject; on a pale one it must also
 * be soft: its lightness changes by no more than this from pixel to pixel.
 */
const shadowStep = 1.3;
const deepestShadow = 45;
const colored = 5;

/** How much darker a pixel is than its ground, and how far its hue is from that of the ground in the shade. */
function shadeAt(picture: LabPicture, ground: LabPicture, index: number): { darker: number; hue: number } {
  const l = ground.lightness[index] as number;
  const own = picture.lightness[index] as number;
  // In the shade colours lose lightness and chroma alike.
  const share = own / Math.max(1, l);
  const a = (picture.a[index] as number) - (ground.a[index] as number) * share;
  const b = (picture.b[index] as number) - (ground.b[index] as number) * share;
  return { darker: l - own, hue: Math.sqrt(a * a + b * b) };
}

/** What is joined to the border by the ground's colour, or by a shadow on it: 1 where it is. */
function floodGround(picture: LabPicture, seeds: readonly number[], { ground, distances }: Scene): Uint8Array {
  const { width, height, lightness } = picture;
  const found = new Uint8Array(width * height);
  const queue = new Int32Array(width * height);
  let end = 0;
  const isShadow = (index: number, from: number) => {
    const { darker, hue } = shadeAt(picture, ground, index);
    if (darker <= 0 || darker > deepestShadow) {
      return false;
    }
    const step = Math.abs((lightness[index] as number) - (lightness[from] as number));
    const chroma = Math.hypot(ground.a[index] as number, ground.b[index] as number);
    return chroma >= colored ? hue < 1 + darker * 0.08 + chroma * 0.09 : hue < 4 + darker * 0.1 && step < shadowStep;
  };
  const visit = (index: number, from: number) => {
    if (found[index] === 0 && ((distances[index] as number) <= tolerance || isShadow(index, from))) {
      found[index] = 1;
      queue[end++] = index;
    }
  };
  for (const seed of seeds) {
    visit(seed, seed);
  }
  for (let at = 0; at < end; at++) {
    visitBeside(queue[at] as number, width, height, visit);
  }
  return found;
}

/** Visits the four neighbours of a pixel. */
function visitBeside(index: number, width: number, height: number, visit: (index: number, from: number) => void): void {
  const x = index % width;
  if (x > 0) {
    visit(index - 1, index);
  }
  if (x < width - 1) {
    visit(index + 1, index);
  }
  if (index >= width) {
    visit(index - width, index);
  }
  if (index < width * (height - 1)) {
    visit(index + width, index);
  }
}

/** Connected parts of a mask's `value`, four neighbours, each as its pixels. */
function partsOf(mask: Uint8Array, value: 0 | 1, width: number, height: number): Int32Array[] {
  const seen = new Uint8Array(mask.length);
  const queue = new Int32Array(mask.length);
  const parts: Int32Array[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (seen[start] === 1 || mask[start] !== value) {
      continue;
    }
    let end = 0;
    const visit = (index: number) => {
      if (seen[index] === 0 && mask[index] === value) {
        seen[index] = 1;
        queue[end++] = index;
      }
    };
    visit(start);
    for (let at = 0; at < end; at++) {
      visitBeside(queue[at] as number, width, height, visit);
    }
    parts.push(queue.slice(0, end));
  }
  return parts;
}

/**
 * Ground seen through the subject. On a coloured ground that is sure; on white it could as well be a label, so where
 * there is much of it nothing is decided, and little of it stays.
 */
function openHoles(isGround: Uint8Array, { ground, distances }: Scene): 'unclear' | null {
  const { width, height } = ground;
  const inside = new Uint8Array(isGround.length);
  let subject = 0;
  for (let index = 0; index < inside.length; index++) {
    if (isGround[index] === 0) {
      subject++;
      inside[index] = (distances[index] as number) <= tolerance * 0.7 ? 1 : 0;
    }
  }
  const enclosed = partsOf(inside, 1, width, height).filter((part) => part.length > subject * 0.0008);
  const middle = (height >> 1) * width + (width >> 1);
  const chroma = Math.hypot(ground.a[middle] as number, ground.b[middle] as number);
  const isWhite = (ground.lightness[middle] as number) > 88 && chroma < 6;
  const area = enclosed.reduce((sum, part) => sum + part.length, 0);
  if (isWhite) {
    return area > subject * mostUnclear ? 'unclear' : null;
  }
  for (const part of enclosed) {
    for (const index of part) {
      isGround[index] = 1;
    }
  }
  return null;
}

/**
 * What is left of hard shadows clings to the subject as thin scraps of the ground's hue. Thin parts of other colours, such
 * as wires and stems, stay. Changes the mask.
 */
function dropScraps(isGround: Uint8Array, picture: LabPicture, ground: LabPicture): void {
  const { width, height } = picture;
  const reach = Math.max(2, Math.round(Math.max(width, height) / 130));
  const core = stepsFrom(isGround, 1, width, height, reach).map((steps) => (steps >= reach ? 1 : 0));
  const near = stepsFrom(core, 1, width, height, reach);
  for (let index = 0; index < isGround.length; index++) {
    if (isGround[index] === 0 && (near[index] as number) > reach) {
      const { darker, hue } = shadeAt(picture, ground, index);
      const chroma = Math.hypot(ground.a[index] as number, ground.b[index] as number);
      isGround[index] = darker < deepestShadow * 1.2 && hue < 4 + Math.max(0, darker) * 0.1 + chroma * 0.1 ? 1 : 0;
    }
  }
}

/** Leaves specks out of the subject; refuses a picture whose subject is scattered. Changes the mask. */
function keepMainParts(isGround: Uint8Array, width: number, height: number): CutOutRefusal | null {
  const parts = partsOf(isGround, 0, width, height).sort((one, two) => two.length - one.length);
  const largest = parts[0]?.length ?? 0;
  const kept = parts.filter((part) => part.length >= largest * 0.15);
  const rest = parts.slice(kept.length);
  const lost = rest.reduce((sum, part) => sum + part.length, 0);
  if (kept.length > 4 || lost > largest * 0.08) {
    return 'many-things';
  }
  for (const part of rest) {
    for (const index of part) {
      isGround[index] = 1;
    }
  }
  return null;
}

function judge(isGround: Uint8Array, { ground, distances }: Scene, ring: readonly number[]): CutOutRefusal | null {
  const { width, height } = ground;
  const subject = isGround.reduce((sum, value) => sum + 1 - value, 0) / isGround.length;
  if (subject < least || subject > most) {
    return 'nothing-stands-out';
  }
  if (ring.filter((index) => isGround[index] === 0).length > ring.length * mostAtEdge) {
    return 'cut-by-the-edge';
  }
  // A few pixels inside its edge the subject is itself, not a mixture.
  const depth = Math.max(3, Math.round(Math.max(width, height) / 200));
  let edges = 0;
  let faint = 0;
  for (let y = depth; y < height - depth; y++) {
    for (let x = depth; x < width - depth; x++) {
      const index = y * width + x;
      if (isGround[index] === 1) {
        continue;
      }
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        if (isGround[index - dx - dy * width] === 1) {
          const inner = index + (dx + dy * width) * (depth - 1);
          edges++;
          faint += isGround[inner] === 0 && (distances[inner] as number) < clearStep ? 1 : 0;
        }
      }
    }
  }
  return faint > edges * mostFaint ? 'fades-into-background' : null;
}

/** Cuts straight RGBA of a picture to what is not clear. Pure; something must not be. */
export function cutClose(rgba: Uint8ClampedArray, width: number, height: number): FoundCutOut {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let index = 0; index < width * height; index++) {
    if ((rgba[index * 4 + 3] as number) > 0) {
      const [x, y] = [index % width, Math.floor(index / width)];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  const size = { width: right + 1 - left, height: bottom + 1 - top };
  const cut = new Uint8ClampedArray(size.width * size.height * 4);
  for (let row = 0; row < size.height; row++) {
    const from = ((top + row) * width + left) * 4;
    cut.set(rgba.subarray(from, from + size.width * 4), row * size.width * 4);
  }
  return { rgba: cut, x: left, y: top, ...size };
}
