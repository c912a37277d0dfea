import { type Brand, type ExplicitLabel, type LabelPlate, platePad } from '@clipo/contract';
import { contrastOf } from '@clipo/engine';
import type { PlacedLabel } from '@clipo/label';

const black = '#000000';
const white = '#FFFFFF';

/** What a brand lets the AI label stand on. Letters are black or white, whichever stands out more: never under 4.5 : 1. */
function plateOf(brand: Pick<Brand, 'label' | 'colors'> | undefined): LabelPlate | undefined {
  switch (brand?.label) {
    case undefined:
    case 'outline':
      return undefined;
    case 'dark':
      return { color: '#16181D', ink: white };
    case 'light':
      return { color: white, ink: '#16181D' };
    case 'brand': {
      const [color = '#16181D'] = brand.colors;
      return { color, ink: contrastOf(color, white) >= contrastOf(color, black) ? white : black };
    }
  }
}

/** A label as a brand wants it drawn; its words, size and place stay. */
export function withPlate(label: ExplicitLabel, brand: Pick<Brand, 'label' | 'colors'> | undefined): ExplicitLabel {
  return onPlate(label, plateOf(brand));
}

/** A label on a plate, where there is one. */
export function onPlate(label: ExplicitLabel, plate: LabelPlate | undefined): ExplicitLabel {
  return plate === undefined ? label : { ...label, plate };
}

/**
 * Places for a label with its plate, none of them beyond where the bare ones reach: what controls of platforms or a margin
 * keep free is kept free of plates too.
 */
export function withRoomForPlates(places: readonly [PlacedLabel, ...PlacedLabel[]]): [PlacedLabel, ...PlacedLabel[]] {
  const right = Math.max(...places.map(({ x, w }) => x + w));
  const bottom = Math.max(...places.map(({ y, h }) => y + h));
  const [first, ...others] = places.map((place) => {
    const pad = platePad(place);
    const [w, h] = [place.w + pad * 2, place.h + pad];
    return { ...place, w, h, x: Math.min(place.x, Math.max(0, right - w)), y: Math.min(place.y, bottom - h) };
  });
  return [first as PlacedLabel, ...others];
}

/** Where the letters stand on a plate at this place. */
export function lettersOn({ fontPx, x, y }: Pick<PlacedLabel, 'fontPx' | 'x' | 'y'>): { x: number; y: number } {
  const pad = platePad({ fontPx });
  return { x: x + pad, y: y + Math.ceil(pad / 2) };
}
