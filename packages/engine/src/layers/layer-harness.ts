import type { PreparedMaterial, Size } from '@clipo/contract';
import { loadCompositor } from '../compositor/load-node.ts';
import { exactPlane } from '../compositor/reference.ts';
import type { Compositor, Picture } from '../compositor/types.ts';
import { createNodeCanvas } from './canvas-node.ts';
import type { LayerContext, OpenLayer } from './layer.ts';
import { createSyntheticMedia, type SyntheticMedia } from './synthetic-media.ts';

/** For tests: a context over the real compositor and canvas, that counts what is created and not released. */
export interface LayerHarness {
  context: LayerContext;
  media: SyntheticMedia;
  /** Pictures and sprites that are held now. */
  held(): number;
  /** Draws one frame over a plain background and gives the picture's bytes. */
  draw(layer: OpenLayer, sceneFrame: number, background?: number): Promise<DrawnFrame>;
}

/** A drawn frame: `at` gives Y, U and V at a pixel. */
export interface DrawnFrame {
  bytes: Uint8Array;
  at(x: number, y: number): { y: number; u: number; v: number };
}

/** Makes a harness for a frame size and a scene of `sceneFrames`, drawn from 6 frames before it to 6 after. */
export async function createLayerHarness(
  size: Size,
  sceneFrames: number,
  materials: Record<string, PreparedMaterial>,
): Promise<LayerHarness> {
  const real = await loadCompositor();
  let held = 0;
  const created = <T>(value: T): T => {
    held++;
    return value;
  };
  const compositor: Compositor = {
    ...real,
    createPicture: (of) => created(real.createPicture(of)),
    createPictureFromRgba: (...of) => created(real.createPictureFromRgba(...of)),
    createSprite: (...of) => created(real.createSprite(...of)),
    releasePicture(picture) {
      held--;
      real.releasePicture(picture);
    },
    releaseSprite(sprite) {
      held--;
      real.releaseSprite(sprite);
    },
  };
  const media = createSyntheticMedia(compositor);
  const target: Picture = real.createPicture(size);
  return {
    media,
    context: {
      size,
      fps: 30,
      sceneFrames,
      firstFrame: -6,
      endFrame: sceneFrames + 6,
      compositor,
      canvas: createNodeCanvas(),
      media,
      material(id) {
        const material = materials[id];
        if (!material) {
          throw new RangeError(`no material ${id}`);
        }
        return material;
      },
    },
    held: () => held,
    async draw(layer, sceneFrame, background = 20) {
      real.bytesOf(target).fill(background);
      await layer.draw(sceneFrame, target);
      const bytes = real.bytesOf(target).slice();
      const [luma, u, v] = ([0, 1, 2] as const).map((index) => exactPlane(bytes, size.width, size.height, index));
      return {
        bytes,
        at: (x, y) => ({
          y: luma?.at(x, y) ?? -1,
          u: u?.at(x >> 1, y >> 1) ?? -1,
          v: v?.at(x >> 1, y >> 1) ?? -1,
        }),
      };
    },
  };
}
