import type { Animation, Box, Color, Drift, Layer, TextStyle } from '@clipo/contract';
import { nameRoom, shownName } from '../../script/shown-name.ts';
import { drawElement } from '../draw-element.ts';
import { keyFigure, ownPoints } from '../fill-slots.ts';
import type { Palette } from '../palette.ts';
import { shownPrice } from '../price-text.ts';
import type { SceneDrawing } from '../scenes.ts';
import { type Card, disc, discAcross, firstMs, foot, ground, growing, tint } from './card-grounds.ts';
import { cardPalette } from './card-palette.ts';
import { placesOf } from './card-places.ts';
import type { CardKind } from './choose-cards.ts';
import { beside, cutOut, hasProduct } from './product-on-card.ts';

/** The ground of a card, which its scene takes as its background. */
export function cardGround(drawing: SceneDrawing): Color {
  return paletteOf(drawing).panel;
}

function paletteOf({ palette, input: { card, turn, cutOut } }: SceneDrawing): Palette {
  const isShown = card === 'product' || isBeside(card);
  return cardPalette(palette, turn, isShown ? cutOut?.color : undefined);
}

/** Cards that show the product beside their words, where it can be shown. */
function isBeside(card: CardKind | undefined): boolean {
  return card === 'list' || card === 'words' || card === 'question';
}

/** The layers of a scene without a picture: a card of the brand's colours on which things come in one after another. */
export function cardLayers(kind: Exclude<CardKind, 'own'>, given: SceneDrawing): Layer[] {
  const drawing = { ...given, palette: paletteOf(given) };
  const card: Card = {
    drawing,
    ...placesOf(kind, drawing.shape, isBeside(kind) && hasProduct(drawing)),
    framesOf: (ms) => Math.max(1, Math.round((ms * drawing.input.fps) / 1000)),
  };
  return [...contentOf(kind, card), ...source(kind, card)];
}

function contentOf(kind: Exclude<CardKind, 'own'>, card: Card): Layer[] {
  switch (kind) {
    case 'figure':
      return [...foot(card), ...disc(card), ...figure(card), ...caption(card, 'below')];
    case 'list':
      return [...ground(card), ...beside(card), ...list(card), ...caption(card, 'below')];
    case 'proof':
      return [...foot(card), ...disc(card), ...proof(card), ...caption(card, 'below')];
    case 'question':
      return [...mark(card), ...beside(card), ...caption(card, 'filling')];
    case 'words':
      return [...ground(card), ...beside(card), ...caption(card, 'filling')];
    case 'name':
      return [...foot(card), ...disc(card), ...name(card), ...caption(card, 'below')];
    case 'product':
      return [...disc(card, tint(card)), ...product(card), ...caption(card, 'below')];
    case 'end':
      return [...foot(card), ...disc(card), ...end(card), ...caption(card, 'below')];
  }
}

interface Said {
  size: number;
  color: Color;
  lines?: number;
  align?: TextStyle['align'];
  weight?: TextStyle['weight'];
  plate?: Color;
  valign?: 'top' | 'middle' | 'bottom';
  enter?: Animation;
  from?: number;
  drift?: Drift;
}

function said(text: string, box: Box, { size, color, lines = 1, plate, enter, from, drift, ...rest }: Said): Layer {
  return {
    kind: 'text',
    text,
    box,
    style: {
      size,
      color,
      weight: rest.weight ?? 'black',
      align: rest.align ?? 'center',
      lineHeight: 1.18,
      ...(plate && { plate: { color: plate, radius: 0.02, padX: 0.026, padY: 0.014 } }),
    },
    maxLines: lines,
    valign: rest.valign ?? 'middle',
    opacity: 1,
    ...(enter && { enter }),
    ...(from && { from }),
    ...(drift && { drift }),
  };
}

/** A part of the card's place, in fractions of it. */
function part({ box }: Card, y: number, h: number): Box {
  return { x: box.x, y: box.y + box.h * y, w: box.w, h: box.h * h };
}

/**
 * A part of the card's disc: `w` in fractions of the disc's width. Words of several lines have all its corners in the disc as it
 * is when the card begins, or its edge would cross them.
 */
function middle({ box, drawing }: Card, y: number, h: number, w: number): Box {
  const across = discAcross(drawing) * w;
  return { x: box.x + box.w / 2 - across / 2, y: box.y + box.h * y, w: across, h: box.h * h };
}

function nameIn(box: Box, size: number, lines: number, { input }: SceneDrawing): string {
  const { product, brand, language, frame } = input;
  return shownName(product.name, brand, language, nameRoom(box, frame, { size, lines }));
}

/** All but what a card begins with comes gently. */
const laterMs = 280;

/** How something that comes after `ms` comes; what the card is too short for is there at once. */
function coming(card: Card, kind: Animation['kind'], ms: number): Pick<Said, 'enter' | 'from'> {
  const from = ms === 0 ? 0 : Math.min(card.framesOf(ms), Math.max(0, card.drawing.input.frames - card.framesOf(800)));
  return { enter: { kind, frames: card.framesOf(ms === 0 ? firstMs : laterMs) }, ...(from > 0 && { from }) };
}

function figure(card: Card): Layer[] {
  const { palette, input } = card.drawing;
  const { source } = input.line;
  const top = middle(card, 0.1, 0.16, 0.56);
  return [
    said(nameIn(top, 0.052, 1, card.drawing), top, { size: 0.052, color: palette.onAccent, weight: 'bold' }),
    said(keyFigure(input.line.text) ?? '', middle(card, 0.26, 0.48, 0.86), {
      size: 0.25,
      color: palette.onAccent,
      ...coming(card, 'pop', 0),
    }),
    ...(source === undefined ? [] : [small(card, sourceText(card, source), middle(card, 0.74, 0.11, 0.56))]),
  ];
}

/** A fact is never said without its source on screen: on cards that do not tell it themselves it stands small below. */
function source(kind: Exclude<CardKind, 'own'>, card: Card): Layer[] {
  const { input, palette } = card.drawing;
  const { source: from } = input.line;
  if (from === undefined || kind === 'figure' || kind === 'proof') {
    return [];
  }
  return [
    said(sourceText(card, from), card.source, { size: 0.03, color: palette.onPanel, weight: 'regular', lines: 2 }),
  ];
}

function sourceText({ drawing }: Card, source: string): string {
  return { 'zh-CN': `来源：${source}`, en: `Source: ${source}` }[drawing.input.language];
}

function small(card: Card, text: string, box: Box): Layer {
  return said(text, box, { size: 0.03, color: card.drawing.palette.onAccent, weight: 'regular', lines: 2 });
}

function list(card: Card): Layer[] {
  const { palette, input, shape } = card.drawing;
  const points = ownPoints(input.product.sellingPoints, input.language);
  const first = Math.max(
    0,
    points.findIndex((point) => isSaid(point, input.line.text)),
  );
  const shown =
    points.length <= 3 ? points : Array.from({ length: 3 }, (_, at) => points[(first + at) % points.length] ?? '');
  const { frame } = input;
  const across = (0.088 * Math.min(frame.width, frame.height)) / frame.width;
  const high = (across * frame.width) / frame.height;
  return shown.flatMap((point, row): Layer[] => {
    const place = part(card, 0.06 + (row * 0.9) / shown.length, 0.8 / shown.length);
    const isLit = isSaid(point, input.line.text);
    const tick = { x: place.x, y: place.y + place.h / 2 - high / 2, w: across, h: high };
    const words = { ...place, x: place.x + across + 0.03, w: place.w - across - 0.03 };
    const color = isLit ? palette.onAccent : palette.onPanel;
    const how = coming(card, 'slide-left', row * 130);
    return [
      {
        kind: 'sticker',
        shape: 'tick',
        box: tick,
        color: palette.accent,
        foreground: palette.onAccent,
        rotation: 0,
        opacity: 1,
        ...coming(card, 'fade', row * 130),
      },
      said(point, words, {
        size: (shape === 'tall' ? 0.074 : 0.062) * (card.product === undefined ? 1 : 0.82),
        color,
        align: 'left',
        lines: 2,
        ...(isLit && { plate: palette.accent }),
        ...how,
      }),
    ];
  });
}

/** Whether a line speaks of a selling point: it has its first clause. */
function isSaid(point: string, text: string): boolean {
  const [clause = point] = point.split(/[，。;；]|,(?!\d)/u);
  return text.toLocaleLowerCase().includes(clause.trim().toLocaleLowerCase());
}

function proof(card: Card): Layer[] {
  const { palette, input } = card.drawing;
  const { frame } = input;
  const across = (0.19 * Math.min(frame.width, frame.height)) / frame.width;
  const high = (across * frame.width) / frame.height;
  const { box } = card;
  return [
    {
      kind: 'sticker',
      shape: 'tick',
      box: { x: box.x + box.w / 2 - across / 2, y: box.y + box.h * 0.22 - high / 2, w: across, h: high },
      color: palette.panel,
      foreground: palette.onPanel,
      rotation: 0,
      opacity: 1,
      ...coming(card, 'pop', 0),
    },
    said(sourceText(card, input.line.source ?? ''), middle(card, 0.42, 0.36, 0.68), {
      size: 0.068,
      color: palette.onAccent,
      lines: 3,
      ...coming(card, 'slide-up', 0),
    }),
  ];
}

/** A question mark as tall as the frame lets it be behind the words, then what answers it. */
function mark(card: Card): Layer[] {
  const { palette, input, shape } = card.drawing;
  const color = `${palette.accent.slice(0, 7)}59`;
  // In tall frames clear of the platforms' controls and of the AI label.
  const box = shape === 'tall' ? { x: 0.067, y: 0.246, w: 0.866, h: 0.484 } : { x: 0, y: 0.2, w: 1, h: 0.62 };
  const text = { 'zh-CN': '？', en: '?' }[input.language];
  const place = card.answer;
  return [
    said(text, box, { size: 0.5, color, drift: growing(0.96, 1.1) }),
    said(nameIn(place, 0.052, 1, card.drawing), place, {
      size: 0.052,
      color: palette.onAccent,
      plate: palette.accent,
      ...coming(card, 'slide-up', 500),
    }),
  ];
}

/** The name below the brand, which is not said twice. */
function nameBelowBrand(box: Box, size: number, lines: number, drawing: SceneDrawing): string {
  const full = nameIn(box, size, lines, drawing);
  const { brand: first = '' } = drawing.input;
  const rest = full.slice(first.length).replace(/^[\s·・:：\-–—]+/u, '');
  const isSaid = first !== '' && full.toLocaleLowerCase().startsWith(first.toLocaleLowerCase());
  return isSaid && rest.length >= 2 ? rest : full;
}

function name(card: Card): Layer[] {
  const place = middle(card, 0.3, 0.42, 0.78);
  return [
    ...brand(card, middle(card, 0.1, 0.18, 0.5)),
    said(nameBelowBrand(place, 0.12, 3, card.drawing), place, {
      size: 0.12,
      color: card.drawing.palette.onAccent,
      lines: 3,
      ...coming(card, 'slide-up', 0),
    }),
  ];
}

function brand({ drawing }: Card, box: Box): Layer[] {
  const { brand: text, logo } = drawing.input;
  return text === undefined && logo === undefined
    ? []
    : [
        {
          kind: 'logo',
          box,
          ...(logo === undefined ? { text } : { material: logo }),
          color: drawing.palette.onAccent,
          opacity: 1,
        },
      ];
}

function product(card: Card): Layer[] {
  const { palette } = card.drawing;
  const top = part(card, 0.0, 0.16);
  return [
    ...cutOut(card, part(card, 0.18, 0.82)),
    said(nameIn(top, 0.056, 1, card.drawing), top, {
      size: 0.056,
      color: palette.onAccent,
      plate: palette.accent,
      ...coming(card, 'pop', 150),
    }),
  ];
}

function end(card: Card): Layer[] {
  const { input, palette } = card.drawing;
  const { price } = input.product;
  const place = price === undefined ? middle(card, 0.34, 0.38, 0.78) : middle(card, 0.3, 0.3, 0.8);
  return [
    ...brand(card, middle(card, 0.08, 0.19, 0.5)),
    said(nameBelowBrand(place, 0.095, 2, card.drawing), place, {
      size: 0.095,
      color: palette.onAccent,
      lines: 2,
      ...coming(card, 'slide-up', 0),
    }),
    ...(price === undefined
      ? []
      : [
          said(shownPrice(price.amount, price.currency, input.language), middle(card, 0.64, 0.26, 0.7), {
            size: 0.13,
            color: palette.onPanel,
            plate: palette.panel,
            ...coming(card, 'pop', 220),
          }),
        ]),
  ];
}

/** The spoken words, large where they are what the card says. */
function caption({ drawing, below, filling, fillingAbove }: Card, where: 'below' | 'filling'): Layer[] {
  const isFilling = where === 'filling';
  const isSourced = drawing.input.line.source !== undefined;
  const { x, y, w, h } = isFilling ? (isSourced ? fillingAbove : filling) : below;
  return drawElement(
    {
      kind: 'caption',
      at: { [drawing.shape]: [x, y, w, h] },
      size: isFilling ? { tall: 0.15, compact: 0.14, wide: 0.15 } : { tall: 0.078, compact: 0.068, wide: 0.074 },
      on: 'panel',
      highlight: 'accent',
      align: 'center',
      weight: 'black',
      edge: 'none',
      // Its own ground sets a word off on any colour of a card.
      look: 'box',
    },
    drawing,
  );
}
