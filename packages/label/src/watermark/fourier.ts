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
  for (let index = 0; index < fourierSide; index++) {
    const other = reversed[index] as number;
    if (other > index) {
      const [a, b] = [start + index * step, start + other * step];
      [re[a], re[b]] = [re[b] as number, re[a] as number];
      [im[a], im[b]] = [im[b] as number, im[a] as number];
    }
  }
  for (let half = 1; half < fourierSide; half *= 2) {
    const stride = fourierSide / (half * 2);
    for (let first = 0; first < fourierSide; first += half * 2) {
      for (let k = 0; k < half; k++) {
        const cos = cosines[k * stride] as number;
        const sin = -direction * (sines[k * stride] as number);
        const a = start + (first + k) * step;
        const b = a + half * step;
        const [bRe, bIm] = [re[b] as number, im[b] as number];
        const [tRe, tIm] = [bRe * cos - bIm * sin, bRe * sin + bIm * cos];
        re[b] = (re[a] as number) - tRe;
        im[b] = (im[a] as number) - tIm;
        re[a] = (re[a] as number) + tRe;
        im[a] = (im[a] as number) + tIm;
      }
    }
  }
}
