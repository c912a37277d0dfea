import type { Layer } from '@clipo/contract';
import { cutCaptionPages } from '../layers/caption.ts';
import type { LayerContext } from '../layers/layer.ts';
import { isTextCut } from '../layers/text.ts';
import { boxOf } from './box-of.ts';

/** Words that do not fit their box, and the place of their layer in the scene. */
export interface OverflowingWords {
  layer: number;
  text: string;
}

/** A box may reach this far out of the frame (fractions): rounding, not a slip. */
const mostOutside = 0.01;

/**
 * Captions and texts that are too long for their boxes, so that their end was cut off, or whose box lies partly outside
 * the frame. Words are set as they are when they are drawn.
 */
export function overflowingWords(
  layers: readonly Layer[],
  context: Pick<LayerContext, 'size' | 'fps' | 'canvas'>,
): OverflowingWords[] {
  return layers.flatMap((layer, index): OverflowingWords[] => {
    switch (layer.kind) {
      case 'caption': {
        const words = layer.words.map(({ text, spaceAfter }) => text + (spaceAfter ? ' ' : '')).join('');
        const cut = isOutside(layer) ? [words.trim()] : cutCaptionPages(layer, context);
        return cut.map((text) => ({ layer: index, text }));
      }
      case 'text':
        return isOutside(layer) || isTextCut(layer, context) ? [{ layer: index, text: layer.text }] : [];
      default:
        return [];
    }
  });
}

function isOutside(layer: Layer): boolean {
  const box = boxOf(layer);
  return (
    box.x < -mostOutside || box.y < -mostOutside || box.x + box.w > 1 + mostOutside || box.y + box.h > 1 + mostOutside
  );
}
