import type { Brand, CaptionLook, Color } from '@clipo/contract';

/** The colours of one look. Words keep a contrast of at least 4.5:1 on their ground. */
export interface Palette {
  /** Ground of panels and cards. */
  panel: Color;
  onPanel: Color;
  /** Lit caption words, buttons, the price. */
  accent: Color;
  onAccent: Color;
}

/** The looks that the style axis chooses from. */
export const styleNames = ['brand', 'light', 'night'] as const;
export type StyleName = (typeof styleNames)[number];

/** The look of a choice on the style axis (from 1). */
export function styleOf(choice: number): StyleName {
  return styleNames[(choice - 1) % styleNames.length] ?? 'brand';
}

const fallback = { main: '#1B4D5C', accent: '#F2B134' };

/** How each look shows the spoken word: in a line that is told, and in a short one that must be seen. */
export const captionLooksOf: Record<StyleName, Record<'told' | 'short', CaptionLook>> = {
  brand: { told: 'karaoke', short: 'pop' },
  light: { told: 'box', short: 'big-word' },
  night: { told: 'pop', short: 'big-word' },
};

/** Colours for a brand in one look; a brand without colours gets a calm teal and amber. */
export function paletteFor(brand: Brand | undefined, style: StyleName): Palette {
  const main = brand?.colors[0] ?? fallback.main;
  const accent = brand?.colors[1] ?? (brand?.colors[0] === undefined ? fallback.accent : '#FFC94D');
  const panel = { brand: deepen(main), light: '#F6F3EC', night: '#12171B' }[style];
  return { panel, onPanel: readableOn(panel), accent, onAccent: readableOn(accent) };
}

/** Black or white, whichever reads better. */
function readableOn(ground: Color): Color {
  return contrast(ground, '#FFFFFF') >= contrast(ground, '#111111') ? '#FFFFFF' : '#111111';
}

/** WCAG 2 contrast of two colours, 1 … 21. */
export function contrast(a: Color, b: Color): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, two) => two - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Darkens a colour until white words read on it. */
function deepen(color: Color): Color {
  let [r, g, b] = channels(color);
  while (contrast(hex(r, g, b), '#FFFFFF') < 4.5) {
    [r, g, b] = [r * 0.94, g * 0.94, b * 0.94];
  }
  return hex(r, g, b);
}

function channels(color: Color): [number, number, number] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
}

function hex(r: number, g: number, b: number): Color {
  return `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

function luminance(color: Color): number {
  const [r, g, b] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
