import { join } from 'node:path';
import { type ExplicitLabel, formats, frameSize } from '@clipo/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCompositor } from '../compositor/load-node.ts';
import type { Compositor } from '../compositor/types.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { createNodeCanvas } from './canvas-node.ts';
import { measureLabelInk, openLabel } from './label.ts';
import type { LayerContext } from './layer.ts';

const canvas = createNodeCanvas();
let compositor: Compositor;
beforeAll(async () => {
  compositor = await loadCompositor();
});

const contextFor = (size: LayerContext['size']) =>
  ({ size, fps: 30, sceneFrames: 2, firstFrame: 0, endFrame: 2, compositor, canvas }) as unknown as LayerContext;

/** Luma of a frame, of one grey or a picture, with the label over it. */
async function labelled(
  label: ExplicitLabel,
  size: LayerContext['size'],
  ground: number | Uint8Array,
): Promise<Uint8Array> {
  const target = compositor.createPicture(size);
  const y = typeof ground === 'number' ? ground : 128;
  compositor.fill(target, { x: 0, y: 0, w: size.width, h: size.height }, { y, u: 128, v: 128, a: 255 });
  if (typeof ground !== 'number') {
    compositor.bytesOf(target).set(ground);
  }
  const open = openLabel(label, contextFor(size));
  await open.draw(0, target);
  await open.close();
  const luma = compositor.bytesOf(target).slice(0, size.width * size.height);
  compositor.releasePicture(target);
  return luma;
}

/** Relative luminance of a grey of limited-range luma. */
function luminance(luma: number): number {
  const share = (luma - 16) / 219;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

describe('the explicit label (L1)', () => {
  it.each(
    ['AI生成', 'AI-generated', '人工智能生成', 'AI合成'].flatMap((text) =>
      [720, 1080, 2160].flatMap((side) => formats.map((format) => ({ text, side, format }))),
    ),
  )(
    '$text reaches 5 % of the short side at $side, $format, as measured on the frame',
    async ({ text, side, format }) => {
      const size = frameSize(format, side);
      const label = {
        text,
        fontPx: Math.ceil(side * 0.07),
        x: Math.round(side * 0.067),
        y: Math.round(size.height * 0.15),
      };
      expect(measureLabelInk(label, canvas)).toBeGreaterThanOrEqual(side * 0.05);
      // White rows of the first letter alone, on black: the outline can't be mistaken for ink.
      const first = Array.from(text)[0] ?? '';
      const luma = await labelled({ ...label, text: first }, size, 16);
      let rows = 0;
      for (let y = 0; y < size.height; y += 1) {
        rows += luma.subarray(y * size.width, (y + 1) * size.width).some((value) => value > 126) ? 1 : 0;
      }
      expect(rows).toBeGreaterThanOrEqual(side * 0.05);
    },
  );

  it.each(formats)(
    'in two lines each reaches 5 %% of the short side and none lies on the other, on %s',
    async (format) => {
      const size = frameSize(format, 360);
      const fontPx = Math.ceil(360 * 0.07);
      const luma = await labelled({ text: 'AI生成\nAI', fontPx, x: 20, y: 80 }, size, 16);
      const heights: number[] = [];
      for (let y = 0, run = 0; y <= size.height; y += 1) {
        const hasInk = luma.subarray(y * size.width, (y + 1) * size.width).some((value) => value > 126);
        if (!hasInk && run > 0) {
          heights.push(run);
        }
        run = hasInk ? run + 1 : 0;
      }
      expect(heights).toHaveLength(2);
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(360 * 0.05);
    },
  );

  it('stands out at 4.5 : 1 or better on black, on every grey and on white', async () => {
    const size = { width: 400, height: 200 };
    for (const ground of [16, 60, 126, 180, 210, 235]) {
      const luma = await labelled({ text: 'AI生成', fontPx: 76, x: 20, y: 40 }, size, ground);
      const lightest = Math.max(...luma);
      const darkest = Math.min(...luma);
      expect(lightest).toBeGreaterThanOrEqual(230);
      const contrast = (luminance(lightest) + 0.05) / (luminance(darkest) + 0.05);
      expect(contrast, `on luma ${ground}`).toBeGreaterThanOrEqual(4.5);
      // On every row and from both sides, a dark edge comes before the letters' white.
      for (let y = 60; y < 100; y += 1) {
        const row = Array.from(luma.subarray(y * size.width, (y + 1) * size.width));
        for (const walk of [row, row.toReversed()]) {
          const edge = walk.findIndex((value) => Math.abs(value - ground) > 4);
          const white = walk.findIndex((value, x) => x > edge + 2 && value >= 230);
          expect(edge).toBeGreaterThan(0);
          expect(white).toBeGreaterThan(edge);
          const darkestBefore = Math.min(...walk.slice(0, white));
          expect((luminance(walk[white] ?? 0) + 0.05) / (luminance(darkestBefore) + 0.05)).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });

  it.each(['cupcake/table.jpg', 'boots/pair.jpg', 'tumbler/tumbler.mp4', 'headphones/front.jpg', 'home/topiary.jpg'])(
    'stands out at 4.5 : 1 or better on the frame of %s, wherever the letters lie',
    async (source) => {
      const size = { width: 540, height: 960 };
      const fill = `scale=${size.width}:${size.height}:force_original_aspect_ratio=increase,crop=${size.width}:${size.height}`;
      const file = join(import.meta.dirname, '..', '..', '..', '..', 'examples', source);
      const picture = await runProgram('ffmpeg', [
        ...['-v', 'error', '-i', file, '-frames:v', '1', '-vf', fill, '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'],
      ]);
      const fontPx = Math.ceil(540 * 0.07);
      for (const [x, y] of [
        [36, 144],
        [300, 480],
        [36, 800],
      ] as const) {
        const label = { text: 'AI生成', fontPx, x, y };
        const [luma, ink] = [await labelled(label, size, picture), await labelled(label, size, 16)];
        // Each point of a letter, as drawn on black, is white here too and has the dark rim of its stroke near, at a slant where
        // strokes cross.
        const stroke = Math.ceil(fontPx / 5);
        const ways = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => dy * size.width + dx));
        const isRimmed = (at: number) =>
          ways.some((way) =>
            Array.from({ length: stroke }, (_, far) => luma[at + far * way] ?? 0).some(
              (other) => (luminance(luma[at] ?? 0) + 0.05) / (luminance(other) + 0.05) >= 4.5,
            ),
          );
        const inked = [...ink.keys()].filter((at) => (ink[at] ?? 0) >= 230);
        expect(inked.length).toBeGreaterThan(fontPx * 4);
        const lost = inked.filter((at) => (luma[at] ?? 0) < 220 || !isRimmed(at));
        expect(lost.map((at) => [at % size.width, Math.floor(at / size.width)])).toEqual([]);
      }
    },
  );

  it('on a plate it stands out as much, at the same size, and the plate has nothing of the picture in it', async () => {
    const size = { width: 400, height: 200 };
    const label = { text: 'AI生成', fontPx: 76, x: 40, y: 40 };
    for (const plate of [
      { color: '#16181D', ink: '#FFFFFF' },
      { color: '#FFFFFF', ink: '#16181D' },
      { color: '#8A8A8A', ink: '#000000' },
    ]) {
      const [onBlack, onWhite] = await Promise.all(
        [16, 235].map((ground) => labelled({ ...label, plate }, size, ground)),
      );
      // From the first letter's left to the last one's right, whatever lies behind.
      const rows = Array.from({ length: 76 }, (_, y) => (40 + y) * size.width);
      const inside = (luma: Uint8Array = new Uint8Array()) =>
        rows.map((row) => [...luma.subarray(row + 40, row + 250)]);
      expect(inside(onWhite)).toEqual(inside(onBlack));
      const values = inside(onBlack).flat();
      const [lightest, darkest] = [Math.max(...values), Math.min(...values)];
      expect((luminance(lightest) + 0.05) / (luminance(darkest) + 0.05)).toBeGreaterThanOrEqual(4.5);
      const ground = values[0] ?? 0;
      const inked = inside(onBlack).filter((row) => row.some((value) => Math.abs(value - ground) > 60));
      expect(inked.length).toBeGreaterThanOrEqual(0.05 * 1080);
    }
  });

  it('stands where it was told, at the size it was told, on every frame alike', async () => {
    const size = { width: 400, height: 300 };
    const label = { text: 'AI生成', fontPx: 40, x: 60, y: 100 };
    const luma = await labelled(label, size, 16);
    const columns: number[] = [];
    const rows: number[] = [];
    luma.forEach((value, index) => {
      if (value > 126) {
        columns.push(index % size.width);
        rows.push(Math.floor(index / size.width));
      }
    });
    expect(Math.min(...columns)).toBeGreaterThanOrEqual(60);
    expect(Math.min(...columns)).toBeLessThanOrEqual(66);
    expect(Math.min(...rows)).toBeGreaterThanOrEqual(98);
    expect(Math.max(...rows)).toBeLessThanOrEqual(142);
    expect(await labelled(label, size, 16)).toEqual(luma);
  });
});
