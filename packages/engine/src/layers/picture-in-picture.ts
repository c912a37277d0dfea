import type { PictureInPictureLayer } from '@clipo/contract';
import type { Picture, PixelRect, Sprite } from '../compositor/types.ts';
import { type AnimationState, animationState, shownFrames, together } from './animation.ts';
import { openClip } from './clip.ts';
import { openImage } from './image.ts';
import { defineLayer, type LayerContext, type OpenLayer, pixelsOfBox } from './layer.ts';
import { type MovingPicture, movedBox, radiusInPixels } from './moving-picture.ts';

const nothing: OpenLayer = { draw() {}, close() {} };

/** A picture or clip in a framed inset. The inset's animations carry picture and frame together. */
export const pictureInPictureLayer = defineLayer('picture-in-picture', async (layer, context) => {
  const { content } = layer;
  const shown = shownFrames(content, { ...context, ...shownFrames(layer, context) });
  if (shown.firstFrame === shown.endFrame) {
    return nothing;
  }
  const picture: MovingPicture =
    content.kind === 'image' ? await openImage(content, context) : await openClip(content, shown, context);
  const border = createBorder(layer, context);
  return {
    draw(sceneFrame, target) {
      const outer = animationState(layer, sceneFrame, context.sceneFrames);
      const inner = animationState(content, sceneFrame, context.sceneFrames);
      if (outer === null || inner === null) {
        return undefined;
      }
      const state = together(outer, inner);
      border?.draw(target, state);
      return picture.draw(sceneFrame, target, state);
    },
    async close() {
      border?.close();
      await picture.close();
    },
  };
});

/** The ring round the picture, drawn once; null without a border. */
function createBorder(layer: PictureInPictureLayer, context: LayerContext) {
  const { canvas, compositor, size } = context;
  const width = Math.round(layer.borderWidth * Math.min(size.width, size.height));
  if (width === 0) {
    return null;
  }
  const box = pixelsOfBox(layer.content.box, size);
  const radius = radiusInPixels(layer.content.radius, box, context);
  // Even, so that the ring lies on the same grid as the picture.
  const margin = Math.ceil(width / 2) * 2;
  const [w, h] = [box.w + 2 * margin, box.h + 2 * margin];
  const sheet = canvas.createCanvas(w, h);
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = layer.border;
  ctx.beginPath();
  const outside = margin - width;
  ctx.roundRect(outside, outside, w - 2 * outside, h - 2 * outside, radius > 0 ? radius + width : 0);
  // One pixel under the picture: two soft edges side by side would let the background shine through.
  const inside: PixelRect = { x: margin + 1, y: margin + 1, w: box.w - 2, h: box.h - 2 };
  ctx.roundRect(inside.x, inside.y, inside.w, inside.h, Math.max(0, radius - 1));
  ctx.fill('evenodd');
  const ring: Sprite = compositor.createSprite(canvas.takePixels(sheet), w, h);
  return {
    draw(target: Picture, state: AnimationState) {
      const to = movedBox(box, state, context);
      if (state.scale === 1) {
        compositor.drawSprite(ring, target, to.x - margin, to.y - margin, state.opacity);
      } else {
        compositor.drawSpriteScaled(ring, target, to.x + to.w / 2, to.y + to.h / 2, state.scale, state.opacity);
      }
    },
    close() {
      compositor.releaseSprite(ring);
    },
  };
}
