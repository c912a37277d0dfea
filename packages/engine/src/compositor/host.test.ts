import { beforeEach, describe, expect, it } from 'vitest';
import { yuvaOf } from './color.ts';
import { loadCompositor } from './load-node.ts';
import { exactPlane, exactScaled, exactYuv } from './reference.ts';
import type { Compositor, Picture, PixelRect } from './types.ts';

let compositor: Compositor;
beforeEach(async () => {
  compositor = await loadCompositor();
});

/** Repeatable noise, so that a failure can be looked into. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
}

function noisy(width: number, height: number, seed: number): Picture {
  const picture = compositor.createPicture({ width, height });
  const next = noise(seed);
  compositor.bytesOf(picture).forEach((_, index, bytes) => {
    bytes[index] = next();
  });
  return picture;
}

function plain(width: number, height: number, value: number): Picture {
  const picture = compositor.createPicture({ width, height });
  compositor.bytesOf(picture).fill(value);
  return picture;
}

/** Random premultiplied RGBA with many clear and many opaque pixels. */
function noisyRgba(width: number, height: number, seed: number): Uint8Array {
  const next = noise(seed);
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 0; at < rgba.length; at += 4) {
    const kind = next();
    const alpha = kind < 80 ? 0 : kind < 160 ? 255 : next();
    rgba.set([(next() * alpha) / 255, (next() * alpha) / 255, (next() * alpha) / 255, alpha], at);
  }
  return rgba;
}

/** The sprite's own exact values of one plane and its alpha, from the RGBA it was made of. */
function exactSprite(rgba: Uint8Array, width: number, height: number, index: 0 | 1 | 2) {
  const pixel = (x: number, y: number) =>
    x < width && y < height
      ? Array.from(rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4), (value) => value / 255)
      : [0, 0, 0, 0];
  return (x: number, y: number): { color: number; alpha: number } => {
    const parts =
      index === 0
        ? [pixel(x, y)]
        : [pixel(2 * x, 2 * y), pixel(2 * x + 1, 2 * y), pixel(2 * x, 2 * y + 1), pixel(2 * x + 1, 2 * y + 1)];
    const mean = (at: number) => parts.reduce((sum, part) => sum + (part[at] as number), 0) / parts.length;
    const color = exactYuv(mean(0), mean(1), mean(2), mean(3))[index];
    return { color, alpha: mean(3) };
  };
}

const planes = [0, 1, 2] as const;

/** Largest difference between a picture and exact values. */
function worst(picture: Picture, exact: (index: 0 | 1 | 2, x: number, y: number) => number): number {
  const bytes = compositor.bytesOf(picture);
  let most = 0;
  for (const index of planes) {
    const plane = exactPlane(bytes, picture.width, picture.height, index);
    for (let y = 0; y < plane.height; y++) {
      for (let x = 0; x < plane.width; x++) {
        most = Math.max(most, Math.abs(plane.at(x, y) - exact(index, x, y)));
      }
    }
  }
  return most;
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
    expect(worst(picture, (index, x, y) => exact[index]?.(x, y).color ?? 0)).toBeLessThan(0.52);
  });
});

describe('sprites', () => {
  it('a clear sprite changes nothing and an opaque one at full opacity replaces exactly', () => {
    const target = noisy(64, 48, 1);
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

  it('blending is within one step of the exact formula at any alpha, opacity, place and clip', () => {
    const [width, height] = [41, 27];
    const rgba = noisyRgba(width, height, 3);
    const sprite = compositor.createSprite(rgba, width, height);
    const exact = planes.map((index) => exactSprite(rgba, width, height, index));
    for (const [x, y] of [
      [10, 8],
      [-14, -6],
      [40, 30],
      [-60, 0],
      [200, 10],
    ] as const) {
      for (const opacity of [1, 0.5, 0.13]) {
        const target = noisy(64, 48, 9);
        const before = compositor.bytesOf(target).slice();
        compositor.drawSprite(sprite, target, x, y, opacity);
        const share = Math.round(opacity * 255) / 255;
        const difference = worst(target, (index, px, py) => {
          const halving = index === 0 ? 0 : 1;
          const under = exactPlane(before, 64, 48, index).at(px, py);
          const [sx, sy] = [px - (x >> halving), py - (y >> halving)];
          if (sx < 0 || sy < 0 || sx >= (width + 1) >> halving || sy >= (height + 1) >> halving) {
            return under;
          }
          const { color, alpha } = exact[index]?.(sx, sy) ?? { color: 0, alpha: 0 };
          return color * share + under * (1 - alpha * share);
        });
        // The stored sprite is itself rounded (half a step of colour, and of alpha in chroma).
        expect(difference).toBeLessThan(2);
        compositor.releasePicture(target);
      }
    }
  });

  it('a sprite at an odd place is not moved: luma is exact there', () => {
    const rgba = noisyRgba(20, 16, 4);
    const sprite = compositor.createSprite(rgba, 20, 16);
    const even = plain(40, 40, 90);
    const odd = plain(40, 40, 90);
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
      const target = plain(200, 160, 16);
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
      const source = noisy(90, 64, 11);
      const target = noisy(62, 46, 12);
      const before = compositor.bytesOf(target).slice();
      compositor.drawScaled(source, from, target, to, opacity);
      const bytes = compositor.bytesOf(source).slice();
      const difference = worst(target, (index, x, y) => {
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
    const source = noisy(90, 64, 21);
    const target = plain(40, 40, 0);
    compositor.drawScaled(source, { x: 12, y: 6, w: 40, h: 40 }, target, { x: 0, y: 0, w: 40, h: 40 }, 1);
    const bytes = compositor.bytesOf(source).slice();
    const difference = worst(target, (index, x, y) => {
      const half = index === 0 ? 1 : 2;
      return exactPlane(bytes, 90, 64, index).at(x + 12 / half, y + 6 / half);
    });
    expect(difference).toBe(0);
  });

  it('a slow move has no jitter: every tenth of a pixel shifts the picture by a tenth', () => {
    // A bright soft bar, leaning so that rows are rounded differently; where its weight lies tells the place.
    const source = plain(400, 64, 16);
    const luma = compositor.bytesOf(source);
    for (let y = 0; y < 64; y++) {
      for (let x = 0; x < 400; x++) {
        luma[y * 400 + x] = Math.round(16 + 219 * Math.exp(-(((x - 180 - 0.37 * y) / 12) ** 2)));
      }
    }
    const target = plain(300, 64, 0);
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
    const source = plain(520, 520, 128);
    const luma = compositor.bytesOf(source);
    for (let at = 0; at < 520 * 520; at++) {
      luma[at] = (at % 520) % 2 === 0 ? 16 : 235;
    }
    const target = plain(200, 200, 0);
    for (const shift of [0, 0.3, 0.9, 1.7]) {
      compositor.drawScaled(source, { x: shift, y: shift, w: 518, h: 518 }, target, { x: 0, y: 0, w: 200, h: 200 }, 1);
      const values = compositor.bytesOf(target).subarray(0, 200 * 200);
      expect(Math.min(...values)).toBeGreaterThan(120);
      expect(Math.max(...values)).toBeLessThan(131);
    }
  });

  it('a mask cuts the picture to its shape, exactly where it is clear or opaque', () => {
    const source = noisy(90, 64, 31);
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
    const target = noisy(62, 46, 32);
    const before = compositor.bytesOf(target).slice();
    const whole = noisy(62, 46, 32);
    compositor.drawScaled(source, from, whole, to, 1);
    const over = compositor.bytesOf(whole).slice();
    compositor.drawScaledMasked(source, from, mask, target, to, 1);
    const difference = worst(target, (index, x, y) => {
      const px = x * (index === 0 ? 1 : 2) - to.x;
      const under = exactPlane(before, 62, 46, index).at(x, y);
      const value = exactPlane(over, 62, 46, index).at(x, y);
      return px < 12 || px >= 40 ? under : px < 28 ? value : (value * 100 + under * 155) / 255;
    });
    expect(difference).toBeLessThanOrEqual(0.5);
  });
});

describe('fills, copies and mixes', () => {
  it('a fill covers exactly its even rectangle and mixes by alpha', () => {
    const target = noisy(50, 40, 41);
    const before = compositor.bytesOf(target).slice();
    compositor.fill(target, { x: 10, y: 4, w: 100, h: 20 }, { y: 200, u: 90, v: 30, a: 255 });
    compositor.fill(target, { x: -8, y: 30, w: 20, h: 50 }, { y: 100, u: 240, v: 16, a: 77 });
    compositor.fill(target, { x: 60, y: 0, w: 10, h: 10 }, { y: 0, u: 0, v: 0, a: 255 });
    const difference = worst(target, (index, x, y) => {
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
      const source = noisy(34, 26, 51);
      const target = noisy(50, 40, 52);
      const [from, before] = [compositor.bytesOf(source).slice(), compositor.bytesOf(target).slice()];
      compositor.copy(source, target, x, y);
      const difference = worst(target, (index, px, py) => {
        const half = index === 0 ? 1 : 2;
        const [sx, sy] = [px - x / half, py - y / half];
        const isInside = sx >= 0 && sy >= 0 && sx < 34 / half && sy < 26 / half;
        return isInside ? exactPlane(from, 34, 26, index).at(sx, sy) : exactPlane(before, 50, 40, index).at(px, py);
      });
      expect(difference).toBe(0);
    }
  });

  it('a mix is exactly a at 0, exactly b at 1 and within one step between', () => {
    const [a, b, target] = [noisy(50, 38, 61), noisy(50, 38, 62), plain(50, 38, 0)];
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
      const [a, b, target] = [noisy(50, 38, 71), noisy(50, 38, 72), plain(50, 38, 0)];
      const [va, vb] = [compositor.bytesOf(a).slice(), compositor.bytesOf(b).slice()];
      const length = axis === 'x' ? 50 : 38;
      const weights = Uint8Array.from({ length }, (_, at) => Math.min(255, Math.max(0, (at - 10) * 16)));
      compositor.mixAlong(a, b, target, axis, weights);
      const difference = worst(target, (index, x, y) => {
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
    const kept = plain(64, 64, 7);
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
    const guards = [plain(62, 46, 201)];
    const target = plain(62, 46, 16);
    guards.push(plain(62, 46, 202));
    const source = noisy(90, 64, 81);
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
    const picture = plain(8, 8, 0);
    compositor.releasePicture(picture);
    expect(() => compositor.releasePicture(picture)).toThrow(/released twice/);
  });
});
