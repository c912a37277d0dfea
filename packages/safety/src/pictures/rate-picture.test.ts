import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { scaledPoints } from './rate-picture.ts';

it('a picture is drawn to the network’s square just as the network’s own library draws it; clear parts on white (S2)', async () => {
  const [core, backend] = await Promise.all([import('@tensorflow/tfjs-core'), import('@tensorflow/tfjs-backend-wasm')]);
  backend.setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await core.setBackend('wasm');
  await core.ready();
  const [width, height, side] = [37, 64, 24];
  const rgba = Uint8Array.from({ length: width * height * 4 }, (_, place) =>
    place % 4 === 3 ? (place % 7 === 0 ? 90 : 255) : (place * 7919) % 256,
  );
  const onWhite = Float32Array.from({ length: width * height * 3 }, (_, index) => {
    const place = Math.floor(index / 3) * 4;
    const alpha = (rgba[place + 3] ?? 0) / 255;
    return ((rgba[place + (index % 3)] ?? 0) / 255) * alpha + 1 - alpha;
  });
  const theirs = await core.image.resizeBilinear(core.tensor3d(onWhite, [height, width, 3]), [side, side], true).data();
  const ours = scaledPoints({ width, height, rgba }, side);
  expect(ours).toHaveLength(theirs.length);
  expect(Math.max(...ours.map((value, index) => Math.abs(value - (theirs[index] ?? 9))))).toBeLessThan(1e-5);
});
