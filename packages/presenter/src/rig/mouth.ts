import type { CharacterArt } from './character.ts';
import { type HeadTurn, headWarp } from './head-space.ts';
import { fill, line, outline, spot, type Warp } from './pen.ts';
import type { MouthTarget } from './visemes.ts';

/** The mouth in a frame: its targets blended over time, and how much it smiles, −1 to 1. */
export interface MouthShape extends MouthTarget {
  smile: number;
}

/** How the lips stand, in the head's units around the mouth's middle. */
export interface LipLine {
  halfWidth: number;
  cornerY: number;
  /** Lower edge of the upper lip and upper edge of the lower lip, in the middle. Equal where the lips are shut. */
  top: number;
  bottom: number;
}

/** Middle of the mouth in the head's space. */
const mouthY = 53;

/** Places the lips for a shape. The gap between `top` and `bottom` is what is seen open. */
function lipLineOf(shape: MouthShape): LipLine {
  const gap = Math.max(0, shape.open) * (1 - shape.closed);
  const wide = shape.wide * (1 - shape.closed * 0.6);
  const halfWidth =
    25 + (wide > 0 ? wide * 8 : wide * 12) + Math.max(0, shape.smile) * 5 * (1 + Math.min(0, wide)) - gap * 2.5;
  const middle = shape.smile * 5.5 * (1 - gap);
  return {
    halfWidth,
    cornerY: -shape.smile * 8.5 * (1 + Math.min(0, wide) * 0.7) + gap * 2,
    top: middle - gap * 6,
    bottom: middle + gap * 27,
  };
}

/** How far the chin follows the mouth, in the head's units. */
export function jawOf(shape: MouthShape): number {
  return shape.open * (1 - shape.closed) * 15;
}

/** How far the drawn lips are apart in the middle, 0 shut to 1 as wide as they go. */
export function gapOf(shape: MouthShape): number {
  const { top, bottom } = lipLineOf(shape);
  return (bottom - top) / 33;
}

/** Draws the mouth: what is inside of it, teeth, tongue, lips. */
export function drawMouth(ctx: CanvasRenderingContext2D, art: CharacterArt, shape: MouthShape, turn: HeadTurn): void {
  const lips = lipLineOf(shape);
  const { halfWidth: w, cornerY: c, top: t, bottom: b } = lips;
  // The mouth's drop is in its own lines: the jaw must not move it twice.
  const head = headWarp({ ...turn, jaw: 0 }, { face: 4 });
  const place: Warp = (x, y) => head(x, mouthY + y);
  const { fullness } = art.lips;
  const round = Math.max(0, -shape.wide) * (1 - shape.closed);
  const thin = 1 - Math.min(0.35, (b - t) / 90);
  const upper = (4.4 * fullness + round * 1.5) * thin;
  const lower = (6.4 * fullness + round * 1.5) * thin;
  const bow = 1.6 * (1 - round);
  const outerLips = outline(
    `M${-w - 2.5},${c} C${-w * 0.62},${c * 0.5 + t - upper * 0.8} ${-w * 0.34},${t - upper - bow} ${-w * 0.2},${t - upper - bow * 0.6} C${-w * 0.1},${t - upper - bow * 0.2} ${-w * 0.06},${t - upper + bow} 0,${t - upper + bow} C${w * 0.06},${t - upper + bow} ${w * 0.1},${t - upper - bow * 0.2} ${w * 0.2},${t - upper - bow * 0.6} C${w * 0.34},${t - upper - bow} ${w * 0.62},${c * 0.5 + t - upper * 0.8} ${w + 2.5},${c} C${w * 0.86},${c * 0.4 + (b + lower) * 0.72} ${w * 0.46},${b + lower} 0,${b + lower} C${-w * 0.46},${b + lower} ${-w * 0.86},${c * 0.4 + (b + lower) * 0.72} ${-w - 2.5},${c}Z`,
  );
  fill(ctx, outerLips, art.skin.lip, place);
  const upperEdge = `${-w},${c} C${-w * 0.66},${c * 0.45 + t * 0.9 - 0.6} ${-w * 0.3},${t} 0,${t} C${w * 0.3},${t} ${w * 0.66},${c * 0.45 + t * 0.9 - 0.6} ${w},${c}`;
  if (b - t > 1.2) {
    const inner = outline(
      `M${upperEdge} C${w * 0.88},${c * 0.3 + b * 0.78} ${w * 0.5},${b} 0,${b} C${-w * 0.5},${b} ${-w * 0.88},${c * 0.3 + b * 0.78} ${-w},${c}Z`,
    );
    drawInside(ctx, shape, lips, inner, place);
  }
  // Where the lips meet: the whole line of a shut mouth, the corners of an open one.
  const shutness = Math.max(0, 1 - (b - t) / 5);
  if (shutness > 0) {
    line(ctx, outline(`M${upperEdge}`), art.skin.line, 2.6 + shutness * 0.8, place);
  }
  if (art.beard.length > 0 && art.lips.isPainted === false && art.marks === 'none') {
    return;
  }
  if (shape.smile > 0.15) {
    const k = Math.min(1, shape.smile);
    for (const side of [-1, 1]) {
      const x = side * (w + 4.5);
      line(
        ctx,
        outline(`M${x - side * 1.5},${c - 3.5 * k} Q${x + side * 2},${c} ${x - side * 0.5},${c + 4 * k}`),
        art.skin.line,
        2.2,
        place,
      );
    }
  }
  // A light stroke under the lip carries the chin.
  place(0, b + lower + 8);
  ctx.beginPath();
  ctx.ellipse(spot.x, spot.y, 9, 2.2, 0, 0, Math.PI * 2);
  ctx.fillStyle = art.skin.shade;
  ctx.fill();
}

function drawInside(
  ctx: CanvasRenderingContext2D,
  shape: MouthShape,
  lips: LipLine,
  inner: ReturnType<typeof outline>,
  place: Warp,
): void {
  const { halfWidth: w, cornerY: c, top: t, bottom: b } = lips;
  const gap = b - t;
  ctx.save();
  fill(ctx, inner, '#6b1f2e', place);
  ctx.clip();
  const tongueRise = shape.tongue * Math.min(gap * 0.55, 9);
  place(0, b + 5 - tongueRise);
  ctx.beginPath();
  ctx.ellipse(spot.x, spot.y, w * 0.62, 5 + gap * 0.24, 0, 0, Math.PI * 2);
  ctx.fillStyle = '#e0717a';
  ctx.fill();
  // Upper teeth come as far down as the sound shows them; sounds between shut teeth show both rows.
  // Rounded lips come before the teeth and hide them.
  const bare = 1 - Math.min(1, Math.max(0, -shape.wide - 0.3) * 1.6);
  const shown = Math.max(shape.teeth, shape.bite, 0.28 * bare);
  const height = Math.min(gap * 0.96, 3.5 * bare + Math.min(gap * shown, 9 + shape.teeth * 4));
  if (gap > 2.5 && height > 1) {
    const side = w + 2;
    const teeth = outline(
      `M${-side},${Math.min(t, c) - 8} L${side},${Math.min(t, c) - 8} L${side},${c - 1} C${side * 0.82},${t + height * 0.86} ${side * 0.42},${t + height} 0,${t + height} C${-side * 0.42},${t + height} ${-side * 0.82},${t + height * 0.86} ${-side},${c - 1}Z`,
    );
    fill(ctx, teeth, '#ffffff', place);
  }
  ctx.restore();
}
