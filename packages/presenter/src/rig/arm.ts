/** A point in the figure's space. */
export interface Point {
  x: number;
  y: number;
}

/** An arm's bones in the figure's units. The forearm is a generous one: it hides how far the elbow comes forward. */
const armLength = { upper: 166, fore: 215 } as const;

/**
 * Where the elbow is. Seen from the front the forearm may look shorter than it is, because it points at the viewer, so
 * the elbow stays near the body's side as long as the wrist can be reached from there; only then is the arm stretched.
 * `side` is −1 for the arm at the left of the picture.
 */
export function elbowOf(shoulder: Point, wrist: Point, side: -1 | 1): Point {
  const dx = wrist.x - shoulder.x;
  const dy = wrist.y - shoulder.y;
  const { upper, fore } = armLength;
  // Raised hands lift the elbow a little outward.
  const raised = Math.min(1, Math.max(0, (170 - dy) / 260));
  const easy = (4 + 11 * raised) * (Math.PI / 180);
  const easyElbow = { x: shoulder.x + side * Math.sin(easy) * upper, y: shoulder.y + Math.cos(easy) * upper };
  if (Math.hypot(wrist.x - easyElbow.x, wrist.y - easyElbow.y) <= fore) {
    return easyElbow;
  }
  const reach = Math.min(upper + fore - 0.5, Math.max(Math.abs(upper - fore) + 0.5, Math.hypot(dx, dy)));
  const along = Math.atan2(dy, dx);
  const bend = Math.acos((upper * upper + reach * reach - fore * fore) / (2 * upper * reach));
  // Of the two elbows that reach the wrist, the one that the arm gets to from its easy place.
  const [a, b] = [pointAt(shoulder, along + bend), pointAt(shoulder, along - bend)];
  return distance(a, easyElbow) < distance(b, easyElbow) ? a : b;
}

function pointAt(from: Point, angle: number): Point {
  return { x: from.x + Math.cos(angle) * armLength.upper, y: from.y + Math.sin(angle) * armLength.upper };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** A wrist that the arm can reach from its shoulder. */
export function reachable(shoulder: Point, wrist: Point): Point {
  const dx = wrist.x - shoulder.x;
  const dy = wrist.y - shoulder.y;
  const distance = Math.hypot(dx, dy);
  const most = armLength.upper + armLength.fore - 2;
  const share = distance > most ? most / distance : 1;
  return { x: shoulder.x + dx * share, y: shoulder.y + dy * share };
}

/** The widths of a sleeve, halved, at shoulder, elbow and wrist. */
export interface SleeveWidths {
  shoulder: number;
  elbow: number;
  wrist: number;
}

/** An arm's joints. */
export interface Joints {
  shoulder: Point;
  elbow: Point;
  wrist: Point;
}

/** A place along the arm, 0 the shoulder, 0.5 the elbow, 1 the wrist; how thick the sleeve is there, and its direction. */
export function alongArm(
  { shoulder, elbow, wrist }: Joints,
  widths: SleeveWidths,
  t: number,
): Point & { half: number; angle: number } {
  const isUpper = t < 0.5;
  const [a, b, share] = isUpper ? [shoulder, elbow, t * 2] : [elbow, wrist, t * 2 - 1];
  const [from, to] = isUpper ? [widths.shoulder, widths.elbow] : [widths.elbow, widths.wrist];
  return {
    x: a.x + (b.x - a.x) * share,
    y: a.y + (b.y - a.y) * share,
    half: from + (to - from) * share,
    angle: Math.atan2(b.y - a.y, b.x - a.x),
  };
}

/**
 * Puts a part of the arm into the path as one shape: round at the elbow and, where it begins at 0, at the shoulder; cut
 * straight at its end.
 */
export function armPath(
  ctx: CanvasRenderingContext2D,
  joints: Joints,
  widths: SleeveWidths,
  from: number,
  until: number,
): void {
  ctx.beginPath();
  const stops = [from, ...(from < 0.5 && until > 0.5 ? [0.4999, 0.5] : []), until === 0.5 ? 0.4999 : until];
  for (let index = 0; index + 1 < stops.length; index++) {
    const [start = 0, end = 1] = [stops[index], stops[index + 1]];
    if (end - start < 0.001) {
      continue;
    }
    const a = alongArm(joints, widths, start);
    const b = alongArm(joints, widths, end);
    const [sin, cos] = [Math.sin(a.angle), Math.cos(a.angle)];
    // Clockwise, as the joints' circles are, so that overlaps add up.
    ctx.moveTo(a.x + sin * a.half, a.y - cos * a.half);
    ctx.lineTo(b.x + sin * b.half, b.y - cos * b.half);
    ctx.lineTo(b.x - sin * b.half, b.y + cos * b.half);
    ctx.lineTo(a.x - sin * a.half, a.y + cos * a.half);
    ctx.closePath();
  }
  for (const [at, point, half] of [
    [0, joints.shoulder, widths.shoulder],
    [0.5, joints.elbow, widths.elbow],
  ] as const) {
    if (from <= at && at < until) {
      ctx.moveTo(point.x + half, point.y);
      ctx.arc(point.x, point.y, half, 0, Math.PI * 2);
      ctx.closePath();
    }
  }
}
