import { type Outline, outline } from '../pen.ts';

/**
 * A closed outline of round curls around an ellipse. `count` curls of `bulge` units, from `from` to `until` in degrees
 * clockwise from the right; an arc that is not whole is closed by `close`, a path from its end back to its beginning.
 */
export function curls(
  { x, y, rx, ry }: { x: number; y: number; rx: number; ry: number },
  count: number,
  bulge: number,
  from = 0,
  until = 360,
  close = '',
): Outline {
  const at = (degrees: number, more = 0) => {
    const angle = (degrees * Math.PI) / 180;
    return `${x + Math.cos(angle) * (rx + more)},${y + Math.sin(angle) * (ry + more)}`;
  };
  const step = (until - from) / count;
  let path = `M${at(from)}`;
  for (let index = 0; index < count; index++) {
    const start = from + index * step;
    // No two curls are alike.
    const size = bulge * (0.85 + 0.3 * (((index * 7) % 5) / 4));
    path += `C${at(start + step * 0.05, size)} ${at(start + step * 0.95, size)} ${at(start + step)}`;
  }
  return outline(`${path}${close}Z`);
}
