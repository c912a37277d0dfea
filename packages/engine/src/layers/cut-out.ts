import type { CutOut, ImageMaterial, PreparedMaterial } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import type { PixelRect } from '../compositor/types.ts';
import { animationState } from './animation.ts';
import { defineLayer, pixelsOfBox } from './layer.ts';
import { openGraphic } from './sprite-layer.ts';

/** A cut-out is drawn larger than its pixels by no more than this: beyond, its edge would look soft. */
const mostEnlarged = 1.6;

/** A product without its background, whole in its box, with a shadow that lets it stand. */
export const cutOutLayer = defineLayer('cut-out', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const { material, cutOut } = cutOutOf(context.material(layer.material));
  const grown = Math.max(1, 1 + layer.grow);
  const scale = Math.min(box.w / grown / cutOut.width, box.h / grown / cutOut.height, mostEnlarged);
  const size = { width: Math.max(2, cutOut.width * scale), height: Math.max(2, cutOut.height * scale) };
  const atMost = { width: Math.ceil(size.width), height: Math.ceil(size.height) };
  const alone: ImageMaterial = { ...material, ...cutOut, hasAlpha: true };
  const still = await context.media.stillRgba(alone, atMost);
  const sprite = context.compositor.createSprite(still.rgba, still.width, still.height);
  const spriteScale = size.width / still.width;
  const middle = {
    x: box.x + box.w / 2,
    y: layer.valign === 'bottom' ? box.y + box.h - size.height / 2 : box.y + box.h / 2,
  };
  const foot: PixelRect = {
    x: middle.x - size.width / 2,
    y: middle.y - size.height / 2,
    w: size.width,
    h: size.height,
  };
  const shadow = openGraphic(layer, context, foot, Math.ceil(size.width * 0.2), (ctx) => {
    paintShadow(ctx, foot, layer.shadow);
  });
  return {
    async draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      if (state === null) {
        return;
      }
      await shadow.draw(sceneFrame, target);
      const time = Math.min(1, Math.max(0, sceneFrame / Math.max(1, context.sceneFrames - 1)));
      const growth = state.scale * (1 + layer.grow * time);
      // It grows from where it stands, as something that comes nearer does.
      const lift = layer.valign === 'bottom' ? ((growth - state.scale) * size.height) / 2 : 0;
      const x = middle.x + state.dx * context.size.width;
      const y = middle.y + state.dy * context.size.height - lift;
      context.compositor.drawSpriteScaled(sprite, target, x, y, spriteScale * growth, state.opacity);
    },
    async close() {
      await shadow.close();
      context.compositor.releaseSprite(sprite);
    },
  };
});

/** The material with its cut-out; one without is refused as `invalid_input` naming the file. */
function cutOutOf(material: PreparedMaterial): { material: ImageMaterial; cutOut: CutOut } {
  if (material.kind === 'image' && material.cutOut !== undefined) {
    return { material, cutOut: material.cutOut };
  }
  const problem = 'has no cut-out: its background is not plain enough to take away';
  throw new ClipoError('invalid_input', `${material.file} ${problem}`, {
    details: { field: 'material', file: material.file, problem },
  });
}

/** A contact shadow where it stands, dark and narrow, and a wide soft one about it. */
function paintShadow(ctx: CanvasRenderingContext2D, foot: PixelRect, strength: number): void {
  const [cx, bottom] = [foot.x + foot.w / 2, foot.y + foot.h];
  for (const [reach, height, alpha] of [
    [0.62, 0.085, 0.55],
    [0.46, 0.035, 0.9],
  ] as const) {
    ctx.save();
    ctx.translate(cx, bottom - foot.w * height * 0.25);
    ctx.scale(1, height / reach);
    const radius = foot.w * reach;
    const shade = ctx.createRadialGradient(0, 0, 0, 0, 0, radius);
    for (let stop = 0; stop <= 8; stop++) {
      const at = stop / 8;
      shade.addColorStop(at, `rgba(0, 0, 0, ${(strength * alpha * (1 - at * at * (3 - 2 * at))).toFixed(4)})`);
    }
    ctx.fillStyle = shade;
    ctx.beginPath();
    ctx.arc(0, 0, radius, 0, Math.PI * 2);
    ctx.fill();
    ctx.restore();
  }
}
