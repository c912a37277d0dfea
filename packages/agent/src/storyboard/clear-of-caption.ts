import type { Box, Layer, TemplateElement } from '@clipo/contract';
import { drawElement } from './draw-element.ts';
import { labelCorners, narrowLabel } from './free-place.ts';
import { pictureBox } from './layouts.ts';
import { isAnotherView, subjectThroughout } from './picture-layers.ts';
import { facesOnScreen, leastShared, subjectOnScreen } from './presenters/subject-on-screen.ts';
import type { SceneDrawing } from './scenes.ts';

/** So much of its own place, or of what a picture shows, a caption may share with it: an edge. */
const mostShared = 0.1;
/** Of a face, so much: hair or a chin. */
const mostOfFace = 0.02;
/** So much the AI label's corner may: less, for its letters would seem to touch what is shown. */
const mostUnderLabel = 0.03;
/** A picture keeps at least this much of its place, or the caption stays over it. */
const leastKept = 0.5;
/** Beside the AI label what is shown keeps at least this much of a place's width. */
const leastBeside = 0.4;
/** Air between a picture and the caption, over the frame's height. */
const gap = 0.008;

/**
 * The layers of an arrangement. Where its caption would lie over what the picture shows, or a face, the picture ends above the
 * caption, or begins below it; where the AI label would, wherever it stands at the top, the picture begins below that, or
 * where that is too low its subject stands beside it. Its ground goes on behind the words. Pure.
 */
export function drawnClear(elements: readonly TemplateElement[], drawing: SceneDrawing): Layer[] {
  const drawn = elements.map((element) => drawElement(element, drawing));
  const plain = drawn.flat();
  const offCaption = roomBesideCaption(plain, drawing);
  const below = roomBelowLabel(plain, drawing);
  const beside = below === undefined ? roomBesideLabel(plain, drawing) : undefined;
  // The picture with what is about its subject, else ending at its room; off the label, else off the caption alone.
  const ways: Way[] = beside === undefined ? [] : [{ room: beside }];
  const isDealtApart = drawing.picture?.kind === 'still' && drawing.picture.isOnly !== true;
  for (const room of [below, offCaption].filter((each) => each !== undefined)) {
    ways.push({ room }, { room, isEnding: true }, ...(isDealtApart ? [{ room, isAsDealt: true }] : []));
  }
  const moved = (way: Way) =>
    elements.flatMap((element, index) =>
      element.kind === 'picture' || element.kind === 'backdrop'
        ? drawElement(element, { ...drawing, ...way })
        : (drawn[index] ?? []),
    );
  for (const way of ways) {
    const layers = moved(way);
    // A caption's room is always kept free, in the end by the very view that was dealt: one view of a still comes once. A
    // label finds another place instead.
    const isLast = way === ways.at(-1) && offCaption !== undefined;
    if (isLast || (!isAmid(layers) && !isOtherwise(layers, drawing))) {
      return layers;
    }
  }
  return isAmid(plain) ? moved({ isEnding: true }) : plain;
}

/** How a picture gives way to words. */
type Way = Pick<SceneDrawing, 'room' | 'isEnding' | 'isAsDealt'>;

/** What says something, or marks it: none of it stands amid a picture. */
const spoken: ReadonlySet<Layer['kind']> = new Set(['text', 'caption', 'sticker', 'price-card', 'logo']);

/** Whether words or marks stand in the middle 60 % of a picture. */
function isAmid(layers: readonly Layer[]): boolean {
  const words = layers.flatMap((layer) => (spoken.has(layer.kind) && 'box' in layer ? [layer.box] : []));
  return layers.some(
    (layer) =>
      (layer.kind === 'image' || layer.kind === 'clip') &&
      words.some((box) => leastShared(box, middleOf(layer.box)) > 0),
  );
}

/** Whether a still shows another view than was dealt, though a view near it may come. */
function isOtherwise(layers: readonly Layer[], { picture }: SceneDrawing): boolean {
  const shown = layers.find((layer) => layer.kind === 'image' && layer.material === picture?.material);
  const part = shown?.kind === 'image' ? shown.motion?.from : undefined;
  return picture !== undefined && part !== undefined && isAnotherView(picture, part);
}

function middleOf({ x, y, w, h }: Box): Box {
  return { x: x + w * 0.2, y: y + h * 0.2, w: w * 0.6, h: h * 0.6 };
}

/** Where a picture, its caption and what it shows are; undefined where it shows nothing that words may cover. */
function placesIn(layers: readonly Layer[], drawing: SceneDrawing) {
  const { arrangement, shape, picture, input } = drawing;
  const place = pictureBox(arrangement, shape);
  // A picture in which nothing stands out is a near view: what it shows is everywhere.
  const isNear = picture !== undefined && (picture.kind === 'still' ? picture.subject : picture.subjects) === undefined;
  const subject = isNear ? place : subjectOnScreen(layers, picture, input);
  if (place === undefined || subject === undefined) {
    return undefined;
  }
  const caption = layers.find((layer) => layer.kind === 'caption')?.box;
  const across = caption !== undefined && isAcross(caption, place) ? caption : undefined;
  return { place, subject, faces: facesOnScreen(layers, picture), across, isNear };
}

/** The part of a picture's place below the AI label, and off a caption that lies across; undefined where it needs none. */
function roomBelowLabel(layers: readonly Layer[], drawing: SceneDrawing): Box | undefined {
  const found = placesIn(layers, drawing);
  // In a corner of the frame a label may lie over a near view; in tall frames it would lie amid it.
  if (found === undefined || (found.isNear && drawing.shape !== 'tall') || hasFreeCorner(found, drawing)) {
    return undefined;
  }
  const { place } = found;
  const { format, language } = drawing.input;
  const top = Math.max(...labelCorners(format, language).map(({ y, h }) => y + h)) + gap;
  const room = belowWords({ ...place, y: top, h: endAbove(found, top) - top }, layers);
  return room.h >= leastKept * place.h ? room : undefined;
}

/** The part of a picture's place at the right of the AI label, and off a caption; for what is known to stay in one part of it. */
function roomBesideLabel(layers: readonly Layer[], drawing: SceneDrawing): Box | undefined {
  const found = placesIn(layers, drawing);
  const { picture, input } = drawing;
  if (found === undefined || picture === undefined || hasFreeCorner(found, drawing)) {
    return undefined;
  }
  const { place } = found;
  const label = narrowLabel(input.format, input.language);
  const left = label.x + label.w + gap;
  const room = { x: left, y: place.y, w: place.x + place.w - left, h: endAbove(found, place.y) - place.y };
  const isRoomy = room.w >= leastBeside * place.w && room.h >= leastKept * place.h;
  return isRoomy && subjectThroughout(picture) !== undefined ? room : undefined;
}

/** Whether the AI label has a corner to itself. */
function hasFreeCorner(
  { place, subject }: { place: Box; subject: Box },
  { input: { format, language } }: SceneDrawing,
): boolean {
  return labelCorners(format, language).some(
    (corner) => leastShared(corner, place) === 0 || leastShared(corner, subject) <= mostUnderLabel,
  );
}

/** Where a place ends, or above a caption that lies across it below `top`. */
function endAbove({ place, across }: { place: Box; across: Box | undefined }, top: number): number {
  const foot = place.y + place.h;
  return across !== undefined && across.y > top ? Math.min(foot, across.y - gap) : foot;
}

/** The part of a picture's place above a caption across it, or below; undefined where that covers nothing of what is shown. */
function roomBesideCaption(layers: readonly Layer[], drawing: SceneDrawing): Box | undefined {
  const found = placesIn(layers, drawing);
  if (found?.across === undefined) {
    return undefined;
  }
  const { place, across, subject, faces } = found;
  if (leastShared(across, subject) <= mostShared && faces.every((face) => leastShared(across, face) <= mostOfFace)) {
    return undefined;
  }
  const above = { ...place, h: across.y - gap - place.y };
  const top = across.y + across.h + gap;
  const below = { ...place, y: top, h: place.y + place.h - top };
  const room = belowWords(above.h >= below.h ? above : below, layers);
  return room.h >= leastKept * place.h ? room : undefined;
}

/** A room without its upper part where a name stands in that: in a lower picture it would come into the middle. */
function belowWords(room: Box, layers: readonly Layer[]): Box {
  const middle = middleOf(room);
  const names = layers.flatMap((layer) => (layer.kind === 'text' ? [layer.box] : []));
  const ends = names.filter((box) => leastShared(box, middle) > 0).map(({ y, h }) => y + h + gap);
  const top = Math.max(room.y, ...ends);
  return { ...room, y: top, h: room.y + room.h - top };
}

/** Whether a caption takes most of a picture's width: only then nothing is lost beside it. */
function isAcross(caption: Box, { x, w }: Box): boolean {
  return Math.min(caption.x + caption.w, x + w) - Math.max(caption.x, x) > 0.5 * w;
}
