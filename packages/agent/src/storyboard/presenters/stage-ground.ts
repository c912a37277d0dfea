import type { Color } from '@clipo/contract';
import { contrast, mix, type Palette, readableOn } from '../palette.ts';
import type { CastMember } from './cast.ts';

/** Clothes and ground are told apart from this contrast on. */
const leastApart = 1.5;

/**
 * The colours of a stage: the palette on a ground that sets off who stands on it. Clothes are of the brand's colours, and
 * so are a template's panels: a presenter there would be a head without a body.
 */
export function stagePalette(palette: Palette, members: readonly CastMember[]): Palette {
  const worn = members.flatMap(({ source }) => (source.kind === 'rig' ? [source.outfit] : []));
  const isApart = (ground: Color) => worn.every((color) => contrast(color, ground) >= leastApart);
  const grounds = [mix(palette.second, '#FFFFFF', 0.8), mix(palette.accent, '#FFFFFF', 0.72), '#F3EFE6', '#1E2A30'];
  const panel = grounds.find(isApart) ?? '#F3EFE6';
  return { ...palette, panel, onPanel: readableOn(panel) };
}
