import type { CharacterArt } from './character.ts';
import { type HeadTurn, headWarp } from './head-space.ts';
import { fill, line, outline, spot, type Warp } from './pen.ts';

/** What both eyes and brows do. */
export interface Gaze {
  /** Where the eyes look, −1 to 1 each way. */
  x: number;
  y: number;
  /** How far the lids are open: 1 is awake, 0 shut, above 1 surprised. */
  open: number;
  /** How much the lower lids are raised by a smile, 0 to 1. */
  smile: number;
  /** How far the brows are up, −1 to 1, and how far their inner ends, −1 to 1. */
  browRaise: number;
  browTilt: number;
}

const eyeX = 34;
const eyeY = -4;

/** Draws eyes and brows. */
export function drawEyes(ctx: CanvasRenderingContext2D, art: CharacterArt, gaze: Gaze, turn: HeadTurn): void {
  for (const side of [-1, 1] as const) {
    drawEye(ctx, art, gaze, turn, side);
    drawBrow(ctx, art, gaze, turn, side);
  }
}

function drawEye(ctx: CanvasRenderingContext2D, art: CharacterArt, gaze: Gaze, turn: HeadTurn, side: -1 | 1): void {
  const { size, lash, tilt, hasWing, iris } = art.eyes;
  const open = Math.max(0, gaze.open);
  const w = 15.5 * size;
  const up = 12.5 * size * Math.min(1.18, open);
  const down = (8.5 - 4.5 * gaze.smile) * size * Math.min(1, 0.35 + open * 0.65);
  // Where shut lids meet: a little below the middle, in a soft downward bow.
  const shut = 6 * size * (1 - Math.min(1, open));
  const inner = -w;
  const outer = w + 1;
  const outerY = -tilt;
  // Paths are written for the eye at the right of the picture; its inner corner is at −x.
  const place: Warp = placeAt(side, turn);
  const upper = `${inner},2 C${inner + 4},${-up + shut} ${-3},${-up * 1.16 + shut} ${3},${-up * 1.12 + shut} C${9},${-up * 1.08 + shut} ${outer - 3},${-up * 0.62 + outerY + shut} ${outer},${outerY}`;
  const white = outline(
    `M${upper} C${outer - 4},${down + 1 + shut * 0.4} ${5},${down + 3 + shut * 0.4} ${0},${down + 3 + shut * 0.4} C${-7},${down + 3 + shut * 0.4} ${inner + 3},${down} ${inner},2Z`,
  );
  if (open > 0.08) {
    ctx.save();
    fill(ctx, white, '#ffffff', place);
    ctx.clip();
    const x = gaze.x * 6 * side;
    const y = gaze.y * 4 - 0.5;
    const r = 10.4 * size;
    place(x, y);
    const { x: px, y: py } = spot;
    disc(ctx, px, py, r, iris);
    disc(ctx, px, py, r * 0.56, '#1d1418');
    // The lid's shadow on the eye, then the light in it.
    trace(ctx, upper, place);
    disc(ctx, px - 3.2, py - 3.6, 2.7 * size, '#ffffff');
    ctx.restore();
  }
  // The lid shows as it comes down.
  if (open < 0.9) {
    const full = 12.5 * size;
    const lid = outline(
      `M${inner},2 C${inner + 4},${-full} -3,${-full * 1.16} 3,${-full * 1.12} C9,${-full * 1.08} ${outer - 3},${-full * 0.62 + outerY} ${outer},${outerY} C${outer - 3},${-up * 0.62 + outerY + shut} 9,${-up * 1.08 + shut} 3,${-up * 1.12 + shut} C-3,${-up * 1.16 + shut} ${inner + 4},${-up + shut} ${inner},2Z`,
    );
    fill(ctx, lid, art.skin.shade, place);
  }
  // The upper lashes: thin at the inner corner, strong at the outer one, with a wing where it is worn.
  const k = lash * 0.5;
  const wing = hasWing ? `L${outer + 8},${outerY - 5.5} L${outer + 1},${outerY + k}` : `L${outer + 1.5},${outerY + k}`;
  const lashes = outline(
    `M${inner - 0.5},2.4 C${inner + 3},${-up + shut - k * 0.9} -4,${-up * 1.16 + shut - k} 3,${-up * 1.12 + shut - k * 1.05} C9.5,${-up * 1.08 + shut - k * 1.1} ${outer - 2},${-up * 0.62 + outerY + shut - k * 1.2} ${outer + 1},${outerY - k} ${wing} C${outer - 4},${-up * 0.62 + outerY + shut + k * 1.1} 8.5,${-up * 1.08 + shut + k} 3,${-up * 1.12 + shut + k} C-3,${-up * 1.16 + shut + k} ${inner + 4},${-up + shut + k * 0.9} ${inner + 0.8},3Z`,
  );
  fill(ctx, lashes, '#2b1d22', place);
}

/** The shadow that the upper lid throws on the white. */
function trace(ctx: CanvasRenderingContext2D, upper: string, place: Warp): void {
  line(ctx, outline(`M${upper}`), 'rgba(70,50,90,0.16)', 9, place);
}

function disc(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, color: string): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
  ctx.fillStyle = color;
  ctx.fill();
}

/** Maps an eye's own points, its outer corner at +x, onto the turned head. */
function placeAt(side: -1 | 1, turn: HeadTurn, dx = 0, dy = 0): Warp {
  const head = headWarp(turn, { face: -4 });
  return (x, y) => head(side * (eyeX + dx + x), eyeY + dy + y);
}

function drawBrow(ctx: CanvasRenderingContext2D, art: CharacterArt, gaze: Gaze, turn: HeadTurn, side: -1 | 1): void {
  const { weight, arch, color } = art.brows;
  const lift = -27 - gaze.browRaise * 8;
  const innerY = lift + 4 - gaze.browTilt * 7 - (gaze.open > 1 ? 2 : 0);
  const outerY = lift + 5 + gaze.browTilt * 3;
  const peak = lift - arch;
  const half = weight / 2;
  const brow = outline(
    `M-17,${innerY - half} C-8,${peak - half - 1} 4,${peak - half - 1} 21,${outerY} C8,${peak + half + 1} -6,${peak + half + 2.5} -16,${innerY + half} C-19,${innerY + half} -19,${innerY - half} -17,${innerY - half}Z`,
  );
  fill(ctx, brow, color, placeAt(side, turn));
}
