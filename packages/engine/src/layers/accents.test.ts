import { Layer, type LayerKind } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { shownNumber } from '../text/shown-number.ts';
import { arrowWay, wayUpTo } from './arrow-path.ts';
import { createLayerHarness, type DrawnFrame, type LayerHarness } from './layer-harness.ts';
import { openLayer } from './registry.ts';

const size = { width: 360, height: 240 };
const ground = 20;

async function framesOf(source: Record<string, unknown> & { kind: LayerKind }, frames: readonly number[]) {
  const harness = await createLayerHarness(size, 60, {});
  const layer = await openLayer(Layer.parse(source), harness.context);
  const drawn: DrawnFrame[] = [];
  for (const frame of frames) {
    drawn.push(await harness.draw(layer, frame, ground));
  }
  await layer.close();
  return { drawn, harness: harness as LayerHarness };
}

/** Bounds of all luma that differs from the ground by more than `least`. */
function ink(frame: DrawnFrame | undefined, least = 12, isWanted = (_luma: number) => true) {
  let [left, top, right, bottom, count] = [size.width, size.height, -1, -1, 0];
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const luma = frame?.bytes[y * size.width + x] ?? ground;
      if (Math.abs(luma - ground) > least && isWanted(luma)) {
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
        count++;
      }
    }
  }
  return { left, top, right, bottom, count };
}

const sources = {
  badge: {
    kind: 'badge',
    shape: 'ribbon',
    box: { x: 0.2, y: 0.3, w: 0.6, h: 0.3 },
    text: '新品',
    color: '#D7263D',
    foreground: '#FFFFFF',
    shine: 10,
  },
  stars: {
    kind: 'rating-stars',
    box: { x: 0.1, y: 0.3, w: 0.8, h: 0.2 },
    value: 4.5,
    foreground: '#FFFFFF',
    ground: '#101010',
    color: '#FFFFFF',
    fillFrames: 20,
  },
  counter: {
    kind: 'counter',
    box: { x: 0.1, y: 0.2, w: 0.8, h: 0.5 },
    value: 12_000,
    notation: 'grouped',
    unit: '+',
    color: '#FFFFFF',
    labelColor: '#FFFFFF',
    countFrames: 24,
  },
  arrow: {
    kind: 'arrow',
    tail: { x: 0.1, y: 0.1 },
    box: { x: 0.6, y: 0.6, w: 0.3, h: 0.3 },
    color: '#FFFFFF',
    width: 0.02,
    drawFrames: 12,
  },
} as const;

describe('accents are functions of the frame number (C8)', () => {
  it.each(Object.entries(sources))(
    '%s: a piece that begins in the middle shows the same pixels (C8)',
    async (_, source) => {
      const { drawn: whole } = await framesOf(source, [0, 5, 12, 18, 40]);
      const { drawn: late } = await framesOf(source, [12, 40]);
      expect(Buffer.compare(whole[2]?.bytes ?? Buffer.alloc(0), late[0]?.bytes ?? Buffer.alloc(1))).toBe(0);
      expect(Buffer.compare(whole[4]?.bytes ?? Buffer.alloc(0), late[1]?.bytes ?? Buffer.alloc(1))).toBe(0);
    },
  );

  it.each(Object.entries(sources))('%s: gives back all memory, and stays in its time (C8)', async (_, source) => {
    const { drawn, harness } = await framesOf({ ...source, from: 10, to: 30 }, [9, 10, 29, 30]);
    expect(drawn.map((frame) => ink(frame).count > 0)).toEqual([false, true, true, false]);
    expect(harness.held()).toBe(0);
  });
});

describe('badges (C8)', () => {
  it.each(['ribbon', 'seal', 'pill'] as const)(
    'a %s keeps its shape in its box, with words in both languages',
    async (shape) => {
      for (const text of ['新品', '限时包邮', '-30%', 'Free shipping']) {
        const { drawn } = await framesOf(
          { ...sources.badge, shape, text, color: '#FFFFFF', foreground: '#000000' },
          [0],
        );
        const { left, top, right, bottom } = ink(drawn[0], 60);
        expect(left).toBeGreaterThanOrEqual(72 - 1);
        expect(right).toBeLessThanOrEqual(288 + 1);
        expect(top).toBeGreaterThanOrEqual(72 - 1);
        expect(bottom).toBeLessThanOrEqual(144 + 1);
      }
    },
  );

  it('light runs over a badge once, and leaves it as it was', async () => {
    const { drawn } = await framesOf(sources.badge, [9, 18, 50]);
    const bright = drawn.map((frame) => frame.bytes.subarray(0, size.width * size.height).reduce((a, b) => a + b, 0));
    expect(bright[1] ?? 0).toBeGreaterThan((bright[0] ?? 0) * 1.02);
    expect(bright[2]).toBe(bright[0]);
  });
});

describe('rating stars (C8)', () => {
  it('fill with easing to exactly their value: half of the fifth star at 4.5 of 5', async () => {
    const { drawn } = await framesOf(sources.stars, [0, 6, 19, 59]);
    const filled = drawn.map((frame) => ink(frame, 150).right);
    expect(filled[0] ?? 0).toBeLessThan(filled[1] ?? 0);
    expect(filled[1] ?? 0).toBeLessThan(filled[2] ?? 0);
    expect(filled[3]).toBe(filled[2]);
    const all = ink(drawn[3], 10);
    const step = (all.right - all.left) / (5 + 4 * 0.14);
    // The middle of the fifth star is four steps and a half of a star from the first one's left edge.
    expect(Math.abs((filled[3] ?? 0) - (all.left + step * (4 * 1.14 + 0.5)))).toBeLessThan(step * 0.12);
  });

  it('a value beyond all stars is refused with its reason', () => {
    const parsed = Layer.safeParse({ ...sources.stars, value: 6 });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toContain('more than all stars');
  });
});

describe('counters (C8)', () => {
  it('end at exactly the value, in the notation of the language', () => {
    expect(shownNumber(120_000, { notation: 'wan', decimals: 0 })).toBe('12');
    expect(shownNumber(12_345_000, { notation: 'wan', decimals: 1 })).toBe('1,234.5');
    expect(shownNumber(12_500, { notation: 'k', decimals: 1 })).toBe('12.5');
    expect(shownNumber(1_234_567, { notation: 'grouped', decimals: 0 })).toBe('1,234,567');
    expect(shownNumber(4.8, { notation: 'plain', decimals: 1 })).toBe('4.8');
  });

  it('count up, the unit standing still from the first frame to the last', async () => {
    const { drawn } = await framesOf(sources.counter, [0, 4, 12, 24, 59]);
    const bounds = drawn.map((frame) => ink(frame, 60));
    expect(new Set(bounds.map(({ right }) => right)).size).toBe(1);
    const widths = bounds.map(({ left, right }) => right - left);
    expect(widths[0] ?? 0).toBeLessThan((widths[3] ?? 0) * 0.6);
    expect(drawn[3]?.bytes).toEqual(drawn[4]?.bytes);
    expect(drawn[1]?.bytes).not.toEqual(drawn[2]?.bytes);
  });

  it('stay in their box, however long number, unit and label are', async () => {
    const source = {
      ...sources.counter,
      value: 987_654_321,
      unit: ' million people',
      label: '全国用户累计使用时长（小时）',
    };
    const { left, right, top, bottom } = ink((await framesOf(source, [59])).drawn[0], 40);
    expect(left).toBeGreaterThanOrEqual(36 - 1);
    expect(right).toBeLessThanOrEqual(324 + 1);
    expect(top).toBeGreaterThanOrEqual(48 - 1);
    expect(bottom).toBeLessThanOrEqual(168 + 1);
  });
});

describe('arrows (C8)', () => {
  it('are drawn on from their tail and end before what they point at', async () => {
    const { drawn } = await framesOf(sources.arrow, [0, 5, 11, 59]);
    const bounds = drawn.map((frame) => ink(frame, 120));
    expect(bounds[0]?.right ?? 0).toBeLessThan(bounds[1]?.right ?? 0);
    expect(bounds[1]?.right ?? 0).toBeLessThan(bounds[2]?.right ?? 0);
    expect(drawn[3]?.bytes).toEqual(drawn[2]?.bytes);
    const target = { left: 216, top: 144 };
    const last = bounds[3] ?? { right: 0, bottom: 0 };
    expect(last.right < target.left || last.bottom < target.top).toBe(true);
    expect(Math.min(target.left - last.right, target.top - last.bottom)).toBeLessThan(12);
  });

  it('bow to the side that was asked for, and their way is cut at any share of its length', () => {
    const box = { x: 80, y: -10, w: 20, h: 20 };
    const middleOf = (bend: number) => wayUpTo(arrowWay({ x: 0, y: 0 }, box, bend, 2), 0.5).at(-1)?.y ?? 0;
    expect(middleOf(0)).toBeCloseTo(0);
    expect(middleOf(0.4)).toBeGreaterThan(5);
    expect(middleOf(-0.4)).toBeCloseTo(-middleOf(0.4));
    const way = arrowWay({ x: 0, y: 0 }, box, 0.4, 2);
    expect(wayUpTo(way, 0.3).at(-1)?.length).toBeCloseTo((way.at(-1)?.length ?? 0) * 0.3);
  });
});
