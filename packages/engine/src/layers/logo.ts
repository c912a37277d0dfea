import type { LogoLayer, Size } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { defineLayer, type LayerContext, type OpenLayer, pixelsOfBox } from './layer.ts';
import { contrastOf } from './palette.ts';
import { drawAnimated, openGraphic } from './sprite-layer.ts';
import { fitWordMark, paintWordMark } from './word-mark.ts';

/** The brand's logo with its alpha, whole and in the middle of its box; without a file, its name as a word mark. */
export const logoLayer = defineLayer('logo', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  return layer.material === undefined
    ? openWordMark(layer, context, box)
    : openLogoFile(layer, layer.material, context, box);
});

function openWordMark(layer: LogoLayer, context: LayerContext, box: PixelRect): OpenLayer {
  const text = drawableText((layer.text ?? '').replace(/\n/gu, ' '), context.canvas);
  if (layer.text === undefined) {
    throw new ClipoError('invalid_input', 'a logo layer needs a material or a text', {
      details: { field: 'layers.logo', problem: 'neither material nor text' },
    });
  }
  const mark = fitWordMark(text, box.w, box.h * 0.8, context.canvas);
  return openGraphic(layer, context, box, Math.ceil(mark.px * 0.5), (ctx) => {
    // Soft enough not to be seen as a shadow, dark enough for white letters on a white wall. Round dark letters it would be a
    // smudge: they have light instead, which is unseen on a light ground.
    const isDark = contrastOf(layer.color, '#FFFFFF') > contrastOf(layer.color, '#000000');
    ctx.shadowColor = isDark ? 'rgba(255, 255, 255, 0.55)' : 'rgba(0, 0, 0, 0.55)';
    ctx.shadowBlur = mark.px * 0.3;
    ctx.shadowOffsetY = mark.px * 0.03;
    paintWordMark(ctx, mark, box, layer.color);
  });
}

async function openLogoFile(
  layer: LogoLayer,
  material: string,
  context: LayerContext,
  box: PixelRect,
): Promise<OpenLayer> {
  const { rgba, width, height } = await context.media.stillRgba(context.material(material), sizeOf(box));
  const sprite = context.compositor.createSprite(rgba, width, height);
  const at = { sprite, x: box.x + (box.w - width) / 2, y: box.y + (box.h - height) / 2 };
  return {
    draw(sceneFrame, target) {
      drawAnimated(layer, context, at, box, sceneFrame, target);
    },
    close() {
      context.compositor.releaseSprite(sprite);
    },
  };
}

function sizeOf(box: PixelRect): Size {
  return { width: box.w, height: box.h };
}
