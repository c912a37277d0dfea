/**
 * Renders every graphic layer over a picture to PNG files, so that anybody can look at them:
 * `node packages/engine/scripts/show-layers.ts [OUT-FOLDER] [PICTURE]` (default: out/layers, the tumbler's coffee.png).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Format, frameSize, Layer, type Layer as LayerType, type PreparedMaterial } from '@clipo/contract';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { loadCompositor } from '../src/compositor/load-node.ts';
import { createNodeCanvas } from '../src/layers/canvas-node.ts';
import { openLabel } from '../src/layers/label.ts';
import type { LayerContext } from '../src/layers/layer.ts';
import { openLayer } from '../src/layers/registry.ts';
import { createMediaPort } from '../src/media/media-port.ts';
import { toRgba } from '../src/render/to-rgba.ts';
import { sampleScenes } from './sample-layers.ts';

const formats: Format[] = ['9x16', '1x1', '16x9'];
const [outFolder = 'out/layers', pictureFile = 'examples/tumbler/coffee.png'] = process.argv.slice(2);
await mkdir(outFolder, { recursive: true });

const compositor = await loadCompositor();
const canvas = createNodeCanvas();
const media = createMediaPort({ compositor });
const picture = await loadImage(resolve(pictureFile));
const material: PreparedMaterial = {
  kind: 'image',
  id: 'picture',
  file: pictureFile,
  path: resolve(pictureFile),
  rights: undefined,
  width: picture.width,
  height: picture.height,
  hasAlpha: false,
};

for (const format of formats) {
  const size = frameSize(format, 1080);
  const context: LayerContext = {
    size,
    fps: 30,
    sceneFrames: 90,
    firstFrame: 0,
    endFrame: 90,
    compositor,
    canvas,
    media,
    material: () => material,
  };
  for (const scene of sampleScenes(format)) {
    const ground = { kind: 'image', material: 'picture', box: { x: 0, y: 0, w: 1, h: 1 } };
    const target = compositor.createPicture(size);
    for (const source of [ground, ...scene.layers]) {
      const layer: LayerType = Layer.parse(source);
      const open = await openLayer(layer, context);
      await open.draw(scene.frame, target);
      await open.close();
    }
    const fontPx = Math.ceil(Math.min(size.width, size.height) * 0.07);
    const label = openLabel({ text: scene.label, fontPx, x: 72, y: format === '9x16' ? 288 : 40 }, context);
    await label.draw(0, target);
    await label.close();
    const file = join(outFolder, `${scene.name}-${format}.png`);
    await writeFile(file, await pngOf(compositor.bytesOf(target)));
    process.stdout.write(`${file}\n`);
    compositor.releasePicture(target);

    async function pngOf(bytes: Uint8Array): Promise<Buffer> {
      const sheet = createCanvas(size.width, size.height);
      const ctx = sheet.getContext('2d');
      const pixels = ctx.createImageData(size.width, size.height);
      toRgba(bytes, size, pixels.data);
      ctx.putImageData(pixels, 0, 0);
      return sheet.encode('png');
    }
  }
}
