import type { MarkTile } from '@clipo/contract';
import { type ChipPlan, chipsFor, chipsOfShortSide, tileChips } from './chips.ts';
import { encodePieceId } from './piece-code.ts';

/** Levels (root mean square) that the mark adds to luma where the picture is plain, and where it has texture. */
const plainLevels = 0.7;
const texturedLevels = 1.4;

/** The tile's side in pixels for frames whose short side is given. */
function tileSide(shortSide: number): number {
  return Math.round((shortSide * tileChips) / chipsOfShortSide);
}

/**
 * Draws the tile of a piece: each chip a smooth spot, lighter or darker, without what is wider than some chips, where
 * pictures themselves are strongest and the eye sees best.
 */
export function drawTile(plan: ChipPlan, pieceId: string, shortSide: number): MarkTile {
  const side = tileSide(shortSide);
  const wave = smoothTile(shapeChips(chipsFor(plan, encodePieceId(pieceId))), side);
  const power = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
  const levels = (wanted: number) => Int8Array.from(wave, (value) => Math.round((value / power) * wanted));
  return { side, plain: levels(plainLevels), textured: levels(texturedLevels) };
}

/** Chips less the mean of their neighbourhood (5 × 5, around the tile's edges). */
export function shapeChips(chips: Int8Array): Float32Array {
  const shaped = new Float32Array(chips.length);
  for (let y = 0; y < tileChips; y++) {
    for (let x = 0; x < tileChips; x++) {
      let sum = 0;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          sum += chips[wrap(y + dy) * tileChips + wrap(x + dx)] as number;
        }
      }
      shaped[y * tileChips + x] = (chips[y * tileChips + x] as number) - sum / 25;
    }
  }
  return shaped;
}

/** The chips drawn `side` × `side` large, by cubic B-splines along both axes. */
export function smoothTile(chips: Float32Array, side: number): Float32Array {
  const step = tileChips / side;
  const rows = new Float32Array(tileChips * side);
  for (let x = 0; x < side; x++) {
    const [first, weights] = spline((x + 0.5) * step - 0.5);
    for (let y = 0; y < tileChips; y++) {
      let sum = 0;
      for (let tap = 0; tap < 4; tap++) {
        sum += (chips[y * tileChips + wrap(first + tap)] as number) * (weights[tap] as number);
      }
      rows[y * side + x] = sum;
    }
  }
  const out = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    const [first, weights] = spline((y + 0.5) * step - 0.5);
    for (let tap = 0; tap < 4; tap++) {
      const from = wrap(first + tap) * side;
      const weight = weights[tap] as number;
      for (let x = 0; x < side; x++) {
        out[y * side + x] = (out[y * side + x] as number) + (rows[from + x] as number) * weight;
      }
    }
  }
  return out;
}

function spline(at: number): [first: number, weights: [number, number, number, number]] {
  const whole = Math.floor(at);
  const t = at - whole;
  return [
    whole - 1,
    [(1 - t) ** 3 / 6, (3 * t ** 3 - 6 * t ** 2 + 4) / 6, (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6, t ** 3 / 6],
  ];
}

function wrap(chip: number): number {
  return (chip + tileChips) % tileChips;
}
