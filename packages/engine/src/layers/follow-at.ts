import type { FollowPoint } from '@clipo/contract';

/**
 * The place on a way given by points (frames ascending) at a frame: a smooth curve without jolts at the points, that
 * never swings beyond the two it lies between (monotone cubic of Fritsch and Carlson). Outside the points it holds. Pure.
 */
export function followAt(points: readonly FollowPoint[], frame: number): { x: number; y: number } {
  const next = points.findIndex((point) => point.frame > frame);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) {
    throw new RangeError('a way to follow has at least one point');
  }
  if (next === 0) {
    return { x: first.x, y: first.y };
  }
  if (next < 0) {
    return { x: last.x, y: last.y };
  }
  const along = (read: (point: FollowPoint) => number) => {
    const slopeTo = (index: number): number | null => {
      const [a, b] = [points[index - 1], points[index]];
      return a === undefined || b === undefined ? null : (read(b) - read(a)) / (b.frame - a.frame);
    };
    const [from, to] = [points[next - 1] as FollowPoint, points[next] as FollowPoint];
    const length = to.frame - from.frame;
    const slope = slopeTo(next) ?? 0;
    const [leaving, arriving] = [tangent(slopeTo(next - 1), slope), tangent(slope, slopeTo(next + 1))];
    const t = (frame - from.frame) / length;
    return (
      read(from) * (1 + 2 * t) * (1 - t) ** 2 +
      leaving * length * t * (1 - t) ** 2 +
      read(to) * t * t * (3 - 2 * t) +
      arriving * length * t * t * (t - 1)
    );
  };
  return { x: along((point) => point.x), y: along((point) => point.y) };
}

/** Slope at a point between two stretches: none at an end or a turn, else their harmonic mean. */
function tangent(before: number | null, after: number | null): number {
  return before === null || after === null || before * after <= 0 ? 0 : (2 * before * after) / (before + after);
}
