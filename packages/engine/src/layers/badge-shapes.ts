import type { BadgeLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { roundedRect } from '../text/paint-text.ts';
import { square, within } from './sticker-shapes.ts';

/** A badge's parts in its box: its front, where words stand on it, and for a ribbon the folded ends behind. */
export interface BadgeShape {
  /** Traces the front as one closed path. */
  front(ctx: CanvasRenderingContext2D): void;
  words: PixelRect;
  /** Polygons behind the front, the darker ones (folds) last. */
  tails: { points: [number, number][]; isFold: boolean }[];
  /** A fine ring inside a seal's edge. */
  ring: { x: number; y: number; radius: number } | null;
}

/** The outline of a badge. Pure. */
export function badgeShape(shape: BadgeLayer['shape'], box: PixelRect): BadgeShape {
  switch (shape) {
    case 'pill':
      return {
        front: (ctx) => roundedRect(ctx, box, box.h / 2),
        words: within(box, Math.min(0.2, (box.h * 0.34) / box.w), 0.14),
        tails: [],
        ring: null,
      };
    case 'seal':
      return seal(box);
    case 'ribbon':
      return ribbon(box);
  }
}

const scallops = 22;

/** A disc with a scalloped edge, as on a certificate. */
function seal(box: PixelRect): BadgeShape {
  const { x, y, w } = square(box);
  const [cx, cy, outer] = [x + w / 2, y + w / 2, w / 2];
  return {
    front(ctx) {
      ctx.beginPath();
      const steps = scallops * 12;
      for (let step = 0; step < steps; step++) {
        const angle = (step / steps) * Math.PI * 2;
        // Round lobes with sharp valleys between them.
        const reach = outer * (0.935 + 0.065 * Math.abs(Math.cos((angle * scallops) / 2)));
        ctx.lineTo(cx + Math.cos(angle) * reach, cy + Math.sin(angle) * reach);
      }
      ctx.closePath();
    },
    words: { x: cx - outer * 0.66, y: cy - outer * 0.46, w: outer * 1.32, h: outer * 0.92 },
    tails: [],
    ring: { x: cx, y: cy, radius: outer * 0.83 },
  };
}

/** A band in front of its own folded ends. */
function ribbon({ x, y, w, h }: PixelRect): BadgeShape {
  const drop = h * 0.2;
  const end = Math.min(w * 0.14, h * 0.72);
  const fold = end * 0.46;
  const front: PixelRect = { x: x + end - fold, y, w: w - 2 * (end - fold), h: h - drop };
  const bottom = y + h;
  const notch = end * 0.36;
  const right = x + w;
  const tail = (edge: number, towards: 1 | -1): [number, number][] => [
    [edge, y + drop],
    [edge + towards * end, y + drop],
    [edge + towards * end, bottom],
    [edge, bottom],
    [edge + towards * notch, y + drop + (h - drop) / 2],
  ];
  const folded = (edge: number, towards: 1 | -1): [number, number][] => [
    [edge + towards * (end - fold), front.y + front.h],
    [edge + towards * end, front.y + front.h],
    [edge + towards * end, bottom],
  ];
  return {
    front: (ctx) => {
      ctx.beginPath();
      ctx.rect(front.x, front.y, front.w, front.h);
    },
    words: { x: front.x + front.h * 0.34, y: front.y + front.h * 0.12, w: front.w - front.h * 0.68, h: front.h * 0.76 },
    tails: [
      { points: tail(x, 1), isFold: false },
      { points: tail(right, -1), isFold: false },
      { points: folded(x, 1), isFold: true },
      { points: folded(right, -1), isFold: true },
    ],
    ring: null,
  };
}
