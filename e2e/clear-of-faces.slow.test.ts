import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { prepareBatch } from '@clipo/batch';
import { loadBrief, loadProducts } from '@clipo/batch/brief';
import { type Box, type ClipLayer, formats, frameSize, type Scene, type VideoMaterial } from '@clipo/contract';
import { createEspeakEngine } from '@clipo/speech';
import { cupProduct, type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnvironment } from '../apps/cli/src/env.ts';
import { leastShared } from '../packages/agent/src/storyboard/presenters/subject-on-screen.ts';
import { partsOf, viewAt } from '../packages/engine/src/layers/picture-part.ts';
import { drawFace } from '../packages/presenter/src/face/drawn-face.fixture.ts';

const size = { width: 720, height: 960 };
/** Of the film: who shows the cup leans to both sides, low in the picture, and holds it up beside them. */
const fps = 10;
const seconds = 24;
const radius = 80;
const middle = { y: 620 };
const swayAt = (second: number) => 120 * Math.sin((second / seconds) * 4 * Math.PI);

/** Where the drawn face is, brows to chin, in fractions of the film. */
function faceAt(second: number): Box {
  const x = size.width / 2 + swayAt(second);
  return {
    x: (x - 0.6 * radius) / size.width,
    y: (middle.y - 0.35 * radius) / size.height,
    w: (1.2 * radius) / size.width,
    h: (1.6 * radius) / size.height,
  };
}

let work: TempFolder;
beforeAll(async () => {
  work = await tempFolder('clear-of-faces');
  await film(join(work.path, 'seller.mp4'));
  await writeFile(
    join(work.path, 'brief.json'),
    JSON.stringify({
      product: cupProduct,
      materials: [{ file: 'seller.mp4' }],
      durationSeconds: 10,
      count: 4,
      formats: [...formats],
      music: false,
    }),
  );
});
afterAll(() => work?.remove());

it('no caption lies over the face of who shows the product, in any format (C8)', async () => {
  const { folder, brief } = await loadBrief(work.path);
  const { products } = await loadProducts(folder, brief);
  const cacheDir = join(work.path, 'home', 'cache');
  const speech = createEspeakEngine({ cacheDir: join(cacheDir, 'voice') });
  const { videos, materials } = await prepareBatch(
    { folder, brief, products, briefHash: '', outDir: '', isDraft: true, isForce: false },
    {
      signal: new AbortController().signal,
      env: readEnvironment({ CLIPO_HOME: join(work.path, 'home') }),
      speech,
      cacheDir,
    },
  ).finally(() => speech.close());

  const clip = materials[0] as VideoMaterial;
  // Found about once a second, all along, where it was drawn.
  expect(clip.faces?.length).toBeGreaterThan(seconds * 0.8);
  for (const { atMs, box } of clip.faces ?? []) {
    expect(leastShared(faceAt(atMs / 1000), box), `at ${atMs} ms`).toBeGreaterThan(0.8);
  }

  let shown = 0;
  for (const { storyboard } of videos) {
    for (const scene of storyboard.scenes) {
      const caption = scene.layers.find((layer) => layer.kind === 'caption')?.box;
      const layer = scene.layers.find((each) => each.kind === 'clip');
      for (let frame = 0; caption && layer && frame < scene.frames; frame += 5) {
        const face = onFrame(layer, clip, scene, frame, storyboard);
        if (face !== undefined) {
          shown++;
          expect(leastShared(face, caption), `${storyboard.name} ${scene.id} ${frame}`).toBeLessThan(0.1);
        }
      }
    }
  }
  expect(shown).toBeGreaterThan(200);
  expect(new Set(videos.map(({ storyboard }) => storyboard.format)).size).toBe(formats.length);
}, 600_000);

/** The visible part of the face at a frame of a scene, as the engine crops and follows. */
function onFrame(
  layer: ClipLayer,
  clip: VideoMaterial,
  scene: Scene,
  frame: number,
  board: { fps: number; format: (typeof formats)[number] },
): Box | undefined {
  const { box } = layer;
  const { width, height } = frameSize(board.format, 1080);
  const view = viewAt(
    layer,
    partsOf(layer, clip, { width: box.w * width, height: box.h * height }),
    frame,
    scene.frames,
  );
  const face = faceAt(layer.startMs / 1000 + (frame * layer.speed) / board.fps);
  const [left, top] = [Math.max(view.x, face.x), Math.max(view.y, face.y)];
  const right = Math.min(view.x + view.w, face.x + face.w);
  const bottom = Math.min(view.y + view.h, face.y + face.h);
  return right <= left || bottom <= top
    ? undefined
    : {
        x: box.x + ((left - view.x) / view.w) * box.w,
        y: box.y + ((top - view.y) / view.h) * box.h,
        w: ((right - left) / view.w) * box.w,
        h: ((bottom - top) / view.h) * box.h,
      };
}

/** Films a drawn person who holds up something bright orange. */
async function film(file: string): Promise<void> {
  const frames = Array.from({ length: fps * seconds }, (_, index) => {
    const shift = swayAt(index / fps);
    const { data } = drawFace({ ...size, y: middle.y, radius, sway: shift });
    for (let y = 120; y < 400; y++) {
      for (let x = 300; x < 420; x++) {
        data.set([240, 110, 20], (y * size.width + Math.round(x + shift)) * 4);
      }
    }
    return data;
  });
  const program = promisify(execFile)('ffmpeg', [
    ...['-y', '-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${size.width}x${size.height}`],
    ...['-r', String(fps), '-i', 'pipe:0', '-vf', 'fps=30', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-crf', '16', '-pix_fmt', 'yuv420p', file],
  ]);
  for (const frame of frames) {
    await new Promise<void>((done) => program.child.stdin?.write(frame, () => done()));
  }
  program.child.stdin?.end();
  await program;
}
