import type { CaptionLayer, Color } from '@clipo/contract';
import { lookRules } from './caption-looks.ts';
import { contrastOf, fade, mixColors, readableOn } from './palette.ts';

/** The colours of a caption, so chosen that letters have 4.5 : 1 to what is drawn about them, whatever lies behind. */
export interface CaptionColors {
  plain: Color;
  emphasis: Color;
  /** The lit word; on a box it is the letters' colour, and `mark` the box's. */
  lit: Color;
  mark: Color;
  /** `width` in pixels. */
  outline: { color: Color; width: number } | null;
  card: Color | null;
}

/** WCAG 2 asks 4.5 of text; half a point more for what soft edges and halved chroma take. */
const enough = 5;
/** An outline thinner than this does not part letters from what lies behind, in em. */
const thinnest = 0.07;
/** Outlines and cards let through no more of what lies behind. */
const leastAlpha = 0.85;

/**
 * Colours by rule, never by the pixels behind: pieces of one scene are drawn apart, and must agree. The style's own
 * colours hold where they read; see decision 7.
 */
export function captionColors(layer: CaptionLayer, fontPx: number, shortSide: number): CaptionColors {
  const rules = lookRules[layer.look ?? 'karaoke'];
  const { stroke } = layer.style;
  const isPlain = layer.ground !== undefined && stroke === undefined;
  if (isPlain && layer.ground !== undefined) {
    const grounds = [layer.ground];
    const plain = movedUntilReadable(layer.style.color, grounds);
    const lit = movedUntilReadable(layer.highlight, grounds);
    return { ...marked(layer, plain, lit), outline: null, card: null };
  }
  const edge = edgeFor(layer.style.color, stroke?.color);
  const grounds = [mixColors(edge, '#FFFFFF', 1 - alphaOf(edge)), mixColors(edge, '#000000', 1 - alphaOf(edge))];
  const lit = movedUntilReadable(layer.highlight, grounds);
  const colors = marked(layer, layer.style.color, lit);
  return rules.ground === 'card'
    ? { ...colors, outline: null, card: edge }
    : {
        ...colors,
        outline: { color: edge, width: Math.max((stroke?.width ?? 0) * shortSide, thinnest * fontPx, 1.5) },
        card: null,
      };
}

function marked(
  layer: CaptionLayer,
  plain: Color,
  lit: Color,
): Pick<CaptionColors, 'plain' | 'emphasis' | 'lit' | 'mark'> {
  const { isEmphasisColored, mark } = lookRules[layer.look ?? 'karaoke'];
  // A highlight that had to be moved to read is no longer the brand's: better none.
  const emphasis = isEmphasisColored && solid(lit).toLowerCase() === solid(layer.highlight).toLowerCase() ? lit : plain;
  switch (mark) {
    case 'color':
    case 'caret':
      return { plain, emphasis, lit, mark: lit };
    case 'bar':
      return { plain, emphasis, lit: plain, mark: lit };
    case 'box':
      return { plain, emphasis, lit: readableOn(layer.highlight, '#FFFFFF'), mark: solid(layer.highlight) };
  }
}

/** What letters of a colour are parted from the background by: the wanted colour where it does that. */
function edgeFor(plain: Color, wanted: Color | undefined): Color {
  const far = contrastOf(plain, '#000000') >= contrastOf(plain, '#FFFFFF') ? '#000000' : '#FFFFFF';
  const edge = wanted ?? far;
  const dense = alphaOf(edge) >= leastAlpha ? edge : fade(solid(edge), leastAlpha);
  const worst = (color: Color) =>
    Math.min(
      ...['#FFFFFF', '#000000'].map((behind) => contrastOf(plain, mixColors(color, behind, 1 - alphaOf(color)))),
    );
  return [dense, solid(dense), fade(far, leastAlpha)].find((color) => worst(color) >= enough) ?? far;
}

/** A colour made lighter or darker, whichever leads there, until it reads on all of some grounds. */
function movedUntilReadable(color: Color, grounds: readonly Color[]): Color {
  const worst = (of: Color) => Math.min(...grounds.map((ground) => contrastOf(of, ground)));
  const goal = worst('#FFFFFF') >= worst('#000000') ? '#FFFFFF' : '#000000';
  for (let share = 0; share < 1; share += 0.05) {
    const moved = mixColors(solid(color), goal, share);
    if (worst(moved) >= enough) {
      return moved;
    }
  }
  return goal;
}

function alphaOf(color: Color): number {
  return color.length > 7 ? Number.parseInt(color.slice(7), 16) / 255 : 1;
}

function solid(color: Color): Color {
  return color.slice(0, 7);
}
