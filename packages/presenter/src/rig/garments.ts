import type { SleeveWidths } from './arm.ts';
import type { CharacterArt } from './character.ts';
import type { Cloth } from './palette.ts';
import { apart, mix } from './palette.ts';
import { mirrored, type Outline, outline, symmetric } from './pen.ts';

/** A drawn part of a garment, in the figure's units; a line where it has a width. */
export interface ClothPart {
  shape: Outline;
  color: string;
  width?: number;
}

/** A sleeve: its widths, where it ends on the arm (1 is the wrist), and what its end is. */
export interface Sleeve {
  cloth: Cloth;
  widths: SleeveWidths;
  until: number;
  cuff: 'shirt' | 'rib' | 'plain' | 'turned';
  cuffColor: string;
}

/** A garment as parts: behind the neck, the trunk, and what lies over the neck. */
export interface Dress {
  behind: ClothPart[];
  trunk: ClothPart[];
  collar: ClothPart[];
  sleeve: Sleeve;
  /** Whether the neck is bare to the collarbones, or hidden by a collar or scarf. */
  neck: 'bare' | 'hidden';
}

type Body = CharacterArt['body'];

/** What a garment is made from. */
export interface Fabrics {
  outfit: Cloth;
  accent: Cloth;
  inner: Cloth;
}

/** The trunk's outline down to a hem. */
export function trunkOf({ shoulder: s, chest: c, waist: w, hip: h, neck: n }: Body, hem: number, flare = 0): Outline {
  return symmetric(
    `M0,120 L${n + 4},120 C${n + 8},138 ${n + 30},143 ${s - 36},154 C${s - 10},160 ${s + 2},176 ${s + 2},206 C${s + 2},240 ${c + 5},246 ${c},288 C${c - 3},335 ${w},360 ${w},408 C${w},452 ${h + 1 + flare * 0.5},478 ${h + 2 + flare * 0.6},532 L${h + 4 + flare},${hem - 12} C${h + 4 + flare},${hem} ${h - 4 + flare},${hem + 2} ${h - 14 + flare},${hem + 3} C${h * 0.4},${hem + 8} 20,${hem + 8} 0,${hem + 8}`,
  );
}

/** Both sides of a shape that is written for the right one. */
export function both(path: string, color: string, width?: number): ClothPart[] {
  const shape = outline(path);
  return [shape, mirrored(shape)].map((one) => ({ shape: one, color, ...(width === undefined ? {} : { width }) }));
}

/** One part. */
export function part(path: string, color: string, width?: number): ClothPart {
  return { shape: outline(path), color, ...(width === undefined ? {} : { width }) };
}

/** The side of the trunk away from the light, and the folds that every cloth has at waist and arms. */
export function trunkShade(
  { shoulder: s, chest: c, waist: w, hip: h }: Body,
  cloth: Cloth,
  hem: number,
  flare = 0,
): ClothPart[] {
  return [
    part(
      `M${s - 12},196 C${s - 16},240 ${c - 20},262 ${c - 24},300 C${c - 28},345 ${w - 26},370 ${w - 24},412 C${w - 22},456 ${h - 30},492 ${h - 30 + flare * 0.7},${hem + 4} C${h - 18 + flare},${hem + 3} ${h + 4 + flare},${hem} ${h + 4 + flare},${hem - 12} L${h + 2 + flare * 0.6},532 C${h + 1 + flare * 0.5},478 ${w},452 ${w},408 C${w},360 ${c - 3},335 ${c},288 C${c + 5},246 ${s + 2},240 ${s + 2},206Z`,
      cloth.shade,
    ),
    part(`M${-w + 3},404 C${-w + 22},412 ${-w + 36},411 ${-w + 50},405`, cloth.line, 2.6),
    part(`M${-w + 5},420 C${-w + 16},424 ${-w + 22},424 ${-w + 32},421`, cloth.line, 2.6),
    part(`M${w - 4},396 C${w - 24},408 ${w - 38},408 ${w - 52},403`, cloth.line, 2.6),
    ...both(`M${c - 1},262 C${c - 8},274 ${c - 14},282 ${c - 22},288`, cloth.line, 2.6),
  ];
}

const tailored: SleeveWidths = { shoulder: 34, elbow: 27, wrist: 21 };

/** An open jacket over a top: lapels, a pocket, one button. */
export function blazer(body: Body, { outfit, inner, accent }: Fabrics): Dress {
  const { shoulder: s, hip: h, neck: n } = body;
  return {
    behind: [],
    neck: 'bare',
    trunk: [
      { shape: trunkOf(body, 572, 6), color: outfit.base },
      ...trunkShade(body, outfit, 572, 6),
      // The top between the lapels.
      part(
        `M${-n - 22},136 C-40,220 -16,330 0,420 C16,330 40,220 ${n + 22},136 C24,128 -24,128 ${-n - 22},136Z`,
        inner.base,
      ),
      part(`M${n + 4},140 C38,220 18,320 0,420 C8,330 28,230 ${n - 6},150Z`, inner.shade),
      part('M0,418 C-2,470 -12,540 -22,578', outfit.line, 3),
      // Button, pockets.
      ...both(`M${h - 62},496 L${h - 20},488 L${h - 18},500 L${h - 60},508Z`, outfit.shade),
      part(`M${-s * 0.62},262 L${-s * 0.62 + 40},256 L${-s * 0.62 + 40},266 L${-s * 0.62},272Z`, outfit.shade),
      part(
        `M${-s * 0.62 + 6},262 L${-s * 0.62 + 14},238 L${-s * 0.62 + 24},252 L${-s * 0.62 + 34},240 L${-s * 0.62 + 36},258Z`,
        accent.base,
      ),
    ],
    collar: [
      // Lapels: notch between collar and facing.
      ...both(
        `M${n + 6},118 C${n + 22},128 ${n + 30},138 ${n + 33},150 L${n + 25},172 L${n + 43},184 L${n + 34},236 C34,300 16,366 0,424 C-2,400 8,330 20,260 C26,214 22,160 ${n - 2},132Z`,
        outfit.light,
      ),
      ...both(`M${n + 25},172 L${n + 2},178`, outfit.line, 2.6),
      ...both(`M${n + 34},236 C34,300 16,366 0,424`, outfit.line, 2.6),
      part('M-9,446 C-9,438 5,438 5,446 C5,454 -9,454 -9,446Z', outfit.line),
    ],
    sleeve: { cloth: outfit, widths: tailored, until: 0.95, cuff: 'shirt', cuffColor: inner.base },
  };
}

/** A shirt worn open over a tee, with chest pockets and a collar; sleeves turned up. */
export function overshirt(body: Body, { outfit, inner, accent }: Fabrics): Dress {
  const print = apart(accent.base, inner.base);
  const { shoulder: s, hip: h, neck: n } = body;
  return {
    behind: [],
    neck: 'bare',
    trunk: [
      { shape: trunkOf(body, 556, 4), color: outfit.base },
      ...trunkShade(body, outfit, 556, 4),
      part(
        `M${-n - 20},138 C-46,240 -48,400 -44,562 L40,562 C46,400 46,240 ${n + 20},138 C24,126 -24,126 ${-n - 20},138Z`,
        inner.base,
      ),
      part(`M${n + 16},142 C42,240 42,400 38,562 L28,562 C34,400 32,250 ${n + 2},150Z`, inner.shade),
      // A print on the tee in the brand's accent.
      part('M-24,262 C-24,246 0,240 18,250 C32,258 26,280 8,284 C-8,288 -24,280 -24,262Z', print),
      part('M-30,292 C-16,300 8,300 26,292', print, 5),
      part('M-34,430 C-18,440 6,442 26,436', inner.line, 2.6),
      ...both(
        `M${s * 0.46},252 L${s * 0.46 + 44},250 L${s * 0.46 + 43},292 L${s * 0.46 + 22},300 L${s * 0.46 + 2},294Z`,
        outfit.shade,
      ),
      ...both(`M${s * 0.46},262 L${s * 0.46 + 44},260`, outfit.line, 2.6),
      ...both(`M${h - 54},500 C${h - 40},506 ${h - 24},506 ${h - 14},500`, outfit.line, 2.6),
      ...both(`M${n + 18},150 C46,240 48,400 43,562`, outfit.line, 2.8),
    ],
    collar: both(
      `M${n - 2},112 C${n + 14},118 ${n + 30},134 ${n + 34},146 L${n + 26},190 L${n - 10},152 C${n - 2},144 ${n},128 ${n - 2},112Z`,
      outfit.light,
    ).concat(both(`M${n + 26},190 L${n - 10},152`, outfit.line, 2.6)),
    sleeve: {
      cloth: outfit,
      widths: { shoulder: 35, elbow: 30, wrist: 27 },
      until: 0.8,
      cuff: 'turned',
      cuffColor: outfit.light,
    },
  };
}

/** A knitted jacket, buttoned, over a blouse with a small round collar. */
export function cardigan(body: Body, { outfit, inner, accent }: Fabrics): Dress {
  const { hip: h, neck: n } = body;
  const buttons = [262, 316, 370, 424, 478, 532].map((y) =>
    part(`M-7,${y} C-7,${y - 8} 7,${y - 8} 7,${y} C7,${y + 8} -7,${y + 8} -7,${y}Z`, accent.base),
  );
  return {
    behind: [],
    neck: 'bare',
    trunk: [
      { shape: trunkOf(body, 566, 8), color: outfit.base },
      ...trunkShade(body, outfit, 566, 8),
      part(
        `M${-n - 20},136 C-38,180 -18,216 0,244 C18,216 38,180 ${n + 20},136 C24,128 -24,128 ${-n - 20},136Z`,
        inner.base,
      ),
      // Button band.
      part('M-13,236 L13,236 L13,572 L-13,572Z', outfit.light),
      part('M-13,236 L-13,572', outfit.line, 2.4),
      ...buttons,
      ...both(`M30,466 L${h - 22},462 L${h - 24},520 L32,524Z`, outfit.shade),
      ...both(`M30,470 L${h - 22},466`, outfit.line, 5),
      ...[-3, -2, -1, 1, 2, 3].map((k) => part(`M${k * 28},553 L${k * 28},570`, outfit.line, 2.2)),
    ],
    collar: [
      ...both(
        `M${n + 8},124 C${n + 26},134 ${n + 30},140 ${n + 30},148 C44,188 24,222 6,252 L-6,240 C8,212 26,180 ${n + 2},136Z`,
        outfit.light,
      ),
      ...both(`M${n + 30},148 C44,188 24,222 6,252`, outfit.line, 2.4),
      ...both(
        `M${n - 4},116 C${n + 8},122 ${n + 16},134 ${n + 12},150 C${n},166 16,164 6,158 C18,150 28,136 ${n - 4},116Z`,
        inner.light,
      ),
      ...both(`M${n + 12},150 C${n},166 16,164 6,158`, inner.line, 2),
    ],
    sleeve: {
      cloth: outfit,
      widths: { shoulder: 33, elbow: 28, wrist: 23 },
      until: 0.97,
      cuff: 'rib',
      cuffColor: outfit.shade,
    },
  };
}

/** A jumper with a shirt's collar over it. */
export function sweater(body: Body, { outfit, inner, accent }: Fabrics): Dress {
  const { chest: c, neck: n } = body;
  return {
    behind: [],
    neck: 'bare',
    trunk: [
      { shape: trunkOf(body, 558, 2), color: outfit.base },
      ...trunkShade(body, outfit, 558, 2),
      // Bands of the accent across the chest, a little sagging in the middle.
      part(`M${-c + 2},274 C-50,288 50,288 ${c - 2},274 L${c - 3},302 C50,316 -50,316 ${-c + 3},302Z`, accent.base),
      part(
        `M${-c + 3},314 C-50,328 50,328 ${c - 3},314 L${c - 4},322 C50,336 -50,336 ${-c + 4},322Z`,
        mix(accent.base, '#ffffff', 0.55),
      ),
      part(
        `M${c - 22},284 C${c - 14},282 ${c - 6},278 ${c - 2},274 L${c - 3},302 C${c - 8},306 ${c - 18},309 ${c - 24},311Z`,
        accent.shade,
      ),
      part(`M${-n - 12},138 C-30,168 30,168 ${n + 12},138`, outfit.shade, 13),
      ...[-4, -3, -2, -1, 0, 1, 2, 3, 4].map((k) => part(`M${k * 24},540 L${k * 24},561`, outfit.line, 2.4)),
    ],
    collar: [
      ...both(
        `M${n - 4},110 C${n + 12},118 ${n + 24},132 ${n + 26},142 L${n + 6},178 L2,160 C18,150 ${n - 6},134 ${n - 4},110Z`,
        inner.base,
      ),
      ...both(`M${n + 6},178 L2,160 C18,150 ${n - 8},138 ${n - 4},110`, inner.line, 2.4),
    ],
    sleeve: {
      cloth: outfit,
      widths: { shoulder: 37, elbow: 31, wrist: 25 },
      until: 0.97,
      cuff: 'rib',
      cuffColor: outfit.shade,
    },
  };
}
