import { type Box, type TemplateElement, templateAngles, templateShapes } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { angles } from '../patterns/pattern.ts';
import { shippedTemplates } from '../templates/shipped.ts';
import { boxAt, pictureBox } from './layouts.ts';
import { contrast, paletteFor, wordsOn } from './palette.ts';

const templates = shippedTemplates();
const arrangements = templates.flatMap((template) =>
  Object.entries(template.arrangements).flatMap(([name, arrangement]) =>
    templateShapes.map((shape) => ({ name: `${template.name} ${name} ${shape}`, shape, arrangement })),
  ),
);
const brands = ['#1F6F78', '#F2B134', '#FFFFFF', '#000000', '#FF0000', '#00FF00', '#808080'];

/** What carries words. */
function isWords({ kind }: TemplateElement): boolean {
  return kind === 'text' || kind === 'caption' || kind === 'price' || kind === 'brand' || kind === 'sticker';
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function middleOf(box: Box): Box {
  return { x: box.x + box.w * 0.2, y: box.y + box.h * 0.2, w: box.w * 0.6, h: box.h * 0.6 };
}

describe('the templates that ship (C5)', () => {
  it('are at least ten beside the default, each with a name and a purpose in both languages', () => {
    expect(templates.length).toBeGreaterThanOrEqual(11);
    expect(new Set(templates.map(({ purpose }) => purpose.en)).size).toBe(templates.length);
    expect(new Set(templates.map(({ title }) => title['zh-CN'])).size).toBe(templates.length);
  });

  it.each(arrangements)('$name keeps words on the screen and off the middle 60 % of its pictures', (each) => {
    const { arrangement, shape } = each;
    const pictures = (['first', 'second'] as const).flatMap((of) => pictureBox(arrangement, shape, of) ?? []);
    for (const element of arrangement.elements.filter(isWords)) {
      const box = boxAt(element.at, shape);
      if (box !== undefined) {
        const room = [box.x, box.y, 1 - box.x - box.w, 1 - box.y - box.h];
        expect(Math.min(...room), element.kind).toBeGreaterThanOrEqual(-1e-9);
        expect(pictures.filter((picture) => meet(box, middleOf(picture)) && element.kind !== 'brand')).toEqual([]);
      }
    }
  });

  it.each(arrangements.filter(({ shape }) => shape === 'tall'))(
    '$name keeps words inside the safe zone of all platforms, captions and prices clear of the buttons on the right (C12)',
    ({ arrangement }) => {
      for (const element of arrangement.elements.filter(isWords)) {
        const box = boxAt(element.at, 'tall');
        if (box !== undefined) {
          expect(box.y, element.kind).toBeGreaterThanOrEqual(160 / 1920 - 0.001);
          expect(box.y + box.h, element.kind).toBeLessThanOrEqual(1422 / 1920);
          if (element.kind === 'caption' || element.kind === 'price') {
            expect(box.y + box.h, element.kind).toBeLessThanOrEqual(1390 / 1920 + 0.001);
            expect(box.x, element.kind).toBeGreaterThanOrEqual(0.05);
            expect(box.x + box.w, element.kind).toBeLessThanOrEqual(880 / 1080 + 0.001);
          }
        }
      }
    },
  );

  it.each(arrangements)('$name says of all words what they stand on, or sets them on a shade', ({ arrangement }) => {
    const bare = arrangement.elements.filter(
      (element) => element.kind === 'text' && element.on === undefined && element.plate === undefined,
    );
    const isShaded = arrangement.elements.some(({ kind }) => kind === 'backdrop' || kind === 'shape');
    expect(bare.length === 0 || isShaded).toBe(true);
  });

  it('keep words readable on any brand colour, in every palette', () => {
    for (const color of brands) {
      for (const rule of templates.flatMap(({ palettes }) => palettes)) {
        const palette = paletteFor({ name: 'x', colors: [color, color], emoji: false }, rule);
        expect(contrast(palette.panel, palette.onPanel)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(palette.accent, palette.onAccent)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(palette.second, palette.onSecond)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [palette.panel, palette.accent, palette.second, '#FFFFFF']) {
          expect(contrast(ground, wordsOn(ground, palette.accent, 0.03))).toBeGreaterThanOrEqual(4.5);
          expect(contrast(ground, wordsOn(ground, palette.accent, 0.1))).toBeGreaterThanOrEqual(3);
        }
      }
    }
  });

  it('differ in more than colour: no two have the same places, rhythm and changes', () => {
    const print = ({ arrangements: all, rhythm, transitions }: (typeof templates)[number]) =>
      JSON.stringify([
        Object.values(all).map(({ elements }) => elements.map(({ kind, at }) => [kind, at])),
        rhythm,
        transitions,
      ]);
    expect(new Set(templates.map(print)).size).toBe(templates.length);
    const pictures = templates.map(({ arrangements: all, sections }) =>
      JSON.stringify(templateShapes.map((shape) => pictureBox(all[sections.hook.turn[0] ?? ''] ?? fail(), shape))),
    );
    expect(new Set(pictures).size).toBe(templates.length);
  });

  it('ask for kinds of openings that the planner writes', () => {
    expect([...templateAngles].sort()).toEqual([...angles].sort());
  });
});

function fail(): never {
  throw new Error('a template has no arrangement for its hook');
}
