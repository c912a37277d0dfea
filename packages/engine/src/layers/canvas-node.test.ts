import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { fontFamily, useFont } from '../text/fonts.ts';
import { createRuler } from '../text/measure.ts';
import { createNodeCanvas, findFonts } from './canvas-node.ts';

const canvas = createNodeCanvas();

function drawn(text: string, set: (ctx: CanvasRenderingContext2D) => void): string {
  const sheet = canvas.createCanvas(300, 120);
  const ctx = sheet.getContext('2d');
  set(ctx);
  ctx.fillText(text, 10, 90);
  return canvas.takePixels(sheet).join();
}

describe('the canvas of the server', () => {
  it('gives premultiplied RGBA', () => {
    const sheet = canvas.createCanvas(2, 1);
    const ctx = sheet.getContext('2d');
    ctx.fillStyle = 'rgba(255, 128, 0, 0.5)';
    ctx.fillRect(0, 0, 1, 1);
    expect([...canvas.takePixels(sheet)]).toEqual([128, 64, 0, 128, 0, 0, 0, 0]);
  });

  it('hanzi have their mainland forms, not the Japanese ones', () => {
    const text = '直角刃海骨';
    const ours = drawn(text, (ctx) => useFont(ctx, 'regular', 50, text));
    const japanese = drawn(text, (ctx) => {
      useFont(ctx, 'regular', 50, text);
      ctx.lang = 'ja';
    });
    expect(ours).not.toBe(japanese);
    // The collection's own SC face, by its installed name, is the measure where it is installed.
    if (GlobalFonts.families.some(({ family }) => family === 'Noto Sans CJK SC' || family === 'Noto Sans CJK JP')) {
      const mainland = drawn(text, (ctx) => {
        ctx.lang = 'zh-Hans';
        ctx.font = '400 50px "Noto Sans CJK SC"';
      });
      expect(ours).toBe(mainland);
    }
  });

  it('regular and bold are real faces; medium and black take the nearest', () => {
    const width = (weight: 'regular' | 'medium' | 'bold' | 'black') => createRuler(canvas, weight).width('Clipo');
    expect(width('bold')).toBeGreaterThan(width('regular'));
    expect(width('medium')).toBe(width('regular'));
    expect(width('black')).toBe(width('bold'));
    expect(
      GlobalFonts.families.find(({ family }) => family === fontFamily)?.styles.map(({ weight }) => weight),
    ).toEqual([400, 700]);
  });

  it('digits are tabular and widths grow in proportion, so that texts are measured once', () => {
    const ruler = createRuler(canvas, 'bold');
    expect(new Set(Array.from('0123456789', (digit) => ruler.width(digit))).size).toBe(1);
    const ctx = createCanvas(2, 2).getContext('2d') as unknown as CanvasRenderingContext2D;
    useFont(ctx, 'bold', 37, 'Tumbler');
    expect(ctx.measureText('Tumbler').width / 37).toBeCloseTo(ruler.width('Tumbler'), 2);
  });

  it('without the fonts it says which program is missing and how to install it', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'clipo-fonts-'));
    try {
      expect(() => findFonts(empty)).toThrow(ClipoError);
      expect(() => findFonts(empty)).toThrow(
        expect.objectContaining({
          code: 'missing_program',
          details: { program: 'Noto Sans CJK', command: 'apt-get install fonts-noto-cjk' },
        }),
      );
    } finally {
      await rm(empty, { recursive: true });
    }
  });
});
