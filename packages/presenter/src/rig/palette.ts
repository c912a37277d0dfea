/** Colours are `#rrggbb`. */
type Rgb = [red: number, green: number, blue: number];

function rgbOf(color: string): Rgb {
  const value = Number.parseInt(color.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `share` of the second colour in the first. */
export function mix(color: string, other: string, share: number): string {
  const [a, b] = [rgbOf(color), rgbOf(other)];
  const channel = (index: 0 | 1 | 2) =>
    Math.round(a[index] + (b[index] - a[index]) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

/** How light a colour looks, 0 to 1. */
function lightnessOf(color: string): number {
  const [red, green, blue] = rgbOf(color);
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** A colour in shadow: darker and a little towards plum, as a flat print shades; black shades into itself. */
export function shaded(color: string, amount = 0.18): string {
  return mix(color, '#2a1638', amount);
}

/** A colour in light. */
export function lit(color: string, amount = 0.14): string {
  return mix(color, '#fff6ea', amount);
}

/** A colour that is seen on another: itself where the two differ enough, else lighter or darker than the ground. */
export function apart(color: string, ground: string): string {
  const [a, b] = [rgbOf(color), rgbOf(ground)];
  const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  if (distance >= 48) {
    return color;
  }
  return lightnessOf(ground) > 0.55 ? shaded(color, 0.34) : lit(color, 0.4);
}

/** Tones of one cloth: its own, in shadow, in light, and the line of its folds. */
export interface Cloth {
  base: string;
  shade: string;
  light: string;
  line: string;
}

/** The tones of a cloth. Very dark cloth takes its folds lighter than itself, else they would not be seen. */
export function clothOf(color: string): Cloth {
  const lightness = lightnessOf(color);
  const isDark = lightness < 0.22;
  if (lightness > 0.8) {
    // Plum would dirty what is nearly white: it shades into warm sand.
    return {
      base: color,
      shade: mix(color, '#a98a78', 0.3),
      light: mix(color, '#ffffff', 0.6),
      line: mix(color, '#75604f', 0.55),
    };
  }
  return {
    base: color,
    // Nothing is darker than black: there the side away from the light is the one that shows.
    shade: lightness < 0.1 ? lit(color, 0.1) : isDark ? shaded(mix(color, '#000000', 0.25), 0.1) : shaded(color, 0.17),
    light: lit(color, isDark ? 0.12 : 0.2),
    line: isDark ? lit(color, 0.2) : shaded(color, 0.4),
  };
}

/** Tones of a skin. */
export interface Skin {
  base: string;
  shade: string;
  line: string;
  blush: string;
  lip: string;
}
