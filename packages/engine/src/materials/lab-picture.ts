/** A small copy of a picture in CIE Lab (D65): three planes, row by row; lightness 0 … 100. */
export interface LabPicture {
  width: number;
  height: number;
  lightness: Float32Array;
  a: Float32Array;
  b: Float32Array;
}

/** Linear light of an sRGB byte. */
const linear = Float32Array.from({ length: 256 }, (_, value) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});

/** Cube roots as Lab takes them, of 0 … 1 in 1024 steps: a pixel needs three. */
const roots = Float32Array.from({ length: 1026 }, (_, index) => {
  const part = index / 1024;
  return part > 216 / 24_389 ? Math.cbrt(part) : (part * 24_389) / 27 / 116 + 16 / 116;
});

function rootOf(part: number): number {
  const at = Math.min(1024, Math.max(0, part * 1024));
  const index = Math.floor(at);
  const low = roots[index] as number;
  return low + ((roots[index + 1] as number) - low) * (at - index);
}

/** Makes an empty picture. */
function emptyPicture(width: number, height: number): LabPicture {
  const plane = () => new Float32Array(width * height);
  return { width, height, lightness: plane(), a: plane(), b: plane() };
}

function setPixel(picture: LabPicture, index: number, red: number, green: number, blue: number): void {
  const [r, g, b] = [linear[red] as number, linear[green] as number, linear[blue] as number];
  const x = rootOf((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = rootOf(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = rootOf((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  picture.lightness[index] = 116 * y - 16;
  picture.a[index] = 500 * (x - y);
  picture.b[index] = 200 * (y - z);
}

/** Lab of opaque RGBA bytes (4 a pixel). Pure. */
export function labOfRgba(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): LabPicture {
  const picture = emptyPicture(width, height);
  for (let index = 0; index < width * height; index++) {
    const at = index * 4;
    setPixel(picture, index, rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number);
  }
  return picture;
}

/**
 * Lab of full-range BT.709 planes (Y, then U, then V, chroma halved and rounded up), at the size of the chroma planes:
 * each four brightnesses become their mean. Pure.
 */
export function labOfYuv(planes: Uint8Array, width: number, height: number): LabPicture {
  const [wide, high] = [(width + 1) >> 1, (height + 1) >> 1];
  const picture = emptyPicture(wide, high);
  const byte = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  for (let row = 0; row < high; row++) {
    const above = row * 2 * width;
    const below = Math.min(height - 1, row * 2 + 1) * width;
    for (let column = 0; column < wide; column++) {
      const left = column * 2;
      const right = Math.min(width - 1, left + 1);
      const sum =
        (planes[above + left] as number) +
        (planes[above + right] as number) +
        (planes[below + left] as number) +
        (planes[below + right] as number);
      const index = row * wide + column;
      const u = (planes[width * height + index] as number) - 128;
      const v = (planes[width * height + wide * high + index] as number) - 128;
      const y = sum / 4;
      setPixel(picture, index, byte(y + 1.5748 * v), byte(y - 0.1873 * u - 0.4681 * v), byte(y + 1.8556 * u));
    }
  }
  return picture;
}
