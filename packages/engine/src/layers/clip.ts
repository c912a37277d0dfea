import type { ClipLayer } from '@clipo/contract';
import { animationState, shownFrames } from './animation.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { createFrame, type MovingPicture } from './moving-picture.ts';
import { sizeOfMaterial } from './picture-material.ts';
import { isMoving, partsOf, partWithin, pixelsOfPart, regionOf, regionSize, viewAt } from './picture-part.ts';

/**
 * Makes a clip ready for the frames on which it is shown. At rest its frames come scaled to the box; where it
 * moves or follows they show all that will be passed over, large enough for the closest view.
 */
export async function openClip(
  layer: ClipLayer,
  shown: { firstFrame: number; endFrame: number },
  context: LayerContext,
): Promise<MovingPicture> {
  const { compositor } = context;
  const material = context.material(layer.material);
  const source = sizeOfMaterial(material, layer.kind);
  const box = pixelsOfBox(layer.box, context.size);
  const boxSize = { width: box.w, height: box.h };
  const parts = partsOf(layer, source, boxSize);
  const crop = regionOf(layer, parts, context.sceneFrames);
  // The decoder's own enlarging is no better than the compositor's: frames are at most as large as the source.
  const isOnMove = isMoving(layer);
  const size = isOnMove ? regionSize(parts, crop, boxSize, (crop.w * source.width) / boxSize.width) : boxSize;
  const frames = await context.media.openClip({
    material,
    startMs: layer.startMs,
    speed: layer.speed,
    fps: context.fps,
    ...shown,
    crop,
    ...size,
    edges: edgesOf(shown, context),
  });
  const picture = compositor.createPicture(size);
  const frame = createFrame(box, layer.radius, context);
  return {
    async draw(sceneFrame, target, state) {
      const bytes = await frames.frame(sceneFrame);
      const isTarget = target.width === size.width && target.height === size.height && box.x === 0 && box.y === 0;
      const isPlain = state.opacity === 1 && state.scale === 1 && state.dx === 0 && state.dy === 0;
      if (isTarget && isPlain && !isOnMove && layer.radius === 0) {
        // The whole frame: no need to hold it twice.
        compositor.bytesOf(target).set(bytes);
        return;
      }
      compositor.bytesOf(picture).set(bytes);
      const part = viewAt(layer, parts, sceneFrame, context.sceneFrames);
      frame.draw(picture, pixelsOfPart(partWithin(part, crop), size), target, state);
    },
    async close() {
      frame.close();
      compositor.releasePicture(picture);
      await frames.close();
    },
  };
}

/** Frames beyond this piece's that others show too: only where the clip itself goes on there. */
function edgesOf(shown: { firstFrame: number; endFrame: number }, context: LayerContext): LayerContext['edges'] {
  const { edges } = context;
  return (
    edges && {
      folder: edges.folder,
      firstFrame: shown.firstFrame === context.firstFrame ? edges.firstFrame : shown.firstFrame,
      endFrame: shown.endFrame === context.endFrame ? edges.endFrame : shown.endFrame,
    }
  );
}

/** A stretch of a clip: fitted from the middle, cropped or moved over, with round corners. */
export const clipLayer = defineLayer('clip', async (layer, context) => {
  const shown = shownFrames(layer, context);
  if (shown.firstFrame === shown.endFrame) {
    return { draw() {}, close() {} };
  }
  const clip = await openClip(layer, shown, context);
  return {
    draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      return state === null ? undefined : clip.draw(sceneFrame, target, state);
    },
    close: () => clip.close(),
  };
});
