import { expect, it } from 'vitest';
import { type AreaGround, groundUnder } from './cover-ground.ts';
import { fullShade, shadeOver } from './cover-shade.ts';

const size = { width: 90, height: 160 };
const areas = [{ x: 0.1, y: 0.1, w: 0.8, h: 0.4 }];

type Color = AreaGround['color'];

/** A picture of one colour as I420, BT.709, limited range; every second point lighter or darker by `unrest`. */
function pictureOf([red, green, blue]: Color, unrest = 0): Uint8Array {
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const y = 16 + (219 / 255) * luma;
  const u = 128 + (224 / 255) * ((blue - luma) / 1.8556);
  const v = 128 + (224 / 255) * ((red - luma) / 1.5748);
  const count = size.width * size.height;
  return Uint8Array.from({ length: count * 1.5 }, (_, at) => {
    const brightness = y + (Math.floor((at % size.width) / 6) % 2 === 0 ? unrest : -unrest);
    return Math.round(at < count ? brightness : at < count * 1.25 ? u : v);
  });
}

it.each<[string, Color]>([
  ['cream', [236, 224, 206]],
  ['mint', [205, 232, 216]],
  ['sky', [190, 210, 235]],
])('behind words on calm %s a shade is a breath, and of its colour: no grey band (C8)', (_, ground) => {
  const { color } = groundUnder(pictureOf(ground), size, areas);
  expect(Math.max(...color.map((value, at) => Math.abs(value - (ground[at] ?? 0))))).toBeLessThan(4);
  const shade = shadeOver(groundUnder(pictureOf(ground), size, areas));
  expect(shade.strength).toBeLessThan(0.2);
  // Dark enough for white letters, and further from grey, as a share, than the ground is.
  expect(Math.max(...shade.color)).toBeLessThanOrEqual(64);
  const fullness = (of: Color) => 1 - Math.min(...of) / Math.max(...of);
  expect(fullness(shade.color)).toBeGreaterThan(1.5 * fullness(ground));
  expect(shade.color.indexOf(Math.max(...shade.color))).toBe(ground.indexOf(Math.max(...ground)));
});

it('where the ground is busy the shade is whole, and over grey it is black as it always was', () => {
  expect(shadeOver(groundUnder(pictureOf([140, 140, 140], 40), size, areas))).toEqual(fullShade);
  expect(shadeOver({ color: [0, 0, 0], unrest: 90 })).toEqual(fullShade);
});
