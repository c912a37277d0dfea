import type { CharacterArt } from './character.ts';
import { both, type Dress, type Fabrics, part, trunkOf, trunkShade } from './garments.ts';
import { apart } from './palette.ts';
import { symmetric } from './pen.ts';

type Body = CharacterArt['body'];

/** A long tunic with a placket; the headscarf hides the neck. */
export function tunic(body: Body, { outfit, accent }: Fabrics): Dress {
  const { hip: h, waist: w } = body;
  return {
    behind: [],
    neck: 'hidden',
    trunk: [
      { shape: trunkOf(body, 860, 34), color: outfit.base },
      ...trunkShade(body, outfit, 860, 34),
      part(`M${-w - 2},400 C-40,416 40,416 ${w + 2},400 L${w + 3},428 C40,444 -40,444 ${-w - 3},428Z`, accent.base),
      part(
        `M${w - 22},408 C${w - 12},406 ${w - 4},403 ${w + 2},400 L${w + 3},428 C${w - 6},431 ${w - 16},434 ${w - 24},436Z`,
        accent.shade,
      ),
      part('M-12,408 L14,408 L14,440 L-12,440Z', accent.line, 3),
      part('M0,250 L0,410', outfit.line, 2.8),
      ...[300, 340, 380].map((y) =>
        part(`M8,${y} C8,${y - 6} 18,${y - 6} 18,${y} C18,${y + 6} 8,${y + 6} 8,${y}Z`, outfit.line),
      ),
      part(`M-20,446 C-30,540 -44,640 -50,860`, outfit.line, 2.8),
      part(`M22,446 C26,520 30,640 36,860`, outfit.line, 2.8),
      part(`M${-h * 0.6},450 C${-h * 0.7},520 ${-h * 0.78},600 ${-h * 0.8},700`, outfit.line, 2.8),
    ],
    collar: [],
    sleeve: {
      cloth: outfit,
      widths: { shoulder: 33, elbow: 29, wrist: 26 },
      until: 0.96,
      cuff: 'plain',
      cuffColor: outfit.shade,
    },
  };
}

/** Dungarees in the outfit's colour over a striped tee of the accent. */
export function dungarees(body: Body, { outfit, accent, inner }: Fabrics): Dress {
  const stripe = apart(accent.base, inner.base);
  const { shoulder: s, chest: c, waist: w, hip: h, neck: n } = body;
  const stripes = [192, 222, 252, 282, 312].map((y) =>
    part(
      `M${-c + (y > 290 ? (y - 290) * 0.3 + 6 : 0)},${y} C-50,${y + 12} 50,${y + 12} ${c - (y > 290 ? (y - 290) * 0.3 + 6 : 0)},${y}`,
      stripe,
      8,
    ),
  );
  return {
    behind: [],
    neck: 'bare',
    trunk: [
      {
        shape: symmetric(
          `M0,120 L${n + 4},120 C${n + 8},138 ${n + 30},143 ${s - 36},154 C${s - 10},160 ${s + 2},176 ${s + 2},206 C${s + 2},240 ${c + 5},246 ${c},288 C${c - 3},335 ${w},360 ${w},408 L${w},424 L0,430`,
        ),
        color: inner.base,
      },
      ...stripes,
      part(
        `M${c - 18},196 C${c - 22},260 ${c - 26},320 ${w - 22},400 L${w + 2},408 C${w},360 ${c - 3},335 ${c},288 C${c + 5},246 ${s + 2},240 ${s + 2},206Z`,
        inner.shade,
      ),
      part(`M${-n - 16},136 C-34,172 34,172 ${n + 16},136`, stripe, 8),
      // Bib, waist and legs as one.
      part(
        `M-62,262 C-30,268 30,268 62,262 L66,352 C${w - 6},372 ${w + 4},392 ${w + 4},412 C${w + 4},456 ${h + 10},478 ${h + 10},540 L${h + 12},880 L${-h - 12},880 L${-h - 10},540 C${-h - 10},478 ${-w - 4},456 ${-w - 4},412 C${-w - 4},392 ${-w + 6},372 -66,352Z`,
        outfit.base,
      ),
      part(
        `M40,266 L62,262 L66,352 C${w - 6},372 ${w + 4},392 ${w + 4},412 C${w + 4},456 ${h + 10},478 ${h + 10},540 L${h + 12},880 L${h - 22},880 C${h - 20},620 ${h - 16},480 ${w - 26},410 C62,380 44,360 40,266Z`,
        outfit.shade,
      ),
      // Straps with buckles, the bib's pocket and seams.
      ...both(`M40,266 L${n + 20},132 L${n + 42},138 L62,264Z`, outfit.light),
      ...both('M42,270 L60,267 L61,284 L43,287Z', '#e9b44c'),
      part('M-34,290 C-14,294 14,294 34,290 L32,334 C20,344 -20,344 -32,334Z', outfit.light),
      part('M-34,302 C-14,306 14,306 34,302', outfit.line, 2.4),
      part(`M${-w - 2},412 C-40,424 40,424 ${w + 2},412`, outfit.line, 3),
      ...both(`M${h - 46},436 C${h - 40},470 ${h - 20},486 ${h + 2},490`, outfit.line, 2.8),
      part('M0,424 L0,600 L-4,880', outfit.line, 3),
    ],
    collar: [],
    sleeve: {
      cloth: inner,
      widths: { shoulder: 33, elbow: 28, wrist: 24 },
      until: 0.4,
      cuff: 'turned',
      cuffColor: stripe,
    },
  };
}

/** A hooded jumper with drawstrings and a pouch. */
export function hoodie(body: Body, { outfit, accent }: Fabrics): Dress {
  const { hip: h, neck: n, shoulder: s } = body;
  return {
    behind: [part(`M${-n - 50},160 C${-n - 58},90 -46,62 0,62 C46,62 ${n + 58},90 ${n + 50},160Z`, outfit.shade)],
    neck: 'bare',
    trunk: [
      { shape: trunkOf(body, 552, 2), color: outfit.base },
      ...trunkShade(body, outfit, 552, 2),
      part(`M-62,430 L62,430 L84,520 C40,528 -40,528 -84,520Z`, outfit.light),
      ...both('M62,430 C66,464 74,494 84,520', outfit.line, 2.8),
      part('M-62,430 L62,430', outfit.line, 2.8),
      ...[-4, -3, -2, -1, 0, 1, 2, 3, 4].map((k) => part(`M${k * 25},536 L${k * 25},556`, outfit.line, 2.4)),
      part(`M${-h},530 C-40,538 40,538 ${h},530`, outfit.line, 2.4),
      part(
        `M-${s * 0.34},290 C-20,278 20,278 ${s * 0.34},290 L${s * 0.34},318 C20,306 -20,306 -${s * 0.34},318Z`,
        accent.base,
      ),
    ],
    collar: [
      // The hood lies on the shoulders, its lining inside.
      ...both(
        `M${n - 4},108 C${n + 24},108 ${n + 56},128 ${n + 52},158 C${n + 44},184 26,204 0,206 C2,192 22,176 ${n - 2},150 C${n + 8},138 ${n + 6},122 ${n - 4},108Z`,
        outfit.light,
      ),
      ...both(`M${n + 52},158 C${n + 44},184 26,204 0,206`, outfit.line, 2.8),
      ...both('M18,190 C20,214 22,236 18,262', accent.light, 4.6),
      ...both('M18,254 L17,268', accent.base, 7),
    ],
    sleeve: {
      cloth: outfit,
      widths: { shoulder: 38, elbow: 33, wrist: 27 },
      until: 0.96,
      cuff: 'rib',
      cuffColor: outfit.shade,
    },
  };
}

/** A Chinese jacket: standing collar, knots down the middle. */
export function mandarin(body: Body, { outfit, accent, inner }: Fabrics): Dress {
  const { neck: n, hip: h } = body;
  const knots = [196, 262, 328, 394, 460, 526].flatMap((y) => [
    part(`M-30,${y} C-24,${y - 8} -14,${y - 4} -5,${y} C-14,${y + 4} -24,${y + 8} -30,${y}Z`, accent.base),
    part(`M30,${y} C24,${y - 8} 14,${y - 4} 5,${y} C14,${y + 4} 24,${y + 8} 30,${y}Z`, accent.base),
    part(`M-5,${y} C-5,${y - 7} 5,${y - 7} 5,${y} C5,${y + 7} -5,${y + 7} -5,${y}Z`, accent.shade),
  ]);
  return {
    behind: [],
    neck: 'bare',
    trunk: [
      { shape: trunkOf(body, 590, 10), color: outfit.base },
      ...trunkShade(body, outfit, 590, 10),
      part('M0,150 L0,598', outfit.line, 3),
      ...knots,
      ...both(`M${h - 70},496 L${h - 18},490 L${h - 16},504 L${h - 68},510Z`, outfit.shade),
    ],
    collar: [
      // The shoulders come up to the collar.
      ...both(`M${n + 4},112 C${n + 10},128 ${n + 18},136 ${n + 34},143 L${n + 10},162 L${n - 4},130Z`, outfit.base),
      part(
        `M${-n - 3},108 C${-n + 2},128 -14,142 -2,156 L-4,176 C-30,168 ${-n - 8},150 ${-n - 12},130 C${-n - 10},120 ${-n - 8},112 ${-n - 3},108Z`,
        outfit.light,
      ),
      part(
        `M${n + 3},108 C${n - 2},128 14,142 2,156 L4,176 C30,168 ${n + 8},150 ${n + 12},130 C${n + 10},120 ${n + 8},112 ${n + 3},108Z`,
        outfit.light,
      ),
      ...both(`M${n + 3},108 C${n - 2},128 14,142 2,156`, accent.base, 3.4),
      ...both(`M4,176 C30,168 ${n + 8},150 ${n + 12},130`, outfit.line, 2.6),
    ],
    sleeve: {
      cloth: outfit,
      widths: { shoulder: 36, elbow: 31, wrist: 28 },
      until: 0.93,
      cuff: 'turned',
      cuffColor: inner.base,
    },
  };
}
