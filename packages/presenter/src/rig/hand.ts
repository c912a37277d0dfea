import type { Skin } from './palette.ts';

/** A finger: degrees from the hand's own upright towards the thumb's side, and how far it is folded, 0 to 1. */
export interface FingerPose {
  angle: number;
  curl: number;
}

/** A hand, palm to the viewer, fingers up, thumb at +x: index, middle, ring, little finger, and the thumb. */
export interface HandPose {
  fingers: readonly [FingerPose, FingerPose, FingerPose, FingerPose];
  thumb: FingerPose;
  /** How broad the palm looks: 1 seen from the front, 0.6 from its edge. */
  breadth: number;
}

const pose = (
  angles: readonly [number, number, number, number],
  curls: readonly [number, number, number, number],
  thumb: readonly [number, number],
  breadth = 1,
): HandPose => ({
  fingers: [
    { angle: angles[0], curl: curls[0] },
    { angle: angles[1], curl: curls[1] },
    { angle: angles[2], curl: curls[2] },
    { angle: angles[3], curl: curls[3] },
  ],
  thumb: { angle: thumb[0], curl: thumb[1] },
  breadth,
});

/** The poses between which hands move. */
export const handPoses = {
  open: pose([9, 1, -7, -17], [0.02, 0, 0.03, 0.06], [46, 0]),
  flat: pose([2, 0, -2, -5], [0, 0, 0, 0], [34, 0.1], 0.86),
  relaxed: pose([6, 2, -3, -8], [0.24, 0.3, 0.36, 0.42], [26, 0.2], 0.82),
  offer: pose([10, 3, -4, -12], [0.04, 0.06, 0.12, 0.2], [52, 0], 0.9),
  point: pose([3, 2, -3, -7], [0, 1, 1, 1], [10, 0.75], 0.86),
  two: pose([11, -8, -3, -7], [0, 0, 1, 1], [6, 0.8], 0.9),
  fist: pose([2, 0, -2, -4], [1, 1, 1, 1], [6, 0.7], 0.9),
  thumb: pose([4, 1, -2, -5], [1, 1, 1, 1], [72, 0], 0.86),
  pinch: pose([16, 2, -8, -18], [0.45, 0.1, 0.06, 0.08], [24, 0.35], 0.9),
} as const satisfies Record<string, HandPose>;
export type HandPoseName = keyof typeof handPoses;

/** A pose between two. */
export function blendHands(a: HandPose, b: HandPose, share: number): HandPose {
  const between = (x: number, y: number) => x + (y - x) * share;
  const finger = (x: FingerPose, y: FingerPose): FingerPose => ({
    angle: between(x.angle, y.angle),
    curl: between(x.curl, y.curl),
  });
  return {
    fingers: [
      finger(a.fingers[0], b.fingers[0]),
      finger(a.fingers[1], b.fingers[1]),
      finger(a.fingers[2], b.fingers[2]),
      finger(a.fingers[3], b.fingers[3]),
    ],
    thumb: finger(a.thumb, b.thumb),
    breadth: between(a.breadth, b.breadth),
  };
}

/** Where fingers begin, how long and thick they are: index to little finger. */
const knuckles = [
  { x: 16.5, y: -46, length: 41, width: 12.4 },
  { x: 5.6, y: -50, length: 46, width: 12.8 },
  { x: -5.6, y: -48.5, length: 42, width: 12.4 },
  { x: -16, y: -43, length: 32, width: 11 },
] as const;

/**
 * Draws a hand whose wrist is at the origin with the fingers towards −y. `isBack` shows the hand's back: folded fingers
 * then hide behind it. Lines between fingers are thin and of the skin's own dark tone.
 */
export function drawHand(ctx: CanvasRenderingContext2D, hand: HandPose, skin: Skin, isBack: boolean): void {
  const { breadth } = hand;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  palmPath(ctx, breadth, false);
  ctx.strokeStyle = skin.line;
  ctx.lineWidth = 3;
  ctx.stroke();
  // From the little finger to the index: each lies a little over its neighbour.
  for (const index of [3, 2, 1, 0] as const) {
    if (hand.fingers[index].curl < 0.62 || isBack) {
      drawFinger(ctx, hand, index, skin);
    }
  }
  if (isBack) {
    drawThumb(ctx, hand, skin);
  }
  palmPath(ctx, breadth, true);
  ctx.fillStyle = skin.base;
  ctx.fill();
  if (!isBack) {
    for (const index of [3, 2, 1, 0] as const) {
      if (hand.fingers[index].curl >= 0.62) {
        drawFinger(ctx, hand, index, skin);
      }
    }
    drawThumb(ctx, hand, skin);
  }
}

/** The palm; where it is filled it reaches a little into the sleeve, so that no line parts hand and arm. */
function palmPath(ctx: CanvasRenderingContext2D, k: number, isFilled: boolean): void {
  const wrist = 13 * (0.4 + 0.6 * k);
  ctx.beginPath();
  ctx.moveTo(-wrist, 4);
  ctx.bezierCurveTo(-15 * k, -8, -22 * k, -18, -22 * k, -36);
  ctx.bezierCurveTo(-22 * k, -46, -18 * k, -49, -12 * k, -50);
  ctx.lineTo(6 * k, -55);
  ctx.bezierCurveTo(16 * k, -55, 23 * k, -52, 23 * k, -42);
  ctx.bezierCurveTo(24 * k, -26, 20 * k, -10, wrist, 4);
  if (isFilled) {
    ctx.lineTo(wrist - 1, 9);
    ctx.lineTo(1 - wrist, 9);
    ctx.closePath();
  }
}

/** A stroke with a thin dark rim. */
function limb(ctx: CanvasRenderingContext2D, width: number, skin: Skin): void {
  ctx.strokeStyle = skin.line;
  ctx.lineWidth = width + 3;
  ctx.stroke();
  ctx.strokeStyle = skin.base;
  ctx.lineWidth = width;
  ctx.stroke();
}

function drawFinger(ctx: CanvasRenderingContext2D, hand: HandPose, index: 0 | 1 | 2 | 3, skin: Skin): void {
  const { x, y, length, width } = knuckles[index];
  const { angle, curl } = hand.fingers[index];
  const turn = (angle * Math.PI) / 180;
  const baseX = x * hand.breadth;
  // The first joint leans with the angle; the rest bends on towards the palm, which shortens it to the eye.
  const first = length * 0.46 * (1 - curl * 0.62);
  const second = length * 0.54 * (1 - curl * 1.9);
  const kneeX = baseX + Math.sin(turn) * first;
  const kneeY = y - Math.cos(turn) * first;
  const bend = turn * (1 - curl);
  ctx.beginPath();
  ctx.moveTo(baseX, y + (curl >= 0.62 ? 0 : 6));
  ctx.lineTo(kneeX, kneeY);
  ctx.lineTo(kneeX + Math.sin(bend) * second, kneeY - Math.cos(bend) * second);
  limb(ctx, width, skin);
}

function drawThumb(ctx: CanvasRenderingContext2D, hand: HandPose, skin: Skin): void {
  const { angle, curl } = hand.thumb;
  const turn = (angle * Math.PI) / 180;
  const baseX = 14 * hand.breadth;
  const baseY = -15;
  const length = 38 * (1 - curl * 0.3);
  const kneeX = baseX + Math.sin(turn) * length * 0.5;
  const kneeY = baseY - Math.cos(turn) * length * 0.5;
  // A folded thumb lies across the palm.
  const tip = turn - curl * 1.5 - 0.16;
  ctx.beginPath();
  ctx.moveTo(baseX, baseY);
  ctx.lineTo(kneeX, kneeY);
  ctx.lineTo(kneeX + Math.sin(tip) * length * 0.55, kneeY - Math.cos(tip) * length * 0.55);
  limb(ctx, 13, skin);
  // Covers the rim where the thumb grows out of the palm.
  ctx.beginPath();
  ctx.moveTo(baseX - 6, baseY + 4);
  ctx.lineTo(baseX - 1, baseY + 1);
  ctx.lineTo(baseX + Math.sin(turn) * 5, baseY - Math.cos(turn) * 5);
  ctx.strokeStyle = skin.base;
  ctx.lineWidth = 12.5;
  ctx.stroke();
}
