import type { Box, Size } from '@clipo/contract';
import type { LabPicture } from './lab-picture.ts';
import { distancesTo, fitGroundRobustly, paintGround } from './plain-ground.ts';

/** Colours this near to the ground (ΔE) are the ground: films are noisy, and their light falls off. */
const tolerance = 5;
/** So much of the border one smooth ground must explain: what the border cuts has the rest. */
const leastPlain = 0.6;
/** From here on a pixel is something else than the ground. */
const leastApart = 12;
/** What the border cuts meets it over so much of the length of the part: an arm that reaches in is narrower than what it holds. */
const leastCut = 0.65;

/** How far each pixel is from a plain ground (ΔE, in bytes), or null where the border shows none. Pure. */
export function apartFromGround(picture: LabPicture): Uint8Array | null {
  const { width, height } = picture;
  const ring = Array.from({ length: width * height }, (_, index) => index).filter((index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    return Math.min(x, y, width - 1 - x, height - 1 - y) < 2;
  });
  const { ground, share } = fitGroundRobustly(picture, ring, tolerance);
  return share < leastPlain
    ? null
    : Uint8Array.from(distancesTo(paintGround(ground, width, height), picture), (value) => Math.min(255, value));
}

/**
 * All of a thing of which a part was found, where the thing is cut by the border of a near view: what stands out there is
 * the part that is closed off from the border, a head's crown without its face. On a plain ground the rest is known. What
 * only reaches in, as an arm, is not meant: then the part stays. Pure.
 */
export function wholeOfCut(part: Box, apart: Uint8Array, { width, height }: Size): Box {
  const [left, right] = [Math.floor(part.x * width), Math.ceil((part.x + part.w) * width)];
  const [top, bottom] = [Math.floor(part.y * height), Math.ceil((part.y + part.h) * height)];
  const isSeen = new Uint8Array(apart.length);
  const queue: number[] = [];
  const visit = (index: number) => {
    if (isSeen[index] === 0 && (apart[index] as number) >= leastApart) {
      isSeen[index] = 1;
      queue.push(index);
    }
  };
  for (let y = top; y < Math.min(height, bottom); y++) {
    for (let x = left; x < Math.min(width, right); x++) {
      visit(y * width + x);
    }
  }
  const [columns, rows] = [
    { from: width, to: 0 },
    { from: height, to: 0 },
  ];
  const met = { left: 0, right: 0, top: 0, bottom: 0 };
  for (let at = 0; at < queue.length; at++) {
    const index = queue[at] as number;
    const [x, y] = [index % width, Math.floor(index / width)];
    columns.from = Math.min(columns.from, x);
    columns.to = Math.max(columns.to, x + 1);
    rows.from = Math.min(rows.from, y);
    rows.to = Math.max(rows.to, y + 1);
    const [isAcross, isDown] = [x >= left && x < right, y >= top && y < bottom];
    met.left += isDown && x === 0 ? 1 : 0;
    met.right += isDown && x === width - 1 ? 1 : 0;
    met.top += isAcross && y === 0 ? 1 : 0;
    met.bottom += isAcross && y === height - 1 ? 1 : 0;
    for (const [next, isInside] of [
      [index - 1, x > 0],
      [index + 1, x < width - 1],
      [index - width, y > 0],
      [index + width, y < height - 1],
    ] as const) {
      if (isInside) {
        visit(next);
      }
    }
  }
  const isCut =
    Math.max(met.left, met.right) >= leastCut * (bottom - top) ||
    Math.max(met.top, met.bottom) >= leastCut * (right - left);
  return isCut
    ? {
        x: columns.from / width,
        y: rows.from / height,
        w: (columns.to - columns.from) / width,
        h: (rows.to - rows.from) / height,
      }
    : part;
}
