import type { Box, Motion, Size } from '@clipo/contract';

/** The largest part of a source with a given aspect, zoomed and anchored (0 = left or top, 1 = right or bottom). */
export function coverCrop(source: Size, aspect: number, zoom: number, anchorX: number, anchorY: number): Box {
  const sourceAspect = source.width / source.height;
  const w = Math.min(1, aspect / sourceAspect) / zoom;
  const h = Math.min(1, sourceAspect / aspect) / zoom;
  return { x: (1 - w) * anchorX, y: (1 - h) * anchorY, w, h };
}

/** The smallest crop of an aspect that holds another one; undefined where the source is too small for it. */
export function cropHolding(source: Size, aspect: number, crop: Box): Box | undefined {
  const shape = (aspect * source.height) / source.width;
  const size = { w: Math.max(crop.w, crop.h * shape), h: Math.max(crop.h, crop.w / shape) };
  return Math.max(size.w, size.h) > 1 + 1e-9
    ? undefined
    : cropAbout({ w: Math.min(1, size.w), h: Math.min(1, size.h) }, middleOf(crop));
}

/** Zooms at which crops are dealt, from wide to close. */
const zooms = [1, 1.45, 1.95];

/**
 * Candidate crops of a picture from wide to close: the whole first, then the middle, then corners. With a subject, those
 * about it come first: with it in the middle, then towards each side.
 */
export function cropsApart(source: Size, aspect: number, subject?: Box): Box[] {
  const anchors: [number, number][] = [
    [0.5, 0.5],
    [0, 0.5],
    [1, 0.5],
    [0.5, 0],
    [0.5, 1],
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  return zooms.flatMap((zoom) => [
    ...(subject === undefined ? [] : cropsAbout(subject, coverCrop(source, aspect, zoom, 0.5, 0.5))),
    ...anchors.map(([x, y]) => coverCrop(source, aspect, zoom, x, y)),
  ]);
}

/** Crops of one size that see the subject in their middle and, further and further, off it. */
function cropsAbout(subject: Box, size: Box): Box[] {
  const offsets = [0, -0.25, 0.25, -0.5, 0.5];
  const steps = offsets.flatMap((x) => offsets.map((y) => ({ x, y })));
  steps.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  return steps.map(({ x, y }) =>
    cropAbout(size, { x: subject.x + subject.w / 2 + x * size.w, y: subject.y + subject.h / 2 + y * size.h }),
  );
}

/**
 * The crop of an aspect that stands in for one of another shape: as large, and holding what that holds of a subject.
 * Larger only where it must be, since what lies about the dealt crop may be shown elsewhere in the same video. Without a
 * subject it holds all of the other one. Undefined where the source is too small for it.
 */
export function cropInstead(source: Size, aspect: number, crop: Box, subject?: Box): Box | undefined {
  const kept = subject && overlap(subject, crop);
  const least = cropHolding(source, aspect, kept ?? crop);
  if (kept === undefined || least === undefined) {
    return least;
  }
  const widest = coverCrop(source, aspect, 1, 0.5, 0.5);
  const wanted = Math.max(1, Math.sqrt((crop.w * crop.h) / (least.w * least.h)));
  const grown = Math.min(wanted, widest.w / least.w);
  const size = { w: least.w * grown, h: least.h * grown };
  const { x, y } = cropAbout(size, middleOf(crop));
  const holding = (start: number, length: number, from: number, room: number) =>
    Math.min(from, Math.max(start, from + room - length));
  return { ...size, x: holding(x, size.w, kept.x, kept.w), y: holding(y, size.h, kept.y, kept.h) };
}

function middleOf({ x, y, w, h }: Box): { x: number; y: number } {
  return { x: x + w / 2, y: y + h / 2 };
}

/** A crop of a size about a middle, moved to lie inside the picture. */
function cropAbout(size: Pick<Box, 'w' | 'h'>, middle: { x: number; y: number }): Box {
  const inside = (value: number, length: number) => Math.min(1 - length, Math.max(0, value - length / 2));
  return { x: inside(middle.x, size.w), y: inside(middle.y, size.h), w: size.w, h: size.h };
}

/** No view of a scene holds less of what its picture shows than this: with less, nobody knows what is seen. */
const leastInside = 0.6;
/** Where nothing stands out, a crop holds at least this much of the middle. */
const leastOfMiddle = 0.65;
/** A detail beside a picture of the whole holds at least this much. */
export const leastOfDetail = 0.35;
/** Where no crop of a shape holds a subject whole, a nearer view holds nearly as much as the widest. */
const leastOfBest = 0.95;

/** Where what a picture shows is looked for while nothing in it stands out: its middle. */
export const presumed: Box = { x: 0.2, y: 0.2, w: 0.6, h: 0.6 };

/** A crop that holds this much of a subject shows it whole: nobody misses the rest. */
export const wholeInside = 0.97;

/**
 * Whether a crop shows enough of a picture to be dealt: its subject whole, or nearly as much of it as its shape can hold at
 * all. A head without its crown looks like a slip. Of a picture in which nothing stands out the middle stands for the
 * subject, and most of that is enough.
 */
export function isTelling(source: Size, aspect: number, crop: Box, subject?: Box): boolean {
  const shown = subject ?? presumed;
  const widest = cropAbout(coverCrop(source, aspect, 1, 0.5, 0.5), middleOf(shown));
  const least = subject === undefined ? leastOfMiddle : wholeInside;
  return shareInside(shown, crop) >= Math.min(least, leastOfBest * shareInside(shown, widest)) - 1e-9;
}

/**
 * A crop that shows enough of the subject: the given one where it does, else one as near about its middle, else from as
 * much further off as it takes. For boxes of another shape than the one a crop was dealt for.
 */
export function tellingCrop(source: Size, aspect: number, crop: Box, subject: Box): Box {
  const zoom = Math.max(1, coverCrop(source, aspect, 1, 0.5, 0.5).w / crop.w);
  const about = [1, 0.75, 0.5, 0.25, 0].map((near) =>
    cropAbout(coverCrop(source, aspect, 1 + (zoom - 1) * near, 0.5, 0.5), middleOf(subject)),
  );
  return [crop, ...about].find((each) => isTelling(source, aspect, each, subject)) ?? crop;
}

/** Air that a whole subject keeps, over its own size. */
export const air = 1.06;
/** A picture that would leave more of its box than this unfilled stays cut: a sliver tells less. */
const leastFilled = 0.4;

/**
 * A crop of another shape that holds a subject which no crop of the wanted aspect holds; it stands in the middle of its
 * box. Undefined where a crop of the wanted aspect does.
 */
export function fittedCrop(source: Size, aspect: number, subject: Box): Box | undefined {
  const most = coverCrop(source, aspect, 1, 0.5, 0.5);
  if (subject.w <= most.w + 1e-9 && subject.h <= most.h + 1e-9) {
    return undefined;
  }
  const along = (length: number, room: number) => Math.min(1, room / leastFilled, Math.max(room, length * air));
  const middle = { x: subject.x + subject.w / 2, y: subject.y + subject.h / 2 };
  return cropAbout({ w: along(subject.w, most.w), h: along(subject.h, most.h) }, middle);
}

/** How much of a subject a crop holds, 0 … 1. */
export function shareInside(subject: Box, crop: Box): number {
  return sharedArea(subject, crop) / (subject.w * subject.h);
}

function sharedArea(a: Box, b: Box): number {
  const shared = overlap(a, b);
  return shared === undefined ? 0 : shared.w * shared.h;
}

/** What two boxes have in common; undefined where they do not meet. */
function overlap(a: Box, b: Box): Box | undefined {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const w = Math.min(a.x + a.w, b.x + b.w) - x;
  const h = Math.min(a.y + a.h, b.y + b.h) - y;
  return w > 0 && h > 0 ? { x, y, w, h } : undefined;
}

/** The smallest box that holds two. */
export function unionOf(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
}

/** How different two crops of one picture are: 1 − intersection over union; 0 the same, 1 nothing in common. */
export function cropDistance(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  return 1 - shared / (a.w * a.h + b.w * b.h - shared);
}

/**
 * A slow move over a crop. With a subject it goes towards it: in, or sideways until it is in the middle; without, in,
 * out, or sideways by turns. It stays within the crop, and on all of its way holds what it holds of the subject: whole
 * where the crop does, else most of it. `closest` is how close it may come.
 */
export function motionOver(crop: Box, turn: number, subject?: Box, closest = 0.9): Motion {
  const share = subject === undefined ? 0 : shareInside(subject, crop);
  const wanted = Math.min(share * 0.94, share >= wholeInside ? wholeInside : leastInside);
  const isHeld = (part: Box) => subject === undefined || shareInside(subject, part) >= wanted;
  const towards = (close: number): Box => {
    const [w, h] = [crop.w * close, crop.h * close];
    const { x, y } = subject === undefined ? middleOf(crop) : middleOf(subject);
    const along = (middle: number, length: number, start: number, room: number) =>
      Math.min(start + room - length, Math.max(start, middle - length / 2));
    return { x: along(x, w, crop.x, crop.w), y: along(y, h, crop.y, crop.h), w, h };
  };
  // Closer in than the subject is wide would cut what the crop holds.
  const nears = [0.9, 0.92, 0.94, 0.96].filter((near) => near >= closest);
  const to = nears.map(towards).find(isHeld) ?? towards(0.97);
  const [left, right] = [crop.x, crop.x + crop.w - to.w];
  if (subject !== undefined) {
    // Sideways from the side that is further away: there is more way to go, as far as it shows the subject.
    const far = to.x - left > right - to.x ? left : right;
    const from = [1, 0.75, 0.5].map((part) => ({ ...to, x: to.x + (far - to.x) * part })).find(isHeld);
    return { from: turn % 2 === 0 ? crop : (from ?? crop), to, ease: 'linear' };
  }
  switch (turn % 4) {
    case 0:
      return { from: crop, to, ease: 'linear' };
    case 1:
      return { from: { ...to, x: left }, to: { ...to, x: right }, ease: 'linear' };
    case 2:
      return { from: to, to: crop, ease: 'linear' };
    default:
      return { from: { ...to, x: right }, to: { ...to, x: left }, ease: 'linear' };
  }
}
