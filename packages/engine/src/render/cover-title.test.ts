import { type Box, formats, frameSize } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { readableOn } from '../layers/palette.ts';
import { calmerEnd } from './cover-room.ts';
import { type CoverLook, coverLooks, drawCoverTitle, placeCoverTitle } from './cover-title.ts';

const canvas = createNodeCanvas();
const titles = {
  short: { text: '多重？净重268克', name: '澄光保温杯', accent: '#F2B134' },
  'zh-CN': { text: '净重268克，放包里就怕漏？', name: '澄光保温杯', accent: '#F2B134' },
  en: { text: 'Tired of guessing which tumbler to buy', name: 'Clearlight Tumbler', accent: '#1F6F78' },
};

const ends = ['top', 'bottom'] as const;

function drawn(
  format: (typeof formats)[number],
  language: keyof typeof titles,
  ground: string,
  end: (typeof ends)[number] = 'bottom',
  look: CoverLook = 'rim',
) {
  const size = frameSize(format, 360);
  const sheet = canvas.createCanvas(size.width, size.height);
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = ground;
  ctx.fillRect(0, 0, size.width, size.height);
  const placed = drawCoverTitle(ctx, { ...titles[language], look }, size, canvas, { end, scale: 1 });
  return { size, placed, rgba: canvas.takePixels(sheet) };
}

/** Share of pixels in a rectangle by a test of their light, 0 … 255. */
function share(
  { size, rgba }: ReturnType<typeof drawn>,
  { x, y, w, h }: { x: number; y: number; w: number; h: number },
  has: (light: number) => boolean,
): number {
  let count = 0;
  for (let row = Math.floor(y); row < y + h; row++) {
    for (let column = Math.floor(x); column < x + w; column++) {
      const at = (row * size.width + column) * 4;
      count += has(((rgba[at] ?? 0) + (rgba[at + 1] ?? 0) + (rgba[at + 2] ?? 0)) / 3) ? 1 : 0;
    }
  }
  return count / (w * h);
}

describe.each(['zh-CN', 'en'] as const)('the words of a cover in %s (C8)', (language) => {
  it.each(coverLooks.flatMap((look) => formats.flatMap((format) => ends.map((end) => [look, format, end] as const))))(
    'with %s on %s at the %s stand whole in the part that platforms leave free',
    (look, format, end) => {
      const { size, placed } = drawn(format, language, '#888888', end, look);
      expect(placed.title.isCut).toBe(false);
      expect(
        placed.title.lines
          .map(({ text }) => text)
          .join(' ')
          .replace(/\s/g, ''),
      ).toBe(titles[language].text.replace(/\s/g, ''));
      const all = [placed.title.bounds, placed.name?.bounds ?? placed.title.bounds];
      const unit = Math.min(size.width, size.height);
      for (const { x, y, w, h } of all) {
        expect(x).toBeGreaterThanOrEqual(unit * 0.06);
        expect(x + w).toBeLessThanOrEqual(format === '9x16' ? size.width * 0.82 : size.width - unit * 0.06);
        // Below the label's corner; on tall frames inside the 3:4 crop, above captions and controls.
        expect(y).toBeGreaterThanOrEqual(size.height * (format === '9x16' ? 0.15 : 0.12));
        expect(y + h).toBeLessThanOrEqual(format === '9x16' ? size.height * 0.66 : size.height - unit * 0.05);
      }
      expect(placed.title.fontPx).toBeGreaterThanOrEqual(unit * 0.075);
    },
  );

  it.each(['#FFFFFF', '#000000', '#FFC94D', '#777777'])('are bright letters with a dark rim on %s', (ground) => {
    const cover = drawn('3x4', language, ground);
    const { bounds } = cover.placed.title;
    expect(share(cover, bounds, (light) => light > 235)).toBeGreaterThan(0.12);
    expect(share(cover, bounds, (light) => light < 70)).toBeGreaterThan(0.12);
  });

  it.each(['#FFFFFF', '#000000', '#FFC94D', '#777777'])(
    'on strips read the same whatever lies behind: %s',
    (ground) => {
      const cover = drawn('3x4', language, ground, 'bottom', 'strips');
      const { accent } = titles[language];
      const near = (color: string) => (at: number) =>
        [1, 3, 5].every(
          (from, channel) =>
            Math.abs((cover.rgba[at + channel] ?? 0) - Number.parseInt(color.slice(from, from + 2), 16)) < 12,
        );
      for (const { text, x, baseline } of cover.placed.title.lines) {
        // About a line's letters there is nothing but them and their strip.
        const { fontPx } = cover.placed.title;
        const [ink, strip] = [near(readableOn(accent, '#FFFFFF')), near(accent)];
        let [inks, strips] = [0, 0];
        const row = Math.round(baseline - fontPx * 0.38);
        for (let column = Math.ceil(x); column < x + fontPx * Math.min(2, text.length / 2); column++) {
          const at = (row * cover.size.width + column) * 4;
          inks += ink(at) ? 1 : 0;
          strips += strip(at) ? 1 : 0;
        }
        expect(inks, text).toBeGreaterThan(2);
        expect(strips, text).toBeGreaterThan(2);
        expect(inks + strips).toBeGreaterThan(fontPx * 0.5);
      }
    },
  );

  it.each(coverLooks)('with %s leave the corner of the label as it is', (look) => {
    for (const format of formats) {
      const cover = drawn(format, language, '#FFFFFF', 'top', look);
      const unit = Math.min(cover.size.width, cover.size.height);
      const corner = { x: unit * 0.03, y: unit * 0.03, w: unit * 0.5, h: unit * 0.07 };
      expect(share(cover, corner, (light) => light < 90)).toBe(0);
    }
  });
});

it('stand at the end of the picture where there is less to cover', () => {
  const size = frameSize('9x16', 360);
  const striped = (from: number, to: number) =>
    Uint8Array.from({ length: size.width * size.height }, (_, at) => {
      const y = Math.floor(at / size.width) / size.height;
      return y >= from && y < to && Math.floor((at % size.width) / 8) % 2 === 0 ? 200 : 60;
    });
  expect(calmerEnd(striped(0.45, 0.8), size)).toBe('top');
  expect(calmerEnd(striped(0.1, 0.4), size)).toBe('bottom');
  expect(calmerEnd(striped(0, 0), size)).toBe('bottom');
});

it.each(coverLooks)(
  'with %s leave what the picture shows alone, or its middle where there is no room beside it',
  (look) => {
    const size = frameSize('9x16', 360);
    const luma = new Uint8Array(size.width * size.height).fill(120);
    const placed = (y: number, h: number) => {
      const subject = { x: 0.2, y, w: 0.6, h };
      const title = { ...titles['zh-CN'], look };
      const place = placeCoverTitle(title, { luma, subjects: [subject] }, size, canvas);
      const ctx = canvas.createCanvas(size.width, size.height).getContext('2d');
      const words = drawCoverTitle(ctx, title, size, canvas, place);
      const top = words.title.bounds.y / size.height;
      const { bounds } = words.name ?? words.title;
      return { place, top, foot: (bounds.y + bounds.h) / size.height };
    };
    // What stands in the lower half has its words above it, and the other way round.
    const low = placed(0.5, 0.4);
    expect([low.place.end, low.foot < 0.5]).toEqual(['top', true]);
    const high = placed(0.1, 0.25);
    expect([high.place.end, high.top > 0.35]).toEqual(['bottom', true]);
    // No room beside it: clear of its middle, smaller where that helps.
    const tall = placed(0.27, 0.6);
    expect(tall.place.end).toBe('top');
    expect(tall.foot).toBeLessThan(0.27 + 0.6 * 0.2 + 0.01);
  },
);

describe.each(coverLooks)('with %s beside what leaves no room for words as designed', (look) => {
  /** Words over a picture of even grey that shows one thing, and every pixel that they change. */
  const beside = (format: (typeof formats)[number], language: keyof typeof titles, subject: Box) => {
    const size = frameSize(format, 360);
    const sheet = canvas.createCanvas(size.width, size.height);
    const ctx = sheet.getContext('2d');
    const title = { ...titles[language], look };
    const luma = new Uint8Array(size.width * size.height).fill(120);
    const words = drawCoverTitle(
      ctx,
      title,
      size,
      canvas,
      placeCoverTitle(title, { luma, subjects: [subject] }, size, canvas),
    );
    return { size, words, rgba: canvas.takePixels(sheet) };
  };
  // A bottle with its lid a little below the label; boots that leave the foot; what fills one side; a wide frame's left.
  it.each([
    ['9x16', 'short', { x: 0.17, y: 0.33, w: 0.75, h: 0.39 }],
    ['9x16', 'short', { x: 0, y: 0.27, w: 0.88, h: 0.53 }],
    ['9x16', 'zh-CN', { x: 0.5, y: 0.1, w: 0.5, h: 0.8 }],
    ['3x4', 'en', { x: 0.1, y: 0.1, w: 0.8, h: 0.6 }],
    ['3x4', 'zh-CN', { x: 0, y: 0.05, w: 0.55, h: 0.9 }],
    ['16x9', 'en', { x: 0, y: 0.05, w: 0.5, h: 0.9 }],
  ] as const)(
    '%s in %s: title and name stay large enough, whole, safe and clear of %o (C8)',
    (format, language, subject) => {
      const { size, words, rgba } = beside(format, language, subject);
      const unit = Math.min(size.width, size.height);
      const { text } = titles[language];
      expect(
        words.title.lines
          .map((line) => line.text)
          .join('')
          .replace(/\s/g, ''),
      ).toBe(text.replace(/\s/g, ''));
      expect(words.title.isCut || words.name?.isCut).toBe(false);
      expect(words.title.fontPx).toBeGreaterThanOrEqual(unit * (language === 'en' ? 0.057 : 0.069));
      for (const { x, y, w, h } of [words.title.bounds, words.name?.bounds ?? words.title.bounds]) {
        expect(x).toBeGreaterThanOrEqual(unit * 0.06);
        expect(x + w).toBeLessThanOrEqual(format === '9x16' ? size.width * 0.82 : size.width - unit * 0.06);
        expect(y).toBeGreaterThanOrEqual(size.height * (format === '9x16' ? 0.15 : 0.12));
        expect(y + h).toBeLessThanOrEqual(format === '9x16' ? size.height * 0.66 : size.height - unit * 0.05);
      }
      // Letters, rim, strips and plates are opaque; what a shade or a shadow dims is not.
      let [on, off] = [0, 0];
      for (let at = 3; at < rgba.length; at += 4) {
        const [x, y] = [((at >> 2) % size.width) / size.width, Math.floor((at >> 2) / size.width) / size.height];
        const isInside = x > subject.x && x < subject.x + subject.w && y > subject.y && y < subject.y + subject.h;
        const isOpaque = (rgba[at] ?? 0) > 235 ? 1 : 0;
        on += isInside ? isOpaque : 0;
        off += isInside ? 0 : isOpaque;
      }
      expect(on).toBe(0);
      expect(off).toBeGreaterThan(unit * 4);
    },
  );
});
