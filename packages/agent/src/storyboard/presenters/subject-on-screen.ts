import type { Box, Layer } from '@clipo/contract';
import { unionOf } from '../crops.ts';
import type { Picture } from '../picture-layers.ts';
import type { SceneInput } from '../scenes.ts';

/**
 * Where on the frame what a scene's picture shows is: the place that its subject and faces take from the first frame to the
 * last, as far as the picture shows them. Where no subject was found, the picture's middle 60 %. Undefined without a picture.
 */
export function subjectOnScreen(
  layers: readonly Layer[],
  picture: Picture | undefined,
  { fps, frames }: Pick<SceneInput, 'fps' | 'frames'>,
): Box | undefined {
  const cutOut = layers.find((layer) => layer.kind === 'cut-out');
  const pair = layers.find((layer) => layer.kind === 'before-after');
  if (cutOut?.kind === 'cut-out' || pair?.kind === 'before-after') {
    return (cutOut ?? pair) && { ...((cutOut ?? pair) as Extract<Layer, { kind: 'cut-out' }>).box };
  }
  const shown = pictureShown(layers);
  if (shown === undefined) {
    return undefined;
  }
  const { box } = shown;
  const isOfPicture = picture?.material === shown.material;
  const subjects = isOfPicture ? placed(subjectsOf(picture, frames / fps), shown) : [];
  return subjects.length === 0
    ? { x: box.x + box.w * 0.2, y: box.y + box.h * 0.2, w: box.w * 0.6, h: box.h * 0.6 }
    : [...subjects.map((each) => inside(each, box)), ...facesOnScreen(layers, picture)].reduce(unionOf);
}

/** Where on the frame faces of a scene's picture are, at any time of it. One that its crop leaves out is nowhere. */
export function facesOnScreen(layers: readonly Layer[], picture: Picture | undefined): Box[] {
  const shown = pictureShown(layers);
  if (shown === undefined || picture?.material !== shown.material) {
    return [];
  }
  // Those of a clip were taken with what is about its stretch already.
  const faces = picture.kind === 'still' ? (picture.faces ?? []) : (picture.faces ?? []).map((face) => face.box);
  const seen = placed(faces, shown).filter((face) => leastShared(face, shown.box) > 0);
  return seen.map((face) => inside(face, shown.box));
}

type Shown = Extract<Layer, { kind: 'image' | 'clip' }>;

function pictureShown(layers: readonly Layer[]): Shown | undefined {
  return layers
    .flatMap((layer) => (layer.kind === 'picture-in-picture' ? [layer.content] : [layer]))
    .find((layer) => layer.kind === 'image' || layer.kind === 'clip');
}

function subjectsOf(picture: Picture, seconds: number): readonly Box[] {
  if (picture.kind === 'clip') {
    return subjectsDuring(picture, seconds * 1000 * picture.speed);
  }
  return picture.subject === undefined ? [] : [picture.subject];
}

/** Where parts of a source come to be on the frame, by each crop that is shown of it. */
function placed(parts: readonly Box[], shown: Shown): Box[] {
  const { box } = shown;
  return parts.flatMap((part) =>
    cropsShown(shown).map((crop) => ({
      x: box.x + ((part.x - crop.x) / crop.w) * box.w,
      y: box.y + ((part.y - crop.y) / crop.h) * box.h,
      w: (part.w / crop.w) * box.w,
      h: (part.h / crop.h) * box.h,
    })),
  );
}

function cropsShown(layer: Shown): Box[] {
  if (layer.motion !== undefined) {
    return [layer.motion.from, layer.motion.to];
  }
  const { crop } = layer;
  if (crop === undefined) {
    return [];
  }
  return layer.kind === 'clip' && layer.follow !== undefined
    ? layer.follow.map(({ x, y }) => ({ ...crop, x: x - crop.w / 2, y: y - crop.h / 2 }))
    : [crop];
}

function subjectsDuring({ startMs, subjects = [] }: Extract<Picture, { kind: 'clip' }>, lengthMs: number): Box[] {
  const during = subjects.filter(({ atMs }) => atMs >= startMs - 300 && atMs <= startMs + lengthMs + 300);
  return during.map(({ box }) => box);
}

/** The part of a box that lies in another; what lies outside is an edge of no width. */
function inside(part: Box, whole: Box): Box {
  const left = Math.min(whole.x + whole.w, Math.max(whole.x, part.x));
  const top = Math.min(whole.y + whole.h, Math.max(whole.y, part.y));
  const right = Math.min(whole.x + whole.w, Math.max(left, part.x + part.w));
  const bottom = Math.min(whole.y + whole.h, Math.max(top, part.y + part.h));
  return { x: left, y: top, w: Math.max(1e-6, right - left), h: Math.max(1e-6, bottom - top) };
}

/** How much two boxes share, as a part of the smaller one. */
export function leastShared(a: Box, b: Box): number {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return across <= 1e-9 || down <= 1e-9 ? 0 : (across * down) / Math.min(a.w * a.h, b.w * b.h);
}
