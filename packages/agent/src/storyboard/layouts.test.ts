import { type Box, formats } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { type LayoutName, layoutFor } from './layouts.ts';
import { contrast, paletteFor, styleNames } from './palette.ts';

const names: LayoutName[] = ['hero', 'framed', 'fact', 'offer'];

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function middleOf(box: Box): Box {
  return { x: box.x + box.w * 0.2, y: box.y + box.h * 0.2, w: box.w * 0.6, h: box.h * 0.6 };
}

describe('layouts', () => {
  it.each(formats.flatMap((format) => names.map((name) => [format, name] as const)))(
    '%s %s keeps words off the middle 60 %% of the picture',
    (format, name) => {
      const layout = layoutFor(format, name);
      const words =
        name === 'offer'
          ? [layout.caption, layout.card, layout.brand, layout.source]
          : name === 'hero'
            ? [layout.caption, layout.source]
            : [layout.caption, layout.title, layout.source];
      for (const box of words) {
        expect(meet(box, middleOf(layout.picture))).toBe(false);
      }
    },
  );

  it.each(names)('%s keeps words of tall frames inside the safe zone of all platforms (C12)', (name) => {
    const layout = layoutFor('9x16', name);
    const words = name === 'offer' ? [layout.caption, layout.card, layout.brand] : [layout.caption, layout.title];
    for (const box of words) {
      expect(box.y).toBeGreaterThanOrEqual(160 / 1920 - 0.001);
      expect(box.y + box.h).toBeLessThanOrEqual(1390 / 1920 + 0.001);
      expect(box.x).toBeGreaterThanOrEqual(72 / 1080 - 0.001);
    }
  });

  it('keeps every box on the screen', () => {
    for (const format of formats) {
      for (const name of names) {
        for (const value of Object.values(layoutFor(format, name))) {
          if (typeof value === 'object') {
            expect(value.x + value.w).toBeLessThanOrEqual(1.0001);
            expect(value.y + value.h).toBeLessThanOrEqual(1.0001);
          }
        }
      }
    }
  });

  it('keeps words readable on any brand colour', () => {
    for (const color of ['#1F6F78', '#F2B134', '#FFFFFF', '#000000', '#FF0000', '#00FF00', '#808080']) {
      for (const style of styleNames) {
        const palette = paletteFor({ name: 'x', colors: [color, color] }, style);
        expect(contrast(palette.panel, palette.onPanel)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(palette.accent, palette.onAccent)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});
