import { describe, expect, it } from 'vitest';
import { nameRoom, shownName } from './shown-name.ts';

describe('a name on screen (C5)', () => {
  it.each([
    ['Northroom Over-Ear Headphones', 'Northroom', 'en', 30, 1, 'Northroom Over-Ear Headphones'],
    ['Northroom Over-Ear Headphones', 'Northroom', 'en', 13, 1, 'Northroom Headphones'],
    ['Northroom Over-Ear Headphones', 'Northroom', 'en', 7, 3, 'Northroom Over-Ear Headphones'],
    ['Northroom Over-Ear Headphones', 'Northroom', 'en', 7, 1, 'Northroom'],
    ['Qingchuang Cream Cupcakes, Box of 4', 'Qingchuang', 'en', 17, 1, 'Qingchuang Cream Cupcakes'],
    ['Qingchuang Cream Cupcakes, Box of 4', 'Qingchuang', 'en', 13, 1, 'Qingchuang Cupcakes'],
    ['Superlongbrandname Tea', 'Superlongbrandname', 'en', 6, 2, 'Tea'],
    ['晴窗奶油纸杯蛋糕4枚装', '晴窗', 'zh-CN', 12, 1, '晴窗奶油纸杯蛋糕4枚装'],
    ['晴窗奶油纸杯蛋糕4枚装', '晴窗', 'zh-CN', 8, 1, '晴窗奶油纸杯蛋糕'],
    ['晴窗奶油纸杯蛋糕4枚装', '晴窗', 'zh-CN', 6, 1, '晴窗纸杯蛋糕'],
    ['晴窗奶油纸杯蛋糕4枚装', '晴窗', 'zh-CN', 3, 1, '晴窗'],
  ] as const)(
    '%s of %s in %s with room for %d em on %d lines is %s',
    (name, brand, language, widthEm, lines, shown) => {
      expect(shownName(name, brand, language, { widthEm, lines })).toBe(shown);
    },
  );

  it('has as many lines as its box holds, and no more than the template allows', () => {
    const frame = { width: 1080, height: 1920 };
    const pill = { padX: 0.022, padY: 0.012 };
    expect(nameRoom({ w: 0.748, h: 0.04 }, frame, { size: 0.05, lines: 2, plate: pill }).lines).toBe(1);
    const title = nameRoom({ w: 0.8, h: 0.24 }, frame, { size: 0.115, lines: 3 });
    expect(title.lines).toBe(3);
    expect(title.widthEm).toBeCloseTo(0.8 / 0.115 / 0.6, 5);
  });
});
