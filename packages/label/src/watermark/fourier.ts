/** Points along a side of the squares that are transformed. */
export const fourierSide = 64;

const reversed = Uint8Array.from({ length: fourierSide }, (_, index) => {
  let bits = 0;
  for (let bit = 1; bit < fourierSide; bit <<= 1) {
    bits = (bits << 1) | (index & bit ? 1 : 0);
  }
  return bits;
});
const cosines = Float64Array.from({ length: fourierSide / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / fourierSide));
const sines = Float64Array.from({ length: fourierSide / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / fourierSide));

/** A square of complex numbers. */
export interface Spectrum {
  re: Float64Array;
  im: Float64Array;
}

/** The two-dimensional Fourier transform of a square, in place. */
export function transform(square: Spectrum): Spectrum {
  transformBoth(square, 1);
  return square;
}

/** The inverse transform, in place, but for its scale: what is compared within one square needs none. */
export function transformBack(spectrum: Spectrum): Spectrum {
  transformBoth(spectrum, -1);
  return spectrum;
}

function transformBoth({ re, im }: Spectrum, direction: 1 | -1): void {
  for (let line = 0; line < fourierSide; line++) {
    transformRow(re, im, line * fourierSide, direction);
  }
  transformColumns(re, im, direction);
}

// Cooley and Tukey's transform in place, the innermost loops of every search: plain numbers, nothing that is allocated.

function transformRow(re: Float64Array, im: Float64Array, start: number, direction: 1 | -1): void {
  for (let index = 0; index < fourierSide; index++) {
    const other = reversed[index] as number;
    if (other > index) {
      swap(re, start + index, start + other);
      swap(im, start + index, start + other);
    }
  }
  for (let half = 1; half < fourierSide; half *= 2) {
    const stride = fourierSide / (half * 2);
    for (let k = 0; k < half; k++) {
      const cos = cosines[k * stride] as number;
      const sin = -direction * (sines[k * stride] as number);
      for (let a = start + k; a < start + fourierSide; a += half * 2) {
        turn(re, im, a, a + half, cos, sin);
      }
    }
  }
}

/** All columns at once, so that what is read lies side by side. */
function transformColumns(re: Float64Array, im: Float64Array, direction: 1 | -1): void {
  for (let index = 0; index < fourierSide; index++) {
    const other = reversed[index] as number;
    for (let x = 0; other > index && x < fourierSide; x++) {
      swap(re, index * fourierSide + x, other * fourierSide + x);
      swap(im, index * fourierSide + x, other * fourierSide + x);
    }
  }
  for (let half = 1; half < fourierSide; half *= 2) {
    const stride = fourierSide / (half * 2);
    for (let k = 0; k < half; k++) {
      const cos = cosines[k * stride] as number;
      const sin = -direction * (sines[k * stride] as number);
      for (let line = k; line < fourierSide; line += half * 2) {
        for (let a = line * fourierSide; a < (line + 1) * fourierSide; a++) {
          turn(re, im, a, a + half * fourierSide, cos, sin);
        }
      }
    }
  }
}

function swap(values: Float64Array, a: number, b: number): void {
  const value = values[a] as number;
  values[a] = values[b] as number;
  values[b] = value;
}

/** A butterfly. */
function turn(re: Float64Array, im: Float64Array, a: number, b: number, cos: number, sin: number): void {
  const bRe = re[b] as number;
  const bIm = im[b] as number;
  const tRe = bRe * cos - bIm * sin;
  const tIm = bRe * sin + bIm * cos;
  const aRe = re[a] as number;
  const aIm = im[a] as number;
  re[b] = aRe - tRe;
  im[b] = aIm - tIm;
  re[a] = aRe + tRe;
  im[a] = aIm + tIm;
}
