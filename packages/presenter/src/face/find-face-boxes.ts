import type { Box, FaceFinder } from '@clipo/contract';
import { type FoundFace, findFacesAt } from './find-faces.ts';
import { type PatchPlace, pyramidOf } from './picture-patch.ts';

/** A product with two knobs and a slot is a face at half that. */
const leastScore = 0.75;

/**
 * Faces in a picture of anything, as `FaceFinder` tells them: in squares along its longer side, since somebody who shows a
 * product may stand anywhere. Faces of less than about a tenth of the shorter side are not found.
 */
export const findFaceBoxes: FaceFinder = async (picture) => {
  const { width, height } = picture;
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const count = Math.ceil(long / (short * 1.15));
  const squares = Array.from({ length: count }, (_, index): PatchPlace => {
    const along = count === 1 ? long / 2 : short / 2 + (index * (long - short)) / (count - 1);
    const size = count === 1 ? long : short;
    return { x: width > height ? along : width / 2, y: width > height ? height / 2 : along, size, angle: 0 };
  });
  const faces = await findFacesAt(pyramidOf(picture), squares);
  return faces.filter(({ score }) => score >= leastScore).flatMap((face) => boxOf(face, width, height));
};

/** BlazeFace's box goes from the brows to the chin: with forehead and ears, inside the picture, in fractions of it. */
function boxOf({ x, y, width, height }: FoundFace, wide: number, high: number): Box[] {
  const [left, top] = [Math.max(0, x - width * 0.1), Math.max(0, y - height * 0.3)];
  const right = Math.min(wide, x + width * 1.1);
  const bottom = Math.min(high, y + height * 1.1);
  return right <= left || bottom <= top
    ? []
    : [{ x: left / wide, y: top / high, w: (right - left) / wide, h: (bottom - top) / high }];
}
