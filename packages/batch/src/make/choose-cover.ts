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
 * them and the ways of setting the title by turns, so that those of a batch do not look alike side by side. All formats of
 * a creative share the turn. Pure.
 * @param creative number of the creative within its batch, from 1
 * @returns undefined for a video without scenes
 */
export function chooseCover<S extends CoverScene>(
  scenes: readonly S[],
  { creative, size, materials }: { creative: number; size: Size; materials: ReadonlyMap<string, PreparedMaterial> },
): ChosenCover<S> | undefined {
  const byMaterial = new Map<string, { scene: S; seen: number }>();
  for (const scene of scenes) {
    const shown = scene.layers.flatMap(pictureOf)[0];
    const material = shown === undefined ? undefined : materials.get(shown);
    if (shown !== undefined && !byMaterial.has(shown)) {
      byMaterial.set(shown, { scene, seen: shareSeen(material, size) });
    }
  }
  const all = [...byMaterial.values()];
  const most = Math.max(0, ...all.map(({ seen }) => seen));
  const clear = all.filter(({ seen }) => seen >= Math.min(mostlySeen, most));
  const turn = Math.max(0, creative - 1);
  const scene = clear[turn % Math.max(1, clear.length)]?.scene ?? scenes[0];
  // One further for every round of pictures: else an even number of them would always meet the same look.
  const round = Math.floor(turn / Math.max(1, clear.length));
  const look = coverLooks[(turn + (clear.length % 2 === 0 ? round : 0)) % coverLooks.length] ?? coverLooks[0];
  return scene && { scene, look };
}

/** The material that a layer shows as a picture. */
function pictureOf(layer: Layer): string[] {
  switch (layer.kind) {
    case 'image':
    case 'clip':
    case 'cut-out':
      return [layer.material];
    case 'picture-in-picture':
      return [layer.content.material];
    default:
      return [];
  }
}

/** How much of a material's subject a frame of some shape can hold, as a share; 1 where none is known. */
function shareSeen(material: PreparedMaterial | undefined, size: Size): number {
  const subject = subjectOf(material);
  if (material === undefined || material.kind === 'audio' || subject === undefined) {
    return 1;
  }
  const shape = (size.width / size.height) * (material.height / material.width);
  const [w, h] = shape <= 1 ? [shape, 1] : [1, 1 / shape];
  return Math.min(1, w / subject.w) * Math.min(1, h / subject.h);
}

function subjectOf(material: PreparedMaterial | undefined): Box | undefined {
  switch (material?.kind) {
    case 'image':
      return material.subject;
    case 'video':
      return material.subjects?.[0]?.box;
    default:
      return undefined;
  }
}
