import { type Box, formats, frameSize, type Layer, Layer as LayerSchema } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { type AccentSources, withAccents } from './accents.ts';
import { safeZone, takenPlaces } from './free-place.ts';
import { paletteFor } from './palette.ts';

const palette = paletteFor(undefined, {
  panel: 'main-deep',
  accent: 'accent',
  second: 'main',
  captions: { told: 'karaoke', short: 'pop' },
});

function sources(more: Partial<AccentSources> = {}): AccentSources {
  return {
    language: 'zh-CN',
    format: '9x16',
    frame: frameSize('9x16', 1080),
    fps: 30,
    frames: 90,
    section: 'trust',
    line: { text: '累计卖出12万件', source: '店铺后台，2026年8月' },
    isFirstShot: true,
    ordinal: 2,
    productNames: ['澄光保温杯'],
    price: undefined,
    palette,
    emoji: false,
    cutOut: undefined,
    pair: undefined,
    ...more,
  };
}

const style = { size: 0.17, color: '#F2B134', weight: 'black', align: 'center', lineHeight: 1.1 } as const;
const title = (text: string): Layer => ({
  kind: 'text',
  text,
  box: { x: 0.067, y: 0.205, w: 0.748, h: 0.115 },
  style,
  maxLines: 1,
  valign: 'middle',
  opacity: 1,
});
const still: Layer = { kind: 'image', material: 'pic', box: { x: 0, y: 0, w: 1, h: 0.43 }, radius: 0, opacity: 1 };
const caption: Layer = {
  kind: 'caption',
  words: [{ text: '好喝', startFrame: 0, endFrame: 20, spaceAfter: false }],
  box: { x: 0.067, y: 0.63, w: 0.748, h: 0.085 },
  style: { ...style, size: 0.06 },
  highlight: '#F2B134',
  maxLines: 2,
  opacity: 1,
};
const card = (box: Box): Layer => ({
  kind: 'price-card',
  box,
  price: '¥89',
  original: '¥129',
  background: '#FFFFFF',
  foreground: '#16191C',
  accent: '#C0341D',
  opacity: 1,
  enter: { kind: 'pop', frames: 12 },
});
const price = { amount: '89.00', currency: 'CNY', original: '129.00' };
const kindsOf = (layers: readonly Layer[]) => layers.map(({ kind }) => kind);

describe('accents are drawn only where the brief gives grounds (C8)', () => {
  it('a scene without grounds stays exactly as the template drew it', () => {
    const layers = [still, title('澄光保温杯'), caption];
    expect(withAccents(layers, sources({ line: { text: '倒放也不漏', source: '实测' } }))).toEqual(layers);
    expect(withAccents(layers, sources({ line: { text: '累计卖出12万件' } }))).toEqual(layers);
  });

  it('a large number of a fact counts up where the figure stood, and ends at the fact’s own', () => {
    const [counter] = withAccents([title('澄光保温杯')], sources());
    expect(counter).toMatchObject({ kind: 'counter', value: 120_000, notation: 'wan', unit: '件', start: 0 });
    const [still] = withAccents([title('澄光保温杯')], sources({ isFirstShot: false }));
    expect(still).toMatchObject({ kind: 'counter', start: 120_000 });
    const line = { text: '95℃热水放6小时后仍有62℃', source: '实测' };
    expect(kindsOf(withAccents([title('62℃')], sources({ line })))).toEqual(['text']);
  });

  it('a product keeps its name where the figure stands beside it: no number is there twice', () => {
    const line = { text: '净重268克', source: '产品说明书' };
    const [name, counter] = withAccents([title('澄光保温杯'), title('268克')], sources({ line }));
    expect(name).toEqual(title('澄光保温杯'));
    expect(counter).toMatchObject({ kind: 'counter', value: 268, unit: '克' });
  });

  it('stars show the rating of a fact, and none other', () => {
    const line = { text: '店铺评分4.8分', source: '店铺后台' };
    const [stars] = withAccents([title('澄光保温杯')], sources({ line }));
    expect(stars).toMatchObject({ kind: 'rating-stars', value: 4.8, outOf: 5, label: '4.8/5' });
    expect(kindsOf(withAccents([title('澄光保温杯')], sources({ line: { text: line.text } })))).toEqual(['text']);
  });

  it('a cut-out takes a still’s place on a ground on which it is seen, and only of that still', () => {
    const cutOut = { material: 'pic', color: '#202022' };
    const offer = sources({ section: 'cta', line: { text: '点这里' }, cutOut });
    const [ground, cut] = withAccents([still, caption], offer);
    expect(ground).toMatchObject({ kind: 'shape', color: palette.accent });
    expect(cut).toMatchObject({ kind: 'cut-out', material: 'pic' });
    const zone = safeZone('9x16');
    expect((cut as { box: Box }).box.y).toBeGreaterThanOrEqual(zone.y - 1e-9);
    expect(kindsOf(withAccents([still], { ...offer, cutOut: { ...cutOut, material: 'other' } }))).toEqual(['image']);
    expect(kindsOf(withAccents([still], { ...offer, section: 'sell' }))).toEqual(['image']);
  });

  it('before and after stand in the first scene of the body, where the brief marks two materials', () => {
    const pair = { before: 'old', after: 'new' };
    const [layer] = withAccents([still], sources({ pair, ordinal: 1, line: { text: '看看区别' } }));
    expect(layer).toMatchObject({ kind: 'before-after', ...pair, labels: { before: '使用前', after: '使用后' } });
    const points = (layer as Extract<Layer, { kind: 'before-after' }>).divider;
    expect(points.map(({ frame }) => frame)).toEqual([...points.map(({ frame }) => frame)].sort((a, b) => a - b));
    expect(kindsOf(withAccents([still], sources({ pair, ordinal: 2, line: { text: '看看区别' } })))).toEqual(['image']);
  });

  it('emoji are let through only where the brand allows them', () => {
    expect(withAccents([caption], sources({ line: { text: '好喝' } }))).toEqual([caption]);
    expect(withAccents([caption], sources({ line: { text: '好喝' }, emoji: true }))).toMatchObject([{ emoji: true }]);
  });

  it.each(formats)(
    'a reduced price gets a badge beside its figures, in the safe zone and off all words, at %s',
    (format) => {
      const box =
        format === '16x9' ? { x: 0.54, y: 0.28, w: 0.41, h: 0.34 } : { x: 0.067, y: 0.497, w: 0.748, h: 0.122 };
      const layers = [{ ...still, box: { ...still.box, w: format === '16x9' ? 0.5 : 1 } } as Layer, card(box)];
      const drawn = withAccents(layers, sources({ format, frame: frameSize(format, 1080), price, section: 'price' }));
      const badge = drawn.at(-1);
      expect(badge).toMatchObject({ kind: 'badge', text: '-31%', from: 12 });
      if (badge?.kind === 'badge') {
        const zone = safeZone(format);
        expect(badge.box.y).toBeGreaterThanOrEqual(zone.y);
        expect(badge.box.x + badge.box.w).toBeLessThanOrEqual(zone.x + zone.w + 1e-9);
        const taken = takenPlaces(layers.slice(0, 1), format);
        const meets = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
        expect(taken.filter((other) => meets(badge.box, other))).toEqual([]);
      }
      expect(kindsOf(withAccents(layers, sources({ format, price: { amount: '89.00', currency: 'CNY' } })))).toEqual(
        kindsOf(layers),
      );
    },
  );

  it('everything drawn keeps the contract of layers', () => {
    const all = [
      ...withAccents([title('澄光保温杯'), card({ x: 0.067, y: 0.497, w: 0.748, h: 0.122 })], sources({ price })),
      ...withAccents([still], sources({ pair: { before: 'a', after: 'b' }, ordinal: 1 })),
      ...withAccents([still], sources({ section: 'cta', cutOut: { material: 'pic', color: '#202022' } })),
    ];
    for (const layer of all) {
      expect(LayerSchema.safeParse(layer).error?.issues ?? []).toEqual([]);
    }
  });

  it('an arrow points down from a call to action that says so, where there is room, and from no other', () => {
    const high: Layer = { ...caption, box: { x: 0.067, y: 0.39, w: 0.748, h: 0.085 } };
    const below: Layer = { ...still, box: { x: 0, y: 0.5, w: 1, h: 0.385 } };
    const drawn = (text: string, layers: readonly Layer[], section = 'cta') =>
      withAccents(layers, sources({ section, line: { text } })).filter(({ kind }) => kind === 'arrow');
    const [arrow] = drawn('给工位添一个，点下面。', [below, high]);
    expect(arrow).toMatchObject({ kind: 'arrow', tail: { x: 0.441 } });
    expect(LayerSchema.safeParse(arrow).success).toBe(true);
    expect(drawn('Tap below.', [below, high])).toHaveLength(1);
    expect(drawn('还有疑问？评论区聊。', [below, high])).toEqual([]);
    expect(drawn('给工位添一个，点下面。', [below, high], 'sell')).toEqual([]);
    // Words close to the controls, or a card below them: no room.
    expect(drawn('点下面。', [still, caption])).toEqual([]);
    expect(drawn('点下面。', [high, card({ x: 0.067, y: 0.49, w: 0.748, h: 0.12 })])).toEqual([]);
    // A bubble that the words stand on ends within its length: it begins below that.
    const bubble: Layer = {
      ...{ kind: 'shape', shape: 'rectangle', color: '#1F6F78', radius: 0.02, opacity: 1 },
      box: { x: 0.05, y: 0.38, w: 0.8, h: 0.13 },
    };
    const [after] = drawn('Tap below.', [bubble, high]);
    expect(after?.kind === 'arrow' && after.tail.y).toBeCloseTo(0.518);
    const panel: Layer = { ...bubble, box: { x: 0, y: 0, w: 1, h: 0.5 } };
    const [across] = drawn('Tap below.', [panel, high]);
    expect(across?.kind === 'arrow' && across.tail.y).toBeCloseTo(0.483);
  });
});
