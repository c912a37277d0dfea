import type { PresenterPicture } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import type { Picture, PixelRect, Sprite } from '../compositor/types.ts';
import { type AnimationState, animationState, shownFrames } from './animation.ts';
import { defineLayer, type LayerContext, type OpenLayer, pixelsOfBox } from './layer.ts';
import { openPresenterCard } from './presenter-card.ts';

const nothing: OpenLayer = { draw() {}, close() {} };

/**
 * A digital human, frame by frame from the port, in place of a fixed sprite. It is drawn at the size it has on screen;
 * only what holds ink is converted, into memory that is used again for every frame.
 */
export const presenterLayer = defineLayer('presenter', async (layer, context) => {
  const { firstFrame, endFrame } = shownFrames(layer, context);
  if (firstFrame === endFrame) {
    return nothing;
  }
  const { compositor, presenters } = context;
  if (presenters === undefined) {
    throw new ClipoError('internal', 'a scene has a presenter, and nothing that draws one was given');
  }
  const box = pixelsOfBox(layer.box, context.size);
  const drawn = drawnSize(box);
  const { source, track, framing, startFrame } = layer;
  const frames = await presenters.open({
    source,
    track,
    framing,
    cues: layer.cues.map((cue) => ({
      ...cue,
      x: (cue.x - layer.box.x) / layer.box.w,
      y: (cue.y - layer.box.y) / layer.box.h,
    })),
    size: drawn,
    fps: context.fps,
    firstFrame: firstFrame + startFrame,
    endFrame: endFrame + startFrame,
  });
  const room = compositor.createSprite(new Uint8Array(0), drawn.width, drawn.height);
  const card = layer.card === undefined ? undefined : openPresenterCard(layer.card, box, drawn, context);
  const place = { box, scale: box.w / drawn.width, anchor: card?.place ?? box };
  const draw = (picture: PresenterPicture, state: AnimationState, target: Picture) => {
    const ink = evenInk(picture.ink, drawn);
    card?.draw(target, state);
    if (ink !== null) {
      const sprite = compositor.fillSprite(room, picture.rgba, drawn.width, ink);
      if (card !== undefined) {
        compositor.maskSprite(sprite, card.mask, ink.x, ink.y);
      }
      drawInk(sprite, ink, place, state, context, target);
    }
  };
  return {
    draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      if (state === null || state.opacity <= 0) {
        return undefined;
      }
      const picture = frames.frame(sceneFrame + startFrame);
      return picture instanceof Promise
        ? picture.then((each) => draw(each, state, target))
        : draw(picture, state, target);
    },
    async close() {
      card?.close();
      compositor.releaseSprite(room);
      await frames.close();
    },
  };
});

/** Flat art that is drawn at this many pixels and enlarged by less than half again still has clean edges. */
const mostPixels = 1_000_000;

/** The size at which a presenter is drawn: that on screen, or less where it would be large. Even sides. */
function drawnSize({ w, h }: PixelRect): { width: number; height: number } {
  const shrink = Math.min(1, Math.sqrt(mostPixels / (w * h)));
  const even = (value: number) => Math.max(2, Math.round((value * shrink) / 2) * 2);
  return { width: even(w), height: even(h) };
}

/** The ink with its corner on even pixels, inside the picture; null where there is none. */
function evenInk(ink: PixelRect, size: { width: number; height: number }): PixelRect | null {
  const x = Math.max(0, Math.floor(ink.x / 2) * 2);
  const y = Math.max(0, Math.floor(ink.y / 2) * 2);
  const w = Math.min(size.width, Math.ceil(ink.x + ink.w)) - x;
  const h = Math.min(size.height, Math.ceil(ink.y + ink.h)) - y;
  return w > 0 && h > 0 ? { x, y, w, h } : null;
}

/** Lays the ink over the target, where it belongs in the presenter's box, moved as the state says. */
function drawInk(
  sprite: Sprite,
  ink: PixelRect,
  { box, scale, anchor }: { box: PixelRect; scale: number; anchor: PixelRect },
  state: AnimationState,
  { compositor, size }: LayerContext,
  target: Picture,
): void {
  const even = (value: number) => Math.round(value / 2) * 2;
  const [dx, dy] = [even(state.dx * size.width), even(state.dy * size.height)];
  if (scale === 1 && state.scale === 1) {
    compositor.drawSprite(sprite, target, box.x + ink.x + dx, box.y + ink.y + dy, state.opacity);
    return;
  }
  // Everything grows about the middle of what is seen as one: the card, or the presenter's own box.
  const [middleX, middleY] = [anchor.x + anchor.w / 2 + dx, anchor.y + anchor.h / 2 + dy];
  const inkX = box.x + (ink.x + ink.w / 2) * scale + dx;
  const inkY = box.y + (ink.y + ink.h / 2) * scale + dy;
  compositor.drawSpriteScaled(
    sprite,
    target,
    middleX + (inkX - middleX) * state.scale,
    middleY + (inkY - middleY) * state.scale,
    scale * state.scale,
    state.opacity,
  );
}
