import { type Look, leastTrust } from './measure-look.ts';

/** A correction in Lab: lightness L becomes `(L + 16) × gain − 16 + lift`, every colour moves by `shift`. */
export interface Grade {
  gain: number;
  lift: number;
  shift: { a: number; b: number };
}

/** Smaller differences are what pictures are like; larger ones look like another video. In Lab units (ΔE). */
const tolerated = { lightness: 7, tint: 4.5 };
/** A look further away than this is meant: it is brought nearer, and no further. */
const most = { lightness: 16, tint: 12 };
/** Haze: a picture without darks, whose contrast is so much less than the reference's. */
const haze = { low: 8, contrast: 0.75 };
/** What a well-lit picture looks like: no correction leads away from it. */
const norm: Look = { low: 10, middle: 55, high: 92, tint: { a: 0, b: 2 }, trust: 1 };

/**
 * The look that a batch has in common: the one of its own that is nearest to all others and well
 * lit. Null where fewer than two are to be matched. Pure; the order does not matter.
 */
export function commonLook(looks: readonly Look[]): Look | null {
  if (looks.length < 2) {
    return null;
  }
  // One that shows no grey can't say what light the others should be in.
  const telling = looks.some(isTrusted) ? looks.filter(isTrusted) : looks;
  const rated = telling.map((look) => ({
    look,
    far: looks.reduce((sum, other) => sum + lookDistance(look, other), 0) / looks.length,
    odd: lookDistance(look, norm),
  }));
  // How well it is lit counts as much: one good picture among bad ones is the one to follow.
  return rated.reduce((best, next) => (next.far + next.odd < best.far + best.odd ? next : best)).look;
}

/** How unlike two looks are, in Lab units: lightness of the middle and the lights, and the tint where both show one. */
export function lookDistance(a: Look, b: Look): number {
  const lightness = (Math.abs(a.middle - b.middle) + Math.abs(a.high - b.high)) / 2;
  const tint = isTrusted(a) && isTrusted(b) ? Math.hypot(a.tint.a - b.tint.a, a.tint.b - b.tint.b) : 0;
  return Math.hypot(lightness, tint);
}

/**
 * The correction that brings a look to a reference, within bounds; null where it is near enough as it is, or better lit:
 * a good picture is never made like a bad one. Pure.
 */
export function gradeTowards(look: Look, reference: Look): Grade | null {
  const shift = tintShift(look, reference);
  const exposure = exposureShift(look, reference);
  const isHazy =
    look.low - reference.low > haze.low && look.high - look.low < haze.contrast * (reference.high - reference.low);
  if (shift === null && exposure === 0 && !isHazy) {
    return null;
  }
  const high = look.high + exposure;
  const scale = (high + 16) / (look.high + 16);
  const low =
    (look.low + 16) * scale - 16 - (isHazy ? Math.min(most.lightness / 2, (look.low - reference.low) / 2) : 0);
  const gain = Math.min(1.6, Math.max(0.7, (high - low) / Math.max(1, look.high - look.low)));
  return {
    gain: Number(gain.toFixed(3)),
    lift: Number((high + 16 - gain * (look.high + 16)).toFixed(2)),
    shift: shift ?? { a: 0, b: 0 },
  };
}

/** Exposure moves middle and lights the same way; where they disagree, the scene differs and not its light. */
function exposureShift(look: Look, reference: Look): number {
  const middle = reference.middle - look.middle;
  const high = reference.high - look.high;
  const isAlike = middle * high > 0;
  const wanted = isAlike ? Math.sign(high) * Math.min(Math.abs(middle), Math.abs(high)) : 0;
  const shift = Math.abs(wanted) <= tolerated.lightness ? 0 : bounded(wanted, most.lightness);
  return Math.abs(look.high + shift - norm.high) < Math.abs(look.high - norm.high) ? shift : 0;
}

function tintShift(look: Look, reference: Look): Grade['shift'] | null {
  const [a, b] = [reference.tint.a - look.tint.a, reference.tint.b - look.tint.b];
  const far = Math.hypot(a, b);
  if (!isTrusted(look) || !isTrusted(reference) || far <= tolerated.tint) {
    return null;
  }
  const share = Math.min(1, most.tint / far);
  const odd = (at: number) => Math.hypot(look.tint.a + a * at - norm.tint.a, look.tint.b + b * at - norm.tint.b);
  if (odd(share) >= odd(0)) {
    return null;
  }
  return { a: Number((a * share).toFixed(2)), b: Number((b * share).toFixed(2)) };
}

function isTrusted(look: Look): boolean {
  return look.trust >= leastTrust;
}

function bounded(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}
