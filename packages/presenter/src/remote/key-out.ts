/**
 * Makes a green screen transparent, in place: straight RGBA. How green a pixel is, is how much its green exceeds its red and
 * blue, so that light and shadow on the screen do not matter; green that spills on the person is taken back.
 */
export function keyOutGreen(rgba: Uint8Array): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const red = rgba[at] as number;
    const green = rgba[at + 1] as number;
    const blue = rgba[at + 2] as number;
    const others = Math.max(red, blue);
    const excess = green - others;
    if (excess <= 8) {
      continue;
    }
    // A screen is at least half saturated; hair and edges lie between.
    const clear = Math.min(1, Math.max(0, (excess / Math.max(40, green) - 0.12) / 0.36));
    rgba[at + 1] = others + Math.round(Math.min(excess, 8) * (1 - clear));
    rgba[at + 3] = Math.round((rgba[at + 3] as number) * (1 - clear));
  }
}

/** Takes the transparency of a frame from a mask, in place: white stays, black goes. */
export function maskOut(rgba: Uint8Array, mask: Uint8Array): void {
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at + 3] = mask[at + 1] as number;
  }
}
