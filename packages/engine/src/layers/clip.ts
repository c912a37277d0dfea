import type { Box, ClipLayer, Size } from '@clipo/contract';
import { animationState, shownFrames } from './animation.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { createFrame, type MovingPicture } from './moving-picture.ts';
import { sizeOfMaterial } from './picture-material.ts';
import { partAt, partsOf, pixelsOfPart, sizeForParts } from './picture-part.ts';

/** How much larger than its box a clip with motion is decoded at most: beyond, frames cost more than they show. */
const MOST_OVERSIZE = 1.6;

/**
 * Makes a clip ready for the frames on which it is shown. Without motion its frames come scaled to the box; with
 * motion they show all that the motion will pass over, large enough for its closest view.
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
  const crop = layer.motion ? passedOver(layer, parts, context) : parts.from;
  const size = layer.motion ? oversize(parts, crop, source, boxSize) : boxSize;
  const frames = await context.media.openClip({
    material,
    startMs: layer.startMs,
    speed: layer.speed,
    fps: context.fps,
    ...shown,
    crop,
    ...size,
  });
  const picture = compositor.createPicture(size);
  const frame = createFrame(box, layer.radius, context);
  return {
    async draw(sceneFrame, target, state) {
      const bytes = await frames.frame(sceneFrame);
      const isTarget = target.width === size.width && target.height === size.height && box.x === 0 && box.y === 0;
      const isPlain = state.opacity === 1 && state.scale === 1 && state.dx === 0 && state.dy === 0;
      if (isTarget && isPlain && !layer.motion && layer.radius === 0) {
        // The whole frame: no need to hold it twice.
        compositor.bytesOf(target).set(bytes);
        return;
      }
      compositor.bytesOf(picture).set(bytes);
      const part = layer.motion ? partAt(parts, layer.motion.ease, sceneFrame, context.sceneFrames) : parts.from;
      const view = {
        x: (part.x - crop.x) / crop.w,
        y: (part.y - crop.y) / crop.h,
        w: part.w / crop.w,
        h: part.h / crop.h,
      };
      frame.draw(picture, layer.motion ? pixelsOfPart(view, size) : wholeOf(size), target, state);
    },
    async close() {
      frame.close();
      compositor.releasePicture(picture);
      await frames.close();
    },
  };
}

function wholeOf(size: Size) {
  return { x: 0, y: 0, w: size.width, h: size.height };
}

/** The smallest part that holds every view of the motion, also on the frames outside the scene. */
function passedOver(layer: ClipLayer, parts: { from: Box; to: Box }, context: LayerContext): Box {
  const views = [context.firstFrame, 0, context.sceneFrames - 1, context.endFrame - 1].map((frame) =>
    partAt(parts, layer.motion?.ease ?? 'linear', frame, context.sceneFrames),
  );
  const x = Math.min(...views.map((view) => view.x));
  const y = Math.min(...views.map((view) => view.y));
  const w = Math.max(...views.map((view) => view.x + view.w)) - x;
  const h = Math.max(...views.map((view) => view.y + view.h)) - y;
  return { x, y, w, h };
}

/** Pixels of the decoded frames: the closest view fills the box, within what the source and reason give. */
function oversize(parts: { from: Box; to: Box }, crop: Box, source: Size, boxSize: Size): Size {
  const needed = sizeForParts({ from: part(parts.from, crop), to: part(parts.to, crop) }, boxSize);
  const most = Math.max(1, Math.min(MOST_OVERSIZE, (crop.w * source.width) / boxSize.width));
  const even = (value: number) => Math.max(2, Math.round(value / 2) * 2);
  const scale = Math.min(needed.width / boxSize.width, most) / (needed.width / boxSize.width);
  return { width: even(needed.width * scale), height: even(needed.height * scale) };
}

function part(of: Box, crop: Box): Box {
  return { x: 0, y: 0, w: of.w / crop.w, h: of.h / crop.h };
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
