/** From one line of a label to the next, in its font sizes. */
export const labelLineHeight = 1.15;

/** Pixels that a label's plate reaches beyond its letters to the left and right; above and below them half of it. */
export function platePad({ fontPx }: { fontPx: number }): number {
  return Math.ceil(fontPx * 0.24);
}
