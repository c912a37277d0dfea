import type { Box, Layer } from '@clipo/contract';
import { safeZone, wordPlaces } from './free-place.ts';
import type { Point } from './named-parts.ts';
import { subjectOnScreen } from './presenters/subject-on-screen.ts';
import type { SceneDrawing } from './scenes.ts';

/** What is pointed at, across, and the arrow's length, over the frame's short side. */
const spot = 0.03;
const lengths = [0.26, 0.2];
/** The arrow comes once the picture has been seen, and stays for at least so long. */
const [delayMs, leastMs] = [300, 800];
/** What an arrow keeps off words and the AI label: half its head, and air. */
const clear = 0.03;
/** How much closer a picture comes to the part that it is about. */
const close = 0.94;
/** Ways to come from: obliquely first, which reads best, and never from right below, where captions are. */
const angles = [-45, -135, -25, -155, -65, -115, 25, 155, -90, 0, 180];

/**
 * The layers of a scene whose still was dealt for a part that its line names: an arrow to that part, from where it hides
 * least, and the picture coming closer to it so that it stays where the arrow points. Where no arrow finds room the layers
 * come back as they were. Pure.
 */
export function withPointer(layers: Layer[], drawing: SceneDrawing): Layer[] {
  const { picture, input } = drawing;
  const main = layers.find((layer) => layer.kind === 'image');
  const { fps, frames, frame } = input;
  const [from, least] = [delayMs, leastMs].map((ms) => Math.round((ms * fps) / 1000)) as [number, number];
  if (
    picture?.kind !== 'still' ||
    picture.point === undefined ||
    picture.inset !== undefined ||
    main?.kind !== 'image'
  ) {
    return layers;
  }
  const held = main.material === picture.material && main.motion ? comingCloser(main.motion.from, picture.point) : null;
  if (held === null || from + least > frames) {
    return layers;
  }
  const { box } = main;
  const at = {
    x: box.x + ((picture.point.x - held.from.x) / held.from.w) * box.w,
    y: box.y + ((picture.point.y - held.from.y) / held.from.h) * box.h,
  };
  const pointed = layers.map((layer) => (layer === main ? { ...main, motion: held } : layer));
  const tail = tailFor(at, pointed, drawing);
  if (tail === undefined) {
    return layers;
  }
  const short = Math.min(frame.width, frame.height);
  const [w, h] = [(spot * short) / frame.width, (spot * short) / frame.height];
  return [
    ...pointed,
    {
      kind: 'arrow',
      tail,
      box: { x: at.x - w / 2, y: at.y - h / 2, w, h },
      bend: tail.x < at.x ? 0.25 : -0.25,
      // Whatever lies behind: white, in the dark edge that every arrow brings.
      color: '#FFFFFF',
      width: 0.014,
      drawFrames: Math.max(1, Math.round(fps * 0.4)),
      opacity: 1,
      from,
    },
  ];
}

/** A move towards a point that stays where it is on the screen; null where the point is not well inside. */
function comingCloser(crop: Box, point: Point): { from: Box; to: Box; ease: 'linear' } | null {
  const [across, down] = [(point.x - crop.x) / crop.w, (point.y - crop.y) / crop.h];
  if (Math.min(across, 1 - across, down, 1 - down) < 0.08) {
    return null;
  }
  const [w, h] = [crop.w * close, crop.h * close];
  return { from: crop, to: { x: point.x - across * w, y: point.y - down * h, w, h }, ease: 'linear' };
}

/** Where an arrow to a point begins: clear of words all the way, off the subject where it can be. */
function tailFor(at: Point, layers: readonly Layer[], drawing: SceneDrawing): Point | undefined {
  const { input, picture } = drawing;
  const { frame, format } = input;
  const zone = safeZone(format);
  const words = wordPlaces(layers, format);
  const subject = subjectOnScreen(layers, picture, input);
  const short = Math.min(frame.width, frame.height);
  const isClear = ({ x, y }: Point, room: number) => {
    const isInside = x >= zone.x && x <= zone.x + zone.w && y >= zone.y && y <= zone.y + zone.h;
    return isInside && words.every((box) => !holds(box, x, y, room));
  };
  const ways = lengths.flatMap((length) =>
    angles.map((degrees): Point => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      return { x: at.x + (cos * length * short) / frame.width, y: at.y + (sin * length * short) / frame.height };
    }),
  );
  const free = ways.filter((tail) =>
    [0, 0.25, 0.5, 0.75, 1].every((part) =>
      // What is pointed at is where it is: only the way to it keeps its distance.
      isClear({ x: at.x + (tail.x - at.x) * part, y: at.y + (tail.y - at.y) * part }, part === 0 ? 0 : clear),
    ),
  );
  return free.find(({ x, y }) => subject === undefined || !holds(subject, x, y, 0)) ?? free[0];
}

function holds({ x, y, w, h }: Box, px: number, py: number, margin: number): boolean {
  return px > x - margin && px < x + w + margin && py > y - margin && py < y + h + margin;
}
