import { type Box, frameSize, type Layer, languages } from '@clipo/contract';
import { expect, it } from 'vitest';
import { shippedTemplate, shippedTemplates } from '../../templates/shipped.ts';
import { composeStoryboard } from '../compose.ts';
import { labelCorners, narrowLabel } from '../free-place.ts';
import { shapeOf } from '../layouts.ts';
import { composeInput, tumblerMaterials } from '../presenters/compose.fixture.ts';
import { discAcross } from './card-grounds.ts';
import { placesOf } from './card-places.ts';
import { cardKinds } from './choose-cards.ts';

/** Where the label ends that stands at the left of what is shown, in two lines. */
const labelEnd = Math.max(
  ...languages.map((language) => {
    const { y, h } = narrowLabel('9x16', language);
    return y + h;
  }),
);

it.each(cardKinds.filter((kind) => kind !== 'own'))(
  'a card of a tall frame leaves the AI label room for its two lines, with a product and without: %s (L1, C5)',
  (kind) => {
    for (const hasProduct of [false, true]) {
      const { product, ...said } = placesOf(kind, 'tall', hasProduct);
      for (const [name, { y, h }] of Object.entries(said)) {
        expect(y, name).toBeGreaterThan(labelEnd);
        expect(y + h, name).toBeLessThan(0.87);
      }
      expect(product?.y ?? 1).toBeGreaterThan(said.filling.y + said.filling.h);
    }
  },
);

it.each(['figure', 'proof', 'name', 'end'] as const)(
  'nor does the disc of a card reach up to it: %s (L1, C5)',
  (kind) => {
    for (const format of ['9x16', '1x1', '16x9'] as const) {
      const [frame, shape] = [frameSize(format, 1080), shapeOf(format)];
      const { box } = placesOf(kind, shape, false);
      const across = discAcross({ shape, input: { frame } } as Parameters<typeof discAcross>[0]);
      const top = box.y + box.h / 2 - (across * frame.width) / frame.height / 2;
      const ends = languages.flatMap((language) => labelCorners(format, language).map(({ y, h }) => y + h));
      expect(top, format).toBeGreaterThan(format === '9x16' ? labelEnd : Math.max(...ends));
    }
  },
);

it('nothing of a card that is drawn stands where the label would, the large question mark neither (L1)', () => {
  const given = { format: '9x16', template: shippedTemplate('clear') } as const;
  const { scenes } = composeStoryboard(composeInput(given, tumblerMaterials.slice(1))).storyboard;
  const saying: readonly Layer['kind'][] = ['text', 'caption', 'logo', 'sticker'];
  const cards = scenes.filter(({ layers }) => layers.some(({ kind, ...layer }) => kind === 'text' && 'drift' in layer));
  expect(cards.length).toBeGreaterThan(0);
  for (const layer of cards.flatMap(({ layers }) => layers.filter(({ kind }) => saying.includes(kind)))) {
    expect('box' in layer ? layer.box.y : 1, layer.kind).toBeGreaterThan(labelEnd);
  }
});

it.each(['9x16', '3x4', '1x1', '16x9'] as const)(
  'words of several lines on a disc stand in it with all their corners, from the first frame on: %s (C5)',
  (format) => {
    let looked = 0;
    for (const template of shippedTemplates()) {
      const { scenes } = composeStoryboard(composeInput({ format, template }, tumblerMaterials.slice(1))).storyboard;
      for (const { id, layers } of scenes) {
        const disc = layers.find(
          (layer) => layer.kind === 'shape' && layer.shape === 'ellipse' && layer.drift?.from.scale === 0.9,
        );
        if (disc?.kind !== 'shape') {
          continue;
        }
        for (const layer of layers) {
          // The caption stands below it; what has one line is in the middle of its place, and narrower than that.
          if (layer.kind !== 'text' || (layer.maxLines ?? 1) < 2 || layer.box.y > disc.box.y + disc.box.h) {
            continue;
          }
          looked++;
          for (const [x, y] of cornersOf(layer.box)) {
            const across = (x - disc.box.x - disc.box.w / 2) / (disc.box.w * 0.45);
            const down = (y - disc.box.y - disc.box.h / 2) / (disc.box.h * 0.45);
            expect(Math.hypot(across, down), `${template.name} ${id} ${JSON.stringify(layer.box)}`).toBeLessThan(1.02);
          }
        }
      }
    }
    expect(looked).toBeGreaterThan(5);
  },
);

function cornersOf({ x, y, w, h }: Box): [number, number][] {
  return [
    [x, y],
    [x + w, y],
    [x, y + h],
    [x + w, y + h],
  ];
}
