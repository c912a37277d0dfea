import { labelStyles, platePad } from '@clipo/contract';
import { contrastOf } from '@clipo/engine';
import { explicitLabel, labelPlaces } from '@clipo/label';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lettersOn, withPlate, withRoomForPlates } from './label-plate.ts';

const frame = { language: 'zh-CN', width: 1080, height: 1920 } as const;

it('whatever colour a brand has, the label on its plate stands out at 4.5 : 1, its words and size as they were (L1)', () => {
  const color = fc.integer({ min: 0, max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
  const plain = explicitLabel(frame);
  fc.assert(
    fc.property(color, fc.constantFrom(...labelStyles), (main, style) => {
      const { plate, ...label } = withPlate(plain, { label: style, colors: [main] });
      expect(label).toEqual(plain);
      expect(plate === undefined).toBe(style === 'outline');
      if (plate !== undefined) {
        expect(contrastOf(plate.color, plate.ink)).toBeGreaterThanOrEqual(4.5);
      }
    }),
  );
});

it.each([
  ['zh-CN', 1080, 1920],
  ['en', 1080, 1920],
  ['en', 1080, 1080],
  ['zh-CN', 1920, 1080],
] as const)(
  'a plate reaches no further than the bare label may, and its letters stand inside it: %s, %i×%i',
  (language, width, height) => {
    const bare = labelPlaces({ language, width, height });
    const places = withRoomForPlates(bare);
    const most = (all: typeof bare, end: (place: (typeof bare)[number]) => number) => Math.max(...all.map(end));
    const pad = platePad(bare[0]);
    expect(most(places, ({ x, w }) => x + w)).toBeLessThanOrEqual(
      Math.max(
        most(bare, ({ x, w }) => x + w),
        bare[0].w + pad * 2,
      ),
    );
    expect(most(places, ({ y, h }) => y + h)).toBeLessThanOrEqual(most(bare, ({ y, h }) => y + h));
    for (const [index, place] of places.entries()) {
      const letters = lettersOn(place);
      const { w, h } = bare[index] ?? bare[0];
      expect(letters.x - pad).toBeGreaterThanOrEqual(place.x);
      expect(letters.x + w + pad).toBeLessThanOrEqual(place.x + place.w);
      expect(letters.y + h).toBeLessThanOrEqual(place.y + place.h);
      expect(place.x).toBeGreaterThanOrEqual(0);
      expect(place.y).toBeGreaterThanOrEqual(0);
    }
  },
);
