import type { PixelRect } from '../compositor/types.ts';

/** A point of a way, with the direction it goes on in (radians) and its distance from the start. */
export interface WayPoint {
  x: number;
  y: number;
  angle: number;
  length: number;
}

const samples = 96;

/**
 * The way from a tail to the edge of a box, `gap` pixels before it: a bow whose middle lies `bend` of its length to the
 * right of the straight line. It heads for the box's middle and is cut where it meets the edge. Pure; at least two points.
 */
export function arrowWay(tail: { x: number; y: number }, box: PixelRect, bend: number, gap: number): WayPoint[] {
  const goal = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
  const [dx, dy] = [goal.x - tail.x, goal.y - tail.y];
  const control = { x: tail.x + dx / 2 - dy * bend, y: tail.y + dy / 2 + dx * bend };
  const way: WayPoint[] = [];
  for (let step = 0; step <= samples; step++) {
    const t = step / samples;
    const x = (1 - t) ** 2 * tail.x + 2 * (1 - t) * t * control.x + t * t * goal.x;
    const y = (1 - t) ** 2 * tail.y + 2 * (1 - t) * t * control.y + t * t * goal.y;
    const angle = Math.atan2(
      (1 - t) * (control.y - tail.y) + t * (goal.y - control.y),
      (1 - t) * (control.x - tail.x) + t * (goal.x - control.x),
    );
    const before = way.at(-1);
    const isInside =
      x > box.x - gap && x < box.x + box.w + gap && y > box.y - gap && y < box.y + box.h + gap && way.length >= 2;
    if (isInside) {
      break;
    }
    way.push({ x, y, angle, length: before ? before.length + Math.hypot(x - before.x, y - before.y) : 0 });
  }
  return way;
}

/** The beginning of a way up to a share of its length, its last point exactly there. */
export function wayUpTo(way: readonly WayPoint[], share: number): WayPoint[] {
  const length = (way.at(-1)?.length ?? 0) * share;
  const next = way.findIndex((point) => point.length >= length);
  if (next <= 0) {
    return way.slice(0, 1);
  }
  const [from, to] = [way[next - 1] as WayPoint, way[next] as WayPoint];
  const part = (length - from.length) / (to.length - from.length);
  const between = (a: number, b: number) => a + (b - a) * part;
  const tip = { x: between(from.x, to.x), y: between(from.y, to.y), angle: to.angle, length };
  return [...way.slice(0, next), tip];
}

/** The smallest rectangle round all points of a way. */
export function boundsOfWay(way: readonly WayPoint[]): PixelRect {
  const [x, y] = [Math.min(...way.map((point) => point.x)), Math.min(...way.map((point) => point.y))];
  return { x, y, w: Math.max(...way.map((point) => point.x)) - x, h: Math.max(...way.map((point) => point.y)) - y };
}
