import type { Box, ClipLayer, ImageLayer, Layer, PreparedMaterial, Size } from '@clipo/contract';
import { partsOf, viewAt } from './picture-part.ts';

/** What a layer is seen in: the frame's size, its rate, the scene's length, and the materials by their ids. */
export interface SeenIn {
  size: Size;
  fps: number;
  sceneFrames: number;
  materials: ReadonlyMap<string, PreparedMaterial>;
}

/**
 * Where the subject of a layer is on the frame at a frame of its scene, and the faces that it shows, as the engine crops, moves
 * and follows: the visible parts, in fractions of the frame; none where the layer shows none or they are out of view. Of a
 * picture in which nothing stands out it is the middle 60 %, and of a before-and-after. A presenter is a subject, and all of a
 * cut-out. Pure.
 */
export function subjectsOnFrame(layer: Layer, sceneFrame: number, seen: SeenIn): Box[] {
  switch (layer.kind) {
    case 'image':
    case 'clip':
      return subjectsOfPicture(layer, sceneFrame, seen);
    case 'picture-in-picture':
      return subjectsOfPicture(layer.content, sceneFrame, seen);
    case 'cut-out':
      return [layer.box];
    case 'presenter':
      return [layer.card?.box ?? layer.box];
    case 'before-after':
      return [middleOf(layer.box)];
    default:
      return [];
  }
}

/** The middle 60 % of a box. */
function middleOf({ x, y, w, h }: Box): Box {
  return { x: x + w * 0.2, y: y + h * 0.2, w: w * 0.6, h: h * 0.6 };
}

function subjectsOfPicture(layer: ImageLayer | ClipLayer, sceneFrame: number, seen: SeenIn): Box[] {
  const material = seen.materials.get(layer.material);
  if (material === undefined || material.kind === 'audio') {
    return [];
  }
  const subject = subjectInSource(layer, material, sceneFrame, seen.fps);
  const faces = facesInSource(layer, material, sceneFrame, seen.fps);
  const { box } = layer;
  const pixels = { width: box.w * seen.size.width, height: box.h * seen.size.height };
  const view = viewAt(layer, partsOf(layer, material, pixels), sceneFrame, seen.sceneFrames);
  const inView = [...(subject === undefined ? [] : [subject]), ...faces].flatMap((each) => {
    const across = seenAlong(each.x, each.w, view.x, view.w);
    const down = seenAlong(each.y, each.h, view.y, view.h);
    return across && down
      ? [
          {
            x: box.x + across.from * box.w,
            y: box.y + down.from * box.h,
            w: across.length * box.w,
            h: down.length * box.h,
          },
        ]
      : [];
  });
  return subject === undefined ? [middleOf(box), ...inView] : inView;
}

/** A subject's place is told about every 250 ms; further from any of them nothing is known. */
const nearMs = 300;

/** Where what a picture shows is at a frame of its scene, in fractions of the material; undefined where that is not known. */
export function subjectInSource(
  layer: ImageLayer | ClipLayer,
  material: PreparedMaterial,
  sceneFrame: number,
  fps: number,
): Box | undefined {
  if (material.kind === 'image') {
    return material.subject;
  }
  if (material.kind !== 'video' || layer.kind !== 'clip') {
    return undefined;
  }
  const atMs = sourceTime(layer, sceneFrame, fps);
  let nearest: { atMs: number; box: Box } | undefined;
  for (const each of material.subjects ?? []) {
    // In order of time: what follows is further away still.
    if (each.atMs > atMs + nearMs) {
      break;
    }
    const isNear = each.atMs >= atMs - nearMs;
    if (isNear && (nearest === undefined || Math.abs(each.atMs - atMs) < Math.abs(nearest.atMs - atMs))) {
      nearest = each;
    }
  }
  return nearest?.box;
}

/** Of a face it is told about every second. */
const faceNearMs = 600;

/** Where faces of a picture are at a frame of its scene: in clips, of all times at which they were looked for and that are near. */
function facesInSource(
  layer: ImageLayer | ClipLayer,
  material: PreparedMaterial,
  sceneFrame: number,
  fps: number,
): readonly Box[] {
  if (material.kind === 'image') {
    return material.faces ?? [];
  }
  if (material.kind !== 'video' || layer.kind !== 'clip') {
    return [];
  }
  const atMs = sourceTime(layer, sceneFrame, fps);
  return (material.faces ?? []).flatMap((face) => (Math.abs(face.atMs - atMs) <= faceNearMs ? [face.box] : []));
}

function sourceTime({ startMs, speed }: ClipLayer, sceneFrame: number, fps: number): number {
  return startMs + (sceneFrame * 1000 * speed) / fps;
}

/** The part of a stretch that lies inside a view, as fractions of the view. */
function seenAlong(start: number, length: number, view: number, size: number) {
  const from = Math.max(0, (start - view) / size);
  const to = Math.min(1, (start + length - view) / size);
  return to <= from ? undefined : { from, length: to - from };
}
