import { beforeEach, describe, expect, it } from 'vitest';
import { yuvaOf } from './color.ts';
import { loadCompositor } from './load-node.ts';
import { exactPlane } from './reference.ts';
import { exactSprite, noisy, noisyRgba, plain, planes, worst } from './test-pictures.ts';
import type { Compositor } from './types.ts';

let compositor: Compositor;
beforeEach(async () => {
  compositor = await loadCompositor();
});

/** What a sprite really holds: over 0 it shows its colour, over 255 what its alpha leaves. */
function storedSprite(rgba: Uint8Array, width: number, height: number) {
  const [low, high] = [plain(compositor, 64, 48, 0), plain(compositor, 64, 48, 255)];
  const sprite = compositor.createSprite(rgba, width, height);
  compositor.drawSprite(sprite, low, 0, 0, 1);
  compositor.drawSprite(sprite, high, 0, 0, 1);
  const [dark, bright] = [compositor.bytesOf(low).slice(), compositor.bytesOf(high).slice()];
  const color = (index: 0 | 1 | 2, x: number, y: number) => exactPlane(dark, 64, 48, index).at(x, y);
  return {
    color,
    alpha: (index: 0 | 1 | 2, x: number, y: number) =>
      255 + color(index, x, y) - exactPlane(bright, 64, 48, index).at(x, y),
  };
}

describe('colours', () => {
  it('black, white and grey are exact in BT.709 limited range', () => {
    expect(yuvaOf('#000000')).toEqual({ y: 16, u: 128, v: 128, a: 255 });
    expect(yuvaOf('#FFFFFF')).toEqual({ y: 235, u: 128, v: 128, a: 255 });
    expect(yuvaOf('#80808080')).toEqual({ y: 126, u: 128, v: 128, a: 128 });
    expect(yuvaOf('#ff0000')).toEqual({ y: 63, u: 102, v: 240, a: 255 });
    expect(yuvaOf('#0000FF')).toEqual({ y: 32, u: 240, v: 118, a: 255 });
    expect(() => yuvaOf('red')).toThrow(RangeError);
  });

  it('a picture of one colour has the very values of that colour', () => {
    for (const color of ['#FF0000', '#00FF00', '#0000FF', '#E86A33', '#123456', '#777777', '#FFFFFF']) {
      const rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
      const rgba = Uint8Array.from({ length: 10 * 6 * 4 }, (_, at) => (at % 4 === 3 ? 255 : (rgb[at % 4] as number)));
      const bytes = compositor.bytesOf(compositor.createPictureFromRgba(rgba, 10, 6));
      const { y, u, v } = yuvaOf(color);
      expect([...new Set(bytes.subarray(0, 60))]).toEqual([y]);
      expect([...new Set(bytes.subarray(60, 75))]).toEqual([u]);
      expect([...new Set(bytes.subarray(75))]).toEqual([v]);
    }
  });

  it('RGBA becomes I420 within half a step, chroma the mean of 2 × 2, odd sides cut', () => {
    const [width, height] = [37, 23];
    const rgba = noisyRgba(width, height, 5);
    rgba.forEach((_, at) => {
      rgba[at] = at % 4 === 3 ? 255 : (rgba[at] as number);
    });
    const picture = compositor.createPictureFromRgba(rgba, width, height);
    expect([picture.width, picture.height]).toEqual([36, 22]);
    const exact = planes.map((index) => exactSprite(rgba, width, height, index));
    expect(worst(compositor, picture, (index, x, y) => exact[index]?.(x, y).color ?? 0)).toBeLessThan(0.52);
  });
});

describe('sprites', () => {
  it('a clear sprite changes nothing and an opaque one at full opacity replaces exactly', () => {
    const target = noisy(compositor, 64, 48, 1);
    const before = compositor.bytesOf(target).slice();
    const clear = compositor.createSprite(new Uint8Array(40 * 30 * 4), 40, 30);
    compositor.drawSprite(clear, target, 7, 5, 1);
    compositor.drawSprite(clear, target, 8, 6, 0.4);
    compositor.drawSpriteScaled(clear, target, 30.3, 20.7, 1.3, 1);
    expect(compositor.bytesOf(target)).toEqual(before);

    const rgba = noisyRgba(64, 48, 2).map((value, at) => (at % 4 === 3 ? 255 : value));
    const opaque = compositor.createSprite(rgba, 64, 48);
    compositor.drawSprite(opaque, target, 0, 0, 1);
    const expected = compositor.createPictureFromRgba(rgba, 64, 48);
    expect(compositor.bytesOf(target)).toEqual(compositor.bytesOf(expected));
  });

  it('a sprite keeps colour and alpha within half a step of the RGBA it was made of', () => {
    const [width, height] = [41, 27];
    const rgba = noisyRgba(width, height, 3);
    const { color, alpha } = storedSprite(rgba, width, height);
    for (const index of planes) {
      const exact = exactSprite(rgba, width, height, index);
      for (let y = 0; y < (index === 0 ? height : 14); y++) {
        for (let x = 0; x < (index === 0 ? width : 21); x++) {
          expect(Math.abs(color(index, x, y) - exact(x, y).color)).toBeLessThan(0.52);
          expect(Math.abs(alpha(index, x, y) - exact(x, y).alpha * 255)).toBeLessThanOrEqual(0.5 + 1e-9);
        }
      }
    }
  });

  it('blending is within one step of the exact formula at any alpha, opacity, place and clip', () => {
    const [width, height] = [41, 27];
    const rgba = noisyRgba(width, height, 3);
    const sprite = compositor.createSprite(rgba, width, height);
    const stored = storedSprite(rgba, width, height);
    for (const [x, y] of [
      [10, 8],
      [-14, -6],
      [40, 30],
      [-60, 0],
      [200, 10],
    ] as const) {
      for (const opacity of [1, 0.5, 0.13]) {
        const target = noisy(compositor, 64, 48, 9);
        const before = compositor.bytesOf(target).slice();
        compositor.drawSprite(sprite, target, x, y, opacity);
        const share = Math.round(opacity * 255) / 255;
        const difference = worst(compositor, target, (index, px, py) => {
          const halving = index === 0 ? 0 : 1;
          const under = exactPlane(before, 64, 48, index).at(px, py);
          const [sx, sy] = [px - (x >> halving), py - (y >> halving)];
          if (sx < 0 || sy < 0 || sx >= (width + 1) >> halving || sy >= (height + 1) >> halving) {
            return under;
          }
          return stored.color(index, sx, sy) * share + under * (1 - (stored.alpha(index, sx, sy) / 255) * share);
        });
        expect(difference).toBeLessThanOrEqual(1);
        compositor.releasePicture(target);
      }
    }
  });

  it('a sprite at an odd place is not moved: luma is exact there', () => {
    const rgba = noisyRgba(20, 16, 4);
    const sprite = compositor.createSprite(rgba, 20, 16);
    const even = plain(compositor, 40, 40, 90);
    const odd = plain(compositor, 40, 40, 90);
    compositor.drawSprite(sprite, even, 4, 6, 1);
    compositor.drawSprite(sprite, odd, 5, 7, 1);
    const [a, b] = [exactPlane(compositor.bytesOf(even), 40, 40, 0), exactPlane(compositor.bytesOf(odd), 40, 40, 0)];
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        expect(b.at(x + 1, y + 1)).toBe(a.at(x, y));
      }
    }
  });

  it('a scaled sprite keeps its centre within a quarter pixel and its weight, down to a fifth', () => {
    const rgba = new Uint8Array(60 * 40 * 4).fill(255);
    const sprite = compositor.createSprite(rgba, 60, 40);
    for (const scale of [0.2, 0.45, 0.9, 1, 1.37, 2.5]) {
      const target = plain(compositor, 200, 160, 16);
      compositor.drawSpriteScaled(sprite, target, 101.3, 77.6, scale, 1);
      const luma = exactPlane(compositor.bytesOf(target), 200, 160, 0);
      let [sum, sumX, sumY] = [0, 0, 0];
      for (let y = 0; y < 160; y++) {
        for (let x = 0; x < 200; x++) {
          const weight = (luma.at(x, y) - 16) / 219;
          sum += weight;
          sumX += weight * (x + 0.5);
          sumY += weight * (y + 0.5);
        }
      }
      expect(sum / (60 * 40 * scale * scale)).toBeGreaterThan(0.93);
      expect(sum / (60 * 40 * scale * scale)).toBeLessThan(1.35);
      expect(Math.abs(sumX / sum - 101.3)).toBeLessThan(0.25);
      expect(Math.abs(sumY / sum - 77.6)).toBeLessThan(0.25);
    }
  });
});

describe('sprites that change with every frame', () => {
  it('a part of a sheet in the room of another sprite is what a sprite of that part is', () => {
    const [width, height] = [53, 41];
    const sheet = noisyRgba(width, height, 7);
    const part = { x: 10, y: 6, w: 31, h: 23 };
    const cut = new Uint8Array(part.w * part.h * 4);
    for (let row = 0; row < part.h; row++) {
      const from = ((part.y + row) * width + part.x) * 4;
      cut.set(sheet.subarray(from, from + part.w * 4), row * part.w * 4);
    }
    const room = compositor.createSprite(noisyRgba(width, height, 9), width, height);
    const drawn = [compositor.fillSprite(room, sheet, width, part), compositor.createSprite(cut, part.w, part.h)].map(
      (sprite) => {
        const target = plain(compositor, 64, 48, 90);
        compositor.drawSprite(sprite, target, 4, 2, 1);
        return compositor.bytesOf(target).slice();
      },
    );
    expect(Buffer.compare(drawn[0] as Uint8Array, drawn[1] as Uint8Array)).toBe(0);
    expect(() => compositor.fillSprite(room, sheet, width, { x: 0, y: 0, w: 60, h: 60 })).toThrow(RangeError);
  });

  it('a mask keeps what it lets through, to the exact value, at its own place', () => {
    const [width, height] = [45, 29];
    const rgba = noisyRgba(width, height, 11);
    const mask = noisyRgba(width + 8, height + 6, 13);
    const sprite = compositor.createSprite(rgba, width, height);
    compositor.maskSprite(sprite, compositor.createSprite(mask, width + 8, height + 6), 6, 4);
    const expected = rgba.map((value, at) => {
      const [x, y] = [Math.floor(at / 4) % width, Math.floor(at / 4 / width)];
      return Math.round((value * (mask[((y + 4) * (width + 8) + x + 6) * 4 + 3] ?? 0)) / 255);
    });
    const low = plain(compositor, 64, 48, 0);
    compositor.drawSprite(sprite, low, 0, 0, 1);
    const luma = exactPlane(compositor.bytesOf(low).slice(), 64, 48, 0);
    const exact = exactSprite(expected, width, height, 0);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        expect(Math.abs(luma.at(x, y) - exact(x, y).color)).toBeLessThan(2.1);
      }
    }
  });
});
