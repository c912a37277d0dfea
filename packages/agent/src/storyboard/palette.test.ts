import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shippedTemplates } from '../templates/shipped.ts';
import { contrast, litOn, litWithRim, markOn, paletteOfChoice, wordsOn } from './palette.ts';

const channel = fc.integer({ min: 0, max: 255 });
const color = fc
  .tuple(channel, channel, channel)
  .map((rgb) => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`.toUpperCase());

it('lights words of a brand’s accent on its ground so that they read and differ from their neighbours (C5)', () => {
  fc.assert(
    fc.property(color, color, (ground, accent) => {
      const words = wordsOn(ground, '#FFFFFF', 0);
      const lit = litOn(ground, accent, words);
      fc.pre(lit !== undefined);
      expect(contrast(lit as string, ground)).toBeGreaterThanOrEqual(5);
      expect(contrast(lit as string, words)).toBeGreaterThanOrEqual(1.35);
    }),
  );
});

it('never lights words in a blue on its red ground', () => {
  const lit = litOn('#B3212B', '#5B7FC7', '#FFFFFF') ?? litWithRim('#B3212B', '#5B7FC7', '#FFFFFF');
  expect(contrast(lit, '#B3212B')).toBeGreaterThanOrEqual(3);
});

it('never lights a word darker than its neighbours: within its rim it is seen as well as they are (C5)', () => {
  fc.assert(
    fc.property(color, fc.constantFrom('#FFFFFF', '#16181D'), (accent, letters) => {
      const rim = letters === '#FFFFFF' ? '#000000' : '#FFFFFF';
      const lit = litWithRim(undefined, accent, letters);
      expect(contrast(lit, rim)).toBeGreaterThanOrEqual(4.5);
      expect(letters === '#FFFFFF' ? contrast(lit, rim) : 7).toBeGreaterThanOrEqual(7);
    }),
  );
  expect(litWithRim(undefined, '#F2B134', '#FFFFFF')).toBe('#F2B134');
});

it('sets large words in a brand’s colour only where one of the two is light: two middling ones flicker (C5)', () => {
  expect(wordsOn('#5A1016', '#5B7FC7', 0.15)).toBe('#FFFFFF');
  expect(wordsOn('#B3212B', '#5B7FC7', 0.15)).toBe('#FFFFFF');
  // Gold on a middling green reads well.
  expect(wordsOn('#1F6F78', '#F2B134', 0.15)).toBe('#F2B134');
});

it('sets marks off from any card by 3 : 1, whatever the brand’s colours', () => {
  const palettes = shippedTemplates().flatMap((template) =>
    template.palettes.map((_, index) => ({ template, choice: index + 1 })),
  );
  fc.assert(
    fc.property(color, color, fc.constantFrom(...palettes), (main, accent, { template, choice }) => {
      const palette = paletteOfChoice({ name: 'b', colors: [main, accent], emoji: false }, template.palettes, choice);
      expect(contrast(markOn(palette.accent, [palette.second]), palette.accent)).toBeGreaterThanOrEqual(3);
      expect(contrast(markOn(palette.panel, [palette.accent]), palette.panel)).toBeGreaterThanOrEqual(3);
      expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
