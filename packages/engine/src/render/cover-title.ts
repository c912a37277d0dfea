import type { Box, Color, Size } from '@clipo/contract';
import type { CanvasPort } from '../layers/layer.ts';
import { readableOn } from '../layers/palette.ts';
import { drawableText } from '../text/drawable-text.ts';
import { emphasisIn } from '../text/emphasis.ts';
import { useFont } from '../text/fonts.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler, type Ruler, withAutospace } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';

/** The words of a cover: a title that is read at a glance, and beneath it what it is about. */
export interface CoverTitle {
  text: string;
  /** Stands on a plate of the accent's colour; null where the title says it already. */
  name: string | null;
  accent: Color;
  /** How the title is set: white letters with a rim over a shade, or each line on a strip of the accent's colour. */
  look: CoverLook;
}

/** The ways a cover's title is set. */
export const coverLooks = ['rim', 'strips'] as const;
export type CoverLook = (typeof coverLooks)[number];

/** Where words may stand, in pixels. */
interface Room {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Sides by fractions of the short side. */
const margin = 0.07;
const titleSize = { han: 0.155, latin: 0.128 };
const nameSize = 0.056;
const mostLines = 3;
/** From one strip to the next, in font sizes: strips nearly touch. */
const stripPitch = 1.34;

/** Where a cover's words stand in the part that no platform covers, and how large they are: 1 as designed. */
export interface CoverPlace {
  end: 'top' | 'bottom';
  scale: number;
}

/** Words this much smaller still read at a glance. */
const scales = [1, 0.85, 0.7];

/**
 * Where a cover's words leave its picture alone: clear of all that it shows, smaller if need be; else clear of the middle
 * of it; else where they cover least. Of two such ends the calmer one. Pure.
 * @param luma rows of the picture.
 * @param subjects what the picture shows, as fractions of it.
 */
export function placeCoverTitle(
  title: CoverTitle,
  { luma, subjects }: { luma: Uint8Array; subjects: readonly Box[] },
  size: Size,
  canvas: CanvasPort,
): CoverPlace {
  const calmer = calmerEnd(luma, size);
  const ends = [calmer, calmer === 'top' ? 'bottom' : 'top'] as const;
  const places = scales.flatMap((scale) =>
    ends.map((end) => {
      const place = { end, scale };
      const words = areaOf(placeWords(title, size, canvas, place), size);
      const covered = (boxes: readonly Box[]) => boxes.reduce((sum, box) => sum + sharedArea(box, words), 0);
      return { place, all: covered(subjects), middle: covered(subjects.map(middleOf)) };
    }),
  );
  const least = Math.min(...places.map(({ middle }) => middle));
  const chosen =
    places.find(({ all }) => all === 0) ?? places.find(({ middle }) => middle <= least + leastCovered) ?? places[0];
  return chosen?.place ?? { end: calmer, scale: 1 };
}

/** A corner of a word over so little of the frame is not seen. */
const leastCovered = 0.004;

/** The middle 60 % of a box: what is seen first of what it holds. */
function middleOf({ x, y, w, h }: Box): Box {
  return { x: x + w * 0.2, y: y + h * 0.2, w: w * 0.6, h: h * 0.6 };
}

function sharedArea(a: Box, b: Box): number {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}

/** A cover's words in their places, in pixels; `pad` is what strips need about the title. */
interface PlacedWords {
  title: PlacedText;
  name: PlacedText | null;
  nameHeight: number;
  pad: number;
  room: Room;
}

/** All that words and their strips take, as fractions of the frame. */
function areaOf({ title, name, pad }: PlacedWords, { width, height }: Size): Box {
  const all = [title.bounds, ...(name === null ? [] : [name.bounds])];
  const [left, top] = [Math.min(...all.map(({ x }) => x)) - pad, Math.min(...all.map(({ y }) => y)) - pad];
  const right = Math.max(...all.map(({ x, w }) => x + w)) + pad;
  const foot = Math.max(...all.map(({ y, h }) => y + h)) + pad;
  return { x: left / width, y: top / height, w: (right - left) / width, h: (foot - top) / height };
}

function placeWords(title: CoverTitle, size: Size, canvas: CanvasPort, { end, scale }: CoverPlace): PlacedWords {
  const shortSide = Math.min(size.width, size.height);
  const room = roomOf(size, shortSide);
  const nameAt = (bottom: number) =>
    title.name === null ? null : placeName(title.name, { ...room, bottom }, shortSide, canvas);
  const low = nameAt(room.bottom);
  const nameHeight = low === null ? 0 : low.bounds.h + shortSide * 0.075;
  const isOnStrips = title.look === 'strips';
  const pad = isOnStrips ? shortSide * 0.028 : 0;
  const titleRoom = {
    left: room.left + pad,
    right: room.right - pad,
    top: room.top + pad,
    bottom: room.bottom - nameHeight - pad,
  };
  const lineHeight = isOnStrips ? stripPitch : 1.16;
  const placed = placeTitle(title.text, titleRoom, shortSide * scale, canvas, end, lineHeight);
  const name = end === 'bottom' ? low : nameAt(placed.bounds.y + placed.bounds.h + pad + nameHeight);
  return { title: placed, name, nameHeight, pad, room };
}

/**
 * Draws a cover's title over its picture, so that it reads on anything: large white letters with a dark rim over a shade
 * that rises from the foot, amounts in the accent's colour; or letters on strips of that colour. On tall frames the words keep inside the part that no platform
 * covers (x 72 … 880, y 288 … 1248 of 1080×1920) and its 3:4 crops keep too; elsewhere they stand at the left.
 * @param place at which end of that part they stand, and how large they are.
 */
export function drawCoverTitle(
  ctx: CanvasRenderingContext2D,
  title: CoverTitle,
  size: Size,
  canvas: CanvasPort,
  place: CoverPlace = { end: 'bottom', scale: 1 },
): { title: PlacedText; name: PlacedText | null } {
  const shortSide = Math.min(size.width, size.height);
  const { title: placed, name, nameHeight, room } = placeWords(title, size, canvas, place);
  if (title.look === 'strips') {
    paintStrips(ctx, placed, title.accent, shortSide);
    if (name !== null) {
      paintName(ctx, name, '#16181D', shortSide);
    }
    paintText(ctx, placed, { color: readableOn(title.accent, '#FFFFFF') });
    return { title: placed, name };
  }
  if (place.end === 'bottom') {
    paintShade(ctx, size, Math.max(0, placed.bounds.y - shortSide * 0.14), room.bottom);
  } else {
    paintShadeAbove(ctx, size, placed.bounds.y + placed.bounds.h + nameHeight + shortSide * 0.1);
  }
  if (name !== null) {
    paintName(ctx, name, title.accent, shortSide);
  }
  const rim = Math.max(3, placed.fontPx * 0.075);
  paintText(ctx, placed, {
    color: '#FFFFFF',
    stroke: { color: '#101215F2', width: rim },
    shadow: { color: '#00000099', blur: shortSide * 0.02, dy: shortSide * 0.006 },
  });
  paintAmounts(ctx, placed, createRuler(canvas, 'black'), brightOf(title.accent));
  return { title: placed, name };
}

/** The end of a picture's words at which the picture itself is calmer; `luma` holds its rows. */
export function calmerEnd(luma: Uint8Array, size: Size): 'top' | 'bottom' {
  const room = roomOf(size, Math.min(size.width, size.height));
  const high = (room.bottom - room.top) * 0.38;
  const step = Math.max(2, Math.round(Math.min(size.width, size.height) / 90));
  const busy = (from: number) => {
    let sum = 0;
    for (let y = Math.round(from); y + step < from + high; y += step) {
      for (let x = Math.round(room.left); x + step < room.right; x += step) {
        const here = luma[y * size.width + x] ?? 0;
        sum += Math.abs((luma[y * size.width + x + step] ?? 0) - here);
        sum += Math.abs((luma[(y + step) * size.width + x] ?? 0) - here);
      }
    }
    return sum;
  };
  // Words at the foot are what viewers are used to: they leave it only where there is less to cover above.
  return busy(room.top) < 0.95 * busy(room.bottom - high) ? 'top' : 'bottom';
}

function roomOf({ width, height }: Size, shortSide: number): Room {
  const isTall = height * 10 >= width * 16;
  return isTall
    ? { left: (width * 72) / 1080, right: (width * 880) / 1080, top: height * 0.155, bottom: (height * 1248) / 1920 }
    : {
        left: shortSide * margin,
        // A wide frame is read in its left half; its subject stands in the middle or to the right.
        right: width > height ? width * 0.62 : width - shortSide * margin,
        top: height * 0.14,
        bottom: height - shortSide * margin,
      };
}

function placeTitle(
  text: string,
  room: Room,
  shortSide: number,
  canvas: CanvasPort,
  valign: 'top' | 'bottom',
  lineHeight: number,
): PlacedText {
  const script = /\p{Script=Han}/u.test(text) ? 'han' : 'latin';
  const fontPx = titleSize[script] * shortSide;
  return layoutText(drawableText(text, canvas), {
    box: { x: room.left, y: room.top, w: room.right - room.left, h: room.bottom - room.top },
    ruler: createRuler(canvas, 'black'),
    weight: 'black',
    fontPx,
    floorPx: fontPx * 0.5,
    maxLines: mostLines,
    lineHeight,
    align: 'left',
    valign,
  });
}

function placeName(text: string, room: Room, shortSide: number, canvas: CanvasPort): PlacedText {
  const [padX, padY] = platePads(shortSide);
  const height = nameSize * shortSide * 1.3;
  return layoutText(drawableText(text, canvas), {
    box: {
      x: room.left + padX,
      y: room.bottom - padY - height,
      w: room.right - room.left - 2 * padX,
      h: height,
    },
    ruler: createRuler(canvas, 'bold'),
    weight: 'bold',
    fontPx: nameSize * shortSide,
    maxLines: 1,
    align: 'left',
    valign: 'bottom',
  });
}

function platePads(shortSide: number): [x: number, y: number] {
  return [shortSide * 0.03, shortSide * 0.016];
}

function paintName(ctx: CanvasRenderingContext2D, name: PlacedText, accent: Color, shortSide: number): void {
  const [padX, padY] = platePads(shortSide);
  const { x, y, w, h } = name.bounds;
  ctx.save();
  ctx.shadowColor = 'rgba(0, 0, 0, 0.35)';
  ctx.shadowBlur = shortSide * 0.02;
  ctx.fillStyle = accent;
  roundedRect(ctx, { x: x - padX, y: y - padY, w: w + 2 * padX, h: h + 2 * padY }, shortSide * 0.018);
  ctx.fill();
  ctx.restore();
  paintText(ctx, name, { color: readableOn(accent, '#FFFFFF') });
}

/** A strip behind each line, as long as the line. */
function paintStrips(ctx: CanvasRenderingContext2D, placed: PlacedText, color: Color, shortSide: number): void {
  const { lines, fontPx, weight } = placed;
  const [padX, high] = [shortSide * 0.028, fontPx * (stripPitch - 0.06)];
  ctx.save();
  ctx.shadowColor = 'rgba(0, 0, 0, 0.35)';
  ctx.shadowBlur = shortSide * 0.02;
  ctx.fillStyle = color;
  for (const { text, x, baseline } of lines) {
    const shown = withAutospace(text);
    useFont(ctx, weight, fontPx, shown);
    const w = ctx.measureText(shown).width;
    // The em box, from 0.88 above the base line to 0.12 below it, stands in the middle of its strip.
    const y = baseline - fontPx * 0.38 - high / 2;
    roundedRect(ctx, { x: x - padX, y, w: w + 2 * padX, h: high }, fontPx * 0.08);
    ctx.fill();
  }
  ctx.restore();
}

/**
 * A shade behind the words, gone where they end: the picture stays a picture, as the letters' rim carries most of the
 * contrast. From the side on wide frames, so that what stands in the middle keeps its light; from the foot elsewhere.
 */
function paintShade(ctx: CanvasRenderingContext2D, { width, height }: Size, top: number, foot: number): void {
  const isWide = width > height;
  const shade = isWide ? ctx.createLinearGradient(0, 0, width * 0.66, 0) : ctx.createLinearGradient(0, top, 0, height);
  const deep = isWide ? 0.3 : Math.min(0.9, (foot - top) / (height - top));
  shade.addColorStop(0, `rgba(8, 10, 12, ${isWide ? 0.5 : 0})`);
  shade.addColorStop(deep, 'rgba(8, 10, 12, 0.46)');
  shade.addColorStop(1, `rgba(8, 10, 12, ${isWide ? 0 : 0.18})`);
  ctx.save();
  ctx.fillStyle = shade;
  if (isWide) {
    ctx.fillRect(0, 0, width, height);
  } else {
    ctx.fillRect(0, top, width, height - top);
  }
  ctx.restore();
}

/** A shade behind words at the upper end, gone at the edge, where the label stands, and where they end. */
function paintShadeAbove(ctx: CanvasRenderingContext2D, { width, height }: Size, end: number): void {
  const shade = ctx.createLinearGradient(0, height * 0.1, 0, end);
  shade.addColorStop(0, 'rgba(8, 10, 12, 0)');
  shade.addColorStop(0.3, 'rgba(8, 10, 12, 0.4)');
  shade.addColorStop(0.7, 'rgba(8, 10, 12, 0.34)');
  shade.addColorStop(1, 'rgba(8, 10, 12, 0)');
  ctx.save();
  ctx.fillStyle = shade;
  ctx.fillRect(0, height * 0.1, width, end - height * 0.1);
  ctx.restore();
}

/** Amounts once more over their white, in the accent's colour: what the eye should meet first. */
function paintAmounts(ctx: CanvasRenderingContext2D, placed: PlacedText, ruler: Ruler, color: Color): void {
  ctx.save();
  ctx.fillStyle = color;
  for (const line of placed.lines) {
    for (const { start, end } of emphasisIn(line.text, [])) {
      const found = line.text.slice(start, end);
      const before = ruler.width(line.text.slice(0, end)) - ruler.width(found);
      const text = withAutospace(found);
      useFont(ctx, placed.weight, placed.fontPx, text);
      ctx.fillText(text, line.x + before * placed.fontPx, line.baseline);
    }
  }
  ctx.restore();
}

/** The accent where it shines on dark, else amber. */
function brightOf(accent: Color): Color {
  return readableOn('#16181D', accent) === accent ? accent : '#FFC94D';
}
