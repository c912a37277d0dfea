import { alongArm, armPath, elbowOf, type Joints, type Point, reachable, type SleeveWidths } from './arm.ts';
import type { CharacterArt } from './character.ts';
import type { ClothPart, Dress, Sleeve } from './garments.ts';
import { drawHand, type HandPose } from './hand.ts';
import { drawHead, drawParts, type HeadState, type HeadTones } from './head.ts';
import type { Cloth } from './palette.ts';
import { fill, line, type Outline, outline, spot, symmetric, trace, type Warp } from './pen.ts';

/** An arm in a frame: where the wrist is in the figure's units, how the hand is held. */
export interface ArmState {
  wrist: Point;
  hand: HandPose;
  /** Where the fingers point: degrees clockwise from upwards. */
  angle: number;
  /** 1 shows the palm, −1 the back; between, the hand is turning. */
  facing: number;
}

/** All that changes from frame to frame. */
export interface FigureState {
  head: HeadState & {
    /** Where the head is carried to, in units, and its tilt in radians. */
    x: number;
    y: number;
    roll: number;
  };
  /** How full the chest is, 0 to 1. */
  breath: number;
  /** Lean of the trunk about the hips, in radians. */
  lean: number;
  /** The arm at the left of the picture, and at the right. */
  left: ArmState;
  right: ArmState;
}

/** What is drawn of a character in a frame's state: fabrics and shapes found once. */
export interface Figure {
  art: CharacterArt;
  tones: HeadTones;
  dress: Dress;
  lower: Cloth;
}

const hipY = 560;

/** Necks are short in this style: the head sits lower than where its space begins. */
const headDrop = 9;

/** The neck's pivot for the head's tilt, in the head's units. */
const pivotY = 84;

/** The box in the figure's units outside of which nothing is drawn in a state; a little too large, never too small. */
export function inkOf(figure: Figure, state: FigureState): { left: number; top: number; right: number } {
  const { art } = figure;
  const { head } = state;
  // Leaning about the hips carries the head furthest.
  const leaning = Math.abs(state.lean) * 760 + 6;
  const trunk = Math.max(art.body.shoulder, art.body.hip + 46) + leaning;
  const hair = 158;
  let left = Math.min(-trunk, head.x - hair - leaning);
  let right = Math.max(trunk, head.x + hair + leaning);
  let top = head.y - 196;
  for (const side of [-1, 1] as const) {
    const { elbow, wrist } = jointsOf(figure, state, side);
    left = Math.min(left, elbow.x - 48 - leaning, wrist.x - 116 - leaning);
    right = Math.max(right, elbow.x + 48 + leaning, wrist.x + 116 + leaning);
    top = Math.min(top, wrist.y - 124);
  }
  return { left, top, right };
}

/** Draws the whole figure, the head's middle at the origin. */
export function drawFigure(ctx: CanvasRenderingContext2D, figure: Figure, state: FigureState): void {
  const { art, dress } = figure;
  const inHead = (draw: () => void) => {
    ctx.save();
    ctx.translate(state.head.x, state.head.y + headDrop + pivotY);
    ctx.rotate(state.head.roll);
    ctx.translate(0, -pivotY);
    draw();
    ctx.restore();
  };
  ctx.save();
  ctx.translate(0, hipY);
  ctx.rotate(state.lean);
  ctx.translate(0, -hipY);
  inHead(() => drawParts(ctx, art.behind, figure.tones, state.head.turn));
  ctx.restore();
  drawLower(ctx, figure);
  ctx.save();
  ctx.translate(0, hipY);
  ctx.rotate(state.lean);
  ctx.translate(0, -hipY);
  const breathe = breathing(state.breath);
  drawCloth(ctx, dress.behind, breathe);
  drawCloth(ctx, dress.trunk, breathe);
  if (dress.neck === 'bare') {
    drawNeck(ctx, art, state);
  }
  drawCloth(ctx, dress.collar, breathe);
  // A raised hand may pass before the face; hands otherwise lie over the trunk.
  drawArm(ctx, figure, state, -1);
  drawArm(ctx, figure, state, 1);
  inHead(() => drawHead(ctx, art, figure.tones, state.head));
  drawHandOf(ctx, figure, state, -1);
  drawHandOf(ctx, figure, state, 1);
  ctx.restore();
}

/** Breath lifts shoulders and chest; the hem stays. */
function breathing(breath: number): Warp {
  return (x, y) => {
    const share = Math.max(0, Math.min(1, (hipY - y) / (hipY - 150)));
    spot.x = x * (1 + 0.008 * breath * share);
    spot.y = y - 3.2 * breath * share;
  };
}

function drawCloth(ctx: CanvasRenderingContext2D, parts: readonly ClothPart[], warp: Warp): void {
  for (const { shape, color, width } of parts) {
    if (width === undefined) {
      fill(ctx, shape, color, warp);
    } else {
      line(ctx, shape, color, width, warp);
    }
  }
}

const legs = (h: number) => ({
  trousers: symmetric(`M0,500 L${h - 4},500 C${h + 4},580 ${h},700 ${h - 6},900 L0,900`),
  skirt: symmetric(`M0,490 L${h - 8},490 C${h + 10},600 ${h + 34},760 ${h + 44},900 L0,910`),
});

function drawLower(ctx: CanvasRenderingContext2D, { art, lower }: Figure): void {
  const h = art.body.hip;
  fill(ctx, legs(h)[art.lower], lower.base);
  if (art.lower === 'trousers') {
    fill(
      ctx,
      outline(
        `M${h - 30},500 L${h - 4},500 C${h + 4},580 ${h},700 ${h - 8},900 L${h - 36},900 C${h - 28},760 ${h - 26},600 ${h - 30},500Z`,
      ),
      lower.shade,
    );
    line(ctx, outline('M0,600 C-2,700 -4,800 -4,900'), lower.line, 3);
    line(ctx, outline(`M${-h + 30},640 C${-h + 44},650 -34,652 -16,646`), lower.line, 2.6);
    line(ctx, outline(`M${h - 34},632 C${h - 50},644 34,650 18,648`), lower.line, 2.6);
  } else {
    for (const x of [-0.5, 0.1, 0.6]) {
      line(ctx, outline(`M${x * h},560 C${x * h * 1.1},660 ${x * h * 1.3},780 ${x * h * 1.5},900`), lower.line, 2.8);
    }
  }
}

function drawNeck(ctx: CanvasRenderingContext2D, art: CharacterArt, state: FigureState): void {
  const n = art.body.neck;
  const { head } = state;
  const lift = 3.2 * state.breath * 0.95;
  const warp: Warp = (x, y) => {
    const share = Math.max(0, Math.min(1, (132 - y) / 66));
    spot.x = x + head.x * share - head.roll * share * 14;
    spot.y = y + head.y * share * 0.6 - lift;
  };
  fill(
    ctx,
    symmetric(
      `M0,30 L${n},30 C${n - 1},80 ${n - 1},104 ${n + 4},118 C${n + 10},130 ${n + 12},134 ${n + 16},138 C24,166 10,172 0,172`,
    ),
    art.skin.base,
    warp,
  );
  // The chin's shadow.
  fill(
    ctx,
    outline(
      `M${-n},40 L${n},40 C${n - 1},84 ${n},100 ${n},112 C18,126 -8,124 ${-n + 4},102 C${-n},90 ${-n},80 ${-n},40Z`,
    ),
    art.skin.shade,
    warp,
  );
  line(ctx, outline(`M${-n + 8},146 C-14,152 -10,154 -6,158`), art.skin.line, 2.4, warp);
  line(ctx, outline(`M${n - 8},146 C14,152 10,154 6,158`), art.skin.line, 2.4, warp);
}

/** The joints of an arm in a frame. */
function jointsOf({ art, dress }: Figure, state: FigureState, side: -1 | 1): Joints {
  const arm = side < 0 ? state.left : state.right;
  const shoulder = { x: side * (art.body.shoulder - dress.sleeve.widths.shoulder + 3), y: 194 - state.breath * 3 };
  const wrist = reachable(shoulder, arm.wrist);
  return { shoulder, elbow: elbowOf(shoulder, wrist, side), wrist };
}

const bareArm = { shoulder: 24, elbow: 20, wrist: 12 };

function drawArm(ctx: CanvasRenderingContext2D, figure: Figure, state: FigureState, side: -1 | 1): void {
  const { sleeve } = figure.dress;
  const joints = jointsOf(figure, state, side);
  const { skin } = figure.art;
  const trunk = (figure.dress.trunk[0] as ClothPart).shape;
  const { base, shade } = sleeve.cloth;
  const bare = (from: number) => twoTone(ctx, joints, bareArm, from, 1, skin.base, skin.shade, skin.line, trunk);
  const isLong = sleeve.until > 0.95;
  if (isLong) {
    bare(sleeve.until - 0.1);
  }
  twoTone(ctx, joints, sleeve.widths, 0, sleeve.until, base, shade, null, trunk);
  if (!isLong) {
    // A bent forearm lies over the upper arm's sleeve.
    bare(sleeve.until - 0.03);
  }
  drawFolds(ctx, joints, sleeve, side);
  drawCuff(ctx, joints, sleeve);
}

/** Part of an arm in light and shadow: the shape in shadow, itself again shifted to the light, cut to the first. */
function twoTone(
  ctx: CanvasRenderingContext2D,
  joints: Joints,
  widths: SleeveWidths,
  from: number,
  until: number,
  base: string,
  shade: string,
  rim: string | null,
  trunk: Outline,
): void {
  if (rim !== null) {
    armPath(ctx, joints, widths, from, until);
    ctx.strokeStyle = rim;
    ctx.lineWidth = 3;
    ctx.stroke();
  } else {
    // A seam of shadow parts the arm from the trunk, but the shoulder grows out of it.
    ctx.save();
    trace(ctx, trunk);
    ctx.clip();
    armPath(ctx, joints, widths, Math.max(from, 0.17), until);
    ctx.strokeStyle = shade;
    ctx.lineWidth = 6;
    ctx.lineJoin = 'round';
    ctx.stroke();
    ctx.restore();
  }
  armPath(ctx, joints, widths, from, until);
  ctx.save();
  // Under all lies the base, so that no rim of shadow shows at the lit edge.
  ctx.fillStyle = base;
  ctx.fill();
  ctx.clip();
  armPath(ctx, joints, widths, Math.max(from, 0.1), until);
  ctx.fillStyle = shade;
  ctx.fill();
  // The light comes from the upper left; where the arm grows out of the trunk there is no shadow yet.
  const dx = -widths.elbow * 0.36;
  const dy = -widths.elbow * 0.2;
  const lit: Joints = {
    shoulder: joints.shoulder,
    elbow: { x: joints.elbow.x + dx, y: joints.elbow.y + dy },
    wrist: { x: joints.wrist.x + dx, y: joints.wrist.y + dy },
  };
  armPath(ctx, lit, widths, from, until + 0.1);
  ctx.fillStyle = base;
  ctx.fill();
  ctx.restore();
}

/** Two short folds in the crook of the elbow. */
function drawFolds(
  ctx: CanvasRenderingContext2D,
  joints: Joints,
  { widths, cloth, until }: Sleeve,
  side: -1 | 1,
): void {
  const { shoulder, elbow, wrist } = joints;
  const cross = (elbow.x - shoulder.x) * (wrist.y - elbow.y) - (elbow.y - shoulder.y) * (wrist.x - elbow.x);
  const inner = Math.abs(cross) < 900 ? side : Math.sign(cross);
  ctx.strokeStyle = cloth.line;
  ctx.lineWidth = 2.6;
  ctx.lineCap = 'round';
  for (const [t, reach] of [
    [0.45, 0.5],
    [0.57, 0.4],
  ] as const) {
    if (t > until - 0.08) {
      continue;
    }
    const at = alongArm(joints, widths, t);
    const [nx, ny] = [-Math.sin(at.angle) * inner, Math.cos(at.angle) * inner];
    const tilt = t < 0.5 ? 0.12 : -0.12;
    ctx.beginPath();
    ctx.moveTo(at.x + nx * at.half, at.y + ny * at.half);
    ctx.lineTo(
      at.x + nx * at.half * reach - Math.cos(at.angle) * at.half * tilt * 3,
      at.y + ny * at.half * reach - Math.sin(at.angle) * at.half * tilt * 3,
    );
    ctx.stroke();
  }
}

function drawCuff(
  ctx: CanvasRenderingContext2D,
  joints: Joints,
  { until, cuff, cuffColor, widths, cloth }: Sleeve,
): void {
  if (cuff === 'plain') {
    return;
  }
  const length = cuff === 'turned' ? 0.1 : cuff === 'rib' ? 0.075 : 0.05;
  const from = cuff === 'shirt' ? until : until - length;
  const grow = cuff === 'turned' ? 1.1 : cuff === 'shirt' ? 0.84 : 0.94;
  const start = alongArm(joints, widths, from);
  const end = alongArm(joints, widths, from + length);
  const [sin, cos] = [Math.sin(start.angle), Math.cos(start.angle)];
  const at = (point: typeof start, across: number): [number, number] => [
    point.x - sin * point.half * grow * across,
    point.y + cos * point.half * grow * across,
  ];
  ctx.beginPath();
  ctx.moveTo(...at(start, -1));
  ctx.lineTo(...at(end, -1));
  ctx.lineTo(...at(end, 1));
  ctx.lineTo(...at(start, 1));
  ctx.closePath();
  ctx.strokeStyle = cloth.line;
  ctx.lineWidth = 2.4;
  ctx.lineJoin = 'round';
  ctx.stroke();
  ctx.fillStyle = cuffColor;
  ctx.fill();
  if (cuff === 'rib') {
    for (const across of [-0.5, 0, 0.5]) {
      ctx.beginPath();
      ctx.moveTo(...at(start, across));
      ctx.lineTo(...at(end, across));
      ctx.lineWidth = 2;
      ctx.stroke();
    }
  }
}

function drawHandOf(ctx: CanvasRenderingContext2D, figure: Figure, state: FigureState, side: -1 | 1): void {
  const arm = side < 0 ? state.left : state.right;
  const { wrist } = jointsOf(figure, state, side);
  ctx.save();
  ctx.translate(wrist.x, wrist.y);
  ctx.rotate((arm.angle * Math.PI) / 180);
  // Hands are drawn with the thumb at +x: palms forward, that is the hand at the left of the picture. A hand that turns
  // is seen from its edge halfway.
  const isBack = arm.facing < 0;
  const breadth = Math.max(0.62, Math.min(1, Math.abs(arm.facing) * 1.5));
  const flip = (side < 0 ? 1 : -1) * (isBack ? -1 : 1);
  ctx.scale(flip * 0.92 * breadth, 0.92);
  drawHand(ctx, arm.hand, figure.art.skin, isBack);
  ctx.restore();
}
