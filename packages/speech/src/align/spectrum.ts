/** Power of the frequencies of a frame whose length is a power of two: bins 0 … n/2. Radix 2, in place of `real`. */
export function powerSpectrum(real: Float64Array, imaginary: Float64Array, powers: Float64Array): void {
  const size = real.length;
  for (let index = 1, mirror = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; (mirror & bit) !== 0; bit >>= 1) {
      mirror ^= bit;
    }
    mirror ^= bit;
    if (index < mirror) {
      const kept = real[index] as number;
      real[index] = real[mirror] as number;
      real[mirror] = kept;
    }
  }
  imaginary.fill(0);
  for (let length = 2; length <= size; length <<= 1) {
    const angle = (-2 * Math.PI) / length;
    const half = length >> 1;
    const stepReal = Math.cos(angle);
    const stepImaginary = Math.sin(angle);
    for (let start = 0; start < size; start += length) {
      let turnReal = 1;
      let turnImaginary = 0;
      for (let offset = 0; offset < half; offset += 1) {
        const low = start + offset;
        const high = low + half;
        const highReal = real[high] as number;
        const highImaginary = imaginary[high] as number;
        const a = highReal * turnReal - highImaginary * turnImaginary;
        const b = highReal * turnImaginary + highImaginary * turnReal;
        real[high] = (real[low] as number) - a;
        imaginary[high] = (imaginary[low] as number) - b;
        real[low] = (real[low] as number) + a;
        imaginary[low] = (imaginary[low] as number) + b;
        const next = turnReal * stepReal - turnImaginary * stepImaginary;
        turnImaginary = turnReal * stepImaginary + turnImaginary * stepReal;
        turnReal = next;
      }
    }
  }
  for (let bin = 0; bin < powers.length; bin += 1) {
    powers[bin] = (real[bin] as number) ** 2 + (imaginary[bin] as number) ** 2;
  }
}
