import type { PresenterFraming, Size } from '@clipo/contract';
import { faceUnits, frameFigure } from '../rig/framing.ts';

/** A part of a picture, in its pixels. */
export interface PartOfPicture {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How a frame lies on a picture: picture pixel = frame pixel × step + left or top. */
export interface Placed {
  step: number;
  left: number;
  top: number;
}

/** A head may be so much larger than a drawn one, where the picture would else end above the frame's lower edge. */
const mostLarger = 1.3;

/**
 * Where a person cut out of a picture stands in a frame: the face as large and as high as a drawn presenter's of that framing,
 * so that captions and products keep clear of it, and nothing under the person but the frame's lower edge.
 * @param shown what of the picture is not transparent
 * @param head middle and half height of the face; left out where none was found, and the whole person is shown then
 * @param cut sides at which the picture itself cuts the person off: those come to lie at the frame's edge, or beyond it
 */
export function placePerson(
  shown: PartOfPicture,
  head: { x: number; y: number; halfHeight: number } | undefined,
  out: Size,
  framing: PresenterFraming,
  cut: { left: boolean; right: boolean } = { left: false, right: false },
): Placed {
  const bottom = shown.top + shown.height;
  if (head === undefined) {
    const step = Math.max(shown.width / out.width, shown.height / out.height);
    return { step, left: shown.left + shown.width / 2 - (out.width * step) / 2, top: bottom - out.height * step };
  }
  const { scale, originY } = frameFigure(framing, out);
  const middle = originY + ((faceUnits.top + faceUnits.bottom) / 2) * scale;
  const alike = ((faceUnits.bottom - faceUnits.top) * scale) / (head.halfHeight * 2);
  const reaching = (out.height - middle) / Math.max(1, bottom - head.y);
  // Hair and hats stay in the frame.
  const fitting = middle / Math.max(1, head.y - shown.top);
  // A shape cuts heads off at the shoulders anyway; elsewhere nobody is cut off at the side of their own frame.
  const widest = Math.max(head.x - shown.left, shown.left + shown.width - head.x);
  const within = framing === 'head' ? Number.POSITIVE_INFINITY : out.width / 2 / widest;
  const kept = Math.min(Math.max(alike, Math.min(reaching, alike * mostLarger)), fitting, within);
  const narrowest = Math.min(
    cut.left ? head.x - shown.left : Number.POSITIVE_INFINITY,
    cut.right ? shown.left + shown.width - head.x : Number.POSITIVE_INFINITY,
  );
  const size = Math.max(kept, Math.min(out.width / 2 / Math.max(1, narrowest), alike * mostLarger, fitting));
  const step = 1 / size;
  // Who ends above the lower edge is moved down to it.
  const y = Math.max(middle, out.height - (bottom - head.y) * size);
  return { step, left: head.x - (out.width / 2) * step, top: head.y - y * step };
}
