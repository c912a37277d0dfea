import type { Box, CharacterChoice, Format, Layer, Size } from '@clipo/contract';
import { safeZone, wordPlaces } from '../free-place.ts';
import { leastShared } from './subject-on-screen.ts';

/** A corner presenter: the card's box, the presenter's, which rises above it, and what is left to the caption beside it. */
export interface CornerPlace {
  card: Box;
  presenter: Box;
  caption: Box | undefined;
}

/** The presenter's picture is this much taller than a circle of its width: the head rises out of it. */
const rise = 1.28;
/** A card that is no circle is so much taller than wide. */
const tallness = { circle: 1, rounded: 1.16, square: 1.28 };
/**
 * Widths of a corner presenter as shares of the frame's short side, the wanted one first, and how low one may stand in a
 * tall frame. Lower than words do: names of accounts cover at most the shoulders.
 */
const sizes: readonly (readonly [width: number, tallBottom: number])[] = [
  [0.32, 0.8],
  [0.28, 0.8],
  [0.32, 0.88],
  [0.28, 0.88],
  [0.24, 0.8],
  [0.24, 0.88],
  [0.2, 0.8],
  [0.2, 0.88],
];
/** The upper part of the picture is air above the hair. */
const airAbove = 0.1;
/** A caption beside the presenter keeps at least this much of the frame's width. */
const leastCaption = 0.42;
const gap = 0.02;

/**
 * The corner that is free of what the picture shows and of words, the caption making room beside it: the wanted side
 * first, low before high, large before small. Undefined where none is: then the presenter is only heard. Pure.
 */
export function cornerPlace(
  layers: readonly Layer[],
  subject: Box | undefined,
  { format, frame, side, shape }: Pick<CharacterChoice, 'side' | 'shape'> & { format: Format; frame: Size },
): CornerPlace | undefined {
  const caption = layers.find((layer) => layer.kind === 'caption')?.box;
  const words = wordPlaces(
    layers.filter(({ kind }) => kind !== 'caption'),
    format,
  );
  const zone = safeZone(format);
  const short = Math.min(frame.width, frame.height);
  for (const [width, tallBottom] of sizes) {
    const bottom = format === '9x16' ? tallBottom : zone.y + zone.h;
    const w = (width * short) / frame.width;
    const [cardHeight, h] = [width * tallness[shape], width * rise].map((share) => (share * short) / frame.height) as [
      number,
      number,
    ];
    for (const at of side === 'right' ? (['right', 'left'] as const) : (['left', 'right'] as const)) {
      const x = at === 'right' ? zone.x + zone.w - w : zone.x;
      for (let step = 0; step <= 24; step++) {
        const y = bottom - h - ((bottom - h - zone.y) * step) / 24;
        const presenter = { x, y, w, h };
        const figure = { x, y: y + h * airAbove, w, h: h * (1 - airAbove) };
        const isFree = [...words, ...(subject === undefined ? [] : [subject])].every(
          (other) => leastShared(figure, other) === 0,
        );
        const beside = caption && captionBeside(caption, figure, at);
        if (isFree && beside !== null) {
          return { presenter, card: { x, y: y + h - cardHeight, w, h: cardHeight }, caption: beside };
        }
      }
    }
  }
  return undefined;
}

/** What a caption keeps of its place beside a presenter; null where that is too little. */
function captionBeside(caption: Box, presenter: Box, at: 'left' | 'right'): Box | null {
  if (leastShared(caption, presenter) === 0) {
    return caption;
  }
  const left = at === 'left' ? Math.max(caption.x, presenter.x + presenter.w + gap) : caption.x;
  const right = at === 'left' ? caption.x + caption.w : Math.min(caption.x + caption.w, presenter.x - gap);
  return right - left < leastCaption ? null : { ...caption, x: left, w: right - left };
}
