import type { Box, FaceFinder } from '@clipo/contract';
import { type FoundFace, findFacesAt } from './find-faces.ts';
import { type PatchPlace, pyramidOf } from './picture-patch.ts';

/** A product with two knobs and a slot is a face at half that. */
const leastScore = 0.75;

/** Squares along a picture's longer side are at most this far from one to the next, as a part of theirs: a face fits what two share. */
const mostStep = 0.8;
/** A picture this much longer than high is looked at in one square. */
const nearlySquare = 1.15;
/** A head that fills a picture is found from farther off, as a part of the shorter side. */
const farther = 1.4;

/**
 * Faces in a picture of anything, as `FaceFinder` tells them: in squares along its longer side, since somebody who shows a
 * product may stand anywhere, and in one about the whole of it, since a near face fits none of those. Faces of less than
 * about a tenth of the shorter side are not found.
 */
export const findFaceBoxes: FaceFinder = async (picture) => {
  const { width, height } = picture;
  const faces = await findFacesAt(pyramidOf(picture), [...squaresAlong(width, height), aboutAll(width, height)]);
  return faces.filter(({ score }) => score >= leastScore).flatMap((face) => boxOf(face, width, height));
};

function aboutAll(width: number, height: number): PatchPlace {
  const size = Math.max(width, height, farther * Math.min(width, height));
  return { x: width / 2, y: height / 2, size, angle: 0 };
}

function squaresAlong(width: number, height: number): PatchPlace[] {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  if (long <= short * nearlySquare) {
    return [{ x: width / 2, y: height / 2, size: long, angle: 0 }];
  }
  const steps = Math.ceil((long - short) / (short * mostStep));
  return Array.from({ length: steps + 1 }, (_, index) => {
    const along = short / 2 + (index * (long - short)) / steps;
    return { x: width > height ? along : width / 2, y: width > height ? height / 2 : along, size: short, angle: 0 };
  });
}

/** BlazeFace's box goes from the brows to the chin: with forehead and ears, inside the picture, in fractions of it. */
function boxOf({ x, y, width, height }: FoundFace, wide: number, high: number): Box[] {
  const [left, top] = [Math.max(0, x - width * 0.1), Math.max(0, y - height * 0.3)];
  const right = Math.min(wide, x + width * 1.1);
  const bottom = Math.min(high, y + height * 1.1);
  return right <= left || bottom <= top
    ? []
    : [{ x: left / wide, y: top / high, w: (right - left) / wide, h: (bottom - top) / high }];
}
