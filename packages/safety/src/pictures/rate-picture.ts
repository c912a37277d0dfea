import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { MobileNetV2MidModel as shipped } from 'nsfwjs/models/mobilenet_v2_mid';
import type { Frame } from './frame.ts';

/** What the network takes a picture for: how sure it is of each, in all 1. The order is that of its outputs. */
export const pictureKinds = ['drawing', 'hentai', 'neutral', 'porn', 'sexy'] as const;
export type PictureRating = Record<(typeof pictureKinds)[number], number>;

/** Rates pictures. */
export type RatePicture = (frame: Frame) => Promise<PictureRating>;

/** Side of the square that the network sees. */
const side = 224;

/**
 * Loads the network of nsfwjs (its middle one: MobileNet V2, 93 % on its authors' pictures) from its package: nothing is
 * fetched. Half a second of processor time and 100 MB; then some 70 ms a picture, WebAssembly, one thread.
 */
export async function openPictureRating(): Promise<RatePicture> {
  const [core, converter, backend] = await Promise.all([
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-converter'),
    import('@tensorflow/tfjs-backend-wasm'),
  ]);
  if (core.getBackend() !== 'wasm') {
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    backend.setWasmPaths(`${dirname(entry)}/`);
    await core.setBackend('wasm');
    await core.ready();
  }
  const { modelTopology, weightsManifest } = (await shipped.modelJson()).default;
  const shards = await Promise.all(shipped.weightBundles.map((load) => load()));
  const weights = Buffer.concat(shards.map((shard) => Buffer.from(shard.default, 'base64')));
  const model = await converter.loadGraphModel({
    load: async () => ({
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights: some }: { weights: object[] }) => some) as never,
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength) as ArrayBuffer,
    }),
  });
  return async (frame) => {
    const output = core.tidy(() => {
      const picture = core.tensor3d(pointsOf(frame), [frame.height, frame.width, 3]);
      const scaled = core.image.resizeBilinear(picture, [side, side], true);
      return model.execute(core.expandDims(scaled, 0));
    });
    const first = Array.isArray(output) ? output[0] : output;
    const values = (await first?.data()) ?? [];
    core.dispose(output);
    return Object.fromEntries(pictureKinds.map((kind, index) => [kind, values[index] ?? 0])) as PictureRating;
  };
}

/** The colours, 0 to 1; what is transparent is seen on white. */
function pointsOf({ width, height, rgba }: Frame): Float32Array {
  const points = new Float32Array(width * height * 3);
  for (let place = 0; place < width * height; place += 1) {
    const alpha = (rgba[place * 4 + 3] ?? 255) / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      points[place * 3 + channel] = ((rgba[place * 4 + channel] ?? 0) / 255) * alpha + 1 - alpha;
    }
  }
  return points;
}
