import { expect, it } from 'vitest';
import { formats, frameSize, resolutions } from './format.ts';
import { textIn } from './language.ts';
import { nearestOf } from './nearest.ts';

it('every format has even sides and the asked short side at every resolution (C12)', () => {
  for (const format of formats) {
    for (const short of resolutions) {
      const { width, height } = frameSize(format, short);
      expect([width % 2, height % 2, Math.min(width, height)]).toEqual([0, 0, short]);
      const [across = 0, down = 0] = format.split('x').map(Number);
      expect(Math.abs(width / height - across / down)).toBeLessThan(0.005);
    }
  }
  expect(frameSize('9x16', 1080)).toEqual({ width: 1080, height: 1920 });
});

it("a text that is missing in a language is the product's own, and told apart", () => {
  expect(textIn('保温杯', 'zh-CN')).toEqual({ text: '保温杯', isOwn: true });
  expect(textIn('保温杯', 'en')).toEqual({ text: '保温杯', isOwn: false });
  expect(textIn({ 'zh-CN': '保温杯', en: 'Tumbler' }, 'en')).toEqual({ text: 'Tumbler', isOwn: true });
  expect(textIn({ en: 'Tumbler' }, 'zh-CN')).toEqual({ text: 'Tumbler', isOwn: false });
  expect(textIn('268', 'zh-CN').isOwn).toBe(true);
});

it('a misspelt word finds its neighbour, a strange one finds none', () => {
  expect(nearestOf('sellingpoint', ['facts', 'sellingPoints'])).toBe('sellingPoints');
  expect(nearestOf('wavelength', ['facts', 'count'])).toBeUndefined();
  expect(nearestOf('x', [])).toBeUndefined();
});
