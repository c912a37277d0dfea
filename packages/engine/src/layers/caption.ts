import type { CaptionLayer } from '@clipo/contract';
import type { Sprite } from '../compositor/types.ts';
import {
  type CaptionPage,
  type CaptionWord,
  captionPages,
  captionStateAt,
  wordBorders,
} from '../text/caption-pages.ts';
import { paintRuns, runsOf } from '../text/caption-runs.ts';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler, type Ruler } from '../text/measure.ts';
import { textPaintOf } from '../text/paint-text.ts';
import { inset, lengthsOf } from '../text/text-box.ts';
import { defineLayer, type LayerContext, type OpenLayer, pixelsOfBox } from './layer.ts';
import { drawAnimated, rasterise } from './sprite-layer.ts';

/** The spoken word stands out a little in size too, but not so much that a long one touches its neighbours. */
const litScale = 1.07;
const litGrowthEm = 0.07;
/** A page springs up over this time; a sprite is only scaled meanwhile. */
const popSeconds = 0.08;
const popFrom = 0.93;

/**
 * Captions: a page of words at a time, the one being spoken in the highlight colour. One sprite a word, drawn when its
 * turn comes and released with the next, so that memory does not grow with the scene.
 */
export const captionLayer = defineLayer('caption', async (layer, context) => openCaption(layer, context));

/** The pages of a caption layer, as they will be shown. */
function pagesOfCaption(layer: CaptionLayer, context: Pick<LayerContext, 'size' | 'fps' | 'canvas'>): CaptionPage[] {
  const lengths = lengthsOf(layer.style, Math.min(context.size.width, context.size.height));
  const words = layer.words.flatMap((word): CaptionWord[] => {
    const text = drawableText(word.text, context.canvas);
    return text === '' ? [] : [{ ...word, text }];
  });
  return captionPages(words, {
    widthEm: textBoxOf(layer, context.size).w / lengths.fontPx,
    maxLines: layer.maxLines,
    fps: context.fps,
    measure: createRuler(context.canvas, layer.style.weight).width,
  });
}

function openCaption(layer: CaptionLayer, context: LayerContext): OpenLayer {
  const { compositor, size, canvas } = context;
  const shortSide = Math.min(size.width, size.height);
  const box = pixelsOfBox(layer.box, size);
  const ruler = createRuler(canvas, layer.style.weight);
  const pages = pagesOfCaption(layer, context);
  const { marginPx } = lengthsOf(layer.style, shortSide);
  const popFrames = Math.max(1, Math.round(popSeconds * context.fps));
  let placed: { page: number; text: PlacedText } | null = null;
  let shown: { key: string; sprite: Sprite; x: number; y: number } | null = null;

  const release = () => {
    if (shown !== null) {
      compositor.releaseSprite(shown.sprite);
      shown = null;
    }
  };

  const show = (pageIndex: number, word: number) => {
    const key = `${pageIndex}:${word}`;
    const page = pages[pageIndex];
    if (shown?.key === key || page === undefined) {
      return shown;
    }
    release();
    if (placed?.page !== pageIndex) {
      placed = { page: pageIndex, text: placePage(page, layer, size, ruler) };
    }
    const lit = page.words[word];
    const scale = Math.min(litScale, 1 + litGrowthEm / Math.max(0.5, ruler.width(lit?.text ?? '')));
    const runs = runsOf(placed.text, lit === undefined ? null : { ...lit, scale }, ruler);
    const paint = textPaintOf(layer.style, shortSide);
    const graphic = rasterise(canvas, size, box, marginPx, (ctx) =>
      paintRuns(ctx, placed?.text as PlacedText, runs, paint, layer.highlight),
    );
    if (graphic !== null) {
      shown = {
        key,
        sprite: compositor.createSprite(graphic.rgba, graphic.width, graphic.height),
        x: graphic.x,
        y: graphic.y,
      };
    }
    return shown;
  };

  return {
    draw(sceneFrame, target) {
      const state = captionStateAt(pages, sceneFrame);
      const page = state && pages[state.page];
      const sprite = state && show(state.page, state.word);
      if (!page || !sprite) {
        return;
      }
      const age = sceneFrame - page.startFrame;
      const pop = age >= popFrames ? 1 : popFrom + (1 - popFrom) * ((age + 1) / (popFrames + 1));
      drawAnimated(layer, context, sprite, box, sceneFrame, target, pop);
    },
    close: release,
  };
}

function placePage(page: CaptionPage, layer: CaptionLayer, size: LayerContext['size'], ruler: Ruler): PlacedText {
  const lengths = lengthsOf(layer.style, Math.min(size.width, size.height));
  const borders = wordBorders(page.words);
  return layoutText(page.text, {
    box: textBoxOf(layer, size),
    ruler,
    weight: layer.style.weight,
    fontPx: lengths.fontPx,
    floorPx: lengths.floorPx,
    maxLines: layer.maxLines,
    lineHeight: layer.style.lineHeight,
    align: layer.style.align,
    mayBreakAt: (offset) => borders.has(offset),
  });
}

/** The box less what the stroke and a lit word at a line's end need. */
function textBoxOf(layer: CaptionLayer, size: LayerContext['size']) {
  const shortSide = Math.min(size.width, size.height);
  const { strokePx, fontPx, padX, padY } = lengthsOf(layer.style, shortSide);
  const reserve = strokePx + fontPx * 0.06;
  return inset(pixelsOfBox(layer.box, size), Math.max(reserve, padX), Math.max(reserve, padY));
}
