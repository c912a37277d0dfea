import type { Size } from '@clipo/contract';
import type { RigFraming } from './rig-request.ts';

/** What a framing shows, in the figure's units: from above the hair to its lower edge, and to each side at least. */
const frames: Readonly<Record<RigFraming, { top: number; bottom: number; side: number }>> = {
  full: { top: -188, bottom: 690, side: 244 },
  half: { top: -188, bottom: 430, side: 214 },
  head: { top: -186, bottom: 226, side: 150 },
};

/** From the hairline to the chin, in the figure's units: where every presenter's face is. */
export const faceUnits = { top: -90, bottom: 104 } as const;

/** How the figure's units lie in the picture: pixels = units × scale + origin. */
export interface Framing {
  scale: number;
  originX: number;
  originY: number;
}

/** Fits a figure into a picture: as large as it may be, in the middle, standing on the lower edge. */
export function frameFigure(framing: RigFraming, size: Size): Framing {
  const { top, bottom, side } = frames[framing];
  const scale = Math.min(size.height / (bottom - top), size.width / (side * 2));
  return { scale, originX: size.width / 2, originY: size.height - bottom * scale };
}
