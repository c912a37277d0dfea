import type { Layer } from '@clipo/contract';
import { yuvaOf } from '../compositor/color.ts';
import type { Compositor, Picture } from '../compositor/types.ts';
import type { LayerContext, OpenLayer } from '../layers/layer.ts';
import { openLayer } from '../layers/registry.ts';
import type { ScenePicture } from '../plan/plan-video.ts';

/** A scene made ready to be drawn, frame by frame in ascending order. */
export interface OpenScene {
  draw(sceneFrame: number, target: Picture): Promise<void>;
  close(): Promise<void>;
}

/** Opens all layers of a scene at once (decoders start side by side) for the frames that the context names. */
export async function openScene(scene: ScenePicture, context: LayerContext): Promise<OpenScene> {
  const opened = await Promise.allSettled(scene.layers.map((layer) => openLayer(layer, context)));
  const layers = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const close = async () => {
    await Promise.all(layers.map((layer) => layer.close()));
  };
  const failure = opened.find((result) => result.status === 'rejected');
  if (failure !== undefined) {
    await close();
    throw failure.reason;
  }
  const background = yuvaOf(scene.background);
  const whole = { x: 0, y: 0, w: context.size.width, h: context.size.height };
  const isHidden = scene.layers[0] !== undefined && coversFrame(scene.layers[0]);
  return {
    async draw(sceneFrame, target) {
      if (!isHidden) {
        context.compositor.fill(target, whole, background);
      }
      for (const layer of layers) {
        await drawLayer(layer, sceneFrame, target);
      }
    },
    close,
  };
}

/** Waits only for layers that really wait (clips), so that frames of stills cost no turn of the event loop. */
function drawLayer(layer: OpenLayer, sceneFrame: number, target: Picture): Promise<void> | undefined {
  const drawn = layer.draw(sceneFrame, target);
  return drawn instanceof Promise ? drawn : undefined;
}

/** Whether a layer hides all behind it on every frame, so that the background need not be painted. */
function coversFrame(layer: Layer): boolean {
  const isWhole =
    'box' in layer &&
    layer.box.x <= 0 &&
    layer.box.y <= 0 &&
    layer.box.x + layer.box.w >= 1 &&
    layer.box.y + layer.box.h >= 1;
  const isAlways =
    layer.from === undefined &&
    layer.to === undefined &&
    layer.enter === undefined &&
    layer.exit === undefined &&
    layer.drift === undefined &&
    layer.opacity === 1;
  const isOpaque =
    layer.kind === 'blur-fill' || ((layer.kind === 'image' || layer.kind === 'clip') && layer.radius === 0);
  return isWhole && isAlways && isOpaque;
}

/** Pictures of one size to draw on, given back to the compositor together. */
export function createPictures(
  compositor: Compositor,
  size: { width: number; height: number },
  count: number,
): { pictures: Picture[]; release(): void } {
  const pictures = Array.from({ length: count }, () => compositor.createPicture(size));
  return {
    pictures,
    release() {
      for (const picture of pictures) {
        compositor.releasePicture(picture);
      }
    },
  };
}
