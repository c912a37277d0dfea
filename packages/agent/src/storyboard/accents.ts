import type { Box, Color, Format, Language, Layer, PreparedMaterial, Price, Size } from '@clipo/contract';
import { shownForms } from '../script/shown-name.ts';
import { bigNumberIn, discountOf, ratingIn } from './fact-figures.ts';
import { freePlace, safeZone, takenPlaces } from './free-place.ts';
import { contrast, markOn, type Palette, wordsOn } from './palette.ts';
import type { SceneInput } from './scenes.ts';

/** What accents are decided by: the line that is spoken, the price, and what the brief's materials allow. */
export interface AccentSources {
  language: Language;
  format: Format;
  /** Nominal frame, for aspects only. */
  frame: Size;
  fps: number;
  frames: number;
  section: string;
  line: { text: string; source?: string };
  isFirstShot: boolean;
  /** Number of a line of the body, from 1. */
  ordinal: number | undefined;
  /** What the product may be called on screen. */
  productNames: readonly string[];
  price: Price | undefined;
  palette: Palette;
  /** Whether the brand's captions may show emoji. */
  emoji: boolean;
  /** The scene's still, where its subject could be cut out. */
  cutOut: { material: string; color: Color } | undefined;
  /** Materials that the brief marks as showing the thing before and after. */
  pair: BeforeAndAfter | undefined;
}

/** Two materials that show one thing, by their ids. */
export interface BeforeAndAfter {
  before: string;
  after: string;
}

/** The materials that a brief marks as before and after; undefined where it does not mark one of each. */
export function pairOf(materials: readonly PreparedMaterial[]): BeforeAndAfter | undefined {
  const [before, after] = (['before', 'after'] as const).map(
    (role) => materials.find((material) => material.role === role && material.kind !== 'audio')?.id,
  );
  return before === undefined || after === undefined ? undefined : { before, after };
}

/** What a scene's accents are decided by. */
export function accentSources(input: SceneInput): AccentSources {
  const { language, format, frame, fps, frames, line, ordinal, palette, emoji, pair, product, shot } = input;
  return {
    ...{ language, format, frame, fps, frames, line, ordinal, palette, emoji, pair },
    section: line.section,
    isFirstShot: input.shotIndex === 0,
    productNames: shownForms(product.name, input.brand, language),
    price: product.price,
    cutOut:
      shot.kind === 'still' && shot.cutOut !== undefined ? { material: shot.material, color: shot.cutOut } : undefined,
  };
}

/**
 * Adds to a scene's layers what the brief gives grounds for, wherever the template leaves room: a counter or stars in
 * the place of a figure, a badge on a reduced price, a cut-out instead of a still on a panel, before-and-after instead
 * of a picture, an arrow down where the words point below. Nothing is invented: without grounds the layers come back as they were. Pure.
 */
export function withAccents(layers: readonly Layer[], sources: AccentSources): Layer[] {
  const hasFigure = layers.some((layer) => isFigure(layer, sources));
  const drawn = layers.flatMap((layer) => [
    ...(figureInstead(layer, sources, hasFigure) ??
      pictureInstead(layer, layers, sources) ?? [withEmoji(layer, sources)]),
  ]);
  const marked = [...drawn, ...discountBadge(drawn, sources)];
  return [...marked, ...arrowBelow(marked, sources)];
}

function withEmoji(layer: Layer, { emoji }: AccentSources): Layer {
  return layer.kind === 'caption' && emoji ? { ...layer, emoji: true } : layer;
}

const seconds = (value: number, fps: number) => Math.max(1, Math.round(value * fps));

/** Whether a layer shows a figure of its line and nothing else. */
function isFigure(layer: Layer, { line }: AccentSources): boolean {
  return (
    layer.kind === 'text' &&
    layer.style.size >= 0.05 &&
    /^[¥$€£]?\d[\d.,]*\s?\p{L}{0,8}[%℃]?$/u.test(layer.text) &&
    line.text.includes(layer.text)
  );
}

/**
 * The place of a figure in a scene that states a fact: its key figure, or the product's name where the scene has none
 * (`hasFigure`): a figure beside itself says nothing more.
 */
function figureInstead(layer: Layer, sources: AccentSources, hasFigure: boolean): Layer[] | null {
  const { line, fps, palette, productNames } = sources;
  if (layer.kind !== 'text' || line.source === undefined || layer.style.size < 0.05) {
    return null;
  }
  const number = bigNumberIn(line.text);
  const rating = ratingIn(line.text);
  const isItself = isFigure(layer, sources);
  if (!isItself && (hasFigure || !productNames.includes(layer.text))) {
    return null;
  }
  const { enter: _, ...timing } = { from: layer.from, to: layer.to, enter: layer.enter };
  const shared = { ...timed(timing), box: layer.box, opacity: layer.opacity };
  const ground = layer.style.plate?.color ?? palette.panel;
  if (rating !== undefined) {
    return [
      {
        kind: 'rating-stars',
        ...shared,
        ...rating,
        color: contrast('#FFB400', ground) >= 1.9 ? '#FFB400' : palette.accent,
        foreground: wordsOn(ground, layer.style.color, layer.style.size),
        ground: ground.slice(0, 7),
        card: false,
        fillFrames: Math.min(seconds(0.9, fps), sources.frames),
      },
    ];
  }
  if (number === undefined || (isItself && !sameFigure(layer.text, number.value))) {
    return null;
  }
  return [
    {
      kind: 'counter',
      ...shared,
      start: 0,
      ...number,
      color: layer.style.color,
      labelColor: layer.style.color,
      align: layer.style.align === 'left' ? 'left' : 'center',
      countFrames: Math.min(seconds(1.1, fps), Math.max(1, sources.frames - seconds(0.5, fps))),
      // What was said with the line's first shot stays said.
      ...(sources.isFirstShot ? {} : { start: number.value, countFrames: 1 }),
      ease: 'out',
    },
  ];
}

function timed(timing: { from: number | undefined; to: number | undefined }): { from?: number; to?: number } {
  return {
    ...(timing.from === undefined ? {} : { from: timing.from }),
    ...(timing.to === undefined ? {} : { to: timing.to }),
  };
}

/** Whether a shown figure and a number of the line are the same one. */
function sameFigure(text: string, value: number): boolean {
  return Number(text.replace(/[^\d.]/gu, '')) === value;
}

/** Sections in which the product alone is shown on a ground of its own. */
const cutOutSections = ['price', 'cta', 'reveal'];

function pictureInstead(layer: Layer, all: readonly Layer[], sources: AccentSources): Layer[] | null {
  if (layer.kind !== 'image' && layer.kind !== 'clip') {
    return null;
  }
  const { pair, cutOut, palette, fps } = sources;
  if (pair !== undefined && sources.ordinal === 1 && sources.isFirstShot && isMainPicture(layer, all)) {
    return [beforeAfter(layer.box, pair, sources)];
  }
  const isAlone = !all.some((other) => other.kind === 'blur-fill') && layer.box.w * layer.box.h < 0.6;
  const wantsCutOut = cutOutSections.includes(sources.section) && isMainPicture(layer, all) && isAlone;
  if (cutOut === undefined || !wantsCutOut || layer.kind !== 'image' || layer.material !== cutOut.material) {
    return null;
  }
  const ground = standOut(cutOut.color, palette);
  return ground === undefined
    ? null
    : [
        { kind: 'shape', shape: 'rectangle', box: layer.box, color: ground, radius: layer.radius, opacity: 1 },
        {
          kind: 'cut-out',
          material: cutOut.material,
          box: inner(layer.box, sources.format),
          valign: 'bottom',
          shadow: contrast(ground, '#000000') < 3 ? 0.7 : 0.4,
          grow: 0.04,
          opacity: 1,
          enter: { kind: 'slide-up', frames: Math.min(120, seconds(0.4, fps)) },
        },
      ];
}

/** The largest picture of a scene. */
function isMainPicture(layer: Extract<Layer, { kind: 'image' | 'clip' }>, all: readonly Layer[]): boolean {
  const area = ({ w, h }: Box) => w * h;
  return all.every(
    (other) =>
      (other.kind !== 'image' && other.kind !== 'clip') || other === layer || area(other.box) < area(layer.box),
  );
}

/** A ground of the palette on which a product of a colour is seen; undefined where none parts them. */
function standOut(color: Color, palette: Palette): Color | undefined {
  const leastApart = 2.2;
  return [palette.accent, palette.second, '#FFFFFF', palette.panel].find(
    (ground) => ground !== palette.panel && contrast(ground, color) >= leastApart,
  );
}

/** Air about a cut-out; in tall frames what platforms lay over the top is left free. */
function inner(box: Box, format: Format): Box {
  const top = format === '9x16' && box.y < 0.05 ? 0.083 - box.y : 0.06 * box.h;
  return { x: box.x + box.w * 0.1, y: box.y + top, w: box.w * 0.8, h: box.h - top - box.h * 0.06 };
}

const pairLabels = {
  'zh-CN': { before: '使用前', after: '使用后' },
  en: { before: 'Before', after: 'After' },
} as const;

/** The divider waits, uncovers what came of it, and comes back to the middle to compare. */
function beforeAfter(box: Box, pair: BeforeAndAfter, sources: AccentSources): Layer {
  const { frames, language, palette, format } = sources;
  const at = (share: number) => Math.round((frames - 1) * share);
  const points = [
    { frame: at(0.12), at: 0.88 },
    { frame: at(0.55), at: 0.14 },
    { frame: at(0.9), at: 0.5 },
  ].filter((point, index, all) => index === 0 || point.frame > (all[index - 1]?.frame ?? 0));
  return {
    kind: 'before-after',
    box,
    ...pair,
    first: 'before',
    axis: 'x',
    divider: points,
    labels: pairLabels[language],
    labelArea: safeZone(format),
    color: '#FFFFFF',
    accent: palette.accent,
    opacity: 1,
  };
}

/** A badge with the reduction at a corner of the price card, once the card is there. */
function discountBadge(layers: readonly Layer[], sources: AccentSources): Layer[] {
  const card = layers.find((layer) => layer.kind === 'price-card');
  const percent = discountOf(sources.price);
  if (card?.kind !== 'price-card' || card.original === undefined || percent === undefined) {
    return [];
  }
  const { frame, format, fps, palette } = sources;
  const others = takenPlaces(
    layers.filter((layer) => layer !== card),
    format,
  );
  const shortSide = Math.min(frame.width, frame.height);
  const places = badgePlaces(card.box, (0.15 * shortSide) / frame.width, (0.15 * shortSide) / frame.height);
  const box = freePlace(places, others, format);
  const from = (card.from ?? 0) + (card.enter?.frames ?? 0);
  if (box === undefined || from + seconds(0.5, fps) > sources.frames) {
    return [];
  }
  // It lies on card and panel both.
  const color =
    ['#D7263D', palette.accent, '#111111', '#FFE14D'].find((each) =>
      [palette.panel, card.background].every((ground) => contrast(each, ground) >= 1.7),
    ) ?? '#D7263D';
  return [
    {
      kind: 'badge',
      shape: 'seal',
      box,
      text: `-${percent}%`,
      color,
      foreground: wordsOn(color, '#FFFFFF', 0),
      rotation: 8,
      opacity: 1,
      ...(from === 0 ? {} : { from }),
      enter: { kind: 'pop', frames: Math.min(120, seconds(0.3, fps)) },
      shine: seconds(0.5, fps),
    },
  ];
}

/** Above the card's right corner, reaching a little into it; else below; else beside. */
function badgePlaces({ x, y, w, h }: Box, across: number, high: number): Box[] {
  const right = x + w - across * 1.1;
  return [
    { x: right + across * 0.28, y: y - high * 0.6, w: across, h: high },
    { x: right, y: y - high * 0.72, w: across, h: high },
    { x: right + across * 0.45, y: y - high * 0.6, w: across, h: high },
    { x: right, y: y + h - high * 0.3, w: across, h: high },
    { x: right - across * 0.6, y: y - high * 0.85, w: across, h: high },
  ];
}

/** Words that send the viewer to what the platform shows below the video. */
const pointsBelow = /下[面方]|↓|\bbelow\b/iu;

/** Where something as high as `high` begins below words: not across the edge of what they stand on, as a bubble's. */
function clearOfEdges(top: number, high: number, words: Box, layers: readonly Layer[]): number {
  const ends = layers.flatMap((layer) => {
    // A panel from side to side ends where the picture begins: there an arrow leads from one to the other.
    const isGround = layer.kind === 'shape' && !layer.shape.startsWith('gradient') && layer.box.w < 0.95;
    return isGround && holds(layer.box, words) ? [layer.box.y + layer.box.h] : [];
  });
  return Math.max(top, ...ends.filter((end) => end > top && end < top + high).map((end) => end + 0.008));
}

/** Whether the middle of words stands on a shape. */
function holds(ground: Box, words: Box): boolean {
  const [x, y] = [words.x + words.w / 2, words.y + words.h / 2];
  return ground.x <= x && x <= ground.x + ground.w && ground.y <= y && y <= ground.y + ground.h;
}

/** An arrow down from a call to action that says "below", where there is room for one. */
function arrowBelow(layers: readonly Layer[], sources: AccentSources): Layer[] {
  const { section, line, frame, format, fps, frames, palette } = sources;
  const caption = layers.find((layer) => layer.kind === 'caption');
  if (section !== 'cta' || !pointsBelow.test(line.text) || caption?.kind !== 'caption') {
    return [];
  }
  const short = Math.min(frame.width, frame.height);
  const [across, high] = [(0.075 * short) / frame.width, (0.13 * short) / frame.height];
  const taken = takenPlaces(layers, format);
  const { x, y, w, h } = caption.box;
  const top = clearOfEdges(y + h + 0.008, high, caption.box, layers);
  const box = freePlace([{ x: x + w / 2 - across / 2, y: top, w: across, h: high }], taken, format);
  const from = Math.min(seconds(0.6, fps), Math.max(0, frames - seconds(1.2, fps)));
  return box === undefined
    ? []
    : [
        {
          kind: 'arrow',
          tail: { x: box.x + box.w / 2, y: box.y },
          box: { x: box.x, y: box.y + box.h * 0.94, w: box.w, h: box.h * 0.06 },
          bend: 0,
          color: markOn(palette.panel, [palette.accent]),
          width: 0.014,
          drawFrames: Math.min(120, seconds(0.45, fps)),
          opacity: 1,
          from,
        },
      ];
}
