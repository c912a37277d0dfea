import type { BeforeAfterLayer, Box } from '@clipo/contract';
import { intersect } from '../compositor/geometry.ts';
import type { Picture, PixelRect, Sprite } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText } from '../text/layout-text.ts';
import { createRuler } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';
import { animationState, easeInOut } from './animation.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { movedBox } from './moving-picture.ts';
import { fade, readableOn } from './palette.ts';
import { sizeOfMaterial } from './picture-material.ts';
import { fitPart, pixelsOfPart, sizeForParts } from './picture-part.ts';
import { rasterise } from './sprite-layer.ts';

/** Two pictures of one thing, parted by a divider that moves over them; each is named, as long as there is room. */
export const beforeAfterLayer = defineLayer('before-after', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const isBeforeFirst = layer.first === 'before';
  const before = await openSide(layer.before, layer.beforeCrop, box, context);
  const after = await openSide(layer.after, layer.afterCrop, box, context);
  const [near, far] = isBeforeFirst ? [before, after] : [after, before];
  const knob = drawKnob(layer, box, context);
  const labels = drawLabels(layer, box, context);
  const { compositor } = context;
  return {
    draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      if (state === null) {
        return;
      }
      const to = movedBox(box, state, context);
      const at = dividerAt(layer.divider, sceneFrame);
      const [first, second] = halvesOf(to, layer.axis, at);
      for (const [side, half] of [
        [near, first],
        [far, second],
      ] as const) {
        if (half.w > 0 && half.h > 0) {
          compositor.drawScaled(side.picture, partOf(side, to, half), target, half, state.opacity);
        }
      }
      const place = (rect: PixelRect, x: number, y: number) => ({
        x: Math.round((rect.x + x) / 2) * 2,
        y: Math.round((rect.y + y) / 2) * 2,
      });
      const split = layer.axis === 'x' ? { x: first.w, y: 0 } : { x: 0, y: first.h };
      if (state.scale === 1) {
        for (const label of labels) {
          const { x, y } = place(to, label.x, label.y);
          compositor.drawSprite(label.sprite, target, x, y, state.opacity * label.shownAt(at));
        }
        if (knob !== null && at > 0 && at < 1) {
          const { x, y } = place(to, split.x + knob.x, split.y + knob.y);
          compositor.drawSprite(knob.sprite, target, x, y, state.opacity);
        }
      }
    },
    close() {
      for (const { sprite } of [...labels, ...(knob === null ? [] : [knob])]) {
        compositor.releaseSprite(sprite);
      }
      compositor.releasePicture(before.picture);
      compositor.releasePicture(after.picture);
    },
  };
});

interface Side {
  picture: Picture;
  /** What of it fills the whole box, in its pixels. */
  from: PixelRect;
}

async function openSide(id: string, crop: Box | undefined, box: PixelRect, context: LayerContext): Promise<Side> {
  const material = context.material(id);
  const size = { width: box.w, height: box.h };
  const part = fitPart(crop ?? { x: 0, y: 0, w: 1, h: 1 }, sizeOfMaterial(material, 'before-after'), size);
  const picture = await context.media.still(material, 0, sizeForParts({ from: part, to: part }, size));
  return { picture, from: pixelsOfPart(part, picture) };
}

/** What of a side's picture lies under a half of the box: each stands still while the divider moves. */
function partOf({ from }: Side, box: PixelRect, half: PixelRect): PixelRect {
  const [scaleX, scaleY] = [from.w / box.w, from.h / box.h];
  return {
    x: from.x + (half.x - box.x) * scaleX,
    y: from.y + (half.y - box.y) * scaleY,
    w: half.w * scaleX,
    h: half.h * scaleY,
  };
}

function halvesOf(box: PixelRect, axis: 'x' | 'y', at: number): [PixelRect, PixelRect] {
  const even = (length: number) => Math.round((length * at) / 2) * 2;
  if (axis === 'x') {
    const w = even(box.w);
    return [
      { ...box, w },
      { ...box, x: box.x + w, w: box.w - w },
    ];
  }
  const h = even(box.h);
  return [
    { ...box, h },
    { ...box, y: box.y + h, h: box.h - h },
  ];
}

/** Where the divider stands at a frame: eased between two points, held outside them. Pure. */
export function dividerAt(points: BeforeAfterLayer['divider'], sceneFrame: number): number {
  const next = points.findIndex(({ frame }) => frame > sceneFrame);
  const after = points[next] ?? points.at(-1);
  const before = points[next - 1];
  if (next <= 0 || before === undefined || after === undefined) {
    return (next === 0 ? points[0] : points.at(-1))?.at ?? 0.5;
  }
  const part = easeInOut((sceneFrame - before.frame) / (after.frame - before.frame));
  return before.at + (after.at - before.at) * part;
}

interface Placed {
  sprite: Sprite;
  x: number;
  y: number;
}

/** The dividing line with a round handle in its middle, its place relative to the box and the split. */
function drawKnob(layer: BeforeAfterLayer, box: PixelRect, context: LayerContext): Placed | null {
  const shortSide = Math.min(context.size.width, context.size.height);
  const line = Math.max(2, Math.round((shortSide * 0.006) / 2) * 2);
  const radius = Math.min(shortSide * 0.04, Math.min(box.w, box.h) * 0.12);
  const isAcross = layer.axis === 'x';
  const across = Math.ceil(radius * 1.4) * 2;
  const area = isAcross ? { x: 0, y: 0, w: across, h: box.h } : { x: 0, y: 0, w: box.w, h: across };
  const [cx, cy] = [area.w / 2, area.h / 2];
  const graphic = rasterise(context.canvas, { width: area.w, height: area.h }, area, 0, (ctx) => {
    ctx.fillStyle = layer.color;
    ctx.shadowColor = 'rgba(0, 0, 0, 0.4)';
    ctx.shadowBlur = radius * 0.35;
    if (isAcross) {
      ctx.fillRect(cx - line / 2, 0, line, area.h);
    } else {
      ctx.fillRect(0, cy - line / 2, area.w, line);
    }
    ctx.beginPath();
    ctx.arc(cx, cy, radius, 0, Math.PI * 2);
    ctx.fill();
    ctx.shadowColor = 'transparent';
    ctx.strokeStyle = fade(readableOn(layer.color, '#16181D'), 0.9);
    ctx.lineWidth = radius * 0.14;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    for (const towards of [-1, 1]) {
      const at = (along: number, off: number): [number, number] =>
        isAcross ? [cx + along * towards, cy + off] : [cx + off, cy + along * towards];
      ctx.beginPath();
      ctx.moveTo(...at(radius * 0.3, -radius * 0.28));
      ctx.lineTo(...at(radius * 0.58, 0));
      ctx.lineTo(...at(radius * 0.3, radius * 0.28));
      ctx.stroke();
    }
  });
  if (graphic === null) {
    return null;
  }
  const sprite = context.compositor.createSprite(graphic.rgba, graphic.width, graphic.height);
  return { sprite, x: graphic.x - (isAcross ? cx : 0), y: graphic.y - (isAcross ? 0 : cy) };
}

/** Both names, each in its own corner; one that the divider comes over fades away first. */
function drawLabels(
  layer: BeforeAfterLayer,
  box: PixelRect,
  context: LayerContext,
): (Placed & { shownAt(at: number): number })[] {
  const shortSide = Math.min(context.size.width, context.size.height);
  const height = Math.min(shortSide * 0.064, box.h * 0.14);
  const edge = height * 0.45;
  const area = layer.labelArea === undefined ? box : intersect(box, pixelsOfBox(layer.labelArea, context.size));
  if (area === null) {
    return [];
  }
  // Relative to the box, as the sprites are placed.
  const [left, top] = [area.x - box.x + edge, area.y - box.y + edge];
  const [right, bottom] = [area.x - box.x + area.w - edge, area.y - box.y + area.h - edge];
  const ruler = createRuler(context.canvas, 'bold');
  const order = layer.first === 'before' ? (['before', 'after'] as const) : (['after', 'before'] as const);
  return order.flatMap((name, index) => {
    const text = drawableText(layer.labels[name], context.canvas);
    const width = Math.min(area.w * 0.42, ruler.width(text) * height * 0.56 + height * 1.1);
    const isFar = index === 1;
    const x = isFar && layer.axis === 'x' ? right - width : left;
    const y = isFar && layer.axis === 'y' ? bottom - height : top;
    const ground = name === 'after' ? layer.accent : '#16181D';
    const plate = { x, y, w: width, h: height };
    const graphic = rasterise(
      context.canvas,
      { width: box.w, height: box.h },
      plate,
      Math.ceil(height * 0.2),
      (ctx) => {
        ctx.fillStyle = name === 'after' ? ground : fade(ground, 0.82);
        roundedRect(ctx, plate, height * 0.28);
        ctx.fill();
        const words = { x: x + height * 0.4, y, w: width - height * 0.8, h: height };
        const placed = layoutText(text, { box: words, ruler, weight: 'bold', fontPx: height * 0.56, maxLines: 1 });
        paintText(ctx, placed, { color: readableOn(ground, '#FFFFFF') });
      },
    );
    if (graphic === null) {
      return [];
    }
    const sprite = context.compositor.createSprite(graphic.rgba, graphic.width, graphic.height);
    const length = layer.axis === 'x' ? box.w : box.h;
    // From the box's own edge to the inner end of the name.
    const [from, to] = layer.axis === 'x' ? [x, x + width] : [y, y + height];
    const needed = ((isFar ? length - from : to) + edge) / length;
    const shownAt = (at: number) => {
      const room = isFar ? 1 - at : at;
      return Math.min(1, Math.max(0, (room - needed) / 0.06 + 1));
    };
    return [{ sprite, x: graphic.x, y: graphic.y, shownAt }];
  });
}
