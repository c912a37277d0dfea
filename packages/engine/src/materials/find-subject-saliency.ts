import type { LabPicture } from './lab-picture.ts';

/** How much each pixel stands out, in units of Lab distance (0 … about 120), row by row. */
export type Saliency = Float32Array;

/** A colour that the picture's border has. `spread`: how far its pixels lie from it, on average. */
interface BorderColor {
  lightness: number;
  a: number;
  b: number;
  spread: number;
}

const borderColors = 6;
const rounds = 6;

/**
 * Tells how much each pixel stands out: by its colour's distance from the colours of the border, by the barrier that
 * every way to the border has to cross (minimum barrier distance: a product is closed off, an arm that reaches in is
 * not), by how rare its colour is, and by sharp detail; the middle counts a little more. No weights that were learned.
 * Pure.
 */
export function measureSaliency(picture: LabPicture): Saliency {
  const { width, height } = picture;
  const border = borderDistance(picture, findBorderColors(picture));
  const barrier = barrierDistance(picture);
  const rarity = colorRarity(picture);
  const detail = blur(detailOf(picture), width, height, Math.max(1, Math.round(Math.max(width, height) * 0.03)));
  const mostDetail = Math.max(4, ...detail);
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const down = (y + 0.5) / height - 0.5;
    for (let x = 0; x < width; x++) {
      const across = (x + 0.5) / width - 0.5;
      const index = y * width + x;
      // Both at once: another colour than the border's, and closed off from it.
      const apart = Math.sqrt((barrier[index] as number) * (border[index] as number));
      const outstanding = 0.65 * apart + 0.25 * (barrier[index] as number) + 0.1 * (rarity[index] as number);
      const sharp = 0.75 + (0.25 * (detail[index] as number)) / mostDetail;
      const middle = 0.65 + 0.35 * Math.exp(-(across * across + down * down) / 0.18);
      result[index] = outstanding * sharp * middle;
    }
  }
  return blur(result, width, height, 1);
}

/** The colours of the border, by k-means over a ring of pixels; begun with the colours furthest apart. */
function findBorderColors(picture: LabPicture): BorderColor[] {
  const ring = ringOf(picture);
  const distance = (index: number, color: Pick<BorderColor, 'lightness' | 'a' | 'b'>) =>
    Math.hypot(
      (picture.lightness[index] as number) - color.lightness,
      (picture.a[index] as number) - color.a,
      (picture.b[index] as number) - color.b,
    );
  let colors: BorderColor[] = [meanOf(picture, ring)];
  while (colors.length < borderColors) {
    const nearest = ring.map((index) => Math.min(...colors.map((color) => distance(index, color))));
    const furthest = nearest.indexOf(Math.max(...nearest));
    if ((nearest[furthest] as number) < 4) {
      break;
    }
    colors.push(meanOf(picture, [ring[furthest] as number]));
  }
  for (let round = 0; round < rounds; round++) {
    const groups = colors.map((): number[] => []);
    for (const index of ring) {
      const distances = colors.map((color) => distance(index, color));
      groups[distances.indexOf(Math.min(...distances))]?.push(index);
    }
    // What only a pixel or two have is a speck, not a background.
    colors = groups.filter((group) => group.length >= ring.length * 0.02).map((group) => meanOf(picture, group));
  }
  return colors;
}

function ringOf({ width, height }: LabPicture): number[] {
  const depth = Math.max(1, Math.round(Math.min(width, height) * 0.03));
  const ring: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.min(x, y, width - 1 - x, height - 1 - y) < depth) {
        ring.push(y * width + x);
      }
    }
  }
  return ring;
}

function meanOf(picture: LabPicture, indices: readonly number[]): BorderColor {
  const mean = (plane: Float32Array) =>
    indices.reduce((sum, index) => sum + (plane[index] as number), 0) / indices.length;
  const [lightness, a, b] = [mean(picture.lightness), mean(picture.a), mean(picture.b)];
  const spread =
    indices.reduce(
      (sum, index) =>
        sum +
        Math.hypot(
          (picture.lightness[index] as number) - lightness,
          (picture.a[index] as number) - a,
          (picture.b[index] as number) - b,
        ),
      0,
    ) / indices.length;
  return { lightness, a, b, spread };
}

function borderDistance(picture: LabPicture, colors: readonly BorderColor[]): Float32Array {
  return Float32Array.from(picture.lightness, (lightness, index) => {
    let least = Number.POSITIVE_INFINITY;
    for (const color of colors) {
      // What has a colour keeps it in the shade: there lightness tells less.
      const weight = Math.hypot(color.a, color.b) > 12 ? 0.5 : 1;
      const away = Math.hypot(
        weight * (lightness - color.lightness),
        (picture.a[index] as number) - color.a,
        (picture.b[index] as number) - color.b,
      );
      least = Math.min(least, Math.max(0, away - color.spread));
    }
    return Math.min(100, least);
  });
}

/**
 * Of all ways from a pixel to the border, the one whose colours differ least: how far they differ, summed over the
 * planes. By sweeps over the rows in turn (Zhang et al., Minimum Barrier Salient Object Detection at 80 FPS, 2015).
 */
function barrierDistance(picture: LabPicture): Float32Array {
  const total = new Float32Array(picture.width * picture.height);
  for (const plane of [picture.lightness, picture.a, picture.b]) {
    const barrier = barrierOf(plane, picture.width, picture.height);
    for (let index = 0; index < total.length; index++) {
      total[index] = (total[index] as number) + (barrier[index] as number);
    }
  }
  return total.map((value) => Math.min(120, value));
}

function barrierOf(plane: Float32Array, width: number, height: number): Float32Array {
  const count = width * height;
  const barrier = new Float32Array(count).fill(1e6);
  const high = plane.slice();
  const low = plane.slice();
  for (let index = 0; index < count; index++) {
    const x = index % width;
    if (x === 0 || x === width - 1 || index < width || index >= count - width) {
      barrier[index] = 0;
    }
  }
  const reach = (index: number, from: number) => {
    const value = plane[index] as number;
    const most = Math.max(high[from] as number, value);
    const least = Math.min(low[from] as number, value);
    if (most - least < (barrier[index] as number)) {
      barrier[index] = most - least;
      high[index] = most;
      low[index] = least;
    }
  };
  for (let sweep = 0; sweep < 4; sweep++) {
    const isForward = sweep % 2 === 0;
    const step = isForward ? 1 : -1;
    for (let row = 1; row < height - 1; row++) {
      const y = isForward ? row : height - 1 - row;
      for (let column = 1; column < width - 1; column++) {
        const index = y * width + (isForward ? column : width - 1 - column);
        reach(index, index - step);
        reach(index, index - step * width);
      }
    }
  }
  return barrier;
}

/** Mean distance of a pixel's colour from all others of the picture, over a coarse histogram. */
function colorRarity(picture: LabPicture): Float32Array {
  const bins = Int32Array.from(picture.lightness, (lightness, index) => {
    const level = (value: number, step: number, most: number) => Math.min(most, Math.max(0, Math.floor(value / step)));
    const [a, b] = [picture.a[index] as number, picture.b[index] as number];
    return level(lightness, 12.6, 7) * 256 + level(a + 64, 8, 15) * 16 + level(b + 64, 8, 15);
  });
  const counts = new Map<number, number>();
  for (const bin of bins) {
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const colorOf = (bin: number) => [(bin >> 8) * 12.6, ((bin >> 4) & 15) * 8, (bin & 15) * 8] as const;
  const all = [...counts].map(([bin, count]) => ({ color: colorOf(bin), share: count / bins.length }));
  const rarity = new Map(
    [...counts.keys()].map((bin) => {
      const [l, a, b] = colorOf(bin);
      const mean = all.reduce(
        (sum, { color, share }) => sum + share * Math.hypot(l - color[0], a - color[1], b - color[2]),
        0,
      );
      return [bin, mean];
    }),
  );
  return Float32Array.from(bins, (bin) => rarity.get(bin) ?? 0);
}

/** Strength of edges in lightness. */
function detailOf({ lightness, width, height }: LabPicture): Float32Array {
  const detail = new Float32Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const index = y * width + x;
      const across = (lightness[index + 1] as number) - (lightness[index - 1] as number);
      const down = (lightness[index + width] as number) - (lightness[index - width] as number);
      detail[index] = Math.hypot(across, down);
    }
  }
  return detail;
}

/** Mean over a square of 2 × radius + 1 pixels a side, cut at the edges. */
export function blur(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  return blurAlong(blurAlong(values, width, height, radius, 1, width), height, width, radius, width, 1);
}

function blurAlong(
  values: Float32Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
): Float32Array {
  const result = new Float32Array(values.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let sum = 0;
    for (let at = 0; at < Math.min(radius, length); at++) {
      sum += values[start + at * step] as number;
    }
    for (let at = 0; at < length; at++) {
      sum += at + radius < length ? (values[start + (at + radius) * step] as number) : 0;
      sum -= at - radius - 1 >= 0 ? (values[start + (at - radius - 1) * step] as number) : 0;
      const count = Math.min(length - 1, at + radius) - Math.max(0, at - radius) + 1;
      result[start + at * step] = sum / count;
    }
  }
  return result;
}
