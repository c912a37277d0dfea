import type { Box, Format, Layer, Size } from '@clipo/contract';
import { type Stretch, takeClip } from './clip-stretches.ts';
import { safeZone, wordPlaces } from './free-place.ts';
import { pictureLayer } from './picture-layers.ts';
import { leastShared, subjectOnScreen } from './presenters/subject-on-screen.ts';
import type { SceneDrawing } from './scenes.ts';
import type { Shot, ShotNeed } from './shot-list.ts';

/** A clip in a corner of a still. `startMs` is the source time that it shows when it comes in. */
export type Inset = Omit<Extract<Shot, { kind: 'clip' }>, 'zoom'>;

/** The still is read first; then the inset comes in. */
const delayMs = 350;
/** What is shown small may run a little slower: it is seen to move, not how fast. */
const insetSpeed = 0.75;

/**
 * The stretch of the product's clip for a corner of a still that shows something else; undefined where nothing is left
 * that is long enough. What is taken is gone for all other places.
 */
export function takeInset(need: ShotNeed, stretches: readonly Stretch[], product: string): Inset | undefined {
  // Source time before the inset comes in is not shown, but must be there to count from.
  const open = stretches.filter(({ startMs }) => startMs >= delayMs);
  const speed = Math.min(need.speed, insetSpeed);
  return takeClip({ ...need, speed, durationMs: need.durationMs - delayMs }, open, product);
}

/** Widths of an inset as shares of the frame's short side, the wanted one first. */
const widths = [0.4, 0.34, 0.28];
/** An inset is a print, taller than wide. */
const tallness = 4 / 3;
/** From the picture's edge to the inset. */
const margin = 0.03;
/** An inset may hide so much of what the still shows: what it is stays plain. */
const mostHidden = 0.42;
/** What fills more of a still than this leaves no room beside it for anything else. */
const mostFilled = 0.55;

/**
 * The layers of a scene with the inset that its still was dealt: a framed print in the corner of the picture that is
 * clear of words and hides least of what the still shows. Without such a corner the layers come back as they were. Pure.
 */
export function withInset(layers: Layer[], drawing: SceneDrawing): Layer[] {
  const { input, picture, palette } = drawing;
  const main = layers.find((layer) => layer.kind === 'image');
  if (picture?.kind !== 'still' || picture.inset === undefined || main?.kind !== 'image') {
    return layers;
  }
  const { inset } = picture;
  const { frame, format, fps } = input;
  const subject = subjectOnScreen(layers, picture, input);
  const isFilled = subject !== undefined && subject.w * subject.h > mostFilled * main.box.w * main.box.h;
  const box = isFilled ? undefined : cornerOf(main.box, wordPlaces(layers, format), subject, { frame, format });
  if (box === undefined) {
    return layers;
  }
  const from = Math.round((delayMs * fps) / 1000);
  // A clip's time is told for the scene's first frame.
  const startMs = Math.max(0, inset.startMs - Math.floor((from * 1000 * inset.speed) / fps));
  const run = { frame, fps, frames: input.frames, turn: input.turn };
  const framed: Layer = {
    kind: 'picture-in-picture',
    content: pictureLayer({ ...inset, startMs }, box, 0.06, run),
    border: palette.accent,
    borderWidth: 0.009,
    opacity: 1,
    from,
    enter: { kind: 'pop', frames: Math.max(1, Math.round(fps * 0.3)) },
  };
  const above = layers.indexOf(main) + 1;
  return [...layers.slice(0, above), framed, ...layers.slice(above)];
}

function cornerOf(
  picture: Box,
  words: readonly Box[],
  subject: Box | undefined,
  { frame, format }: { frame: Size; format: Format },
): Box | undefined {
  const zone = safeZone(format);
  const short = Math.min(frame.width, frame.height);
  const [dx, dy] = [(margin * short) / frame.width, (margin * short) / frame.height];
  const left = Math.max(zone.x, picture.x + dx);
  const top = Math.max(zone.y, picture.y + dy);
  const right = Math.min(zone.x + zone.w, picture.x + picture.w - dx);
  const bottom = Math.min(zone.y + zone.h, picture.y + picture.h - dy);
  for (const width of widths) {
    const [w, h] = [(width * short) / frame.width, (width * tallness * short) / frame.height];
    const free = [
      { x: right - w, y: top, w, h },
      { x: left, y: top, w, h },
      { x: right - w, y: bottom - h, w, h },
      { x: left, y: bottom - h, w, h },
    ].filter(
      (box) =>
        box.x >= left - 1e-9 &&
        box.y >= top - 1e-9 &&
        words.every((other) => leastShared(box, other) === 0) &&
        hidden(box, subject) <= mostHidden,
    );
    const [best] = free.sort((a, b) => hidden(a, subject) - hidden(b, subject));
    if (best !== undefined) {
      return best;
    }
  }
  return undefined;
}

/** The part of a subject that a box hides. */
function hidden(box: Box, subject: Box | undefined): number {
  return subject === undefined
    ? 0
    : (leastShared(box, subject) * Math.min(box.w * box.h, subject.w * subject.h)) / (subject.w * subject.h);
}
