import { beforeEach, describe, expect, it } from 'vitest';
import { loadCompositor } from './load-node.ts';
import { exactPlane, exactScaled } from './reference.ts';
import { noisy, plain, worst } from './test-pictures.ts';
import type { Compositor, PixelRect } from './types.ts';

let compositor: Compositor;
beforeEach(async () => {
  compositor = await loadCompositor();
});

describe('scaling', () => {
  const cases: { from: PixelRect; to: PixelRect; opacity: number }[] = [
    { from: { x: 3.3, y: 2.7, w: 70.4, h: 50.9 }, to: { x: 0, y: 0, w: 62, h: 46 }, opacity: 1 },
    { from: { x: 10.25, y: 4.5, w: 30, h: 20 }, to: { x: 4, y: 6, w: 54, h: 38 }, opacity: 1 },
    { from: { x: 0, y: 0, w: 90, h: 64 }, to: { x: -20, y: -10, w: 90, h: 70 }, opacity: 0.4 },
    { from: { x: -5, y: -5, w: 100, h: 74 }, to: { x: 30, y: 20, w: 80, h: 60 }, opacity: 1 },
    { from: { x: 0, y: 0, w: 90, h: 64 }, to: { x: 0, y: 0, w: 62, h: 46 }, opacity: 0.75 },
  ];

  it('sampling is bilinear and sub-pixel, within two steps of the exact value on pure noise', () => {
    for (const { from, to, opacity } of cases) {
      const source = noisy(compositor, 90, 64, 11);
      const target = noisy(compositor, 62, 46, 12);
      const before = compositor.bytesOf(target).slice();
      compositor.drawScaled(source, from, target, to, opacity);
      const bytes = compositor.bytesOf(source).slice();
      const difference = worst(compositor, target, (index, x, y) => {
        const halving = index === 0 ? 0 : 1;
        const [px, py] = [x << halving, y << halving];
        const under = exactPlane(before, 62, 46, index).at(x, y);
        if (px < to.x || py < to.y || px >= to.x + to.w || py >= to.y + to.h) {
          return under;
        }
        const value = exactScaled(exactPlane(bytes, 90, 64, index), from, to, x, y, halving);
        return value * opacity + under * (1 - opacity);
      });
      expect(difference).toBeLessThan(2);
    }
  });

  it('the same size at a whole even place is an exact copy', () => {
    const source = noisy(compositor, 90, 64, 21);
    const target = plain(compositor, 40, 40, 0);
    compositor.drawScaled(source, { x: 12, y: 6, w: 40, h: 40 }, target, { x: 0, y: 0, w: 40, h: 40 }, 1);
    const bytes = compositor.bytesOf(source).slice();
    const difference = worst(compositor, target, (index, x, y) => {
      const half = index === 0 ? 1 : 2;
      return exactPlane(bytes, 90, 64, index).at(x + 12 / half, y + 6 / half);
    });
    expect(difference).toBe(0);
  });

  it('a slow move has no jitter: every tenth of a pixel shifts the picture by a tenth', () => {
    // A bright soft bar, leaning so that rows are rounded differently; where its weight lies tells the place.
    const source = plain(compositor, 400, 64, 16);
    const luma = compositor.bytesOf(source);
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 400; x++) {
        luma[y * 400 + x] = Math.round(16 + 219 * Math.exp(-(((x - 180 - 0.37 * y) / 12) ** 2)));
      }
    }
    const target = plain(compositor, 300, 64, 0);
    const places = Array.from({ length: 40 }, (_, step) => {
      const from = { x: 40 + step / 10, y: 0, w: 330, h: 64 };
      compositor.drawScaled(source, from, target, { x: 0, y: 0, w: 300, h: 64 }, 1);
      let [sum, weighted] = [0, 0];
      compositor
        .bytesOf(target)
        .subarray(0, 300 * 64)
        .forEach((value, at) => {
          sum += value - 16;
          weighted += (value - 16) * (at % 300);
        });
      return weighted / sum;
    });
    const steps = places.slice(1).map((place, index) => (places[index] as number) - place);
    const expected = 0.1 * (300 / 330);
    for (const step of steps) {
      expect(Math.abs(step - expected)).toBeLessThan(0.01);
    }
  });

  it('a fine pattern does not flicker when it is made small', () => {
    // One-pixel stripes: their mean is 125; plain bilinear at 2.6 : 1 would swing between 16 and 235.
    const source = plain(compositor, 520, 520, 128);
    const luma = compositor.bytesOf(source);
    for (let at = 0; at < 520 * 520; at++) {
      luma[at] = (at % 520) % 2 === 0 ? 16 : 235;
    }
    const target = plain(compositor, 200, 200, 0);
    for (const shift of [0, 0.3, 0.9, 1.7]) {
      compositor.drawScaled(source, { x: shift, y: shift, w: 518, h: 518 }, target, { x: 0, y: 0, w: 200, h: 200 }, 1);
      const values = compositor.bytesOf(target).subarray(0, 200 * 200);
      expect(Math.min(...values)).toBeGreaterThan(120);
      expect(Math.max(...values)).toBeLessThan(131);
    }
  });

  it('a mask cuts the picture to its shape, exactly where it is clear or opaque', () => {
    const source = noisy(compositor, 90, 64, 31);
    const [from, to] = [
      { x: 5.5, y: 3.25, w: 70, h: 50 },
      { x: 6, y: 4, w: 40, h: 30 },
    ];
    const rgba = new Uint8Array(40 * 30 * 4);
    for (let y = 0; y < 30; y++) {
      for (let x = 0; x < 40; x++) {
        rgba.fill(x < 12 ? 0 : x < 28 ? 255 : 100, (y * 40 + x) * 4, (y * 40 + x) * 4 + 4);
      }
    }
    const mask = compositor.createSprite(rgba, 40, 30);
    const target = noisy(compositor, 62, 46, 32);
    const before = compositor.bytesOf(target).slice();
    const whole = noisy(compositor, 62, 46, 32);
    compositor.drawScaled(source, from, whole, to, 1);
    const over = compositor.bytesOf(whole).slice();
    compositor.drawScaledMasked(source, from, mask, target, to, 1);
    const difference = worst(compositor, target, (index, x, y) => {
      const px = x * (index === 0 ? 1 : 2) - to.x;
      const under = exactPlane(before, 62, 46, index).at(x, y);
      const value = exactPlane(over, 62, 46, index).at(x, y);
      return px < 12 || px >= 40 ? under : px < 28 ? value : (value * 100 + under * 155) / 255;
    });
    expect(difference).toBeLessThanOrEqual(0.5);
  });
});
