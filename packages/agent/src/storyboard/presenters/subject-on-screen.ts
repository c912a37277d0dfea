import type { Box, Layer } from '@clipo/contract';
import type { Picture } from '../picture-layers.ts';
import type { SceneInput } from '../scenes.ts';

/**
 * Where on the frame what a scene's picture shows is: the place that its subject takes from the first frame to the last,
 * as far as the picture shows it. Where no subject was found, the picture's middle 60 %. Undefined without a picture.
 */
export function subjectOnScreen(
  layers: readonly Layer[],
  picture: Picture | undefined,
  { fps, frames }: Pick<SceneInput, 'fps' | 'frames'>,
): Box | undefined {
  const shown = layers
    .flatMap((layer) => (layer.kind === 'picture-in-picture' ? [layer.content] : [layer]))
    .find((layer) => layer.kind === 'image' || layer.kind === 'clip');
  const cutOut = layers.find((layer) => layer.kind === 'cut-out');
  const pair = layers.find((layer) => layer.kind === 'before-after');
  if (cutOut?.kind === 'cut-out' || pair?.kind === 'before-after') {
    return (cutOut ?? pair) && { ...((cutOut ?? pair) as Extract<Layer, { kind: 'cut-out' }>).box };
  }
  if (shown === undefined || (shown.kind !== 'image' && shown.kind !== 'clip')) {
    return undefined;
  }
  const { box } = shown;
  const middle: Box = { x: box.x + box.w * 0.2, y: box.y + box.h * 0.2, w: box.w * 0.6, h: box.h * 0.6 };
  const crops = cropsShown(shown);
  const subjects =
    picture === undefined || picture.material !== shown.material
      ? []
      : picture.kind === 'still'
        ? picture.subject === undefined
          ? []
          : [picture.subject]
        : subjectsDuring(picture, (frames * 1000 * picture.speed) / fps);
  if (subjects.length === 0 || crops.length === 0) {
    return middle;
  }
  const places = subjects.flatMap((subject) =>
    crops.map((crop): Box => {
      const x = box.x + ((subject.x - crop.x) / crop.w) * box.w;
      const y = box.y + ((subject.y - crop.y) / crop.h) * box.h;
      return inside({ x, y, w: (subject.w / crop.w) * box.w, h: (subject.h / crop.h) * box.h }, box);
    }),
  );
  return places.reduce(union);
}

function cropsShown(layer: Extract<Layer, { kind: 'image' | 'clip' }>): Box[] {
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

function union(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
}

/** How much two boxes share, as a part of the smaller one. */
export function leastShared(a: Box, b: Box): number {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return across <= 1e-9 || down <= 1e-9 ? 0 : (across * down) / Math.min(a.w * a.h, b.w * b.h);
}
