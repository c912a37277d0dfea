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
    const output = core.tidy(() => model.execute(core.tensor4d(scaledPoints(frame, side), [1, side, side, 3])));
    const first = Array.isArray(output) ? output[0] : output;
    const values = (await first?.data()) ?? [];
    core.dispose(output);
    return Object.fromEntries(pictureKinds.map((kind, index) => [kind, values[index] ?? 0])) as PictureRating;
  };
}

/** Between which two points of a line of `length` each of `count` points lies, and how near the second it is. */
function placesOf(length: number, count: number): { first: Int32Array; second: Int32Array; share: Float32Array } {
  const places = { first: new Int32Array(count), second: new Int32Array(count), share: new Float32Array(count) };
  for (let index = 0; index < count; index += 1) {
    const at = (index * (length - 1)) / (count - 1);
    const first = Math.floor(at);
    places.first[index] = first;
    places.second[index] = Math.min(first + 1, length - 1);
    places.share[index] = at - first;
  }
  return places;
}

/**
 * The colours of a picture, 0 to 1, drawn to a square of so many points a side as the network was trained: between
 * neighbours in a straight line, corners on corners. What is transparent is seen on white. Only points that count are read:
 * of a picture of 640 points that is a fifth of the work of handing all of them over to be scaled there.
 */
export function scaledPoints({ width, height, rgba }: Omit<Frame, 'atMs'>, count: number): Float32Array {
  const points = new Float32Array(count * count * 3);
  const across = placesOf(width, count);
  const down = placesOf(height, count);
  const on = (row: number, column: number, channel: number) => {
    const place = (row * width + column) * 4;
    const alpha = rgba[place + 3] as number;
    const value = rgba[place + channel] as number;
    return alpha === 255 ? value / 255 : (value * alpha) / 65_025 + (255 - alpha) / 255;
  };
  let place = 0;
  for (let y = 0; y < count; y += 1) {
    const [above, below, low] = [down.first[y] as number, down.second[y] as number, down.share[y] as number];
    for (let x = 0; x < count; x += 1) {
      const [left, right, far] = [across.first[x] as number, across.second[x] as number, across.share[x] as number];
      for (let channel = 0; channel < 3; channel += 1) {
        const top = on(above, left, channel) * (1 - far) + on(above, right, channel) * far;
        const bottom = on(below, left, channel) * (1 - far) + on(below, right, channel) * far;
        points[place] = top * (1 - low) + bottom * low;
        place += 1;
      }
    }
  }
  return points;
}
