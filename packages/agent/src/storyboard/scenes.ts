import type { Box, Color, Format, Language, Layer, Product, Scene, Size, TextStyle, Transition } from '@clipo/contract';
import { coverCrop, leastInside, motionOver, shareInside } from './crops.ts';
import { type FollowingCrop, followSubject } from './follow-subject.ts';
import { type Layout, type LayoutName, layoutFor } from './layouts.ts';
import { captionLooksOf, contrast, type Palette, type StyleName } from './palette.ts';
import { priceCardText } from './price-text.ts';
import type { Shot } from './shot-list.ts';
import { captionWords, type TimedLine, type TimedWord } from './timeline.ts';

/** Everything that one scene is drawn from. */
export interface SceneInput {
  id: string;
  line: TimedLine;
  words: readonly TimedWord[];
  startFrame: number;
  frames: number;
  fps: number;
  shot: Shot;
  /** Which choice of its axis the line belongs to, from 1. */
  choice: number;
  /** Turn of the Ken Burns move, so that neighbours move differently. */
  turn: number;
  transitionIn: Transition;
  format: Format;
  /** Nominal frame, for aspects only. */
  frame: Size;
  palette: Palette;
  style: StyleName;
  product: { name: string; price: Product['price'] };
  brand: string | undefined;
  logo: string | undefined;
  language: Language;
}

/** A picture that would be blown up more than this is shown smaller, in a frame. */
const mostEnlargement = 3.1;

/** Builds a scene: layout by the line's section, picture, words, and what the section adds. */
export function buildScene(input: SceneInput): Scene {
  const name = layoutNameFor(input);
  const layout = layoutFor(input.format, name);
  const isOnPanel = name === 'fact' || name === 'offer' || input.shot.kind === 'card';
  const layers = [
    ...pictureLayers(input, layout, name),
    ...extraLayers(input, layout, name),
    captionLayer(input, layout, isOnPanel),
  ];
  return {
    id: input.id,
    role: input.line.role,
    frames: input.frames,
    background: input.palette.panel,
    layers,
    transitionIn: input.transitionIn,
  };
}

/** Shape of a layout's picture on screen, width over height in pixels: what shots are dealt for. */
export function pictureAspect(format: Format, name: LayoutName, frame: Size): number {
  const { picture } = layoutFor(format, name);
  return (picture.w * frame.width) / (picture.h * frame.height);
}

/** Openings differ in their picture too, where the clip is too short to give each hook its own stretch. */
const hookLayouts = ['hero', 'fact', 'framed'] as const;

/** The layout that a section asks for, before the picture's size is known. */
export function wantedLayout(section: string, shotIndex: number, hasSource: boolean, choice: number): LayoutName {
  switch (section) {
    case 'hook':
      return hookLayouts[(choice + shotIndex - 1) % hookLayouts.length] ?? 'hero';
    case 'price':
    case 'cta':
      return 'offer';
    case 'sell':
      return hasSource && shotIndex === 0 ? 'fact' : choice % 2 === 1 ? 'hero' : 'framed';
    case 'demo':
    case 'trust':
      return hasSource && shotIndex === 0 ? 'fact' : 'framed';
    case 'reveal':
      return 'framed';
    default:
      return 'hero';
  }
}

/** A scene of words alone: the brand small, the product's name large. */
function cardLayers(input: SceneInput): Layer[] {
  const { palette, brand, product, format } = input;
  const isTall = format === '9x16';
  const left = isTall ? 0.067 : 0.08;
  const top = isTall ? 0.27 : 0.22;
  const width = isTall ? 0.8 : 0.84;
  const mark = contrast(palette.accent, palette.panel) >= 3 ? palette.accent : palette.onPanel;
  const name: Layer = {
    ...textLayer(
      product.name,
      { x: left, y: top + 0.075, w: width, h: isTall ? 0.24 : 0.42 },
      { size: 0.115, color: palette.onPanel, weight: 'black', align: 'left', lineHeight: 1.2 },
    ),
    maxLines: 3,
    valign: 'top',
    enter: { kind: 'slide-up', frames: 12 },
  };
  const bar: Layer = {
    kind: 'shape',
    shape: 'rectangle',
    box: { x: left, y: top + 0.055, w: 0.14, h: isTall ? 0.005 : 0.009 },
    color: mark,
    radius: 0,
    opacity: 1,
    enter: { kind: 'slide-right', frames: 10 },
  };
  const brandLayer: Layer[] =
    brand === undefined
      ? []
      : [
          textLayer(
            brand,
            { x: left, y: top, w: width, h: 0.05 },
            { size: 0.055, color: mark, weight: 'bold', align: 'left', lineHeight: 1.2 },
          ),
        ];
  return [...ornaments(input), ...brandLayer, bar, name];
}

function layoutNameFor(input: SceneInput): LayoutName {
  const shotIndex = input.startFrame > input.line.startFrame ? 1 : 0;
  const wanted = wantedLayout(input.line.section, shotIndex, input.line.source !== undefined, input.choice);
  if (wanted !== 'hero' || input.shot.kind === 'card') {
    return wanted;
  }
  const { picture } = layoutFor(input.format, 'hero');
  const crop = sourceCrop(input.shot, pictureAspect(input.format, 'hero', input.frame));
  const enlargement = (picture.w * input.frame.width) / (crop.w * input.shot.width);
  return enlargement > mostEnlargement ? 'framed' : 'hero';
}

function sourceCrop(shot: Exclude<Shot, { kind: 'card' }>, aspect: number): Box {
  if (shot.kind === 'still') {
    // The dealt crop says where to look; its shape follows the box that it really fills.
    const zoom = Math.max(1, Math.min(1 / shot.crop.w, 1 / shot.crop.h));
    const anchor = (start: number, length: number) =>
      length >= 1 ? 0.5 : Math.min(1, Math.max(0, start / (1 - length)));
    return coverCrop(shot, aspect, zoom, anchor(shot.crop.x, shot.crop.w), anchor(shot.crop.y, shot.crop.h));
  }
  return coverCrop(shot, aspect, 1, 0.5, 0.5);
}

/** Towards the subject, where the crop holds enough of it to go there. */
function stillMotion(shot: Extract<Shot, { kind: 'still' }>, crop: Box, turn: number) {
  const isSeen = shot.subject !== undefined && shareInside(shot.subject, crop) >= leastInside;
  return motionOver(crop, turn, isSeen ? shot.subject : undefined);
}

/** A clip is cropped about its subject, which the crop follows where it must. */
function clipCrop(shot: Extract<Shot, { kind: 'clip' }>, crop: Box, input: SceneInput): FollowingCrop {
  const { startMs, speed, subjects } = shot;
  const size = { width: crop.w, height: crop.h };
  return subjects === undefined
    ? { crop }
    : followSubject(subjects, size, { startMs, speed, fps: input.fps, frames: input.frames });
}

function pictureLayers(input: SceneInput, layout: Layout, name: LayoutName): Layer[] {
  const { shot, frame } = input;
  if (shot.kind === 'card') {
    return name === 'hero' || name === 'framed' ? cardLayers(input) : ornaments(input);
  }
  const box = layout.picture;
  const crop = sourceCrop(shot, (box.w * frame.width) / (box.h * frame.height));
  const radius = name === 'fact' ? 0.03 : 0;
  const picture: Layer =
    shot.kind === 'still'
      ? { kind: 'image', material: shot.material, box, motion: stillMotion(shot, crop, input.turn), radius, opacity: 1 }
      : {
          kind: 'clip',
          material: shot.material,
          box,
          startMs: shot.startMs,
          speed: shot.speed,
          ...clipCrop(shot, crop, input),
          radius,
          opacity: 1,
        };
  switch (name) {
    case 'hero':
      return [picture, ...meltLayers(input, layout), ...(box.y + box.h < 1 ? ornaments(input) : [])];
    case 'framed':
      return [
        {
          kind: 'blur-fill',
          material: shot.material,
          box: { x: 0, y: 0, w: 1, h: 1 },
          startMs: shot.kind === 'clip' ? shot.startMs : 0,
          dim: 0.45,
          opacity: 1,
        },
        picture,
      ];
    case 'fact':
    case 'offer':
      return [...ornaments(input), picture];
  }
}

/**
 * Where the picture ends inside the frame it melts into the panel, where it fills the frame a shade lies behind the
 * words: they always stand on a quiet ground.
 */
function meltLayers(input: SceneInput, layout: Layout): Layer[] {
  const { picture, caption } = layout;
  const bottom = picture.y + picture.h;
  const isInside = bottom < 1;
  const top = caption.y - (isInside ? 0.07 : 0.14);
  const color = isInside ? `${input.palette.panel}FF` : '#000000C0';
  return [
    { kind: 'shape', shape: 'gradient-up', box: { x: 0, y: top, w: 1, h: bottom - top }, color, radius: 0, opacity: 1 },
  ];
}

/** Large soft circles give a plain panel depth. */
function ornaments(input: SceneInput): Layer[] {
  const color = input.palette.onPanel === '#FFFFFF' ? '#FFFFFF12' : '#0000000A';
  const circle = (x: number, y: number, across: number): Layer => ({
    kind: 'shape',
    shape: 'ellipse',
    box: { x, y, w: across, h: (across * input.frame.width) / input.frame.height },
    color,
    radius: 0,
    opacity: 1,
  });
  return [circle(0.42, 0.66, 0.9), circle(-0.35, 0.78, 0.75)];
}

function extraLayers(input: SceneInput, layout: Layout, name: LayoutName): Layer[] {
  const { palette, line } = input;
  const source: Layer[] =
    line.source === undefined
      ? []
      : [
          textLayer({ 'zh-CN': `来源：${line.source}`, en: `Source: ${line.source}` }[input.language], layout.source, {
            size: 0.024,
            color: name === 'fact' ? palette.onPanel : '#FFFFFF',
            weight: 'regular',
            align: 'left',
            lineHeight: 1.2,
          }),
        ];
  switch (name) {
    case 'fact':
      return [
        ...source,
        {
          ...textLayer(keyFigure(line.text) ?? input.product.name, layout.title, figureStyle(palette, input.format)),
          enter: { kind: 'pop', frames: 10 },
        },
      ];
    case 'offer':
      return [...source, ...offerLayers(input, layout)];
    case 'framed':
      return line.section === 'reveal' && input.shot.kind !== 'card'
        ? [
            ...source,
            {
              ...textLayer(input.product.name, layout.title, plateStyle(palette)),
              enter: { kind: 'slide-up', frames: 9 },
            },
          ]
        : source;
    case 'hero':
      return source;
  }
}

function offerLayers(input: SceneInput, layout: Layout): Layer[] {
  const { palette, product, brand } = input;
  const mark: Layer[] =
    brand === undefined && input.logo === undefined
      ? []
      : [
          {
            kind: 'logo',
            box: layout.brand,
            ...(input.logo === undefined ? { text: brand } : { material: input.logo }),
            color: palette.onPanel,
            opacity: 1,
            enter: { kind: 'fade', frames: 8 },
          },
        ];
  const card: Layer =
    product.price === undefined
      ? {
          kind: 'end-card',
          box: layout.card,
          brand: brand ?? product.name,
          headline: product.name,
          background: palette.accent,
          foreground: palette.onAccent,
          accent: palette.panel,
          opacity: 1,
          enter: { kind: 'pop', frames: 12 },
        }
      : {
          kind: 'price-card',
          box: layout.card,
          ...priceCardText(product.price, input.language),
          background: '#FFFFFF',
          foreground: '#16191C',
          accent: priceColor(palette),
          opacity: 1,
          enter: { kind: 'pop', frames: 12 },
        };
  return [...mark, card];
}

/** The price stands on white: the accent where it reads there, else the panel's colour, else black. */
function priceColor(palette: Palette): Color {
  return [palette.accent, palette.panel].find((color) => contrast(color, '#FFFFFF') >= 4.5) ?? '#C0341D';
}

/** A hook this short is shown large: so many hanzi or Latin words. */
const shortHook = 12;

function captionLayer(input: SceneInput, layout: Layout, isOnPanel: boolean): Layer {
  const { palette, line } = input;
  const isHook = line.role === 'hook';
  const isShort = isHook && (line.text.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []).length <= shortHook;
  const look = captionLooksOf[input.style][isShort ? 'short' : 'told'];
  const size = isHook ? layout.captionSize * 1.12 : layout.captionSize;
  // A box brings its own ground; any other highlight must read on the panel, or all words carry an outline there too.
  const isPlain = isOnPanel && (look === 'box' || contrast(palette.accent, palette.panel) >= 5);
  const shared = { size, weight: 'bold', align: 'center', lineHeight: 1.25 } as const;
  const style: TextStyle = isPlain
    ? { ...shared, color: palette.onPanel }
    : {
        ...shared,
        color: '#FFFFFF',
        stroke: { color: '#000000D9', width: 0.0065 },
        shadow: { color: '#00000080', blur: 0.012, dy: 0.004 },
      };
  return {
    kind: 'caption',
    words: captionWords(input.words, input.startFrame),
    box: layout.caption,
    style,
    highlight: palette.accent,
    maxLines: 2,
    opacity: 1,
    ...(look === 'karaoke' ? {} : { look }),
    ...(input.brand === undefined ? {} : { emphasis: [input.brand.slice(0, 40)] }),
    ...(isPlain ? { ground: palette.panel } : {}),
  };
}

function textLayer(text: string, box: Box, style: TextStyle): Extract<Layer, { kind: 'text' }> {
  return { kind: 'text', text, box, style, maxLines: style.size > 0.1 ? 1 : 2, valign: 'middle', opacity: 1 };
}

function figureStyle(palette: Palette, format: Format): TextStyle {
  const color = contrast(palette.accent, palette.panel) >= 3 ? palette.accent : palette.onPanel;
  return { size: format === '16x9' ? 0.15 : 0.17, color, weight: 'black', align: 'center', lineHeight: 1.1 };
}

function plateStyle(palette: Palette): TextStyle {
  return {
    size: 0.05,
    color: palette.onAccent,
    weight: 'bold',
    align: 'left',
    lineHeight: 1.2,
    plate: { color: palette.accent, radius: 0.015, padX: 0.022, padY: 0.012 },
  };
}

/** The last number with its unit: in "95℃热水放6小时后仍有62℃" the 62℃ is the news. */
export function keyFigure(text: string): string | undefined {
  const figures = text.match(
    /\d+(?:[.,]\d+)?\s?(?:℃|°C|°F|%|元|克|千克|公斤|毫升|升|小时|分钟|秒|天|年|倍|米|厘米|毫米|层|片|ml|mL|kg|g|mm|cm|hours?|minutes?|days?|years?)/gu,
  );
  return figures?.at(-1)?.replace(/\s+/gu, ' ');
}
