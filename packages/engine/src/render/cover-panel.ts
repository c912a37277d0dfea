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
  const ground: Layer = {
    kind: 'shape',
    shape: 'rectangle',
    box: panel,
    color: groundOf(scene),
    radius: 0,
    opacity: 1,
  };
  return { scene: { ...scene, layers: [pictureFilling(picture, box, of), ground] }, place };
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
