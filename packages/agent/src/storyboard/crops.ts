import type { Box, Motion, Size } from '@clipo/contract';

/** The largest part of a source with a given aspect, zoomed and anchored (0 = left or top, 1 = right or bottom). */
export function coverCrop(source: Size, aspect: number, zoom: number, anchorX: number, anchorY: number): Box {
  const sourceAspect = source.width / source.height;
  const w = Math.min(1, aspect / sourceAspect) / zoom;
  const h = Math.min(1, sourceAspect / aspect) / zoom;
  return { x: (1 - w) * anchorX, y: (1 - h) * anchorY, w, h };
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

/** A crop of a size about a middle, moved to lie inside the picture. */
function cropAbout(size: Pick<Box, 'w' | 'h'>, middle: { x: number; y: number }): Box {
  const inside = (value: number, length: number) => Math.min(1 - length, Math.max(0, value - length / 2));
  return { x: inside(middle.x, size.w), y: inside(middle.y, size.h), w: size.w, h: size.h };
}

/** A crop with less of the subject than this tells nothing, and is taken only where nothing else is left. */
export const leastInside = 0.35;

/** A crop that holds this much of a subject shows it whole: nobody misses the rest. */
export const wholeInside = 0.97;

/** Air that a whole subject keeps, over its own size. */
const air = 1.06;
/** A picture that would leave more of its box than this unfilled stays cut: a sliver tells less. */
const leastFilled = 0.5;
/** A subject larger than a crop by less than this still reads as whole. */
const mostCut = 1.08;

/**
 * A crop of another shape that holds a subject which no crop of the wanted aspect holds; it stands in the middle of its
 * box. Undefined where a crop of the wanted aspect does.
 */
export function fittedCrop(source: Size, aspect: number, subject: Box): Box | undefined {
  const most = coverCrop(source, aspect, 1, 0.5, 0.5);
  if (subject.w <= most.w * mostCut && subject.h <= most.h * mostCut) {
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
  const across = Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x));
  const down = Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));
  return across * down;
}

/** How different two crops of one picture are: 1 − intersection over union; 0 the same, 1 nothing in common. */
export function cropDistance(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  return 1 - shared / (a.w * a.h + b.w * b.h - shared);
}

/**
 * A slow move over a crop. With a subject it goes towards it: in, or sideways until it is in the middle; without, in,
 * out, or sideways by turns. It stays within the crop.
 */
export function motionOver(crop: Box, turn: number, subject?: Box): Motion {
  // Closer in than the subject is wide would cut what the crop holds whole.
  const held = subject !== undefined && shareInside(subject, crop) >= wholeInside;
  const close = held ? Math.min(0.97, Math.max(0.9, (subject.w * 1.02) / crop.w, (subject.h * 1.02) / crop.h)) : 0.9;
  const [w, h] = [crop.w * close, crop.h * close];
  const within = (x: number, y: number): Box => ({
    x: Math.min(crop.x + crop.w - w, Math.max(crop.x, x)),
    y: Math.min(crop.y + crop.h - h, Math.max(crop.y, y)),
    w,
    h,
  });
  const [left, right] = [crop.x, crop.x + crop.w - w];
  if (subject !== undefined) {
    const to = within(subject.x + (subject.w - w) / 2, subject.y + (subject.h - h) / 2);
    // Sideways from the side that is further away: there is more way to go.
    const far = to.x - left > right - to.x ? left : right;
    return { from: turn % 2 === 0 ? crop : within(far, to.y), to, ease: 'linear' };
  }
  const middle = within(crop.x + (crop.w - w) / 2, crop.y + (crop.h - h) / 2);
  switch (turn % 4) {
    case 0:
      return { from: crop, to: middle, ease: 'linear' };
    case 1:
      return { from: { ...middle, x: left }, to: { ...middle, x: right }, ease: 'linear' };
    case 2:
      return { from: middle, to: crop, ease: 'linear' };
    default:
      return { from: { ...middle, x: right }, to: { ...middle, x: left }, ease: 'linear' };
  }
}
