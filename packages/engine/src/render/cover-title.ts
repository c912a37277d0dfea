import type { Box, Color, Size } from '@clipo/contract';
import type { CanvasPort } from '../layers/layer.ts';
import { readableOn } from '../layers/palette.ts';
import { drawableText } from '../text/drawable-text.ts';
import { emphasisIn } from '../text/emphasis.ts';
import { useFont } from '../text/fonts.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler, type Ruler, withAutospace } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';
import { calmerEnd, coverMargin, coverRoom, type Room } from './cover-room.ts';
import { fullShade, paintShade, paintShadeAbove, type Shade } from './cover-shade.ts';

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

const titleSize = { han: 0.155, latin: 0.128 };
const nameSize = 0.056;
const mostLines = 3;
const mostColumnLines = 5;
/** From one strip to the next, in font sizes: strips nearly touch. */
const stripPitch = 1.34;

/**
 * Where a cover's words stand in the part that no platform covers, and how large they are: 1 as designed. `room` is a piece
 * of that part beside what the picture shows, in pixels; all of it where left out.
 */
export interface CoverPlace {
  end: 'top' | 'bottom';
  scale: number;
  room?: Room;
}

/** Words this much smaller still read at a glance. */
const scales = [1, 0.85, 0.7];
/** In a room beside the subject its name gets smaller too, as the title takes what that leaves. */
const roomScales = [1, 0.72];
/** So much of their designed size letters keep at least to stand in a room of their own. */
const leastSize = 0.45;
/** What a word keeps from what the picture shows, as a fraction of the short side. */
const clearance = 0.012;

/**
 * Where a cover's words leave its picture alone: clear of all that it shows, as designed where that goes, else as large as
 * any place above, below or beside it lets them be; else clear of the middle of it; else where they cover least. Of two
 * such ends the calmer one. `isFree` tells whether they are clear of it all, `fontPx`
 * how large the title comes out. Pure.
 * @param luma rows of the picture.
 * @param subjects what the picture shows, as fractions of it.
 */
export function placeCoverTitle(
  title: CoverTitle,
  { luma, subjects }: { luma: Uint8Array; subjects: readonly Box[] },
  size: Size,
  canvas: CanvasPort,
): CoverPlace & { isFree: boolean; fontPx: number } {
  const calmer = calmerEnd(luma, size);
  const ends = [calmer, calmer === 'top' ? 'bottom' : 'top'] as const;
  const near = subjects.map((subject) => grown(subject, size, clearance / 2));
  const tried = (place: CoverPlace) => {
    const words = placeWords(title, size, canvas, place);
    const areas = areasOf(words, size);
    const covered = (boxes: readonly Box[]) =>
      boxes.reduce((sum, box) => sum + areas.reduce((all, area) => all + sharedArea(box, area), 0), 0);
    const { isCut, fontPx } = words.title;
    const isLarge = fontPx >= leastSize * designedPx(title.text, size);
    const isFree = covered(near) === 0 && isLarge && !isCut && words.name?.isCut !== true;
    return { place, fontPx, isFree, middle: covered(subjects.map(middleOf)) };
  };
  const places = scales.flatMap((scale) => ends.map((end) => tried({ end, scale })));
  const asDesigned = places.find(({ place, isFree }) => place.scale === 1 && isFree);
  if (asDesigned !== undefined) {
    return { ...asDesigned.place, isFree: true, fontPx: asDesigned.fontPx };
  }
  const [largest] = [
    ...places,
    ...freeRooms(subjects, size).flatMap((room) =>
      roomScales.map((scale) => tried({ end: endIn(room, size, calmer), scale, room })),
    ),
  ]
    .filter(({ isFree }) => isFree)
    .sort((a, b) => b.fontPx - a.fontPx);
  const least = Math.min(...places.map(({ middle }) => middle));
  const chosen = largest ?? places.find(({ middle }) => middle <= least + leastCovered) ?? places[0];
  const { place = { end: calmer, scale: 1 }, isFree = false, fontPx = 0 } = chosen ?? {};
  return { ...place, isFree, fontPx };
}

/** The largest rooms that hold nothing the picture shows. Every subject cuts those it lies in into four: above, below, left, right. */
function freeRooms(subjects: readonly Box[], size: Size): Room[] {
  const shortSide = Math.min(size.width, size.height);
  const { right, ...whole } = coverRoom(size);
  // Beside what stands at the left of a wide frame, its right half is as good.
  const all = { ...whole, right: size.width > size.height ? size.width - shortSide * coverMargin : right };
  return subjects
    .reduce<Room[]>(
      (rooms, subject) => {
        const { x, y, w, h } = grown(subject, size, clearance);
        const [left, top, end, foot] = [x * size.width, y * size.height, (x + w) * size.width, (y + h) * size.height];
        return rooms.flatMap((room) =>
          left < room.right && end > room.left && top < room.bottom && foot > room.top
            ? [
                { ...room, bottom: top },
                { ...room, top: foot },
                { ...room, right: left },
                { ...room, left: end },
              ]
            : [room],
        );
      },
      [all],
    )
    .filter((room) => room.right - room.left > shortSide * 0.2 && room.bottom - room.top > shortSide * 0.15);
}

/** Words in a room of their own keep away from what bounds it. */
function endIn(room: Room, size: Size, calmer: CoverPlace['end']): CoverPlace['end'] {
  const whole = coverRoom(size);
  return room.top > whole.top ? 'bottom' : room.bottom < whole.bottom ? 'top' : calmer;
}

function grown({ x, y, w, h }: Box, { width, height }: Size, by: number): Box {
  const shortSide = Math.min(width, height);
  const [across, down] = [(by * shortSide) / width, (by * shortSide) / height];
  return { x: x - across, y: y - down, w: w + 2 * across, h: h + 2 * down };
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
  /** The short side that the name, its plate and strips' sides are measured by. */
  nameSide: number;
  pad: number;
  room: Room;
}

/** What the title with its strips takes, and its name with the plate, as fractions of the frame. */
function areasOf({ title, name, nameSide, pad }: PlacedWords, { width, height }: Size): Box[] {
  const area = ({ x, y, w, h }: Box, [padX, padY]: readonly [number, number]) => ({
    x: (x - padX) / width,
    y: (y - padY) / height,
    w: (w + 2 * padX) / width,
    h: (h + 2 * padY) / height,
  });
  const plate = name === null ? [] : [area(name.bounds, platePads(nameSide))];
  return [area(title.bounds, [pad, pad]), ...plate];
}

function placeWords(title: CoverTitle, size: Size, canvas: CanvasPort, place: CoverPlace): PlacedWords {
  const { end, scale } = place;
  const shortSide = Math.min(size.width, size.height);
  const room = place.room ?? coverRoom(size);
  const nameSide = place.room === undefined ? shortSide : shortSide * scale;
  const nameAt = (bottom: number) =>
    title.name === null ? null : placeName(title.name, { ...room, bottom }, nameSide, canvas);
  const low = nameAt(room.bottom);
  const nameHeight = low === null ? 0 : low.bounds.h + nameSide * (place.room === undefined ? 0.075 : 0.058);
  const isOnStrips = title.look === 'strips';
  const pad = isOnStrips ? nameSide * 0.028 : 0;
  const titleRoom = {
    left: room.left + pad,
    right: room.right - pad,
    top: room.top + pad,
    bottom: room.bottom - nameHeight - pad,
  };
  const lineHeight = isOnStrips ? stripPitch : 1.16;
  const placed = placeTitle(title.text, titleRoom, size, canvas, { ...place, lineHeight });
  const name = end === 'bottom' ? low : nameAt(placed.bounds.y + placed.bounds.h + pad + nameHeight);
  return { title: placed, name, nameHeight, nameSide, pad, room };
}

/**
 * Draws a cover's title over its picture, so that it reads on anything: large white letters with a dark rim over a shade
 * that rises from the foot, amounts in the accent's colour; or letters on strips of that colour. On tall frames the words keep inside the part that no platform
 * covers (x 72 … 880, y 288 … 1248 of 1080×1920) and its 3:4 crops keep too; elsewhere they stand at the left.
 * @param place at which end of that part they stand, and how large they are.
 * @param shade what the picture is shaded with behind them.
 */
export function drawCoverTitle(
  ctx: CanvasRenderingContext2D,
  title: CoverTitle,
  size: Size,
  canvas: CanvasPort,
  place: CoverPlace = { end: 'bottom', scale: 1 },
  shade: Shade = fullShade,
): { title: PlacedText; name: PlacedText | null } {
  const shortSide = Math.min(size.width, size.height);
  const { title: placed, name, nameHeight, nameSide, room } = placeWords(title, size, canvas, place);
  if (title.look === 'strips') {
    paintStrips(ctx, placed, title.accent, nameSide);
    if (name !== null) {
      paintName(ctx, name, '#16181D', nameSide);
    }
    paintText(ctx, placed, { color: readableOn(title.accent, '#FFFFFF') });
    return { title: placed, name };
  }
  // Words beside what the picture shows dim nothing: a shade would lie on that too.
  if (place.room === undefined && place.end === 'bottom') {
    const top = Math.max(0, placed.bounds.y - shortSide * 0.14);
    paintShade(ctx, size, { top, foot: room.bottom, look: shade });
  } else if (place.end === 'top' && room.right === coverRoom(size).right && room.left === coverRoom(size).left) {
    const end = placed.bounds.y + placed.bounds.h + nameHeight + shortSide * 0.1;
    paintShadeAbove(ctx, size, { end, look: shade });
  }
  if (name !== null) {
    paintName(ctx, name, title.accent, nameSide);
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

/** What a cover's words take in a place, as fractions of the frame: the title, and its name where there is one. */
export function coverWordAreas(title: CoverTitle, size: Size, canvas: CanvasPort, place: CoverPlace): Box[] {
  return areasOf(placeWords(title, size, canvas, place), size);
}

/** How a title comes out in a place: its size in pixels and as a share of the designed one, and whether all of it is there. */
export function coverTitleFit(
  title: CoverTitle,
  size: Size,
  canvas: CanvasPort,
  place: CoverPlace,
): { fontPx: number; share: number; isWhole: boolean } {
  const words = placeWords(title, size, canvas, place);
  const { fontPx, isCut } = words.title;
  return { fontPx, share: fontPx / designedPx(title.text, size), isWhole: !isCut && words.name?.isCut !== true };
}

function designedPx(text: string, { width, height }: Size): number {
  return titleSize[/\p{Script=Han}/u.test(text) ? 'han' : 'latin'] * Math.min(width, height);
}

function placeTitle(
  text: string,
  room: Room,
  size: Size,
  canvas: CanvasPort,
  place: CoverPlace & { lineHeight: number },
): PlacedText {
  const fontPx = designedPx(text, size) * place.scale;
  return layoutText(drawableText(text, canvas), {
    box: { x: room.left, y: room.top, w: room.right - room.left, h: room.bottom - room.top },
    ruler: createRuler(canvas, 'black'),
    weight: 'black',
    fontPx,
    floorPx: fontPx * 0.5,
    // A column beside the picture's subject is narrow, and high enough for more.
    maxLines: room.right - room.left < Math.min(size.width, size.height) * 0.5 ? mostColumnLines : mostLines,
    lineHeight: place.lineHeight,
    align: 'left',
    valign: place.end,
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
