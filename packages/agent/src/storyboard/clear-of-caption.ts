import type { Box, Layer, TemplateElement } from '@clipo/contract';
import { drawElement } from './draw-element.ts';
import { pictureBox } from './layouts.ts';
import { leastShared, subjectOnScreen } from './presenters/subject-on-screen.ts';
import type { SceneDrawing } from './scenes.ts';

/** So much of its own place, or of what a picture shows, a caption may share with it: an edge. */
const mostShared = 0.1;
/** A picture keeps at least this much of its place, or the caption stays over it. */
const leastKept = 0.5;
/** Air between a picture and the caption, over the frame's height. */
const gap = 0.008;

/**
 * The layers of an arrangement. Where its caption would lie over what the picture shows, the picture ends above the
 * caption, or begins below it, and its ground goes on behind the words. Pure.
 */
export function drawnClear(elements: readonly TemplateElement[], drawing: SceneDrawing): Layer[] {
  const drawn = elements.map((element) => drawElement(element, drawing));
  const room = roomBesideCaption(drawn.flat(), drawing);
  const isMoved = ({ kind }: TemplateElement) => room !== undefined && (kind === 'picture' || kind === 'backdrop');
  return elements.flatMap((element, index) =>
    isMoved(element) ? drawElement(element, { ...drawing, ...(room && { room }) }) : (drawn[index] ?? []),
  );
}

function roomBesideCaption(layers: readonly Layer[], drawing: SceneDrawing): Box | undefined {
  const { arrangement, shape, picture, input } = drawing;
  const place = pictureBox(arrangement, shape);
  const caption = layers.find((layer) => layer.kind === 'caption')?.box;
  // A still in which nothing stands out is a near view: what it shows is everywhere.
  const isNear = picture?.kind === 'still' && picture.subject === undefined;
  const subject = isNear ? place : subjectOnScreen(layers, picture, input);
  if (place === undefined || caption === undefined || subject === undefined || !isAcross(caption, place)) {
    return undefined;
  }
  if (leastShared(caption, subject) <= mostShared) {
    return undefined;
  }
  const above = { ...place, h: caption.y - gap - place.y };
  const top = caption.y + caption.h + gap;
  const below = { ...place, y: top, h: place.y + place.h - top };
  const room = belowWords(above.h >= below.h ? above : below, layers);
  return room.h >= leastKept * place.h ? room : undefined;
}

/** A room without its upper part where a name stands in that: in a lower picture it would come into the middle. */
function belowWords(room: Box, layers: readonly Layer[]): Box {
  const middle = { x: room.x + room.w * 0.2, y: room.y + room.h * 0.2, w: room.w * 0.6, h: room.h * 0.6 };
  const names = layers.flatMap((layer) => (layer.kind === 'text' ? [layer.box] : []));
  const ends = names.filter((box) => leastShared(box, middle) > 0).map(({ y, h }) => y + h + gap);
  const top = Math.max(room.y, ...ends);
  return { ...room, y: top, h: room.y + room.h - top };
}

/** Whether a caption takes most of a picture's width: only then nothing is lost beside it. */
function isAcross(caption: Box, { x, w }: Box): boolean {
  return Math.min(caption.x + caption.w, x + w) - Math.max(caption.x, x) > 0.5 * w;
}
