import { type Box, type Format, frameSize, type Language, type Layer } from '@clipo/contract';
import {
  labelEms,
  labelFontPercent,
  labelLineHeight,
  labelMargin,
  narrowLabelEms,
  tallLabelZone,
} from '@clipo/contract/label-lines';

/** Where words and marks may stand: clear of the platforms' controls in tall frames, off the edges in others. */
export function safeZone(format: Format): Box {
  // x 72–880, y 160–1390 of 1080×1920; see decision 7 for where the figures come from.
  return format === '9x16' ? { x: 0.067, y: 0.083, w: 0.748, h: 0.641 } : { x: 0.03, y: 0.03, w: 0.94, h: 0.94 };
}

/** The AI label's place, top left, at its longest (in English): nothing else may stand there. */
const labelPlace: Record<'tall' | 'wide' | 'other', Box> = {
  tall: { x: 0.067, y: 0.14, w: 0.82, h: 0.065 },
  wide: { x: 0, y: 0, w: 0.5, h: 0.125 },
  other: { x: 0, y: 0, w: 0.87, h: 0.125 },
};

/**
 * Where the AI label usually stands: at the left of the frame's top or, where its words leave room for that, at the right.
 * Which of them it takes is decided for whole videos, later (decision 17).
 */
export function labelCorners(format: Format, language: Language): Box[] {
  const { font, margins, corner } = labelMeasures(format);
  const [left, right] = margins;
  const w = labelEms[language] * font;
  return [corner(left, w), ...(right - w - left > font ? [corner(right - w, w)] : [])];
}

/** The AI label at the left in its narrowest form, which may have two lines. */
export function narrowLabel(format: Format, language: Language): Box {
  const { font, margins, corner } = labelMeasures(format);
  const narrow = corner(margins[0], narrowLabelEms[language] * font);
  return narrowLabelEms[language] < labelEms[language] ? { ...narrow, h: narrow.h * 2 } : narrow;
}

function labelMeasures(format: Format) {
  const { width, height } = frameSize(format, 1080);
  const short = Math.min(width, height);
  const font = (labelFontPercent / 100) * short;
  const isTall = format === '9x16';
  const margin = labelMargin * short;
  return {
    font,
    margins: isTall ? ([tallLabelZone.left, tallLabelZone.right] as const) : ([margin, width - margin] as const),
    /** One line of the label from an x on, both in pixels. */
    corner: (x: number, w: number): Box => ({
      x: x / width,
      y: isTall ? tallLabelZone.top / height : margin / height,
      w: w / width,
      h: (font * labelLineHeight) / height,
    }),
  };
}

/** What a mark must not cover: words, and the middle 60 % of every picture. */
export function takenPlaces(layers: readonly Layer[], format: Format): Box[] {
  return [...layers.flatMap(takenBy), labelOf(format)];
}

/** The places of words and marks alone, the AI label's among them: for who knows better what pictures show. */
export function wordPlaces(layers: readonly Layer[], format: Format): Box[] {
  const pictures: readonly Layer['kind'][] = ['image', 'clip', 'before-after', 'cut-out', 'picture-in-picture'];
  return [...layers.filter(({ kind }) => !pictures.includes(kind)).flatMap(takenBy), labelOf(format)];
}

function labelOf(format: Format): Box {
  return labelPlace[format === '9x16' ? 'tall' : format === '16x9' ? 'wide' : 'other'];
}

function takenBy(layer: Layer): Box[] {
  switch (layer.kind) {
    case 'text':
    case 'caption':
    case 'price-card':
    case 'end-card':
    case 'sticker':
    case 'badge':
    case 'rating-stars':
    case 'counter':
      return [layer.box];
    case 'logo':
      // A logo stands in the middle of a box that is wider than it.
      return [{ ...layer.box, x: layer.box.x + layer.box.w * 0.25, w: layer.box.w * 0.5 }];
    case 'image':
    case 'clip':
    case 'before-after':
    case 'cut-out':
      return [middleOf(layer.box)];
    case 'picture-in-picture':
      return [middleOf(layer.content.box)];
    case 'presenter':
      return [layer.card?.box ?? layer.box];
    case 'shape':
    case 'blur-fill':
    case 'arrow':
      return [];
  }
}

/** The middle 60 % of a box. */
function middleOf({ x, y, w, h }: Box): Box {
  return { x: x + w * 0.2, y: y + h * 0.2, w: w * 0.6, h: h * 0.6 };
}

/** The first of some boxes that lies in the safe zone and covers nothing taken; undefined where none does. Pure. */
export function freePlace(wanted: readonly Box[], taken: readonly Box[], format: Format): Box | undefined {
  const zone = safeZone(format);
  return wanted.find(
    (box) =>
      box.x >= zone.x - 1e-9 &&
      box.y >= zone.y - 1e-9 &&
      box.x + box.w <= zone.x + zone.w + 1e-9 &&
      box.y + box.h <= zone.y + zone.h + 1e-9 &&
      taken.every((other) => !doMeet(box, other)),
  );
}

function doMeet(a: Box, b: Box): boolean {
  const touch = 1e-9;
  return a.x + touch < b.x + b.w && b.x + touch < a.x + a.w && a.y + touch < b.y + b.h && b.y + touch < a.y + a.h;
}
