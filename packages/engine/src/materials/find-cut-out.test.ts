import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { findCutOut } from './find-cut-out.ts';

const side = 240;
type Paint = (ctx: ReturnType<ReturnType<typeof createCanvas>['getContext']>) => void;

/** A photograph-like picture: a ground with a fall of light and grain, and what is painted on it. */
function picture(ground: (x: number, y: number) => [number, number, number], paint: Paint): Uint8ClampedArray {
  const canvas = createCanvas(side, side);
  const ctx = canvas.getContext('2d');
  const pixels = ctx.createImageData(side, side);
  for (let at = 0; at < side * side; at++) {
    const color = ground(at % side, Math.floor(at / side));
    // Grain of ±1, always the same.
    const grain = ((at * 2_654_435_761) % 3) - 1;
    pixels.data.set([...color.map((value) => value + grain), 255], at * 4);
  }
  ctx.putImageData(pixels, 0, 0);
  paint(ctx);
  return ctx.getImageData(0, 0, side, side).data;
}

const white = (): [number, number, number] => [248, 248, 247];
/** Mint that falls off towards the corners by a tenth. */
const mint = (x: number, y: number): [number, number, number] => {
  const fall = 1 - 0.1 * (((x - 120) / 120) ** 2 + ((y - 120) / 120) ** 2);
  return [200 * fall, 228 * fall, 212 * fall];
};
const cup: Paint = (ctx) => {
  ctx.fillStyle = '#B3392B';
  ctx.beginPath();
  ctx.ellipse(120, 120, 50, 70, 0, 0, Math.PI * 2);
  ctx.fill();
};

function found(rgba: Uint8ClampedArray) {
  const result = findCutOut(rgba, side, side);
  if ('refusal' in result) {
    throw new Error(`refused: ${result.refusal}`);
  }
  return result;
}

function refusalOf(rgba: Uint8ClampedArray): string | null {
  const result = findCutOut(rgba, side, side);
  return 'refusal' in result ? result.refusal : null;
}

describe('a product is cut out where its background is plain (C8)', () => {
  it.each([
    ['white with grain', white],
    ['mint that falls off towards the corners', mint],
  ] as const)('on %s: the whole of it, nothing else, to the pixel', (_, ground) => {
    const cut = found(picture(ground, cup));
    expect(Math.abs(cut.x - 70)).toBeLessThanOrEqual(2);
    expect(Math.abs(cut.y - 50)).toBeLessThanOrEqual(2);
    expect(Math.abs(cut.width - 100)).toBeLessThanOrEqual(3);
    expect(Math.abs(cut.height - 140)).toBeLessThanOrEqual(3);
    const covered = cut.rgba.reduce((sum, value, at) => sum + (at % 4 === 3 ? value / 255 : 0), 0);
    expect(covered / (Math.PI * 50 * 70)).toBeGreaterThan(0.985);
    expect(covered / (Math.PI * 50 * 70)).toBeLessThan(1.015);
  });

  it('its edge is soft and carries no halo: on another ground no pixel is lighter than both', () => {
    const cut = found(picture(white, cup));
    let soft = 0;
    const most = [0, 0];
    for (let at = 0; at < cut.rgba.length; at += 4) {
      const alpha = (cut.rgba[at + 3] as number) / 255;
      soft += alpha > 0.05 && alpha < 0.95 ? 1 : 0;
      // Over black, the red cup may only give red or darker: a white fringe would lift green and blue.
      most[0] = Math.max(most[0] ?? 0, (cut.rgba[at + 1] as number) * alpha);
      most[1] = Math.max(most[1] ?? 0, (cut.rgba[at + 2] as number) * alpha);
    }
    expect(most[0]).toBeLessThan(0x39 + 16);
    expect(most[1]).toBeLessThan(0x2b + 16);
    expect(soft).toBeGreaterThan(150);
  });

  it('a soft shadow below it stays behind', () => {
    const cut = found(
      picture(white, (ctx) => {
        const shade = ctx.createRadialGradient(120, 190, 5, 120, 190, 38);
        shade.addColorStop(0, 'rgba(0,0,0,0.3)');
        shade.addColorStop(1, 'rgba(0,0,0,0)');
        ctx.fillStyle = shade;
        ctx.fillRect(40, 130, 160, 105);
        cup(ctx);
      }),
    );
    expect(cut.y + cut.height).toBeLessThan(190 + 6);
  });

  it('on a coloured ground what is seen through a handle is cut out too', () => {
    const ring: Paint = (ctx) => {
      ctx.strokeStyle = '#7A2048';
      ctx.lineWidth = 24;
      ctx.beginPath();
      ctx.arc(120, 120, 60, 0, Math.PI * 2);
      ctx.stroke();
    };
    const cut = found(picture(mint, ring));
    const middle = ((120 - cut.y) * cut.width + 120 - cut.x) * 4;
    expect(cut.rgba[middle + 3]).toBe(0);
    expect(refusalOf(picture(white, ring))).toBe('unclear-holes');
  });
});

describe('a cut-out is refused by measure (C8)', () => {
  it.each<[string, Uint8ClampedArray]>([
    ['background-not-plain', picture((x, y) => [(x * 7) % 255, (y * 5) % 255, (x * y) % 255], cup)],
    ['background-not-plain', picture((x) => (x < 150 ? [248, 248, 247] : [120, 90, 60]), cup)],
    ['nothing-stands-out', picture(white, () => {})],
    [
      'cut-by-the-edge',
      picture(white, (ctx) => {
        ctx.fillStyle = '#B3392B';
        ctx.fillRect(100, 0, 18, 150);
      }),
    ],
    [
      'fades-into-background',
      picture(white, (ctx) => {
        ctx.fillStyle = '#E6E6E4';
        ctx.fillRect(70, 50, 100, 140);
      }),
    ],
    [
      'many-things',
      picture(white, (ctx) => {
        ctx.fillStyle = '#B3392B';
        for (let at = 0; at < 9; at++) {
          ctx.fillRect(30 + (at % 3) * 70, 30 + Math.floor(at / 3) * 70, 34, 34);
        }
      }),
    ],
  ])('%s', (refusal, rgba) => {
    expect(refusalOf(rgba)).toBe(refusal);
  });
});
