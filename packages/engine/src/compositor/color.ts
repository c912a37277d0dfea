import type { YuvaColor } from './types.ts';

/** Weights of red and blue in BT.709 luma; green has the rest. */
const RED = 0.2126;
const BLUE = 0.0722;

/**
 * `#RRGGBB` or `#RRGGBBAA` as BT.709 limited range, each value rounded. Alpha is not multiplied in.
 * Throws RangeError for anything else (schemas have refused it long before).
 */
export function yuvaOf(color: string): YuvaColor {
  if (!/^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i.test(color)) {
    throw new RangeError(`Not a colour: ${color}`);
  }
  const at = (index: number) => Number.parseInt(color.slice(index, index + 2), 16);
  const [red, green, blue] = [at(1), at(3), at(5)];
  const luma = RED * red + (1 - RED - BLUE) * green + BLUE * blue;
  return {
    y: Math.round(16 + (219 * luma) / 255),
    u: Math.round(128 + (224 * (blue - luma)) / (2 * (1 - BLUE)) / 255),
    v: Math.round(128 + (224 * (red - luma)) / (2 * (1 - RED)) / 255),
    a: color.length === 9 ? at(7) : 255,
  };
}
