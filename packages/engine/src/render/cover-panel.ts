import type { Box, ClipLayer, Color, ImageLayer, Layer, PreparedMaterial, Size } from '@clipo/contract';
import type { CanvasPort } from '../layers/layer.ts';
import { readableOn } from '../layers/palette.ts';
import type { ScenePicture } from '../plan/plan-video.ts';
import { coverRoom } from './cover-room.ts';
import { type CoverPlace, type CoverTitle, coverTitleFit } from './cover-title.ts';

/** A cover in two parts: words on a ground of their own, and beside them or below the picture. */
export interface PanelledCover {
  scene: ScenePicture;
  place: CoverPlace;
}

/** Where the panel ends, the smallest first: in wide frames it stands at the left, in others above. */
const panelEnds = { wide: [0.43, 0.5], other: [0.38, 0.44, 0.5] };
/** A panel is large enough where its title keeps this much of its designed size. */
const leastShare = 0.62;
/** A name beneath a title that needs the room gets smaller. */
const scales = [1, 0.8];
/** From the words to the panel's edge, as a fraction of the short side. */
const margin = 0.035;
/** Bright words need a dark ground. */
const darkGround = '#16181D';

/**
 * The cover of a picture that fills its frame: there is no ground in it for words, so they get one, and the picture the
 * rest. Pure.
 */
export function panelledCover(
  title: CoverTitle,
  scene: ScenePicture,
  picture: ImageLayer | ClipLayer,
  of: { size: Size; material: PreparedMaterial | undefined; subject?: Box | undefined; canvas: CanvasPort },
): PanelledCover {
  const { size, canvas } = of;
  const isWide = size.width > size.height;
  const tried = panelEnds[isWide ? 'wide' : 'other'].flatMap((end) =>
    scales.map((scale) => {
      const place: CoverPlace = { end: 'bottom', scale, room: roomIn(end, size) };
      return { end, place, ...coverTitleFit(title, size, canvas, place) };
    }),
  );
  const whole = tried.filter(({ isWhole }) => isWhole);
  const [largest] = [...(whole.length > 0 ? whole : tried)].sort((a, b) => b.share - a.share);
  const { end, place } = (whole.find(({ share }) => share >= leastShare) ?? largest) as (typeof tried)[number];
  const box = isWide ? { x: end, y: 0, w: 1 - end, h: 1 } : { x: 0, y: end, w: 1, h: 1 - end };
  const panel = isWide ? { x: 0, y: 0, w: end, h: 1 } : { x: 0, y: 0, w: 1, h: end };
  const groundOn = (where: Box): Layer => ({
    ...{ kind: 'shape', shape: 'rectangle', radius: 0, opacity: 1 },
    box: where,
    color: groundOf(scene),
  });
  const filling = pictureFilling(picture, box, of);
  const subject = of.subject ?? (of.material?.kind === 'image' ? of.material.subject : undefined);
  const framed =
    holdsWhole(filling, subject) || subject === undefined ? undefined : pictureFramed(filling, subject, of);
  return framed === undefined
    ? { scene: { ...scene, layers: [filling, groundOn(panel)] }, place }
    : { scene: { ...scene, layers: [groundOn({ x: 0, y: 0, w: 1, h: 1 }), framed] }, place };
}

/** What a framed picture keeps from the frame's edges, and round its subject, as fractions of the short side and of that. */
const [frameMargin, frameAir] = [0.05, 0.14];
/** How round its corners are, as a fraction of its own short side. */
const frameRadius = 0.04;

/**
 * The picture as a photograph on the panel's ground, in the shape that holds its subject whole: filling what the panel
 * leaves, it would cut it. As much of the picture round it as there is room for. Undefined where that is all cut anyway.
 */
function pictureFramed(
  filling: ImageLayer | ClipLayer,
  subject: Box,
  { size, material }: { size: Size; material: PreparedMaterial | undefined },
): ImageLayer | ClipLayer | undefined {
  if (material === undefined || material.kind === 'audio') {
    return undefined;
  }
  const { box } = filling;
  const margin = frameMargin * Math.min(size.width, size.height);
  const [left, top] = [box.x * size.width + (box.x > 0 ? 0 : margin), box.y * size.height + (box.y > 0 ? 0 : margin)];
  const room = { w: (box.x + box.w) * size.width - margin - left, h: (box.y + box.h) * size.height - margin - top };
  const shape = (room.w / room.h) * (material.height / material.width);
  const [leastW, leastH] = [Math.min(1, subject.w * (1 + frameAir)), Math.min(1, subject.h * (1 + frameAir))];
  const w = Math.min(1, Math.max(leastW, leastH * shape));
  const h = Math.min(1, Math.max(leastH, w / shape));
  const inside = (middle: number, side: number) => Math.min(1 - side, Math.max(0, middle - side / 2));
  const crop = { x: inside(subject.x + subject.w / 2, w), y: inside(subject.y + subject.h / 2, h), w, h };
  const scale = Math.min(room.w / (w * material.width), room.h / (h * material.height));
  const shown = { w: w * material.width * scale, h: h * material.height * scale };
  const place = {
    x: (left + (room.w - shown.w) / 2) / size.width,
    y: (top + (room.h - shown.h) / 2) / size.height,
    w: shown.w / size.width,
    h: shown.h / size.height,
  };
  return { ...filling, box: place, crop, radius: frameRadius };
}

/** Where the words of a panel that ends there may stand, in pixels. */
function roomIn(end: number, size: Size): NonNullable<CoverPlace['room']> {
  const free = coverRoom(size);
  const gap = margin * Math.min(size.width, size.height);
  return size.width > size.height
    ? { ...free, right: end * size.width - gap }
    : { ...free, bottom: Math.min(free.bottom, end * size.height - gap) };
}

/** The scene's own ground, where white reads on it. */
function groundOf({ background }: ScenePicture): Color {
  return readableOn(background, '#FFFFFF') === '#FFFFFF' ? background : darkGround;
}

/**
 * A picture over a box, cut about its subject, else about the middle of what the scene shows of it.
 * @param subject where that is on the cover's frame, in fractions of the material; a still's own is known
 */
export function pictureFilling(
  layer: ImageLayer | ClipLayer,
  box: Box,
  { size, material, subject }: { size: Size; material: PreparedMaterial | undefined; subject?: Box | undefined },
): ImageLayer | ClipLayer {
  const { crop, motion, ...rest } = layer;
  const plain: ImageLayer | ClipLayer = { ...rest, box, radius: 0 };
  const seen = subject ?? (material?.kind === 'image' ? material.subject : undefined);
  const shown = seen ?? crop ?? motion?.to;
  if (material === undefined || material.kind === 'audio' || shown === undefined) {
    return plain;
  }
  if (seen !== undefined && plain.kind === 'clip') {
    // It follows its subject through the scene; a cover is of one moment.
    delete plain.follow;
  }
  const shape = ((box.w * size.width) / (box.h * size.height)) * (material.height / material.width);
  const [w, h] = shape <= 1 ? [shape, 1] : [1, 1 / shape];
  const inside = (middle: number, side: number) => Math.min(1 - side, Math.max(0, middle - side / 2));
  return { ...plain, crop: { x: inside(shown.x + shown.w / 2, w), y: inside(shown.y + shown.h / 2, h), w, h } };
}

/** Air that a subject keeps to the sides at which its picture is cut, over what is shown of that. */
const leastAir = 0.1;

/** Whether a cut of a picture holds its subject with air about it: the larger part that a panel leaves would hold more. */
export function holdsWhole({ crop }: Pick<ImageLayer | ClipLayer, 'crop'>, subject: Box | undefined): boolean {
  const fits = (length: number, room: number) => room >= 1 || length <= room * (1 - leastAir);
  return crop === undefined || subject === undefined || (fits(subject.w, crop.w) && fits(subject.h, crop.h));
}
