import type { RgbaPicture } from '@clipo/contract';
import { distance, type FacePoints } from '../face/face-points.ts';
import { backdropOf, createPersonMatte } from '../footage/person-matte.ts';

/** Shares of a face's own surface, and of the corners above it, that a good cut-out keeps and takes away. */
const leastFace = 0.97;
const mostCorner = 0.25;

/**
 * A person cut out of a picture: a green screen is keyed out, any other background is left to the network. Where it does not
 * find the person (as on some drawings), the picture stays as it is, with its background.
 */
export async function cutOutStill(picture: RgbaPicture, points: FacePoints): Promise<RgbaPicture> {
  const { width, height } = picture;
  const cut = { width, height, data: Uint8Array.from(picture.data) };
  const backdrop = backdropOf(cut.data, width, height);
  await createPersonMatte(backdrop, width, height)(cut.data);
  if (backdrop === 'other' && !isPlausible(cut, points)) {
    return picture;
  }
  return cut;
}

/** Whether the face (its inner part: a box has corners that a chin has not) is still there, and what is beside the hair is gone. */
function isPlausible({ width, height, data }: RgbaPicture, points: FacePoints): boolean {
  const { leftCheek, rightCheek, forehead, chin } = points;
  const middle = [(leftCheek[0] + rightCheek[0]) / 2, (forehead[1] + chin[1]) / 2] as const;
  const [across, down] = [distance(leftCheek, rightCheek) * 0.3, distance(forehead, chin) * 0.35];
  const kept = (left: number, top: number, right: number, bottom: number) => {
    let sum = 0;
    let count = 0;
    for (let y = Math.max(0, Math.round(top)); y < Math.min(height, bottom); y += 2) {
      for (let x = Math.max(0, Math.round(left)); x < Math.min(width, right); x += 2) {
        sum += data[(y * width + x) * 4 + 3] as number;
        count++;
      }
    }
    return count === 0 ? 0 : sum / count / 255;
  };
  const face = kept(middle[0] - across, middle[1] - down, middle[0] + across, middle[1] + down);
  const corner = Math.max(4, Math.min(width, height) * 0.06);
  const corners = (kept(0, 0, corner, corner) + kept(width - corner, 0, width, corner)) / 2;
  return face >= leastFace && corners <= mostCorner;
}
