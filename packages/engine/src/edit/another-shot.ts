import type {
  Box,
  EditedShot,
  Format,
  ImageMaterial,
  PreparedMaterial,
  Storyboard,
  VideoMaterial,
} from '@clipo/contract';
import { pictureLayerOf, shotOf } from './edit-shot.ts';

type Shown = ImageMaterial | VideoMaterial;

/**
 * What a scene could show instead: of all stills, and of all good moments of the clips, the next one after what it shows now;
 * one that the video does not show yet goes before one that it does. Asked again and again it goes through all of them. Pure.
 * @returns undefined where the scene has no picture, or nothing else could be shown
 */
export function anotherShot(
  { scenes, fps, format }: Storyboard,
  sceneId: string,
  materials: readonly PreparedMaterial[],
): EditedShot | undefined {
  const scene = scenes.find(({ id }) => id === sceneId);
  const now = scene && shotOf(scene.layers);
  const layer = scene?.layers[pictureLayerOf(scene.layers)];
  if (scene === undefined || now === undefined || layer === undefined || !('box' in layer)) {
    return undefined;
  }
  const logos = new Set(
    scenes.flatMap(({ layers }) => layers.flatMap((each) => (each.kind === 'logo' ? each.material : []))),
  );
  const needMs = (scene.frames * 1000) / fps;
  const all = materials.flatMap((material) =>
    material.kind === 'audio' || logos.has(material.id)
      ? []
      : startsOf(material, needMs).map((startMs) => ({ material, startMs })),
  );
  // Those behind what is shown come first, then those before it.
  const place = all.findIndex(({ material, startMs }) => material.id === now.material && startMs >= now.startMs);
  const ring = [...all.slice(place + 1), ...all.slice(0, place + 1)].filter((each) => !isNear(each, now));
  const seen = scenes.flatMap(({ layers }) => shotOf(layers) ?? []);
  const next = ring.find((each) => !seen.some((shot) => isNear(each, shot))) ?? ring[0];
  if (next === undefined) {
    return undefined;
  }
  const crop = cropAbout(next.material, next.startMs + needMs / 2, layer.box, format);
  return { material: next.material.id, startMs: next.startMs, ...(crop && { crop }) };
}

/** Two shots of a clip that begin within half a second of each other look the same. */
function isNear(one: { material: Shown; startMs: number }, { material, startMs }: EditedShot): boolean {
  return one.material.id === material && (one.material.kind === 'image' || Math.abs(one.startMs - startMs) < 500);
}

/** When a clip could begin, in order: at its good moments, as far as the scene then fits into it. */
function startsOf(material: Shown, needMs: number): number[] {
  if (material.kind === 'image') {
    return [0];
  }
  const last = Math.max(0, Math.floor(material.durationMs - needMs));
  const starts = material.moments.map(({ startMs }) => Math.min(startMs, last));
  return [...new Set(starts.length === 0 ? [0] : starts)].sort((one, other) => one - other);
}

/** The part of a material that fills a box of the frame with its subject in the middle; undefined: the middle will do. */
function cropAbout(material: Shown, atMs: number, box: Box, format: Format): Box | undefined {
  const subject = material.kind === 'image' ? material.subject : subjectAt(material, atMs);
  if (subject === undefined) {
    return undefined;
  }
  const [across = 1, down = 1] = format.split('x').map(Number);
  const wanted = (box.w * across) / (box.h * down);
  const own = material.width / material.height;
  const [w, h] = own > wanted ? [wanted / own, 1] : [1, own / wanted];
  const about = (start: number, length: number, side: number) =>
    Math.min(1 - side, Math.max(0, start + length / 2 - side / 2));
  return { x: about(subject.x, subject.w, w), y: about(subject.y, subject.h, h), w, h };
}

function subjectAt({ subjects = [] }: VideoMaterial, atMs: number): Box | undefined {
  const nearest = [...subjects].sort((one, other) => Math.abs(one.atMs - atMs) - Math.abs(other.atMs - atMs))[0];
  return nearest !== undefined && Math.abs(nearest.atMs - atMs) < 1000 ? nearest.box : undefined;
}
