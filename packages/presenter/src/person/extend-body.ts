import type { RgbaPicture } from '@clipo/contract';
import { distance, type FacePoints } from '../face/face-points.ts';

/** How far below the middle of the face a picture must reach to stand like a drawn presenter, in heights of the face. */
const wanted = 2.2;
/** More is not invented. */
const most = 0.75;

/**
 * Lets a person whom the picture cuts off at the chest reach further down, so that the face stands as high as that of other
 * presenters and no caption lies on it: the clothes of the last rows go on, ever softer, so that patterns do not become stripes.
 */
export function extendBody(
  picture: RgbaPicture,
  { forehead, chin }: Pick<FacePoints, 'forehead' | 'chin'>,
): RgbaPicture {
  const { width, height, data } = picture;
  const faceHeight = distance(forehead, chin);
  const middle = (forehead[1] + chin[1]) / 2;
  const rows = Math.round(Math.min(wanted * faceHeight - (height - middle), most * faceHeight));
  const isCutOff = Array.from({ length: width }, (_, x) => data[((height - 1) * width + x) * 4 + 3] as number).some(
    (alpha) => alpha > 128,
  );
  if (rows <= 0 || !isCutOff) {
    return picture;
  }
  const longer = new Uint8Array(width * (height + rows) * 4);
  longer.set(data);
  const sums = sumsOfLast(picture);
  for (let row = 0; row < rows; row++) {
    const radius = 2 + Math.round(row * 0.4);
    for (let x = 0; x < width; x++) {
      const from = Math.max(0, x - radius);
      const to = Math.min(width, x + radius + 1);
      const sum = (channel: number) => (sums[to * 4 + channel] as number) - (sums[from * 4 + channel] as number);
      const alpha = sum(3);
      const at = ((height + row) * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        longer[at + channel] = alpha === 0 ? 0 : Math.round(sum(channel) / alpha);
      }
      // The outline goes straight down: blurred, it would fray.
      longer[at + 3] = data[((height - 1) * width + x) * 4 + 3] as number;
    }
  }
  return { width, height: height + rows, data: longer };
}

/** Running sums along the last rows: colours weighted by their alpha, and the alpha. */
function sumsOfLast({ width, height, data }: RgbaPicture): Float64Array {
  const sums = new Float64Array((width + 1) * 4);
  for (let x = 0; x < width; x++) {
    const mean = [0, 0, 0, 0];
    for (let y = Math.max(0, height - 4); y < height; y++) {
      const at = (y * width + x) * 4;
      const alpha = data[at + 3] as number;
      for (let channel = 0; channel < 3; channel++) {
        mean[channel] = (mean[channel] as number) + (data[at + channel] as number) * alpha;
      }
      mean[3] = (mean[3] as number) + alpha;
    }
    for (let channel = 0; channel < 4; channel++) {
      sums[(x + 1) * 4 + channel] = (sums[x * 4 + channel] as number) + (mean[channel] as number);
    }
  }
  return sums;
}
