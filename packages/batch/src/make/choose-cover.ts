import type { Box, Layer, PreparedMaterial, Size } from '@clipo/contract';
import { type CoverLook, coverLooks } from '@clipo/engine';

/** What of a video its cover is chosen from. */
interface CoverScene {
  layers: readonly Layer[];
}

/** The scene whose picture a cover shows, and how its title is set. */
interface ChosenCover<S> {
  scene: S;
  look: CoverLook;
}

/** So much of the product a cover has to show at least, where any picture of the video does. */
const mostlySeen = 0.8;

/**
 * Chooses a video's cover: of the pictures that show the product as good as whole in a frame of this shape, creatives take
 * them and the ways of setting the title by turns, so that those of a batch do not look alike side by side. Every take of a
 * clip is a picture of its own; other materials come first. All formats of a creative share the turn. Pure.
 * @param creative number of the creative within its batch, from 1
 * @returns undefined for a video without scenes
 */
export function chooseCover<S extends CoverScene>(
  scenes: readonly S[],
  { creative, size, materials }: { creative: number; size: Size; materials: ReadonlyMap<string, PreparedMaterial> },
): ChosenCover<S> | undefined {
  const all = picturesOf(scenes, materials, size);
  const most = Math.max(0, ...all.map(({ seen }) => seen));
  const clear = all.filter(({ seen }) => seen >= Math.min(mostlySeen, most));
  const turn = Math.max(0, creative - 1);
  const scene = clear[turn % Math.max(1, clear.length)]?.scene ?? scenes[0];
  // One further for every round of pictures: else an even number of them would always meet the same look.
  const round = Math.floor(turn / Math.max(1, clear.length));
  const look = coverLooks[(turn + (clear.length % 2 === 0 ? round : 0)) % coverLooks.length] ?? coverLooks[0];
  return scene && { scene, look };
}

/** What a cover may show of a video: each still once, each take of a clip, the first takes of all materials before the second. */
function picturesOf<S extends CoverScene>(
  scenes: readonly S[],
  materials: ReadonlyMap<string, PreparedMaterial>,
  size: Size,
): { scene: S; seen: number }[] {
  const takes = new Map<string, { scene: S; seen: number; take: number }>();
  const takesOf = new Map<string, number>();
  for (const scene of scenes) {
    const [shown] = scene.layers.flatMap(pictureOf);
    const key = shown && `${shown.material} ${shown.startMs}`;
    if (shown === undefined || key === undefined || takes.has(key)) {
      continue;
    }
    const take = takesOf.get(shown.material) ?? 0;
    takesOf.set(shown.material, take + 1);
    takes.set(key, { scene, take, seen: shareSeen(materials.get(shown.material), size, shown.startMs) });
  }
  return [...takes.values()].sort((a, b) => a.take - b.take);
}

/** The material that a layer shows as a picture, and of a clip from when; a still is the same whatever is cut of it. */
function pictureOf(layer: Layer): { material: string; startMs: number }[] {
  switch (layer.kind) {
    case 'image':
    case 'cut-out':
      return [{ material: layer.material, startMs: 0 }];
    case 'clip':
      return [{ material: layer.material, startMs: layer.startMs }];
    case 'picture-in-picture':
      return pictureOf(layer.content);
    default:
      return [];
  }
}

/** How much of a material's subject a frame of some shape can hold, as a share; 1 where none is known. */
function shareSeen(material: PreparedMaterial | undefined, size: Size, atMs: number): number {
  const subject = subjectOf(material, atMs);
  if (material === undefined || material.kind === 'audio' || subject === undefined) {
    return 1;
  }
  const shape = (size.width / size.height) * (material.height / material.width);
  const [w, h] = shape <= 1 ? [shape, 1] : [1, 1 / shape];
  return Math.min(1, w / subject.w) * Math.min(1, h / subject.h);
}

function subjectOf(material: PreparedMaterial | undefined, atMs: number): Box | undefined {
  switch (material?.kind) {
    case 'image':
      return material.subject;
    case 'video':
      return (material.subjects?.findLast((subject) => subject.atMs <= atMs) ?? material.subjects?.[0])?.box;
    default:
      return undefined;
  }
}
