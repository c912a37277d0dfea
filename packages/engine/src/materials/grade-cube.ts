import type { Grade } from './match-looks.ts';

/** Nodes a side: between them FFmpeg goes straight, which is exact enough for so gentle a map. */
const nodes = 33;
/** No grey moves further than this in Lab, and no strong colour further than `ofColour`: a brand's red stays that red. */
export const mostMoved = { ofGrey: 18, ofColour: 7 };
/** Chroma at which a colour begins to be kept, and at which it is kept as well as it can be. */
const kept = { from: 24, to: 56 };

/** A colour in CIE Lab (D65). */
export interface Lab {
  lightness: number;
  a: number;
  b: number;
}

/** Where a grade takes a colour. Black and white stay ends of the scale; strong colours move least. Pure. */
export function gradeColor({ lightness, a, b }: Lab, grade: Grade): Lab {
  const chroma = Math.hypot(a, b);
  const strength = Math.min(1, Math.max(0, (chroma - kept.from) / (kept.to - kept.from)));
  // Towards both ends the correction fades: black stays black, and lights do not burn out.
  const ends = Math.min(1, lightness / 12) * Math.min(1, Math.max(0, (100 - lightness) / 6));
  const lighter = ((lightness + 16) * grade.gain - 16 + grade.lift - lightness) * ends;
  // Things keep their colour in more light: chroma goes with lightness.
  const richer = Math.min(1.3, Math.max(0.8, (lightness + lighter + 16) / (lightness + 16)));
  const tinted = ends * (1 - 0.6 * strength);
  const move = {
    lightness: lighter,
    a: a * (richer - 1) + grade.shift.a * tinted,
    b: b * (richer - 1) + grade.shift.b * tinted,
  };
  const far = Math.hypot(move.lightness, move.a, move.b);
  const limit = mostMoved.ofGrey + (mostMoved.ofColour - mostMoved.ofGrey) * strength;
  const share = far > limit ? limit / far : 1;
  return {
    lightness: Math.min(100, Math.max(0, lightness + move.lightness * share)),
    a: a + move.a * share,
    b: b + move.b * share,
  };
}

/** The grade as a colour cube of sRGB for FFmpeg's `lut3d`, in the text form of Adobe's .cube files. Pure. */
export function gradeCube(grade: Grade): string {
  const lines = [`LUT_3D_SIZE ${nodes}`];
  const steps = Array.from({ length: nodes }, (_, index) => index / (nodes - 1));
  for (const blue of steps) {
    for (const green of steps) {
      for (const red of steps) {
        const rgb = rgbOfLab(gradeColor(labOfRgb([red, green, blue]), grade));
        lines.push(rgb.map((value) => value.toFixed(6)).join(' '));
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

type Three = [number, number, number];
const white: Three = [0.9505, 1, 1.089];

/** Lab of sRGB parts 0 … 1. Pure. */
export function labOfRgb(rgb: Three): Lab {
  const [r, g, b] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as Three;
  const root = (part: number) => (part > 216 / 24_389 ? Math.cbrt(part) : (part * 24_389) / 27 / 116 + 16 / 116);
  const x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / white[0]);
  const y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / white[2]);
  return { lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

function rgbOfLab({ lightness, a, b }: Lab): Three {
  const y = (lightness + 16) / 116;
  const part = (root: number) => (root ** 3 > 216 / 24_389 ? root ** 3 : ((116 * root - 16) * 27) / 24_389);
  const [x, light, z] = [part(y + a / 500) * white[0], part(y), part(y - b / 200) * white[2]];
  const linear: Three = [
    3.2406 * x - 1.5372 * light - 0.4986 * z,
    -0.9689 * x + 1.8758 * light + 0.0415 * z,
    0.0557 * x - 0.204 * light + 1.057 * z,
  ];
  return linear.map((value) => {
    const inside = Math.min(1, Math.max(0, value));
    return inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
  }) as Three;
}
