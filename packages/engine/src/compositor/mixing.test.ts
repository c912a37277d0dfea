import { beforeEach, describe, expect, it } from 'vitest';
import { loadCompositor } from './load-node.ts';
import { exactPlane } from './reference.ts';
import { noise, noisy, noisyRgba, plain, worst } from './test-pictures.ts';
import type { Compositor } from './types.ts';

let compositor: Compositor;
beforeEach(async () => {
  compositor = await loadCompositor();
});

describe('fills, copies and mixes', () => {
  it('a fill covers exactly its even rectangle and mixes by alpha', () => {
    const target = noisy(compositor, 50, 40, 41);
    const before = compositor.bytesOf(target).slice();
    compositor.fill(target, { x: 10, y: 4, w: 100, h: 20 }, { y: 200, u: 90, v: 30, a: 255 });
    compositor.fill(target, { x: -8, y: 30, w: 20, h: 50 }, { y: 100, u: 240, v: 16, a: 77 });
    compositor.fill(target, { x: 60, y: 0, w: 10, h: 10 }, { y: 0, u: 0, v: 0, a: 255 });
    const difference = worst(compositor, target, (index, x, y) => {
      const half = index === 0 ? 1 : 2;
      const [px, py] = [x * half, y * half];
      const under = exactPlane(before, 50, 40, index).at(x, y);
      if (px >= 10 && py >= 4 && py < 24) {
        return [200, 90, 30][index] as number;
      }
      return px < 12 && py >= 30 ? ([100, 240, 16][index] as number) * (77 / 255) + under * (178 / 255) : under;
    });
    expect(difference).toBeLessThanOrEqual(0.5);
  });

  it('a copy is exact and clipped on every side', () => {
    for (const [x, y] of [
      [0, 0],
      [-6, -8],
      [20, 16],
      [-100, 0],
    ] as const) {
      const source = noisy(compositor, 34, 26, 51);
      const target = noisy(compositor, 50, 40, 52);
      const [from, before] = [compositor.bytesOf(source).slice(), compositor.bytesOf(target).slice()];
      compositor.copy(source, target, x, y);
      const difference = worst(compositor, target, (index, px, py) => {
        const half = index === 0 ? 1 : 2;
        const [sx, sy] = [px - x / half, py - y / half];
        const isInside = sx >= 0 && sy >= 0 && sx < 34 / half && sy < 26 / half;
        return isInside ? exactPlane(from, 34, 26, index).at(sx, sy) : exactPlane(before, 50, 40, index).at(px, py);
      });
      expect(difference).toBe(0);
    }
  });

  it('a mix is exactly a at 0, exactly b at 1 and within one step between', () => {
    const [a, b, target] = [noisy(compositor, 50, 38, 61), noisy(compositor, 50, 38, 62), plain(compositor, 50, 38, 0)];
    const [va, vb] = [compositor.bytesOf(a).slice(), compositor.bytesOf(b).slice()];
    for (const weight of [0, 1, 0.5, 1 / 12, 11 / 12, 0.001]) {
      compositor.mix(a, b, target, weight);
      const out = compositor.bytesOf(target);
      const difference = Math.max(
        ...out.map((value, at) =>
          Math.ceil(Math.abs(value - ((va[at] as number) * (1 - weight) + (vb[at] as number) * weight)) - 1e-9),
        ),
      );
      expect(difference).toBeLessThanOrEqual(weight === 0 || weight === 1 ? 0 : 1);
    }
  });

  it('a mix along an axis follows its weights, column by column or row by row', () => {
    for (const axis of ['x', 'y'] as const) {
      const [a, b, target] = [
        noisy(compositor, 50, 38, 71),
        noisy(compositor, 50, 38, 72),
        plain(compositor, 50, 38, 0),
      ];
      const [va, vb] = [compositor.bytesOf(a).slice(), compositor.bytesOf(b).slice()];
      const length = axis === 'x' ? 50 : 38;
      const weights = Uint8Array.from({ length }, (_, at) => Math.min(255, Math.max(0, (at - 10) * 16)));
      compositor.mixAlong(a, b, target, axis, weights);
      const difference = worst(compositor, target, (index, x, y) => {
        const at = axis === 'x' ? x : y;
        const weight =
          index === 0
            ? (weights[at] as number) / 255
            : ((weights[2 * at] as number) + (weights[2 * at + 1] as number)) / 510;
        const [from, to] = [exactPlane(va, 50, 38, index).at(x, y), exactPlane(vb, 50, 38, index).at(x, y)];
        return from * (1 - weight) + to * weight;
      });
      expect(difference).toBeLessThan(1.6);
    }
  });
});

describe('memory', () => {
  it('ten thousand pictures and sprites made and released leave memory as large as one round needs', () => {
    const rgba = new Uint8Array(90 * 40 * 4).fill(128);
    const round = (index: number) => {
      const picture = compositor.createPicture({ width: 64 + (index % 7) * 2, height: 40 });
      const sprite = compositor.createSprite(rgba, 30 + (index % 60), 40);
      const other = compositor.createPictureFromRgba(rgba, 40, 30 + (index % 5));
      compositor.drawSpriteScaled(sprite, picture, 20, 20, 0.5, 1);
      compositor.releasePicture(picture);
      compositor.releasePicture(other);
      compositor.releaseSprite(sprite);
    };
    const kept = plain(compositor, 64, 64, 7);
    for (let index = 0; index < 500; index++) {
      round(index);
    }
    const size = compositor.bytesOf(kept).buffer.byteLength;
    for (let index = 0; index < 10_000; index++) {
      round(index);
    }
    expect(compositor.bytesOf(kept).buffer.byteLength).toBe(size);
    expect(compositor.bytesOf(kept).every((value) => value === 7)).toBe(true);
  });

  it('drawing anywhere, clipped or not, never writes outside the target', () => {
    const guards = [plain(compositor, 62, 46, 201)];
    const target = plain(compositor, 62, 46, 16);
    guards.push(plain(compositor, 62, 46, 202));
    const source = noisy(compositor, 90, 64, 81);
    const next = noise(82);
    const sprite = compositor.createSprite(noisyRgba(33, 21, 83), 33, 21);
    const mask = compositor.createSprite(noisyRgba(44, 36, 84), 44, 36);
    for (let round = 0; round < 400; round++) {
      const place = () => next() - 100 + next() / 256;
      const [x, y] = [place(), place()];
      const to = { x, y, w: next() / 2 + 1, h: next() / 2 + 1 };
      const from = { x: place() / 2, y: place() / 2, w: next() + 0.5, h: next() + 0.5 };
      compositor.drawSprite(sprite, target, x, y, next() / 255);
      compositor.drawSpriteScaled(sprite, target, x, y, next() / 60, next() / 255);
      compositor.drawScaled(source, from, target, to, next() / 255);
      compositor.drawScaledMasked(source, from, mask, target, { ...to, w: 44, h: 36 }, 1);
      compositor.fill(target, to, { y: 16, u: 128, v: 128, a: next() });
      compositor.copy(source, target, x, y);
    }
    expect(guards.map((guard) => [...new Set(compositor.bytesOf(guard))])).toEqual([[201], [202]]);
  });

  it('releasing twice is refused', () => {
    const picture = plain(compositor, 8, 8, 0);
    compositor.releasePicture(picture);
    expect(() => compositor.releasePicture(picture)).toThrow(/released twice/);
  });
});
