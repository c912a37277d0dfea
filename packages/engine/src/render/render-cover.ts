import { writeFile } from 'node:fs/promises';
import type { PreparedMaterial } from '@clipo/contract';
import { createCanvas } from '@napi-rs/canvas';
import { openLabel } from '../layers/label.ts';
import { openScene } from './open-scene.ts';
import type { DrawingDeps } from './render-piece.ts';
import { toRgba } from './to-rgba.ts';
import type { WorkerTask } from './worker-messages.ts';

/** Draws one frame of a scene with the cover's own label at its corner and writes it as PNG. */
export async function renderCover(
  task: Extract<WorkerTask, { kind: 'cover' }>,
  materials: ReadonlyMap<string, PreparedMaterial>,
  deps: DrawingDeps,
): Promise<void> {
  const { scene, sceneFrame, settings } = task;
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
