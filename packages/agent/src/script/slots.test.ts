import { describe, expect, it } from 'vitest';
import { bodySections, lineSlots, sections, slotsFor } from './slots.ts';

describe('section timing (C9, market.md §3.4)', () => {
  it.each([
    [15, { hook: 3000, reveal: 2000, sell: 3000, demo: 4000, cta: 3000 }],
    [30, { hook: 3000, pain: 4000, reveal: 3000, sell: 6000, demo: 6000, trust: 3000, price: 2000, cta: 3000 }],
    [60, { hook: 3000, pain: 7000, reveal: 5000, sell: 12000, demo: 15000, trust: 8000, price: 5000, cta: 5000 }],
    [90, { hook: 4000, pain: 10000, reveal: 6000, sell: 20000, demo: 24000, trust: 12000, price: 8000, cta: 6000 }],
  ])('a video of %i s is told as researched', (seconds, wanted) => {
    const slots = slotsFor(seconds);
    expect(Object.fromEntries(Object.entries(slots).filter(([, ms]) => ms > 0))).toEqual(wanted);
  });

  it('any length from 6 to 90 s sums exactly, with no section or line too short to speak', () => {
    for (let seconds = 6; seconds <= 90; seconds++) {
      const slots = slotsFor(seconds);
      expect(sections.reduce((sum, section) => sum + slots[section], 0)).toBe(seconds * 1000);
      expect(slots.hook).toBeGreaterThanOrEqual(2000);
      expect(slots.cta).toBeGreaterThanOrEqual(2000);
      expect(bodySections.some((section) => slots[section] > 0)).toBe(true);
      for (const section of sections.filter((candidate) => slots[candidate] > 0)) {
        const lines = lineSlots(section, slots[section]);
        expect(lines.reduce((sum, ms) => sum + ms, 0)).toBe(slots[section]);
        expect(Math.min(...lines)).toBeGreaterThanOrEqual(1800);
        expect(Math.max(...lines)).toBeLessThanOrEqual(6000);
        expect(lines.every((ms) => ms % 100 === 0)).toBe(true);
      }
    }
  });

  it('refuses other lengths and names the field', () => {
    for (const seconds of [5, 91, 7.5, Number.NaN]) {
      expect(() => slotsFor(seconds)).toThrow(/durationSeconds/);
    }
  });
});
