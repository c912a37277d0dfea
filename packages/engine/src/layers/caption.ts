import type { CaptionLayer } from '@clipo/contract';
import type { Sprite } from '../compositor/types.ts';
import { type CaptionPage, type CaptionWord, captionPages, captionStateAt, lineEnds } from '../text/caption-pages.ts';
import { drawableText, withoutEmoji } from '../text/drawable-text.ts';
import { emphasisIn, emphaticRuler, isHeld } from '../text/emphasis.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler, type Ruler } from '../text/measure.ts';
import { inset, lengthsOf } from '../text/text-box.ts';
import { lookRules, springAt } from './caption-looks.ts';
import { defineLayer, type LayerContext, type OpenLayer, pixelsOfBox } from './layer.ts';
import { type CaptionPart, paintCaption, typedLetters } from './paint-caption.ts';
import { drawAnimated, rasterise } from './sprite-layer.ts';

/** What is set of a caption: the same for all pages, in pixels. */
interface CaptionSetting {
  layer: CaptionLayer;
  /** Of one weight: plain, and with what is set off as large as it is drawn. */
  plain: Ruler;
  emphatic: Ruler;
  emphasis: readonly string[];
  box: ReturnType<typeof pixelsOfBox>;
  textBox: ReturnType<typeof inset>;
  fontPx: number;
  floorPx: number;
  maxLines: number;
  shortSide: number;
}

type SettingContext = Pick<LayerContext, 'size' | 'fps' | 'canvas'>;

interface Drawn {
  sprite: Sprite;
  x: number;
  y: number;
}

/**
 * Captions: a page of words at a time, the one being spoken lit as the layer's look says. One or two sprites a state,
 * drawn when its turn comes and released with the next, so that memory does not grow with the scene. What a frame
 * shows depends on its number alone: a piece that begins in the middle of a scene shows the same.
 */
export const captionLayer = defineLayer('caption', async (layer, context) => openCaption(layer, context));

function openCaption(layer: CaptionLayer, context: LayerContext): OpenLayer {
  const { compositor, canvas, size, fps } = context;
  const rules = lookRules[layer.look ?? 'karaoke'];
  const setting = settingOf(layer, context);
  const pages = pagesOfCaption(setting, context);
  const { marginPx } = lengthsOf(layer.style, setting.shortSide);
  let placed: { page: number; text: PlacedText } | null = null;
  let shown: { key: string; sprites: Partial<Record<CaptionPart, Drawn>> } | null = null;

  const release = () => {
    for (const drawn of Object.values(shown?.sprites ?? {})) {
      compositor.releaseSprite(drawn.sprite);
    }
    shown = null;
  };

  const show = (page: CaptionPage, pageIndex: number, wordIndex: number, sceneFrame: number) => {
    const word = page.words[wordIndex];
    const typed = rules.mark === 'caret' && word !== undefined ? typedLetters(word, page.text, sceneFrame, fps) : null;
    const key = `${pageIndex}:${wordIndex}:${typed}`;
    if (shown?.key === key) {
      return shown.sprites;
    }
    release();
    if (placed?.page !== pageIndex) {
      placed = { page: pageIndex, text: placePage(page, setting) };
    }
    const { text } = placed;
    const sprites: Partial<Record<CaptionPart, Drawn>> = {};
    const parts: CaptionPart[] = rules.litSpring === null ? ['whole'] : ['rest', 'lit'];
    for (const part of parts) {
      const state = { placed: text, page, word: word ?? null, upTo: typed ?? page.text.length, part };
      const graphic = rasterise(canvas, size, setting.box, marginPx, (ctx) =>
        paintCaption(ctx, layer, state, setting.plain, setting.shortSide),
      );
      if (graphic !== null) {
        const sprite = compositor.createSprite(graphic.rgba, graphic.width, graphic.height);
        sprites[part] = { sprite, x: graphic.x, y: graphic.y };
      }
    }
    shown = { key, sprites };
    return sprites;
  };

  return {
    draw(sceneFrame, target) {
      const isAhead = layer.isThere === true && sceneFrame < (pages[0]?.startFrame ?? 0);
      const state = isAhead ? { page: 0, word: -1 } : captionStateAt(pages, sceneFrame);
      const page = state && pages[state.page];
      if (!page) {
        return;
      }
      const { whole, rest, lit } = show(page, state.page, state.word, sceneFrame);
      const draw = (drawn: Drawn | undefined, scale: number) => {
        if (drawn !== undefined) {
          drawAnimated(layer, context, drawn, setting.box, sceneFrame, target, scale);
        }
      };
      const since = (startFrame: number | undefined) => (sceneFrame - (startFrame ?? sceneFrame)) / fps;
      const isPopping = layer.isThere !== true || state.page > 0;
      const pageScale = isPopping ? springAt(rules.pageSpring, since(page.startFrame)) : 1;
      draw(whole, pageScale);
      draw(rest, pageScale);
      const litScale = springAt(rules.litSpring ?? [], since(page.words[state.word]?.startFrame));
      draw(lit, kept(litScale, (lit?.sprite.width ?? 0) / setting.fontPx));
    },
    close: release,
  };
}

/** Pages of a caption that its box can't hold whole, as they would be shown. */
export function cutCaptionPages(layer: CaptionLayer, context: SettingContext): string[] {
  const setting = settingOf(layer, context);
  return pagesOfCaption(setting, context).flatMap((page) => (placePage(page, setting).isCut ? [page.text] : []));
}

/** Long words go beyond their size by as little as short ones, in pixels. */
function kept(scale: number, widthEm: number): number {
  return scale <= 1 ? scale : 1 + (scale - 1) * Math.min(1, 2 / Math.max(1, widthEm));
}

function settingOf(layer: CaptionLayer, { size, canvas }: SettingContext): CaptionSetting {
  const rules = lookRules[layer.look ?? 'karaoke'];
  const shortSide = Math.min(size.width, size.height);
  const lengths = lengthsOf(layer.style, shortSide);
  const box = pixelsOfBox(layer.box, size);
  const fontPx = Math.min(lengths.fontPx * rules.sizeScale, Math.max(lengths.fontPx, box.h * 0.78));
  const emphasis = layer.emphasis ?? [];
  const plain = createRuler(canvas, layer.style.weight);
  const aroundPx = lengths.strokePx + rules.fatten * fontPx;
  return {
    layer,
    plain,
    emphatic: emphaticRuler(plain, emphasis),
    emphasis,
    box,
    textBox: inset(
      box,
      Math.max(aroundPx + rules.reserve.x * lengths.fontPx, lengths.padX),
      Math.max(aroundPx + rules.reserve.y * lengths.fontPx, lengths.padY),
    ),
    fontPx,
    floorPx: lengths.floorPx,
    maxLines: Math.min(layer.maxLines, rules.maxLines),
    shortSide,
  };
}

/** The pages of a caption, as they will be shown. */
function pagesOfCaption(setting: CaptionSetting, { fps, canvas }: SettingContext): CaptionPage[] {
  const { layer } = setting;
  const words = layer.words.flatMap((word): CaptionWord[] => {
    const text = drawableText(layer.emoji === true ? word.text : withoutEmoji(word.text), canvas);
    return text === '' ? [] : [{ ...word, text }];
  });
  return captionPages(words, {
    widthEm: setting.textBox.w / setting.fontPx,
    maxLines: setting.maxLines,
    fps,
    measure: setting.emphatic.width,
    by: lookRules[layer.look ?? 'karaoke'].by,
    isHeld: (text, offset) => isHeld(emphasisIn(text, setting.emphasis), offset),
  });
}

function placePage(page: CaptionPage, setting: CaptionSetting): PlacedText {
  const { style } = setting.layer;
  return layoutText(page.text, {
    box: setting.textBox,
    ruler: setting.emphatic,
    weight: style.weight,
    fontPx: setting.fontPx,
    floorPx: setting.floorPx,
    maxLines: setting.maxLines,
    lineHeight: Math.max(style.lineHeight, lookRules[setting.layer.look ?? 'karaoke'].lineHeight),
    align: style.align,
    mayBreakAt: lineEnds(page.text, page.words, {
      isHeld: (text, offset) => isHeld(emphasisIn(text, setting.emphasis), offset),
    }),
  });
}
