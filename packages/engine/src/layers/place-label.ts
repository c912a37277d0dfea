import type { Box, Layer, PreparedMaterial, Size, Storyboard } from '@clipo/contract';
import { type SeenIn, subjectsOnFrame } from './subject-on-frame.ts';

/** A place that the AI label may take, in pixels of the frame. */
export interface LabelPlace {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** What of videos and their frames says where the label may stand. */
export interface LabelledVideos<P extends LabelPlace> {
  /** The wanted place first, then what to fall back on. */
  places: readonly [P, ...P[]];
  size: Size;
  materials: ReadonlyMap<string, PreparedMaterial>;
}

/** Subjects move little within a fifth of a second. */
const sampledEvery = 0.2;
/** Room that a subject keeps around it, as a fraction of the label's height: nearer, letters seem to touch it. */
const air = 0.25;

/** Where no place is clear, a label at a subject's edge does less harm than one over its middle: so many times less. */
const middleWeight = 6;
/**
 * So far below the usual place a label stands between picture and words, where everybody looks, and counts so many times
 * more where it covers anything at all.
 */
const [farAway, farWeight] = [0.25, 2.5];
/** An edge of a panel or picture through the label looks like a slip: worse than a subject's edge, better than its middle. */
const edgeWeight = 2;

/**
 * Chooses where the AI label stands in each of some videos: in one place from first frame to last, off all words and
 * marks, and off the subject on every frame wherever a place allows it; where none does, where it covers least of it. What
 * share pieces should share the place, so as few places as will do are used: the first goes to most videos. Pure.
 * @returns the place of each video, in their order
 */
export function placeLabels<P extends LabelPlace>(
  videos: readonly Pick<Storyboard, 'scenes' | 'fps'>[],
  { places, size, materials }: LabelledVideos<P>,
): P[] {
  const costs = videos.map((video) => coveredBy(video, places, size, materials));
  const chosen: (P | undefined)[] = videos.map(() => undefined);
  const used: number[] = [];
  for (;;) {
    const open = [...videos.keys()].filter((video) => chosen[video] === undefined);
    const clear = places.map((_, place) => open.filter((video) => costs[video]?.[place] === 0));
    const most = Math.max(0, ...clear.map(({ length }) => length));
    const best = clear.findIndex(({ length }) => length === most);
    if (most === 0) {
      break;
    }
    used.push(best);
    for (const video of clear[best] ?? []) {
      chosen[video] = places[best];
    }
  }
  const isFar = places.map(({ y }) => Math.abs(y - places[0].y) > farAway * size.height);
  return chosen.map((place, video) => {
    const weighed = (costs[video] ?? []).map((cost, at) => (isFar[at] ? cost * farWeight : cost));
    return place ?? places[leastOf(weighed, used)] ?? places[0];
  });
}

/** The place that covers least; of those that cover about as much one in use, else the first. */
function leastOf(costs: readonly number[], used: readonly number[]): number {
  const least = Math.min(...costs);
  const good = [...costs.keys()].filter((place) => (costs[place] ?? 0) <= least * 1.05);
  return good.find((place) => used.includes(place)) ?? good[0] ?? 0;
}

/**
 * For each place the share of it that subjects cover, their middle counting for more, summed over sampled frames; infinite where words stand, and where an
 * edge of a panel, a mark or a picture would run through it: that looks like a slip.
 */
function coveredBy(
  { scenes, fps }: Pick<Storyboard, 'scenes' | 'fps'>,
  places: readonly LabelPlace[],
  size: Size,
  materials: ReadonlyMap<string, PreparedMaterial>,
): number[] {
  const boxes = places.map((place) => boxOf(place, size, 0));
  const airy = places.map((place) => boxOf(place, size, air));
  const costs = places.map(() => 0);
  const step = Math.max(1, Math.round(fps * sampledEvery));
  for (const scene of scenes) {
    const words = scene.layers.flatMap(wordsOf);
    const edges = scene.layers.flatMap(edgesOf);
    boxes.forEach((box, place) => {
      // The first place is the one that templates are drawn for: it never falls out.
      if (place > 0 && words.some((word) => shared(word, box) > 0)) {
        costs[place] = Number.POSITIVE_INFINITY;
      } else if (place > 0 && edges.some((edge) => isAstride(box, edge))) {
        costs[place] = (costs[place] ?? 0) + (edgeWeight * scene.frames) / step;
      }
    });
    const seen: SeenIn = { size, fps, sceneFrames: scene.frames, materials };
    for (let frame = 0; frame < scene.frames + step - 1; frame += step) {
      for (const layer of scene.layers) {
        for (const subject of subjectsOnFrame(layer, Math.min(frame, scene.frames - 1), seen)) {
          const middle = middleOf(subject);
          airy.forEach((box, place) => {
            const covered = shared(subject, box) + middleWeight * shared(middle, box);
            costs[place] = (costs[place] ?? 0) + covered / (box.w * box.h);
          });
        }
      }
    }
  }
  return costs;
}

/** The middle 60 % of a subject: what it is seen by. */
function middleOf({ x, y, w, h }: Box): Box {
  return { x: x + w * 0.2, y: y + h * 0.2, w: w * 0.6, h: h * 0.6 };
}

/** A place as fractions of the frame, with room around it that is a share of its height. */
function boxOf({ x, y, w, h }: LabelPlace, { width, height }: Size, share: number): Box {
  const room = h * share;
  return { x: (x - room) / width, y: (y - room) / height, w: (w + 2 * room) / width, h: (h + 2 * room) / height };
}

/** Where a layer's words or marks stand: nothing may lie on them. */
function wordsOf(layer: Layer): Box[] {
  switch (layer.kind) {
    case 'text':
    case 'caption':
    case 'price-card':
    case 'end-card':
    case 'sticker':
    case 'badge':
    case 'rating-stars':
    case 'counter':
    case 'logo':
      return [layer.box];
    case 'arrow':
      return [reachOf(layer)];
    case 'before-after':
      return layer.labelArea === undefined ? [] : [layer.labelArea];
    case 'image':
    case 'clip':
    case 'cut-out':
    case 'picture-in-picture':
    case 'presenter':
    case 'shape':
    case 'blur-fill':
      return [];
  }
}

/** All of an arrow that is bent little: from its tail to what it points at, and its strokes' width. */
function reachOf({ box, tail, width }: Extract<Layer, { kind: 'arrow' }>): Box {
  const [x, y] = [Math.min(box.x, tail.x - width), Math.min(box.y, tail.y - width)];
  const [right, bottom] = [Math.max(box.x + box.w, tail.x + width), Math.max(box.y + box.h, tail.y + width)];
  return { x, y, w: right - x, h: bottom - y };
}

/** What of a layer has edges that are seen: not gradients, nor what is hardly there. */
function edgesOf(layer: Layer): Box[] {
  switch (layer.kind) {
    case 'shape': {
      const isFaint = layer.color.length > 7 && Number.parseInt(layer.color.slice(7), 16) < 0x40;
      return layer.shape.startsWith('gradient') || isFaint ? [] : [layer.box];
    }
    case 'image':
    case 'clip':
    case 'before-after':
      return [layer.box];
    case 'picture-in-picture':
      return [layer.content.box];
    default:
      return [];
  }
}

/** Whether a box lies partly in another and partly outside. */
function isAstride(box: Box, other: Box): boolean {
  const inside = shared(box, other);
  return inside > 0 && inside < box.w * box.h * 0.999;
}

/** The area that two boxes share. */
function shared(a: Box, b: Box): number {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return across <= 1e-9 || down <= 1e-9 ? 0 : across * down;
}
