import { formats, frameSize, languages, resolutions } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { coverLabel, explicitLabel, isConformingWording, labelPlaces, labelWording } from './explicit-label.ts';
import { ffmpegBytes } from './media.fixture.ts';

/** Rows and columns with ink of a text drawn white on black by FFmpeg. */
async function inkOf(text: string, fontPx: number, width: number, height: number) {
  const draw = `drawtext=font='Noto Sans CJK SC':text='${text}':fontsize=${fontPx}:fontcolor=white:x=8:y=8`;
  const source = `color=black:s=${width}x${height}:d=0.04:r=25`;
  const gray = await ffmpegBytes('-f', 'lavfi', '-i', source, '-vf', draw, '-pix_fmt', 'gray', '-f', 'rawvideo');
  const rows = new Set<number>();
  let right = 0;
  gray.forEach((value, index) => {
    if (value > 128) {
      rows.add(Math.floor(index / width));
      right = Math.max(right, index % width);
    }
  });
  return { height: rows.size, width: right - 8 };
}

describe('explicit label', () => {
  it.each(languages)('the words in %s hold an AI element and a generation element', (language) => {
    expect(isConformingWording(labelWording[language])).toBe(true);
  });

  it.each([
    ['人工智能生成', true],
    ['本视频由AI合成', true],
    ['内容由 AI 生成', true],
    ['生成式AI制作', true],
    ['AI', false],
    ['AI-generated', false],
    ['智能创作', false],
    ['虚拟人', false],
    ['生成', false],
    ['', false],
  ])('%j conforms: %s', (text, isConforming) => {
    expect(isConformingWording(text)).toBe(isConforming);
  });

  it.each(formats.flatMap((format) => resolutions.map((resolution) => [format, resolution] as const)))(
    'on %s at %i even the Latin capitals would be 5 %% of the short side, and the label stands on the frame (L1)',
    (format, resolution) => {
      const { width, height } = frameSize(format, resolution);
      for (const label of [
        explicitLabel({ language: 'zh-CN', width, height }),
        coverLabel({ language: 'zh-CN', width, height }),
      ]) {
        expect(label.fontPx * 0.73).toBeGreaterThanOrEqual(0.05 * resolution);
        expect(label.x).toBeGreaterThan(0);
        expect(label.x + label.fontPx * 3).toBeLessThan(width);
        expect(label.y + label.fontPx * 2).toBeLessThan(height / 3);
      }
    },
  );

  it('drawn in the real font, the ink of the lowest letters reaches 5 % of the short side (L1)', async () => {
    const { fontPx } = explicitLabel({ language: 'zh-CN', width: 1080, height: 1920 });
    expect((await inkOf('AI', fontPx, 400, 200)).height).toBeGreaterThanOrEqual(54);
  });

  it.each(languages)('on tall frames the words in %s stay inside the safe zones of all platforms', async (language) => {
    const label = explicitLabel({ language, width: 1080, height: 1920 });
    const { width } = await inkOf(label.text, label.fontPx, 1080, 200);
    expect(label.x).toBeGreaterThanOrEqual(72);
    expect(label.y).toBeGreaterThanOrEqual(288);
    expect(label.x + width).toBeLessThanOrEqual(880);
  });

  it.each(languages.flatMap((language) => formats.map((format) => [language, format] as const)))(
    'all places in %s on %s are in the allowed area and hold the words as drawn; the usual one is first (L1)',
    async (language, format) => {
      const frame = { language, ...frameSize(format, 1080) };
      const places = labelPlaces(frame);
      expect(places[0]).toMatchObject(explicitLabel(frame));
      expect(places.length).toBeGreaterThan(3);
      const inks = new Map<string, number>();
      for (const line of new Set(places.flatMap(({ text }) => text.split('\n')))) {
        inks.set(line, (await inkOf(line, places[0].fontPx, 1080, 200)).width);
      }
      const isTall = format === '9x16';
      const margin = Math.ceil(1080 * 0.045);
      for (const place of places) {
        expect(place.fontPx).toBe(places[0].fontPx);
        expect(isConformingWording(place.text)).toBe(true);
        const lines = place.text.split('\n');
        expect(place.w).toBeGreaterThanOrEqual(Math.max(...lines.map((line) => inks.get(line) ?? Number.NaN)));
        expect(place.h).toBeGreaterThanOrEqual(lines.length * place.fontPx * 1.1);
        expect(place.x).toBeGreaterThanOrEqual(isTall ? 72 : margin);
        expect(place.x + place.w).toBeLessThanOrEqual(isTall ? 880 : frame.width - margin);
        expect(place.y).toBeGreaterThanOrEqual(isTall ? 288 : margin);
        expect(place.y + place.h).toBeLessThanOrEqual(isTall ? 1248 : frame.height - margin);
      }
    },
  );

  it('English words may stand in two lines as well, all words still there; Chinese ones are short enough (L1)', () => {
    const texts = (language: 'en' | 'zh-CN') =>
      new Set(labelPlaces({ language, width: 1080, height: 1920 }).map(({ text }) => text));
    expect([...texts('en')]).toEqual(['AI生成 · AI-generated', 'AI生成\nAI-generated']);
    expect([...texts('zh-CN')]).toEqual(['AI生成']);
  });

  it('every cover carries the label at a corner (L1)', () => {
    for (const format of formats) {
      const { width, height } = frameSize(format, 1080);
      const label = coverLabel({ language: 'en', width, height });
      expect(Math.max(label.x, label.y)).toBeLessThanOrEqual(0.05 * 1080);
    }
  });

  it('a frame without size is refused by name', () => {
    expect(() => explicitLabel({ language: 'en', width: 0, height: 100 })).toThrow(/width: must be a whole number/);
  });
});
