import type { Box, FollowPoint, Motion, Size } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { easeInOut, easeOut } from './animation.ts';
import { followAt } from './follow-at.ts';

/** What of a layer says which part of its source is shown. */
export interface Framing {
  crop?: Box | undefined;
  motion?: Motion | undefined;
  follow?: readonly FollowPoint[] | undefined;
}

const whole: Box = { x: 0, y: 0, w: 1, h: 1 };

/**
 * The part of a source (fractions) that fills a box without stretching: what was asked for, cut to the box's shape
 * about its middle, moved to lie inside the source.
 */
export function fitPart(part: Box, source: Size, box: Size): Box {
  const shape = ((box.width / box.height) * source.height) / source.width;
  const [mostWide, mostHigh] = [Math.min(1, part.w), Math.min(1, part.h)];
  const w = Math.min(mostWide, mostHigh * shape);
  const h = Math.min(mostHigh, mostWide / shape);
  const inside = (start: number, length: number, kept: number) =>
    Math.min(1 - kept, Math.max(0, start + (length - kept) / 2));
  return { x: inside(part.x, part.w, w), y: inside(part.y, part.h, h), w, h };
}

/** First and last part that a layer shows, fitted; the same twice where nothing moves. */
export function partsOf(framing: Framing, source: Size, box: Size): { from: Box; to: Box } {
  const still = framing.crop ?? whole;
  return {
    from: fitPart(framing.motion?.from ?? still, source, box),
    to: fitPart(framing.motion?.to ?? still, source, box),
  };
}

/** Whether what is shown changes its place from frame to frame. */
export function isMoving(framing: Framing): boolean {
  return framing.motion !== undefined || framing.follow !== undefined;
}

/** The part that a layer shows at a scene frame: moved over, following its points, or always the same. */
export function viewAt(framing: Framing, parts: { from: Box; to: Box }, sceneFrame: number, sceneFrames: number): Box {
  const { motion, follow } = framing;
  if (motion !== undefined) {
    return partAt(parts, motion.ease, sceneFrame, sceneFrames);
  }
  return follow === undefined ? parts.from : partAbout(parts.from, followAt(follow, sceneFrame));
}

/** A part of the same size about another middle, inside the source. */
function partAbout(part: Box, middle: { x: number; y: number }): Box {
  const inside = (value: number, length: number) => Math.min(1 - length, Math.max(0, value - length / 2));
  return { ...part, x: inside(middle.x, part.w), y: inside(middle.y, part.h) };
}

/** The part shown at a scene frame. Motion goes on evenly outside the scene (transitions), inside the source. */
function partAt(parts: { from: Box; to: Box }, ease: Motion['ease'], sceneFrame: number, sceneFrames: number): Box {
  const time = sceneFrame / Math.max(1, sceneFrames - 1);
  const { from, to } = parts;
  const at = easeOf(ease, time);
  // The size grows by factors, not by steps: a zoom then looks even from its first frame to its last.
  const factor = Math.min((to.w / from.w) ** at, 1 / from.w, 1 / from.h);
  const [w, h] = [from.w * factor, from.h * factor];
  // Each edge follows the same share of the way, so the point that stands still in a zoom does not wander.
  const share = Math.abs(to.w - from.w) > 1e-9 ? (w - from.w) / (to.w - from.w) : at;
  const slide = (a: number, b: number, length: number) => Math.min(1 - length, Math.max(0, a + (b - a) * share));
  return { x: slide(from.x, to.x, w), y: slide(from.y, to.y, h), w, h };
}

function easeOf(ease: Motion['ease'], time: number): number {
  switch (ease) {
    case 'linear':
      return time;
    case 'in-out':
      return easeInOut(Math.min(1, Math.max(0, time)));
    case 'out':
      return easeOut(Math.min(1, Math.max(0, time)));
    default:
      return ease satisfies never;
  }
}

/** A part of a picture in its pixels. */
export function pixelsOfPart(part: Box, size: Size): PixelRect {
  return { x: part.x * size.width, y: part.y * size.height, w: part.w * size.width, h: part.h * size.height };
}

/** The size a source must have so that its smallest part still fills the box pixel for pixel. Even, rounded up. */
export function sizeForParts(parts: { from: Box; to: Box }, box: Size): Size {
  const even = (value: number) => Math.max(2, Math.ceil(value / 2 - 1e-6) * 2);
  return {
    width: even(box.width / Math.min(parts.from.w, parts.to.w)),
    height: even(box.height / Math.min(parts.from.h, parts.to.h)),
  };
}

/** A part seen from another part that holds it: where it lies, as fractions of that. */
export function partWithin(part: Box, region: Box): Box {
  return {
    x: (part.x - region.x) / region.w,
    y: (part.y - region.y) / region.h,
    w: part.w / region.w,
    h: part.h / region.h,
  };
}

/** A transition reaches at most this far outside its scene: half of the longest that the contract allows. */
const FARTHEST_FRAME = 30;

/**
 * The smallest part that holds every view of a layer, in its scene and in transitions of any length. It must not depend
 * on which frames are drawn now: the same frame has the same pixels in every piece of a video.
 */
export function regionOf(framing: Framing, parts: { from: Box; to: Box }, sceneFrames: number): Box {
  // Between its points a following view never goes beyond them.
  const frames = framing.motion
    ? [-FARTHEST_FRAME, 0, sceneFrames - 1, sceneFrames - 1 + FARTHEST_FRAME]
    : (framing.follow ?? [{ frame: 0 }]).map(({ frame }) => frame);
  const views = frames.map((frame) => viewAt(framing, parts, frame, sceneFrames));
  const x = Math.min(...views.map((view) => view.x));
  const y = Math.min(...views.map((view) => view.y));
  const w = Math.max(...views.map((view) => view.x + view.w)) - x;
  const h = Math.max(...views.map((view) => view.y + view.h)) - y;
  return { x, y, w, h };
}

/** Beyond this many times its box, a region's pixels cost more than they show; the closest view is then a little soft. */
const MOST_OVERSIZE = 1.8;

/** Even pixels of a region, such that its closest view fills the box, at most `most` times as wide as the box. */
export function regionSize(parts: { from: Box; to: Box }, region: Box, box: Size, most = MOST_OVERSIZE): Size {
  const smallest = Math.min(parts.from.w, parts.to.w);
  const scale = Math.min(region.w / smallest, Math.max(1, Math.min(MOST_OVERSIZE, most)));
  const even = (value: number) => Math.max(2, Math.round(value / 2) * 2);
  const shape = (region.h / region.w) * (Math.min(parts.from.w, parts.to.w) / Math.min(parts.from.h, parts.to.h));
  return { width: even(box.width * scale), height: even(box.height * scale * shape) };
}
