import { easeInOut } from './animation.ts';
import { arrowWay, boundsOfWay, type WayPoint, wayUpTo } from './arrow-path.ts';
import { openStates } from './drawn-states.ts';
import { defineLayer, pixelsOfBox } from './layer.ts';
import { fade, readableOn } from './palette.ts';

/** Of the line's width: the head's arms, the air before what is pointed at, and the thinner tail. */
const shape = { arm: 3.6, spread: 0.56, gap: 1.4, tail: 0.5, edge: 0.3 };

/** A bowed arrow, drawn on from its tail, with an edge that parts it from any picture behind. */
export const arrowLayer = defineLayer('arrow', async (layer, context) => {
  const { width: frameWidth, height: frameHeight } = context.size;
  const width = layer.width * Math.min(frameWidth, frameHeight);
  const tail = { x: layer.tail.x * frameWidth, y: layer.tail.y * frameHeight };
  const way = arrowWay(tail, pixelsOfBox(layer.box, context.size), layer.bend, width * shape.gap);
  const edge = fade(readableOn(layer.color, '#FFFFFF'), 0.85);
  return openStates(layer, context, {
    box: boundsOfWay(way),
    margin: Math.ceil(width * (shape.arm + 2)),
    stateAt: (ownFrame) => Math.min(layer.drawFrames, ownFrame + 1),
    paint(ctx, state) {
      const drawn = wayUpTo(way, easeInOut(state / layer.drawFrames));
      ctx.lineCap = 'round';
      ctx.lineJoin = 'round';
      ctx.save();
      ctx.shadowColor = 'rgba(0, 0, 0, 0.35)';
      ctx.shadowBlur = width;
      ctx.strokeStyle = edge;
      ctx.fillStyle = edge;
      paintArrow(ctx, drawn, way, width, width * shape.edge);
      ctx.restore();
      ctx.strokeStyle = layer.color;
      ctx.fillStyle = layer.color;
      paintArrow(ctx, drawn, way, width, 0);
    },
  });
});

/** One outline for line and head each; `grown` pixels larger all round. */
function paintArrow(
  ctx: CanvasRenderingContext2D,
  drawn: readonly WayPoint[],
  way: readonly WayPoint[],
  width: number,
  grown: number,
): void {
  const whole = way.at(-1)?.length ?? 1;
  const halfAt = (length: number) => (width * (shape.tail + (1 - shape.tail) * (length / whole))) / 2 + grown;
  const side = (towards: 1 | -1) =>
    drawn.map(({ x, y, angle, length }) => {
      const half = halfAt(length) * towards;
      return [x - Math.sin(angle) * half, y + Math.cos(angle) * half] as const;
    });
  const tip = drawn.at(-1);
  const start = drawn[0];
  if (tip === undefined || start === undefined) {
    return;
  }
  ctx.beginPath();
  ctx.arc(start.x, start.y, halfAt(0), 0, Math.PI * 2);
  ctx.fill();
  ctx.beginPath();
  for (const [x, y] of [...side(1), ...side(-1).reverse()]) {
    ctx.lineTo(x, y);
  }
  ctx.closePath();
  ctx.fill();
  // The head opens with the line, from nothing to its size in the first quarter of the way.
  const arm = width * shape.arm * Math.min(1, tip.length / (whole * 0.25));
  ctx.lineWidth = width + grown * 2;
  ctx.beginPath();
  for (const [index, turn] of [-shape.spread, 0, shape.spread].entries()) {
    const reach = index === 1 ? 0 : arm;
    ctx.lineTo(tip.x - Math.cos(tip.angle + turn) * reach, tip.y - Math.sin(tip.angle + turn) * reach);
  }
  ctx.stroke();
}
