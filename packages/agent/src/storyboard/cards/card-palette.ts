import type { Color } from '@clipo/contract';
import { contrast, markOn, mix, type Palette, readableOn } from '../palette.ts';

/** Two grounds nearer than this look like one. */
const leastApart = 1.35;
/** A product nearer to its ground than this is lost on it. */
const leastSeen = 1.8;

/**
 * The palette of a card: a ground of the brand's colours by turns, so that cards of one video are told apart at a glance,
 * with words that read and marks that are seen on it. What is `shown` on it stands out from it, where one does that.
 */
export function cardPalette(palette: Palette, turn: number, shown?: Color): Palette {
  const pale = mix(palette.panel.slice(0, 7), '#FFFFFF', 0.9);
  const wanted = [palette.accent, pale, palette.panel, palette.second];
  const grounds = wanted.filter(
    (ground, index) => !wanted.slice(0, index).some((other) => contrast(ground, other) < leastApart),
  );
  const apart = grounds.filter((ground) => shown === undefined || contrast(ground, shown) >= leastSeen);
  const usable = apart.length === 0 ? grounds : apart;
  // Mostly every second shot is a card: of an even number of grounds, turn by turn, half would never be seen.
  const step = usable.length % 2 === 0 ? Math.floor(turn / 2) : turn;
  const panel = usable[step % usable.length] ?? palette.panel;
  const marks = [palette.accent, palette.second, palette.panel].filter((color) => contrast(color, panel) >= leastApart);
  const accent = markOn(panel, marks);
  return { ...palette, panel, onPanel: readableOn(panel), accent, onAccent: readableOn(accent) };
}
