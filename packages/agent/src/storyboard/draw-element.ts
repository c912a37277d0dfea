import type {
  Animation,
  Box,
  CaptionLayer,
  Color,
  Layer,
  Size,
  TemplateElement,
  TemplateEnter,
  TemplateInk,
  TemplateTypeSize,
  TemplateWhen,
  TextStyle,
} from '@clipo/contract';
import { typeSteps } from '@clipo/contract';
import { nameRoom, shownName } from '../script/shown-name.ts';
import { fillSlot } from './fill-slots.ts';
import { boxAt, pictureBox } from './layouts.ts';
import { inkOf, litBox, litOn, litWithRim, markOn, type Palette, readableOn, wordsOn } from './palette.ts';
import {
  boxHolding,
  type Picture,
  pictureLayer,
  type StandingPicture,
  standingAsDealt,
  standingPicture,
} from './picture-layers.ts';
import { priceCardText } from './price-text.ts';
import type { SceneDrawing } from './scenes.ts';
import { captionWords } from './timeline.ts';

type ElementOf<K extends TemplateElement['kind']> = Extract<TemplateElement, { kind: K }>;

/** The layers of one element of a template in a scene; none where it is not for this scene or shape of frame. */
export function drawElement(element: TemplateElement, drawing: SceneDrawing): Layer[] {
  const box = boxAt(element.at, drawing.shape);
  if (box === undefined || !isWanted(element.when, drawing)) {
    return [];
  }
  const layer = layerOf(element, box, drawing);
  const enter = isThere(element, drawing) ? {} : entering(element.enter, drawing);
  const behind = element.kind === 'picture' && layer !== undefined ? fillBehind(element, box, layer, drawing) : [];
  return layer === undefined ? [] : [...behind, layer].map((each) => ({ ...each, ...enter }));
}

/**
 * A video opens with its picture whole: platforms take the first frame for its thumbnail. And what a change brings in needs
 * no way of its own to come: through the change it would be seen half gone.
 */
function isThere({ kind }: TemplateElement, { input }: SceneDrawing): boolean {
  const isOpening = input.startFrame === 0;
  return kind === 'picture' || kind === 'backdrop'
    ? isOpening || input.transitionIn.kind !== 'cut'
    : kind === 'shape' && isOpening;
}

function isWanted(when: TemplateWhen | undefined, { input, picture, second, ordinal }: SceneDrawing): boolean {
  if (when === undefined) {
    return true;
  }
  const facts: [boolean | undefined, boolean][] = [
    [when.picture, picture !== undefined],
    [when.second, second !== undefined],
    [when.source, input.line.source !== undefined],
    [when.price, input.product.price !== undefined],
    [when.ordinal, ordinal !== undefined],
  ];
  const sections: readonly string[] | undefined = when.sections;
  return (
    facts.every(([wanted, is]) => wanted === undefined || wanted === is) &&
    (sections === undefined || sections.includes(input.line.section))
  );
}

/** How an element comes in at the scene's frame rate. What came with the line's first shot stays through its others. */
function entering(
  enter: TemplateEnter | undefined,
  { input, isFirstShot }: SceneDrawing,
): { enter?: Animation; from?: number } {
  if (enter === undefined || (enter.every === 'line' && !isFirstShot)) {
    return {};
  }
  const framesOf = (ms: number) => Math.round((ms * input.fps) / 1000);
  // A scene too short to let something come late shows it at once.
  const from = Math.min(framesOf(enter.delayMs), Math.max(0, input.frames - framesOf(700)));
  const frames = Math.min(120, Math.max(1, framesOf(enter.ms)));
  return { enter: { kind: enter.kind, frames }, ...(from === 0 ? {} : { from }) };
}

function layerOf(element: TemplateElement, box: Box, drawing: SceneDrawing): Layer | undefined {
  const { input, palette } = drawing;
  const ink = (of: TemplateInk) => inkOf(palette, of);
  switch (element.kind) {
    case 'picture':
      return framedPicture(element, box, drawing);
    case 'backdrop': {
      const shot = drawing.picture;
      return shot === undefined
        ? undefined
        : {
            kind: 'blur-fill',
            material: shot.material,
            box,
            startMs: shot.kind === 'clip' ? shot.startMs : 0,
            dim: element.dim,
            ...liftedOver(drawing),
            opacity: 1,
          };
    }
    case 'shape': {
      const h = element.ratio === undefined ? box.h : (box.w * input.frame.width) / input.frame.height / element.ratio;
      const { shape, radius } = element;
      return { kind: 'shape', shape, box: { ...box, h }, color: ink(element.color), radius, opacity: 1 };
    }
    case 'text':
      return textLayer(element, box, drawing);
    case 'brand': {
      const { brand, logo } = input;
      return brand === undefined && logo === undefined
        ? undefined
        : {
            kind: 'logo',
            box,
            ...(logo === undefined ? { text: brand } : { material: logo }),
            color: ink(element.color),
            opacity: 1,
          };
    }
    case 'price':
      return priceLayer(element, box, drawing);
    case 'sticker': {
      const text = element.slot === undefined ? undefined : fillSlot(drawing.template, element.slot, drawing.slots);
      if (element.slot !== undefined && text === undefined) {
        return undefined;
      }
      const { shape, rotation } = element;
      const color = ink(element.color);
      const foreground = wordsOn(color, ink(element.foreground), 0);
      return { kind: 'sticker', shape, box, ...(text && { text }), color, foreground, rotation, opacity: 1 };
    }
    case 'caption':
      return captionLayer(element, box, drawing);
  }
}

/** What fills a box of which its picture takes a part only: the same picture blurred, except on a ground of its own. */
function fillBehind(element: ElementOf<'picture'>, box: Box, layer: Layer, drawing: SceneDrawing): Layer[] {
  const shot = element.of === 'first' ? drawing.picture : drawing.second;
  if (shot === undefined || (layer.kind !== 'image' && layer.kind !== 'clip') || element.radius > 0) {
    return [];
  }
  const isFilled = layer.box.w > box.w - 1e-6 && layer.box.h > box.h - 1e-6;
  const startMs = shot.kind === 'clip' ? shot.startMs : 0;
  return isFilled
    ? []
    : [
        {
          kind: 'blur-fill',
          material: shot.material,
          box,
          startMs,
          dim: 0,
          lifted: layer.box,
          ...shownFirst(layer),
          opacity: 1,
        },
      ];
}

/** The part of its source that a picture shows at its first frame. */
function shownFirst(layer: Extract<Layer, { kind: 'image' | 'clip' }>): { shown?: Box } {
  const shown = layer.motion?.from ?? layer.crop;
  const at = layer.kind === 'clip' ? layer.follow?.[0] : undefined;
  if (shown === undefined || at === undefined) {
    return shown === undefined ? {} : { shown };
  }
  const inside = (middle: number, length: number) => Math.min(1 - length, Math.max(0, middle - length / 2));
  return { shown: { ...shown, x: inside(at.x, shown.w), y: inside(at.y, shown.h) } };
}

/** Where the arrangement's picture lies above its backdrop. */
function liftedOver(drawing: SceneDrawing): { lifted?: Box } {
  const { arrangement, picture, shape } = drawing;
  const place = pictureBox(arrangement, shape);
  const isFramed = arrangement.elements.some((each) => each.kind === 'picture' && each.radius > 0);
  return picture === undefined || place === undefined
    ? {}
    : { lifted: standing(picture, place, isFramed, drawing, drawing.room).box };
}

/** Where a picture stands in its own place. What is framed ends where its room does: words would lie astride its edge. */
function standing(
  shot: Picture,
  own: Box,
  isFramed: boolean,
  { input: { frame }, isEnding, isAsDealt }: SceneDrawing,
  room: Box | undefined,
): StandingPicture {
  if (isAsDealt === true && shot.kind === 'still') {
    return standingAsDealt(shot, room ?? own, frame);
  }
  return isEnding === true
    ? { box: boxHolding(shot, room ?? own, frame) }
    : standingPicture(shot, isFramed ? (room ?? own) : own, frame, room);
}

function framedPicture(element: ElementOf<'picture'>, own: Box, drawing: SceneDrawing): Layer | undefined {
  const shot = element.of === 'first' ? drawing.picture : drawing.second;
  if (shot === undefined) {
    return undefined;
  }
  const room = element.of === 'first' ? drawing.room : undefined;
  const { frame, fps, frames, turn } = drawing.input;
  const run = { frame, fps, frames, turn: element.of === 'first' ? turn : turn + 1 };
  // A disc and a print keep their shape whatever they show.
  const { box, held }: StandingPicture =
    element.radius >= 0.5
      ? { box: discIn(room ?? own, frame) }
      : element.border
        ? { box: room ?? own }
        : standing(shot, own, element.radius > 0, drawing, room);
  const content = pictureLayer(shot, box, element.radius, run, held);
  return element.border === undefined
    ? content
    : {
        kind: 'picture-in-picture',
        content,
        border: inkOf(drawing.palette, element.border.color),
        borderWidth: element.border.width,
        opacity: 1,
      };
}

/** The largest circle's box in a place, in its middle. */
function discIn({ x, y, w, h }: Box, frame: Size): Box {
  const across = Math.min(w * frame.width, h * frame.height);
  const [width, height] = [across / frame.width, across / frame.height];
  return { x: x + (w - width) / 2, y: y + (h - height) / 2, w: width, h: height };
}

function textLayer(element: ElementOf<'text'>, box: Box, drawing: SceneDrawing): Layer | undefined {
  const filled = fillSlot(drawing.template, element.slot, drawing.slots);
  if (filled === undefined) {
    return undefined;
  }
  const size = sizeOf(element.size, drawing);
  const { weight, align, valign, lineHeight, lines, plate } = element;
  const ground = plate?.color ?? element.on;
  const { product, brand, language, frame } = drawing.input;
  // A name too long for its place is said shorter before it is cut.
  const text =
    filled === product.name ? shownName(filled, brand, language, nameRoom(box, frame, { size, lines, plate })) : filled;
  return {
    kind: 'text',
    text,
    box,
    style: {
      size,
      color: coloredOn(ground, element.color, size, drawing),
      weight,
      align,
      lineHeight,
      ...(plate && { plate: { ...plate, color: inkOf(drawing.palette, plate.color) } }),
      // White on no ground of its own stands on pictures: as captions there, it brings its rim.
      ...(ground === undefined &&
        element.color === 'white' && { stroke: { color: '#000000B3', width: Math.min(0.006, size * 0.16) } }),
    },
    maxLines: lines,
    valign,
    opacity: 1,
  };
}

/** The size of type as a fraction of the short side. */
function sizeOf(size: TemplateTypeSize, { template, shape }: SceneDrawing): number {
  const one = typeof size === 'object' ? size[shape] : size;
  const { base, ratio } = template.type;
  return typeof one === 'number' ? one : Math.min(0.5, base * ratio ** typeSteps.indexOf(one));
}

function coloredOn(ground: TemplateInk | undefined, wanted: TemplateInk, size: number, drawing: SceneDrawing): Color {
  const color = inkOf(drawing.palette, wanted);
  return ground === undefined ? color : wordsOn(inkOf(drawing.palette, ground), color, size);
}

/** The price; for a product without one, its name on a card. */
function priceLayer(element: ElementOf<'price'>, box: Box, { input, palette }: SceneDrawing): Layer {
  const { product, brand } = input;
  return product.price === undefined
    ? {
        kind: 'end-card',
        box,
        brand: brand ?? product.name,
        headline: product.name,
        background: palette.accent,
        foreground: palette.onAccent,
        accent: palette.panel,
        opacity: 1,
      }
    : {
        kind: 'price-card',
        box,
        ...priceCardText(product.price, input.language),
        ...cardColors(element, palette),
        opacity: 1,
      };
}

/** Words read on their card, and what is set off there is seen. */
function cardColors(element: ElementOf<'price'>, palette: Palette) {
  const background = inkOf(palette, element.background);
  const foreground = wordsOn(background, inkOf(palette, element.foreground), 0);
  return { background, foreground, accent: markOn(background, [inkOf(palette, element.accent), foreground]) };
}

/** A hook this short is shown large: so many hanzi or Latin words. */
const shortHook = 12;

/** Letters with a rim are light on dark and dark on light: white ones on white are seen by their rim alone, hollow. */
function rimmedOn(ground: Color): Pick<TextStyle, 'color' | 'stroke' | 'shadow'> {
  const isDark = readableOn(ground) === '#FFFFFF';
  return isDark
    ? {
        color: '#FFFFFF',
        stroke: { color: '#000000D9', width: 0.0065 },
        shadow: { color: '#00000080', blur: 0.012, dy: 0.004 },
      }
    : { color: '#16181D', stroke: { color: '#FFFFFFE6', width: 0.0065 } };
}

/**
 * The words of a scene's caption. With its line's first picture it is there at once, and lit when it is spoken: a panel is
 * never seen without words. What is typed begins at once instead. A card and a panel keep their words until they go, and so
 * does what a viewer is asked to do.
 */
function heldWords(
  element: ElementOf<'caption'>,
  { input, isFirstShot }: SceneDrawing,
  look: CaptionLayer['look'],
): Pick<CaptionLayer, 'words' | 'isThere'> {
  const { line, card, startFrame } = input;
  const isHeld = card !== undefined || element.on !== undefined || line.role === 'cta';
  const [first, ...rest] = captionWords(input.words, startFrame, isHeld ? line.startFrame + line.frames : 0);
  if (first === undefined) {
    return { words: [] };
  }
  if (!isFirstShot || first.startFrame <= 0) {
    return { words: [first, ...rest] };
  }
  return look === 'typewriter'
    ? { words: [{ ...first, startFrame: 0 }, ...rest] }
    : { words: [first, ...rest], isThere: true };
}

function captionLayer(element: ElementOf<'caption'>, box: Box, drawing: SceneDrawing): Layer {
  const { input, palette } = drawing;
  const { line } = input;
  const isHook = line.role === 'hook';
  const isShort = isHook && (line.text.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []).length <= shortHook;
  const look = element.look ?? palette.captions[isShort ? 'short' : 'told'];
  const size = sizeOf(element.size, drawing) * (isHook ? 1.12 : 1);
  const wanted = inkOf(palette, element.highlight);
  const ground = element.on === undefined ? undefined : inkOf(palette, element.on);
  const lit = ground === undefined ? undefined : litOn(ground, wanted, wordsOn(ground, palette.onPanel, 0));
  // A box brings its own ground; any other highlight must read on the panel, or all words carry an outline there too.
  const isPlain = ground !== undefined && (look === 'box' || element.edge === 'none' || lit !== undefined);
  const shared = { size, weight: element.weight, align: element.align, lineHeight: 1.25 } as const;
  const rimmed = rimmedOn(ground ?? palette.panel);
  const style: TextStyle = isPlain
    ? { ...shared, color: wordsOn(ground, palette.onPanel, 0) }
    : { ...shared, ...rimmed };
  // A box is a ground of its own: it takes the brand's colour as it is.
  const highlight = look === 'box' ? litBox(ground, wanted) : (lit ?? litWithRim(ground, wanted, rimmed.color));
  return {
    kind: 'caption',
    ...heldWords(element, drawing, look),
    box,
    style,
    highlight,
    maxLines: 2,
    opacity: 1,
    ...(look === 'karaoke' ? {} : { look }),
    ...(input.brand === undefined ? {} : { emphasis: [input.brand.slice(0, 40)] }),
    ...(isPlain ? { ground } : {}),
  };
}
