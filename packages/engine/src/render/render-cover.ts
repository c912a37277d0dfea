import { writeFile } from 'node:fs/promises';
import type { Box, ClipLayer, ImageLayer, Layer, PreparedMaterial, Size } from '@clipo/contract';
import { createCanvas } from '@napi-rs/canvas';
import type { Picture } from '../compositor/types.ts';
import { openLabel } from '../layers/label.ts';
import { rasterise } from '../layers/sprite-layer.ts';
import { subjectOnFrame } from '../layers/subject-on-frame.ts';
import type { ScenePicture } from '../plan/plan-video.ts';
import { type CoverTitle, drawCoverTitle, placeCoverTitle } from './cover-title.ts';
import { openScene } from './open-scene.ts';
import type { DrawingDeps } from './render-piece.ts';
import { toRgba } from './to-rgba.ts';
import type { WorkerTask } from './worker-messages.ts';

/**
 * Draws one frame of a scene with the cover's own label at its corner and writes it as PNG. With a title, the scene's own
 * words make room for it: a cover says one thing.
 */
export async function renderCover(
  task: Extract<WorkerTask, { kind: 'cover' }>,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
): Promise<void> {
  const { sceneFrame, settings, title } = task;
  const scene = title === null ? task.scene : wordless(task.scene, settings.size, materials);
  const context = {
    ...deps,
    size: settings.size,
    fps: settings.fps,
    sceneFrames: scene.frames,
    firstFrame: sceneFrame,
    endFrame: sceneFrame + 1,
    material: (id: string) => materials.get(id) as PreparedMaterial,
  };
  const target = deps.compositor.createPicture(settings.size);
  try {
    const opened = await openScene(scene, context);
    await opened.draw(sceneFrame, target);
    await opened.close();
    if (title !== null) {
      const seen = { size: settings.size, fps: settings.fps, sceneFrames: scene.frames, materials };
      const subjects = scene.layers.flatMap((layer) => subjectOnFrame(layer, sceneFrame, seen) ?? []);
      drawWords(title, subjects, target, settings.size, deps);
    }
    // Last of all, so that nothing dims it.
    const label = openLabel(task.label, context);
    await label.draw(sceneFrame, target);
    await label.close();
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

function drawWords(
  title: CoverTitle,
  subjects: readonly Box[],
  target: Picture,
  size: Size,
  { canvas, compositor }: DrawingDeps,
): void {
  const whole = { x: 0, y: 0, w: size.width, h: size.height };
  const luma = compositor.bytesOf(target).subarray(0, size.width * size.height);
  const place = placeCoverTitle(title, { luma, subjects }, size, canvas);
  const graphic = rasterise(canvas, size, whole, 0, (ctx) => drawCoverTitle(ctx, title, size, canvas, place));
  const sprite = graphic && compositor.createSprite(graphic.rgba, graphic.width, graphic.height);
  if (graphic && sprite) {
    compositor.drawSprite(sprite, target, graphic.x, graphic.y, 1);
    compositor.releaseSprite(sprite);
  }
}

/** The scene's pictures alone, all in place from the first frame; a single one fills the cover. */
function wordless(scene: ScenePicture, size: Size, materials: ReadonlyMap<string, PreparedMaterial>): ScenePicture {
  const layers = scene.layers.filter(isPicture).map(settled);
  const [only, ...others] = layers.filter(({ kind }) => kind !== 'blur-fill' && kind !== 'shape');
  const isAlone = (only?.kind === 'image' || only?.kind === 'clip') && others.length === 0;
  return isAlone ? { ...scene, layers: [filling(only, size, materials.get(only.material))] } : { ...scene, layers };
}

/** A picture over the whole frame, cut about its subject, else about the middle of what the scene shows of it. */
function filling(layer: ImageLayer | ClipLayer, size: Size, material: PreparedMaterial | undefined): Layer {
  const { crop, motion, ...rest } = layer;
  const plain: Layer = { ...rest, box: { x: 0, y: 0, w: 1, h: 1 }, radius: 0 };
  const subject = material?.kind === 'image' ? material.subject : undefined;
  const shown = subject ?? crop ?? motion?.to;
  if (material === undefined || material.kind === 'audio' || shown === undefined) {
    return plain;
  }
  const shape = (size.width / size.height) * (material.height / material.width);
  const [w, h] = shape <= 1 ? [shape, 1] : [1, 1 / shape];
  const inside = (middle: number, side: number) => Math.min(1 - side, Math.max(0, middle - side / 2));
  return { ...plain, crop: { x: inside(shown.x + shown.w / 2, w), y: inside(shown.y + shown.h / 2, h), w, h } };
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
