import { BlurFillLayer, type Box } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { blurFillLayer } from './blur-fill.ts';
import { createLayerHarness } from './layer-harness.ts';
import { patternAt, syntheticClip, syntheticImage } from './synthetic-media.ts';

const whole = { x: 0, y: 0, w: 1, h: 1 };
const size = { width: 180, height: 320 };
const harnessOf = () =>
  createLayerHarness(size, 60, { still: syntheticImage(1000, 1000), clip: syntheticClip(640, 360) });

describe('blur-fill', () => {
  it.each(['still', 'clip'] as const)(
    'is the soft, dimmed ground of a %s, the same on every frame',
    async (material) => {
      const harness = await harnessOf();
      const open = (dim: number) =>
        blurFillLayer.open(
          BlurFillLayer.parse({ kind: 'blur-fill', material, box: whole, dim, startMs: 2000 }),
          harness.context,
        );
      const [bright, dark] = [await open(0), await open(0.5)];
      expect(harness.media.stillRequests[0]?.atMs).toBe(2000);
      const [a, b] = [await harness.draw(bright, 0), await harness.draw(dark, 0)];
      for (let x = 1; x < size.width; x++) {
        expect(Math.abs(a.at(x, 160).y - a.at(x - 1, 160).y)).toBeLessThanOrEqual(3);
      }
      expect(Math.abs(a.at(90, 160).y - patternAt(0.5, 0).luma)).toBeLessThan(4);
      expect(Math.abs(b.at(90, 160).y - (a.at(90, 160).y + 16) / 2)).toBeLessThanOrEqual(1);
      expect((await harness.draw(bright, 59)).bytes).toEqual(a.bytes);
      await bright.close();
      await dark.close();
      expect(harness.held()).toBe(0);
    },
  );

  it('shows nothing of what stands in the middle of its picture: no ghost of a product above the product', async () => {
    const harness = await harnessOf();
    const { media, compositor } = harness.context;
    const draw = media.still.bind(media);
    media.still = async (...request) => {
      const picture = await draw(...request);
      const { width, height } = picture;
      const luma = compositor.bytesOf(picture).subarray(0, width * height);
      luma.forEach((_, at) => {
        const [x, y] = [(at % width) / width, Math.floor(at / width) / height];
        luma[at] = x > 0.15 && x < 0.85 && y > 0.15 && y < 0.85 ? 30 : 200;
      });
      return picture;
    };
    const layer = await blurFillLayer.open(
      BlurFillLayer.parse({ kind: 'blur-fill', material: 'still', box: whole, dim: 0 }),
      harness.context,
    );
    const drawn = await harness.draw(layer, 0);
    expect(Math.min(...drawn.bytes.subarray(0, size.width * size.height))).toBeGreaterThanOrEqual(199);
    await layer.close();
    expect(harness.held()).toBe(0);
  });

  it('goes from plain edges to a ground of their colours without a step, so that a preview’s smaller pictures agree', async () => {
    const harness = await harnessOf();
    const { media, compositor } = harness.context;
    const draw = media.still.bind(media);
    let span = 0;
    media.still = async (...request) => {
      const picture = await draw(...request);
      const { width, height } = picture;
      const luma = compositor.bytesOf(picture).subarray(0, width * height);
      luma.forEach((_, at) => {
        luma[at] = Math.abs(((at % width) + 0.5) / width - 0.5) < 0.25 ? 160 - span : 160;
      });
      return picture;
    };
    const lifted = { x: 0, y: 0.25, w: 1, h: 0.5 };
    const spec = { kind: 'blur-fill', material: 'still', box: whole, dim: 0, lifted, shown: whole };
    const drawnAt = async (wanted: number) => {
      span = wanted;
      const layer = await blurFillLayer.open(BlurFillLayer.parse(spec), harness.context);
      const drawn = await harness.draw(layer, 0);
      await layer.close();
      return drawn.bytes.slice(0, size.width * size.height);
    };
    const furthest = (a: Uint8Array, b: Uint8Array) =>
      a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] as number))), 0);
    const spans = Array.from({ length: 17 }, (_, step) => 40 + step * 2);
    const grounds: Uint8Array[] = [];
    for (const each of spans) {
      grounds.push(await drawnAt(each));
    }
    const [first, last] = [grounds[0] as Uint8Array, grounds.at(-1) as Uint8Array];
    const steps = grounds.slice(1).map((ground, at) => furthest(ground, grounds[at] as Uint8Array));
    expect(furthest(first, last)).toBeGreaterThan(2 * Math.max(...steps));
    expect(Math.max(...steps)).toBeLessThanOrEqual(12);
    expect(harness.held()).toBe(0);
  });

  it('lies in the soft shadow of the picture in front of it', async () => {
    const harness = await harnessOf();
    const layer = { kind: 'blur-fill', material: 'still', box: whole, dim: 0 };
    const plain = await blurFillLayer.open(BlurFillLayer.parse(layer), harness.context);
    const lifted = { x: 0.1, y: 0.25, w: 0.8, h: 0.5 };
    const shaded = await blurFillLayer.open(BlurFillLayer.parse({ ...layer, lifted }), harness.context);
    const [a, b] = [await harness.draw(plain, 0), await harness.draw(shaded, 0)];
    const darker = (y: number) => a.at(90, y).y - b.at(90, y).y;
    // The picture ends at row 240: dark there, less below, nothing far away.
    expect(darker(242)).toBeGreaterThan(10);
    expect(darker(250)).toBeGreaterThan(0);
    expect(darker(250)).toBeLessThan(darker(242));
    expect(Math.abs(darker(300))).toBeLessThanOrEqual(1);
    await plain.close();
    await shaded.close();
    expect(harness.held()).toBe(0);
  });

  it('goes on with the plain edges of the picture in front of it, and lies in its shadow beside busy ones', async () => {
    const harness = await harnessOf();
    const open = (lifted: Box, shown: Box) =>
      blurFillLayer.open(
        BlurFillLayer.parse({ kind: 'blur-fill', material: 'still', box: whole, dim: 0, lifted, shown }),
        harness.context,
      );
    const shown = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
    // Luma rises from left to right alone: the left and the right edge are plain, the upper and the lower are not.
    const beside = await open({ x: 0.25, y: 0, w: 0.5, h: 1 }, shown);
    const a = await harness.draw(beside, 0);
    // An edge is 3 % of what is shown: on its side the ground has no luma but that strip's, which spans three steps.
    const strip = 0.03 * shown.w;
    for (const y of [8, 160, 300]) {
      for (const x of [4, 10, 20, 30, 40]) {
        expect(a.at(x, y).y).toBeGreaterThanOrEqual(Math.floor(patternAt(0.25, 0).luma) - 1);
        expect(a.at(x, y).y).toBeLessThanOrEqual(Math.ceil(patternAt(0.25 + strip, 0).luma) + 1);
        expect(a.at(180 - x, y).y).toBeGreaterThanOrEqual(Math.floor(patternAt(0.75 - strip, 0).luma) - 1);
        expect(a.at(180 - x, y).y).toBeLessThanOrEqual(Math.ceil(patternAt(0.75, 0).luma) + 1);
      }
    }
    const above = { x: 0, y: 0.25, w: 1, h: 0.5 };
    const busy = await open(above, shown);
    const shaded = await blurFillLayer.open(
      BlurFillLayer.parse({ kind: 'blur-fill', material: 'still', box: whole, dim: 0, lifted: above }),
      harness.context,
    );
    expect((await harness.draw(busy, 0)).bytes).toEqual((await harness.draw(shaded, 0)).bytes);
    for (const layer of [beside, busy, shaded]) {
      await layer.close();
    }
    expect(harness.held()).toBe(0);
  });

  it('goes on with both edges where one is plain, out of any shadow: what the other cuts fades out', async () => {
    const harness = await harnessOf();
    const { media, compositor } = harness.context;
    const draw = media.still.bind(media);
    media.still = async (...request) => {
      const picture = await draw(...request);
      // The lower half has one luma: its edge is plain. The upper one's rises from left to right.
      const { width, height } = picture;
      compositor.bytesOf(picture).fill(120, (width * height) / 2, width * height);
      return picture;
    };
    const lifted = { x: 0, y: 0.25, w: 1, h: 0.5 };
    const shown = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
    const layer = { kind: 'blur-fill', material: 'still', box: whole, dim: 0, lifted, shown };
    const mixed = await blurFillLayer.open(BlurFillLayer.parse(layer), harness.context);
    const a = await harness.draw(mixed, 0);
    for (const x of [30, 90, 150]) {
      expect(Math.abs(a.at(x, 260).y - 120)).toBeLessThanOrEqual(2);
      expect(Math.abs(a.at(x, 4).y - a.at(x, 76).y)).toBeLessThanOrEqual(2);
      expect(Math.abs(a.at(x, 40).y - patternAt(0.25 + x / size.width / 2, 0).luma)).toBeLessThan(8);
    }
    await mixed.close();
    expect(harness.held()).toBe(0);
  });
});
