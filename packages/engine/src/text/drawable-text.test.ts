import { describe, expect, it } from 'vitest';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { drawableText } from './drawable-text.ts';
import { useFont } from './fonts.ts';

const canvas = createNodeCanvas();

/** Pixels of a text drawn alone, as a string to compare. */
function drawn(text: string): string {
  const sheet = canvas.createCanvas(80, 60);
  const ctx = sheet.getContext('2d');
  useFont(ctx, 'regular', 40, text);
  ctx.fillText(text, 10, 45);
  return canvas.takePixels(sheet).join();
}

describe('what is drawn of a text', () => {
  it('no character that the fonts lack is ever shown as a box', () => {
    const box = drawn('\u{10FFFE}');
    const nasty = '好\u{10FFFE}\uE000\u{F0000}𠮷㐀\u0378𝒳ᚠ𓀀🧿😀👨‍👩‍👧🇨🇳1️⃣✔★☕♥️①ไทยหिع\u{1FAE8}';
    const kept = drawableText(nasty, canvas);
    expect(kept).toContain('好');
    for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(kept)) {
      expect(drawn(segment), segment).not.toBe(box);
    }
  });

  it('emoji are drawn in colour or left out, never as grey outlines or torn families', () => {
    const kept = drawableText('保温杯👨‍👩‍👧🔥👍🏽真好', canvas);
    const emoji = kept.match(/\p{Emoji_Presentation}/gu) ?? [];
    const isColoured = (char: string) => {
      const sheet = canvas.createCanvas(80, 60);
      const ctx = sheet.getContext('2d');
      useFont(ctx, 'regular', 40, char);
      ctx.fillStyle = '#000000';
      ctx.fillText(char, 10, 45);
      return canvas.takePixels(sheet).some((value, index) => index % 4 !== 3 && value !== 0);
    };
    expect(emoji.every(isColoured)).toBe(true);
    expect(kept).toMatch(/^保温杯.*真好$/u);
    expect(kept).not.toMatch(/\u200d$|\ufe0f$/u);
  });

  it('plain signs stay: ticks, stars, circled numbers, trade marks, currencies', () => {
    expect(drawableText('✔★①™®© €£₩₿', canvas)).toBe('✔★①™®© €£₩₿');
  });

  it('control, zero-width and direction-override characters go, blanks become one', () => {
    expect(drawableText(' a\u202Eb\u0000c\u200b \t d\u00a0\u3000e\ufeff\r\n\n f ', canvas)).toBe('abc d e\nf');
  });
});
