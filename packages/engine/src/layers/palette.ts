import type { Color } from '@clipo/contract';

interface Rgba {
  r: number;
  g: number;
  b: number;
  a: number;
}

/** `color` moved towards `other`: 0 is the colour itself, 1 the other. Alpha stays. */
export function mixColors(color: Color, other: Color, share: number): Color {
  const from = rgbaOf(color);
  const to = rgbaOf(other);
  const mix = (a: number, b: number) => a + (b - a) * share;
  return hexOf({ r: mix(from.r, to.r), g: mix(from.g, to.g), b: mix(from.b, to.b), a: from.a });
}

/** The colour with its alpha multiplied by 0 … 1. */
export function fade(color: Color, alpha: number): Color {
  const rgba = rgbaOf(color);
  return hexOf({ ...rgba, a: rgba.a * alpha });
}

/** Contrast of two colours by WCAG 2, 1 … 21; alpha is left out. */
export function contrastOf(one: Color, other: Color): number {
  const light = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return ((light[0] ?? 0) + 0.05) / ((light[1] ?? 0) + 0.05);
}

/** The colour lighter above and darker below, by about as much to the eye whether it is light or dark itself. */
export function shaded(color: Color, strength: number): { top: Color; bottom: Color } {
  const depth = strength * (1 - 0.7 * luminanceOf(color));
  return { top: mixColors(color, '#FFFFFF', depth), bottom: mixColors(color, '#000000', depth) };
}

/** The wanted colour where it reads on a ground (4.5 : 1), else near-black or white, whichever reads better. */
export function readableOn(ground: Color, wanted: Color): Color {
  if (contrastOf(ground, wanted) >= 4.5) {
    return wanted;
  }
  return contrastOf(ground, '#FFFFFF') >= contrastOf(ground, '#16181D') ? '#FFFFFF' : '#16181D';
}

/** How light a colour is to the eye, 0 … 1 (WCAG 2); alpha is left out. */
function luminanceOf(color: Color): number {
  const { r, g, b } = rgbaOf(color);
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function rgbaOf(color: Color): Rgba {
  const byte = (at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return { r: byte(1), g: byte(3), b: byte(5), a: color.length > 7 ? byte(7) : 255 };
}

function hexOf({ r, g, b, a }: Rgba): Color {
  return `#${[r, g, b, a].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
