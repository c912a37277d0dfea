/** Points along a side of the squares that are transformed. */
export const fourierSide = 64;

const count = fourierSide * fourierSide;
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

/** The two-dimensional Fourier transform of a real square. */
export function transform(square: ArrayLike<number>): Spectrum {
  const spectrum = { re: Float64Array.from(square), im: new Float64Array(count) };
  transformBoth(spectrum, 1);
  return spectrum;
}

/** The real part of the inverse transform; the spectrum is used up. */
export function transformBack(spectrum: Spectrum): Float64Array {
  transformBoth(spectrum, -1);
  return spectrum.re.map((value) => value / count);
}

function transformBoth(spectrum: Spectrum, direction: 1 | -1): void {
  for (let line = 0; line < fourierSide; line++) {
    transformLine(spectrum, line * fourierSide, 1, direction);
  }
  for (let line = 0; line < fourierSide; line++) {
    transformLine(spectrum, line, fourierSide, direction);
  }
}

/** Cooley and Tukey's transform of one row or column, in place. */
function transformLine({ re, im }: Spectrum, start: number, step: number, direction: 1 | -1): void {
  // The innermost loops of every search: plain numbers, nothing that is allocated.
  for (let index = 0; index < fourierSide; index++) {
    const other = reversed[index] as number;
    if (other > index) {
      const a = start + index * step;
      const b = start + other * step;
      const real = re[a] as number;
      re[a] = re[b] as number;
      re[b] = real;
      const imaginary = im[a] as number;
      im[a] = im[b] as number;
      im[b] = imaginary;
    }
  }
  for (let half = 1; half < fourierSide; half *= 2) {
    const stride = fourierSide / (half * 2);
    for (let k = 0; k < half; k++) {
      const cos = cosines[k * stride] as number;
      const sin = -direction * (sines[k * stride] as number);
      for (let first = k; first < fourierSide; first += half * 2) {
        const a = start + first * step;
        const b = a + half * step;
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
    }
  }
}
