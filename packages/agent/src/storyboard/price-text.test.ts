import { describe, expect, it } from 'vitest';
import { priceCardText, shownPrice } from './price-text.ts';

describe('prices on cards', () => {
  it.each([
    ['89.00', 'CNY', 'zh-CN', '¥89'],
    ['89.90', 'CNY', 'zh-CN', '¥89.90'],
    ['89.9', 'CNY', 'en', '¥89.90'],
    ['1299.00', 'CNY', 'zh-CN', '¥1,299'],
    ['39.90', 'USD', 'en', '$39.90'],
    ['0', 'EUR', 'en', '€0'],
    ['123456789.1234', 'JPY', 'en', '¥123,456,789.1234'],
    ['5.00', 'CHF', 'en', 'CHF 5'],
  ] as const)('%s %s reads %s: %s', (amount, currency, language, shown) => {
    expect(shownPrice(amount, currency, language)).toBe(shown);
  });

  it('say where the original price comes from, and strike none that was not given', () => {
    const price = { amount: '89.00', currency: 'CNY', original: '129.00', originalProof: '2026年10月门店价签' };
    expect(priceCardText(price, 'zh-CN')).toEqual({
      price: '¥89',
      original: '¥129',
      heading: '现价',
      proof: '原价依据：2026年10月门店价签',
    });
    expect(priceCardText({ amount: '89.00', currency: 'CNY' }, 'en')).toEqual({ price: '¥89', heading: 'Now' });
  });
});
