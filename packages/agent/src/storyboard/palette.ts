import type { Brand, CaptionLook, Color, TemplateColorRule, TemplateInk, TemplatePalette } from '@clipo/contract';

/** The colours of one look. What is named on- reads on its ground with a contrast of at least 4.5:1. */
export interface Palette {
  /** Ground of panels and cards. */
  panel: Color;
  onPanel: Color;
  /** Lit caption words, buttons, the price. */
  accent: Color;
  onAccent: Color;
  second: Color;
  onSecond: Color;
  captions: Record<'told' | 'short', CaptionLook>;
}

const fallback = { main: '#1B4D5C', accent: '#F2B134', accentOfBrand: '#FFC94D' };

/** Colours for a brand by a template's rule; a brand without colours gets a calm teal and amber. */
export function paletteFor(brand: Brand | undefined, rule: TemplatePalette): Palette {
  const own = brand?.colors ?? [];
  const main = own[0] ?? fallback.main;
  const accent = own[1] ?? (own[0] === undefined ? fallback.accent : fallback.accentOfBrand);
  const [panel, lit, second] = [rule.panel, rule.accent, rule.second].map((each) => colorBy(each, main, accent)) as [
    Color,
    Color,
    Color,
  ];
  return {
    panel,
    onPanel: readableOn(panel),
    accent: lit,
    onAccent: readableOn(lit),
    second,
    onSecond: readableOn(second),
    captions: rule.captions,
  };
}

/** The palette of a choice on the style axis (from 1). */
export function paletteOfChoice(
  brand: Brand | undefined,
  palettes: readonly TemplatePalette[],
  choice: number,
): Palette {
  const rule = palettes[(choice - 1) % palettes.length];
  if (rule === undefined) {
    throw new Error('a template has at least one palette');
  }
  return paletteFor(brand, rule);
}

function colorBy(rule: TemplateColorRule, main: Color, accent: Color): Color {
  if (rule.startsWith('#')) {
    return rule;
  }
  const from = rule.startsWith('main') ? main : accent;
  if (rule.endsWith('-deep')) {
    return deepen(from, 4.5);
  }
  if (rule.endsWith('-dark')) {
    return deepen(from, 13);
  }
  return rule.endsWith('-pale') ? mix(from, '#FFFFFF', 0.88) : from;
}

/** An ink of a template as a colour of the palette. */
export function inkOf(palette: Palette, ink: TemplateInk): Color {
  const [name = '', alpha = ''] = ink.split('/');
  return `${name.startsWith('#') ? name : namedInk(palette, name)}${alpha}`;
}

function namedInk(palette: Palette, name: string): Color {
  switch (name) {
    case 'panel':
      return palette.panel;
    case 'on-panel':
      return palette.onPanel;
    case 'accent':
      return palette.accent;
    case 'on-accent':
      return palette.onAccent;
    case 'second':
      return palette.second;
    case 'on-second':
      return palette.onSecond;
    case 'mark':
      return reads(palette.accent, palette.panel, largeType) ? palette.accent : palette.onPanel;
    case 'price':
      // Prices stand on white: the accent where it reads there, else the panel's colour, else red.
      return [palette.accent, palette.panel].find((color) => contrast(color, '#FFFFFF') >= 4.5) ?? '#C0341D';
    case 'tint':
      return palette.onPanel === '#FFFFFF' ? '#FFFFFF12' : '#0000000A';
    case 'black':
      return '#111111';
    default:
      return '#FFFFFF';
  }
}

/** Type this large is read at a contrast of 3:1, smaller type at 4.5:1; a fraction of the short side. */
const largeType = 0.05;

/** A colour for words on a ground: the wanted one where it reads there, else black or white. */
export function wordsOn(ground: Color, wanted: Color, size: number): Color {
  return reads(wanted, ground, size) ? wanted : readableOn(ground);
}

/** The lighter of two colours that large words are set in is at least this light. */
const leastLight = 0.3;

/** Whether words of a size read on a ground. Two middling colours, a blue on a dark red, flicker though they are 3:1 apart. */
function reads(color: Color, ground: Color, size: number): boolean {
  const apart = contrast(color, ground);
  const lighter = Math.max(luminance(color), luminance(ground));
  return apart >= 4.5 || (size >= largeType && apart >= 3 && lighter >= leastLight);
}

/** A mark this far from its ground is seen as one: WCAG 2 asks it of all that is no text. */
const leastMark = 3;

/** A colour for a mark on a ground: the first of some that is seen there. */
export function markOn(ground: Color, wanted: readonly Color[]): Color {
  return wanted.find((color) => contrast(color, ground) >= leastMark) ?? readableOn(ground);
}

/** Lit words must read, and stand out from the words beside them. */
const [litToGround, litToWords] = [5, 1.35];
/** The colours that words are lit in where the brand's own does not read: light and dark gold. */
const golds = ['#FFD84D', '#7A4B00'];

/**
 * A colour for lit words among others on a plain ground: the wanted one, moved towards black or white as far as it has
 * to, else gold; undefined where none does.
 */
export function litOn(ground: Color, wanted: Color, words: Color): Color | undefined {
  const moved = [0, 0.15, 0.3, 0.45, 0.6].map((share) => mix(wanted, words, share));
  return [...moved, ...golds].find(
    (color) => contrast(color, ground) >= litToGround && contrast(color, words) >= litToWords,
  );
}

/** What is lit stands out from its rim like this, or it looks darker than the words beside it. */
const [leastToDarkRim, leastToLightRim] = [7, 4.5];

/**
 * A colour for lit words that carry a rim, dark round white letters and white round dark ones: the wanted one where it is
 * seen within its rim and on the ground, else gold. The rim makes them read; a blue in a black rim still looks unlit.
 */
export function litWithRim(ground: Color | undefined, wanted: Color, letters: Color): Color {
  const isWhite = readableOn(letters) !== '#FFFFFF';
  const isSeen = isWhite
    ? contrast(wanted, '#000000') >= leastToDarkRim
    : contrast(wanted, '#FFFFFF') >= leastToLightRim;
  return isSeen ? litBox(ground, wanted) : (golds[isWhite ? 0 : 1] ?? wanted);
}

/** A colour for the box round a lit word: near the ground's own it would look dull. */
export function litBox(ground: Color | undefined, wanted: Color): Color {
  return ground === undefined || contrast(wanted, ground) >= 1.8 ? wanted : (golds[0] ?? wanted);
}

/** Black or white, whichever reads better. */
export function readableOn(ground: Color): Color {
  const [white, ink] = [contrast(ground, '#FFFFFF'), contrast(ground, '#111111')];
  if (white >= 4.5 || ink >= 4.5) {
    return white >= 4.5 ? '#FFFFFF' : '#111111';
  }
  // Between them lie greys on which only pure black reads.
  return '#000000';
}

/** WCAG 2 contrast of two colours, 1 … 21. Alpha is left out of account. */
export function contrast(a: Color, b: Color): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Darkens a colour until white words have a contrast on it. */
function deepen(color: Color, wanted: number): Color {
  let [r, g, b] = channels(color);
  while (contrast(hex(r, g, b), '#FFFFFF') < wanted) {
    [r, g, b] = [r * 0.94, g * 0.94, b * 0.94];
  }
  return hex(r, g, b);
}

/** A colour on its way to another: `share` 0 is the first, 1 the other. */
export function mix(color: Color, other: Color, share: number): Color {
  const [from, to] = [channels(color), channels(other)];
  const [r, g, b] = from.map((value, index) => value + ((to[index] ?? 0) - value) * share) as [number, number, number];
  return hex(r, g, b);
}

function channels(color: Color): [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
}

function hex(r: number, g: number, b: number): Color {
  return `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

/** What each of 256 steps of a channel is in light (sRGB). */
const lights = Float64Array.from({ length: 256 }, (_, step) => {
  const part = step / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});

function luminance(color: Color): number {
  const all = Number.parseInt(color.slice(1, 7), 16);
  const [r, g, b] = [all >> 16, (all >> 8) & 255, all & 255];
  return 0.2126 * (lights[r] as number) + 0.7152 * (lights[g] as number) + 0.0722 * (lights[b] as number);
}
