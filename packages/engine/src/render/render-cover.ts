import { writeFile } from 'node:fs/promises';
import type { Box, Layer, PreparedMaterial, Size } from '@clipo/contract';
import { createCanvas } from '@napi-rs/canvas';
import type { Picture } from '../compositor/types.ts';
import { openLabel } from '../layers/label.ts';
import type { CanvasPort } from '../layers/layer.ts';
import { rasterise } from '../layers/sprite-layer.ts';
import { subjectInSource, subjectsOnFrame } from '../layers/subject-on-frame.ts';
import type { ScenePicture } from '../plan/plan-video.ts';
import { groundUnder, shareOffGround } from './cover-ground.ts';
import { holdsWhole, type PanelledCover, panelledCover, pictureFilling } from './cover-panel.ts';
import { type Shade, shadeOver } from './cover-shade.ts';
import {
  type CoverPlace,
  type CoverTitle,
  coverTitleFit,
  coverWordAreas,
  drawCoverTitle,
  placeCoverTitle,
} from './cover-title.ts';
import { openScene } from './open-scene.ts';
import type { DrawingDeps } from './render-piece.ts';
import { toRgba } from './to-rgba.ts';
import type { WorkerTask } from './worker-messages.ts';

/**
 * Draws one frame of a scene with the cover's own label at its corner and writes it as PNG. With a title, the scene's own
 * words make room for it: a cover says one thing. A single picture fills it, but where that would leave no ground for words.
 */
export async function renderCover(
  task: Extract<WorkerTask, { kind: 'cover' }>,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
): Promise<void> {
  const { sceneFrame, settings, title } = task;
  const context = {
    ...deps,
    size: settings.size,
    fps: settings.fps,
    sceneFrames: task.scene.frames,
    firstFrame: sceneFrame,
    endFrame: sceneFrame + 1,
    material: (id: string) => materials.get(id) as PreparedMaterial,
  };
  const target = deps.compositor.createPicture(settings.size);
  const drawScene = async (scene: ScenePicture) => {
    const opened = await openScene(scene, context);
    await opened.draw(sceneFrame, target);
    await opened.close();
  };
  try {
    if (title === null) {
      await drawScene(task.scene);
    } else {
      const { scene, place, otherwise } = composeCover(task, title, materials, deps.canvas);
      await drawScene(scene);
      const subjects = subjectsOf(scene, task, materials);
      const bytes = deps.compositor.bytesOf(target);
      const luma = bytes.subarray(0, settings.size.width * settings.size.height);
      const found = place ?? placeCoverTitle(title, { luma, subjects }, settings.size, deps.canvas);
      const areas = coverWordAreas(title, settings.size, deps.canvas, found);
      // What stands out may be a part of the product only: its words would lie on the rest of it.
      const isOnIt = otherwise !== undefined && shareOffGround(bytes, settings.size, areas) > mostOffGround;
      if (isOnIt) {
        await drawScene(otherwise.scene);
      }
      const taken = isOnIt ? otherwise.place : found;
      const shade = shadeOver(groundUnder(deps.compositor.bytesOf(target), settings.size, areas));
      drawWords(title, target, settings.size, deps, { place: taken, shade });
    }
    // Last of all, so that nothing dims it.
    const label = task.label === null ? undefined : openLabel(task.label, context);
    await label?.draw(sceneFrame, target);
    await label?.close();
    const canvas = createCanvas(settings.size.width, settings.size.height);
    const drawing = canvas.getContext('2d');
    const image = drawing.createImageData(settings.size.width, settings.size.height);
    toRgba(deps.compositor.bytesOf(target), settings.size, image.data);
    drawing.putImageData(image, 0, 0);
    await writeFile(task.path, await canvas.encode('png'));
  } finally {
    deps.compositor.releasePicture(target);
  }
}

/** Words beside what a picture shows may be this much smaller than on a ground of their own. */
const leastLarge = 0.75;
/** In a room narrower than this, as a fraction of the short side, a title falls into lines of one or two words. */
const leastWide = 0.5;

/** On a plain ground no more of a cover's words lies on anything else. */
const mostOffGround = 0.12;

/** What a cover shows, where its words go if they have a ground of their own, and what to do where they lie badly. */
interface ComposedCover {
  scene: ScenePicture;
  place?: CoverPlace;
  otherwise?: PanelledCover;
}

function composeCover(
  task: Extract<WorkerTask, { kind: 'cover' }>,
  title: CoverTitle,
  materials: ReadonlyMap<string, PreparedMaterial>,
  canvas: CanvasPort,
): ComposedCover {
  const { size } = task.settings;
  const layers = task.scene.layers.filter(isPicture).map(settled);
  const [only, ...others] = layers.filter(({ kind }) => kind !== 'blur-fill' && kind !== 'shape');
  if ((only?.kind !== 'image' && only?.kind !== 'clip') || others.length > 0) {
    return { scene: { ...task.scene, layers } };
  }
  const material = materials.get(only.material);
  const subject = material && subjectInSource(only, material, task.sceneFrame, task.settings.fps);
  const filling = pictureFilling(only, { x: 0, y: 0, w: 1, h: 1 }, { size, material, subject });
  const scene = { ...task.scene, layers: [filling] };
  const subjects = subjectsOf(scene, task, materials);
  // Which end is calmer does not matter here: only whether there is room at all.
  const { isFree, fontPx, room } = placeCoverTitle(title, { luma: new Uint8Array(0), subjects }, size, canvas);
  const panelled = panelledCover(title, task.scene, only, { size, material, subject, canvas });
  const isLarge = fontPx >= leastLarge * coverTitleFit(title, size, canvas, panelled.place).fontPx;
  const isWide = room === undefined || room.right - room.left >= leastWide * Math.min(size.width, size.height);
  // A picture in which nothing stands out is a near view: what it shows is everywhere.
  const isWhole = holdsWhole(filling, subject);
  return subjects.length > 0 && isWhole && isFree && isLarge && isWide ? { scene, otherwise: panelled } : panelled;
}

function subjectsOf(
  scene: ScenePicture,
  { sceneFrame, settings: { size, fps } }: Pick<Extract<WorkerTask, { kind: 'cover' }>, 'sceneFrame' | 'settings'>,
  materials: ReadonlyMap<string, PreparedMaterial>,
): Box[] {
  const seen = { size, fps, sceneFrames: scene.frames, materials };
  return scene.layers.flatMap((layer) => subjectsOnFrame(layer, sceneFrame, seen));
}

function drawWords(
  title: CoverTitle,
  target: Picture,
  size: Size,
  { canvas, compositor }: DrawingDeps,
  { place, shade }: { place: CoverPlace; shade: Shade },
): void {
  const whole = { x: 0, y: 0, w: size.width, h: size.height };
  const graphic = rasterise(canvas, size, whole, 0, (ctx) => drawCoverTitle(ctx, title, size, canvas, place, shade));
  const sprite = graphic && compositor.createSprite(graphic.rgba, graphic.width, graphic.height);
  if (graphic && sprite) {
    compositor.drawSprite(sprite, target, graphic.x, graphic.y, 1);
    compositor.releaseSprite(sprite);
  }
}

/** A shape is part of the picture where it lies under all of it; a smaller one is a panel for words. */
function isPicture(layer: Layer): boolean {
  switch (layer.kind) {
    case 'image':
    case 'clip':
    case 'blur-fill':
    case 'picture-in-picture':
    case 'before-after':
    case 'cut-out':
      return true;
    case 'shape':
      return layer.box.w * layer.box.h >= 0.9;
    default:
      return false;
  }
}

function settled(layer: Layer): Layer {
  const { enter: _enter, exit: _exit, ...rest } = layer;
  return rest as Layer;
}
