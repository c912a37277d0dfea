/** One plane of samples with fractions. */
export interface FloatPlane {
  width: number;
  height: number;
  values: Float32Array;
}

/** Averages squares of `square` × `square` bytes: what is left of a plane when details go. */
export function averagePlane(bytes: Uint8Array, width: number, height: number, square: number): FloatPlane {
  const plane = { width: width / square, height: height / square };
  const values = new Float32Array(plane.width * plane.height);
  bytes.forEach((value, at) => {
    const [x, y] = [Math.floor((at % width) / square), Math.floor(at / width / square)];
    values[y * plane.width + x] = (values[y * plane.width + x] as number) + value / (square * square);
  });
  return { ...plane, values };
}

/** How far along the border a sample is mixed with others, over the border's length. */
const mixedAlong = 0.06;
/** Rounds after which a plane of a few dozen samples a side changes by less than a step. */
const rounds = 160;

/**
 * What a plane would show without what stands in its middle: its border, mixed along its own way, gone on inwards like a
 * skin that is stretched over it. Nothing of what was inside is left, and nothing is lighter or darker than the border.
 */
export function groundOf({ width, height, values }: FloatPlane): FloatPlane {
  const border = borderOf(width, height);
  const reach = Math.max(1, Math.round(border.length * mixedAlong));
  const ground = new Float32Array(values.length);
  let sum = 0;
  border.forEach((at, index) => {
    let [mixed, weights] = [0, 0];
    for (let off = -reach; off <= reach; off++) {
      const weight = 1 + reach - Math.abs(off);
      mixed += weight * (values[border.at((index + off) % border.length) as number] as number);
      weights += weight;
    }
    ground[at] = mixed / weights;
    sum += mixed / weights;
  });
  for (let y = 1; y < height - 1; y++) {
    ground.fill(sum / border.length, y * width + 1, (y + 1) * width - 1);
  }
  for (let round = 0; round < rounds; round++) {
    for (let y = 1; y < height - 1; y++) {
      for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
        const beside = (ground[at - 1] as number) + (ground[at + 1] as number);
        ground[at] = (beside + (ground[at - width] as number) + (ground[at + width] as number)) / 4;
      }
    }
  }
  return { width, height, values: ground };
}

/** Where a plane's border samples are, once round. */
function borderOf(width: number, height: number): number[] {
  const top = Array.from({ length: width }, (_, x) => x);
  const right = Array.from({ length: height - 1 }, (_, y) => (y + 2) * width - 1);
  const bottom = height > 1 ? Array.from({ length: width - 1 }, (_, x) => height * width - 2 - x) : [];
  const left = width > 1 ? Array.from({ length: Math.max(0, height - 2) }, (_, y) => (height - 2 - y) * width) : [];
  return [...top, ...right, ...bottom, ...left];
}

/** Four neighbours and their weights for each of `count` samples, by the cubic B-spline; edges go on. */
function splineTaps(count: number, sourceCount: number): { index: Int32Array; weight: Float32Array } {
  const index = new Int32Array(count * 4);
  const weight = new Float32Array(count * 4);
  for (let at = 0; at < count; at++) {
    const place = ((at + 0.5) * sourceCount) / count - 0.5;
    const left = Math.floor(place);
    const t = place - left;
    const weights = [(1 - t) ** 3, 3 * t ** 3 - 6 * t * t + 4, 1 + 3 * t + 3 * t * t - 3 * t ** 3, t ** 3];
    weights.forEach((value, tap) => {
      index[at * 4 + tap] = Math.min(sourceCount - 1, Math.max(0, left - 1 + tap));
      weight[at * 4 + tap] = value / 6;
    });
  }
  return { index, weight };
}

/** Thresholds 0 … 63 that lie as far apart as an 8 × 8 square lets them (Bayer). */
const thresholds = Float32Array.from({ length: 64 }, (_, at) => {
  const [x, y] = [at & 7, at >> 3];
  const mixed = x ^ y;
  const bits = [mixed & 1, y & 1, (mixed >> 1) & 1, (y >> 1) & 1, (mixed >> 2) & 1, (y >> 2) & 1];
  return (bits.reduce((value, bit) => value * 2 + bit, 0) + 0.5) / 64;
});

/**
 * Enlarges a tiny plane into smooth bytes. Ordered dither stands for the fractions: without it a slow slope would show
 * bands, which encoders make worse.
 */
export function enlargeSoftly(plane: FloatPlane, target: Uint8Array, width: number, height: number): void {
  const across = splineTaps(width, plane.width);
  const down = splineTaps(height, plane.height);
  // Across first: it is done once for each of the few source rows, and what is left runs along memory.
  const wide = new Float32Array(width * plane.height);
  for (let at = 0; at < wide.length; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    for (let tap = x * 4; tap < x * 4 + 4; tap++) {
      const value = plane.values[y * plane.width + (across.index[tap] as number)] as number;
      wide[at] = (wide[at] as number) + (across.weight[tap] as number) * value;
    }
  }
  for (let y = 0; y < height; y++) {
    const [a, b, c, d] = [0, 1, 2, 3].map((tap) => (down.index[y * 4 + tap] as number) * width) as Four;
    const [wa, wb, wc, wd] = down.weight.subarray(y * 4, y * 4 + 4) as unknown as Four;
    const start = y * width;
    const dither = (y & 7) << 3;
    for (let x = 0; x < width; x++) {
      target[start + x] =
        wa * (wide[a + x] as number) +
        wb * (wide[b + x] as number) +
        wc * (wide[c + x] as number) +
        wd * (wide[d + x] as number) +
        (thresholds[dither | (x & 7)] as number);
    }
  }
}

/** A rectangle in the samples of a plane. */
interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

/**
 * Darkens a plane about a rectangle, as something that lies above it would: darkest at its edges, gone at `reach` samples
 * from them. `dark` is the plane's sample of black.
 */
export function shadeAbout(
  plane: { bytes: Uint8Array; width: number; height: number },
  rect: Rect,
  reach: number,
  strength: number,
  dark: number,
): void {
  const { bytes, width, height } = plane;
  const outside = (at: number, start: number, length: number) =>
    Math.max(start - at - 0.5, at + 0.5 - start - length, 0);
  const [left, right] = [Math.max(0, Math.floor(rect.x - reach)), Math.min(width, Math.ceil(rect.x + rect.w + reach))];
  const across = Float32Array.from({ length: width }, (_, x) => outside(x, rect.x, rect.w) ** 2);
  for (let y = Math.max(0, Math.floor(rect.y - reach)); y < Math.min(height, rect.y + rect.h + reach); y++) {
    const down = outside(y, rect.y, rect.h) ** 2;
    const dither = (y & 7) << 3;
    for (let x = left; x < right; x++) {
      const near = 1 - Math.sqrt((across[x] as number) + down) / reach;
      if (near > 0) {
        const value = bytes[y * width + x] as number;
        const shade = strength * near * near;
        bytes[y * width + x] =
          value + (dark - value) * shade + (shade > 0 ? (thresholds[dither | (x & 7)] as number) : 0);
      }
    }
  }
}

type Four = [number, number, number, number];
