import type { Box, PreparedMaterial, Size } from '@clipo/contract';
import { type EditClip, type positions, titleSizes } from './edit-schema.ts';

type Position = (typeof positions)[number];

/** Where a clip lies on the frame, in fractions of it; offsets go to the right and up. */
export function boxOf(
  { fit, scale, position, offset }: Pick<EditClip, 'fit' | 'scale' | 'position' | 'offset'>,
  source: Size,
  frame: Size,
): Box {
  const whole = sizeOf(fit, source, frame);
  return placed({ w: whole.w * scale, h: whole.h * scale }, position, offset);
}

/** A box of a size at one of the nine places. */
export function placed(
  { w, h }: { w: number; h: number },
  position: Position,
  { x, y }: { x: number; y: number } = { x: 0, y: 0 },
): Box {
  const across = /left$/i.test(position) ? 0 : /right$/i.test(position) ? 1 - w : (1 - w) / 2;
  const down = position.startsWith('top') ? 0 : position.startsWith('bottom') ? 1 - h : (1 - h) / 2;
  return { x: across + x, y: down - y, w, h };
}

function sizeOf(fit: EditClip['fit'], source: Size, frame: Size): { w: number; h: number } {
  switch (fit) {
    case 'crop':
      return { w: 1, h: 1 };
    case 'contain': {
      const factor = Math.min(frame.width / source.width, frame.height / source.height);
      return { w: (source.width * factor) / frame.width, h: (source.height * factor) / frame.height };
    }
    case 'none':
      return { w: source.width / frame.width, h: source.height / frame.height };
  }
}

/** The part of the source that is left by an asset's crop, in fractions of it. */
export function cropOf(
  crop: {
    top?: number | undefined;
    bottom?: number | undefined;
    left?: number | undefined;
    right?: number | undefined;
  } = {},
): Box {
  const { top = 0, bottom = 0, left = 0, right = 0 } = crop;
  return { x: left, y: top, w: Math.max(0.01, 1 - left - right), h: Math.max(0.01, 1 - top - bottom) };
}

/** The pixels of a picture or clip that its asset's crop leaves. */
export function sourceSize(material: PreparedMaterial, crop: Box): Size {
  const { width, height } = material.kind === 'audio' ? { width: 1, height: 1 } : material;
  return { width: width * crop.w, height: height * crop.h };
}

/** Size of a title's type as a fraction of the frame's short side. */
export function titleSize(size: (typeof titleSizes)[number]): number {
  return 0.045 * 1.35 ** titleSizes.indexOf(size);
}
