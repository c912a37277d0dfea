import type { Layer } from '@clipo/contract';
import type { PixelRect, Sprite } from '../compositor/types.ts';
import type { LayerContext, OpenLayer } from './layer.ts';
import { drawAnimated, rasterise } from './sprite-layer.ts';

/** A graphic that changes: what it shows at a frame is its state, and equal states are drawn once. */
export interface DrawnStates {
  box: PixelRect;
  /** How far shadows and strokes may reach beyond the box, in pixels. */
  margin: number;
  /** The state at a frame of the layer's own time (0 at its first). Depends on nothing else, so pieces agree. */
  stateAt(ownFrame: number): number;
  paint(ctx: CanvasRenderingContext2D, state: number): void;
}

/** Opens a layer that is drawn anew with each state: one sprite is held at a time. */
export function openStates(layer: Layer, context: LayerContext, states: DrawnStates): OpenLayer {
  const { compositor, canvas, size } = context;
  let shown: { state: number; drawn: { sprite: Sprite; x: number; y: number } | null } | null = null;
  const release = () => {
    if (shown?.drawn) {
      compositor.releaseSprite(shown.drawn.sprite);
    }
    shown = null;
  };
  const show = (state: number) => {
    if (shown?.state !== state) {
      release();
      const graphic = rasterise(canvas, size, states.box, states.margin, (ctx) => states.paint(ctx, state));
      const drawn = graphic && {
        sprite: compositor.createSprite(graphic.rgba, graphic.width, graphic.height),
        x: graphic.x,
        y: graphic.y,
      };
      shown = { state, drawn };
    }
    return shown?.drawn ?? null;
  };
  return {
    draw(sceneFrame, target) {
      // Scenes run on during transitions: before its first and after its last frame a scene stands still.
      const frame = Math.min(context.sceneFrames - 1, Math.max(0, sceneFrame));
      const first = layer.from ?? 0;
      if (frame < first || frame >= (layer.to ?? context.sceneFrames)) {
        return;
      }
      const drawn = show(states.stateAt(frame - first));
      if (drawn !== null) {
        drawAnimated(layer, context, drawn, states.box, sceneFrame, target);
      }
    },
    close: release,
  };
}
