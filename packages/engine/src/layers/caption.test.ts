import { type CaptionLook, captionLooks, Layer, type Layer as LayerType, type Size } from '@clipo/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCompositor } from '../compositor/load-node.ts';
import type { Compositor, PixelRect } from '../compositor/types.ts';
import { createNodeCanvas } from './canvas-node.ts';
import { captionColors } from './caption-colors.ts';
import { pixelsOfBox } from './layer.ts';
import { createLayerHarness } from './layer-harness.ts';
import { contrastOf } from './palette.ts';
import { openLayer } from './registry.ts';

const canvas = createNodeCanvas();
let compositor: Compositor;
beforeAll(async () => {
  compositor = await loadCompositor();
});

const tall = { width: 540, height: 960 };
const box = { x: 0.067, y: 0.6, w: 0.748, h: 0.11 };
const style = { size: 0.068, color: '#FFFFFF', stroke: { color: '#000000D9', width: 0.0065 } };
const amber = '#F2B134';

type Ground = 'black' | 'white' | 'noise';

/** I420 bytes of frames with a caption over a ground. */
async function framesOf(source: unknown, size: Size, frames: readonly number[], ground: Ground = 'black') {
  const layer: LayerType = Layer.parse(source);
  const material = () => {
    throw new Error('captions need no material');
  };
  const media = { still: material, stillRgba: material, openClip: material };
  const part = { fps: 30, sceneFrames: 90, firstFrame: frames[0] ?? 0, endFrame: 90 };
  const open = await openLayer(layer, { size, ...part, compositor, canvas, media, material });
  const shots: Uint8Array[] = [];
  for (const frame of frames) {
    const target = compositor.createPicture(size);
    paintGround(compositor.bytesOf(target), size, ground);
    await open.draw(frame, target);
    shots.push(compositor.bytesOf(target).slice());
    compositor.releasePicture(target);
  }
  await open.close();
  return shots;
}

function paintGround(bytes: Uint8Array, size: Size, ground: Ground): void {
  const area = size.width * size.height;
  bytes.fill(128);
  bytes.fill(ground === 'white' ? 235 : 16, 0, area);
  if (ground === 'noise') {
    let seed = 7;
    for (let at = 0; at < area; at += 1) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      bytes[at] = 16 + ((seed >>> 16) % 220);
    }
  }
}

function inkBounds(bytes: Uint8Array, size: Size): PixelRect | null {
  let [left, right, top, bottom] = [size.width, -1, size.height, -1];
  for (let at = 0; at < size.width * size.height; at += 1) {
    if ((bytes[at] ?? 0) > 26) {
      const x = at % size.width;
      const y = Math.floor(at / size.width);
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  return right < 0 ? null : { x: left, y: top, w: right + 1 - left, h: bottom + 1 - top };
}

function expectInside(ink: PixelRect | null, within: PixelRect, slack: number, note: string): void {
  expect(ink, note).not.toBeNull();
  if (ink !== null) {
    expect(ink.x, note).toBeGreaterThanOrEqual(within.x - slack);
    expect(ink.y, note).toBeGreaterThanOrEqual(within.y - slack);
    expect(ink.x + ink.w, note).toBeLessThanOrEqual(within.x + within.w + slack);
    expect(ink.y + ink.h, note).toBeLessThanOrEqual(within.y + within.h + slack);
  }
}

const texts = ['倒放', '24小时', '也', '不漏', '。', '放进', '包里', '很', '放心', '。'];
const words = texts.map((text, index) => ({ text, startFrame: index * 6, endFrame: index * 6 + 6 }));
const voiced = words.filter(({ text }) => text !== '。');
const caption = (look: CaptionLook, more: object = {}) => ({
  kind: 'caption',
  look,
  words,
  box,
  style,
  highlight: amber,
  ...more,
});

const nasty = [
  '澄光随行保温杯大容量双层真空不锈钢内胆便携车载办公室学生情侣款高颜值磨砂防滑一键开盖',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen',
  'WWWWWWWWWWWWWWWWWWWW',
  `${'0123456789'.repeat(6)}元`,
  '¥1,234,567,890.00',
  '95℃/6h→62℃ ±0.5℃ ≤10%',
  'كوب حراري من الفولاذ المقاوم للصدأ سعة 500 مل',
  'Tumbler كوب 保温杯 כוס 500ml',
  'แก้วเก็บความเย็นสแตนเลส',
  'Å̊ÄÖÜ ĝjpqy Ẫẵ Ǻ̂̃',
  'Z̴̡a̷͢l̶̛g̵̡o̷͠ t̸͝e̵x̶t̷',
  'j',
  'gjpqy,',
  '一',
];

describe.each(captionLooks)('captions of look %s (C9)', (look) => {
  it.each(nasty)('every frame of a word stays inside the box: %s', async (text) => {
    const spoken = [
      { text, startFrame: 0, endFrame: 20, spaceAfter: true },
      { text: '100元', startFrame: 20, endFrame: 40 },
    ];
    const frames = [0, 1, 2, 8, 19, 20, 21, 22, 39];
    const shots = await framesOf(caption(look, { words: spoken, emphasis: ['保温杯', 'WWWW'] }), tall, frames, 'black');
    shots.forEach((bytes, index) => {
      expectInside(inkBounds(bytes, tall), pixelsOfBox(box, tall), 3, `${text} at ${frames[index]}`);
    });
  });

  it.each([
    { width: 540, height: 540 },
    { width: 960, height: 540 },
    { width: 180, height: 320 },
  ])('no frame is without a caption while the voice speaks, all inside the box, at $width × $height', async (size) => {
    const frames = Array.from({ length: 60 }, (_, frame) => frame);
    const shots = await framesOf(caption(look), size, frames);
    shots.forEach((bytes, frame) => {
      expectInside(inkBounds(bytes, size), pixelsOfBox(box, size), 3, `frame ${frame}`);
    });
  });

  it('what is lit changes on the very frame a word begins, and rests within three frames of it', async () => {
    const frames = Array.from({ length: 54 }, (_, frame) => frame);
    const shots = await framesOf(caption(look, { emphasis: ['放心'] }), tall, frames);
    const isChange = (frame: number) =>
      Buffer.compare(shots[frame - 1] as Uint8Array, shots[frame] as Uint8Array) !== 0;
    const begins = new Set(voiced.map(({ startFrame }) => startFrame));
    for (const frame of frames.slice(1)) {
      if (begins.has(frame)) {
        expect(isChange(frame), `a word begins at ${frame}`).toBe(true);
      } else if (look !== 'typewriter' && ![1, 2, 3].some((age) => begins.has(frame - age))) {
        expect(isChange(frame), `nothing begins at ${frame}`).toBe(false);
      }
    }
  });

  it('a piece that begins in the middle of a scene shows the same frames as one that shows it all', async () => {
    const all = await framesOf(
      caption(look),
      tall,
      Array.from({ length: 60 }, (_, frame) => frame),
    );
    for (const from of [7, 31, 54]) {
      const piece = await framesOf(caption(look), tall, [from, from + 1, from + 2]);
      piece.forEach((bytes, index) => {
        expect(Buffer.compare(bytes, all[from + index] as Uint8Array), `frame ${from + index}`).toBe(0);
      });
    }
  });

  it('gives back all that it holds', async () => {
    const harness = await createLayerHarness(tall, 60, {});
    const open = await openLayer(Layer.parse(caption(look)), harness.context);
    for (let frame = 0; frame < 60; frame += 5) {
      await harness.draw(open, frame);
      expect(harness.held()).toBeLessThanOrEqual(2);
    }
    await open.close();
    expect(harness.held()).toBe(0);
  });

  // Grey can't be told from the soft edge between a black outline and a box.
  it.each(look === 'box' ? ['#FFFFFF', '#16191C'] : ['#FFFFFF', '#16191C', '#808080'])(
    'letters of %s keep 4.5 : 1 to what lies about their edges, over black, white and noise, in 1:1, 9:16 and 16:9',
    async (color) => {
      for (const [highlight, size] of [
        [amber, { width: 1080, height: 1080 }],
        ['#1F6F78', { width: 720, height: 1280 }],
        [amber, { width: 1280, height: 720 }],
      ] as const) {
        const drawn = { size: 0.068, color, stroke: { color: '#000000D9', width: 0.0065 } };
        const source = caption(look, { style: drawn, highlight });
        const shots = await Promise.all(
          (['black', 'white', 'noise'] as const).map(
            async (ground) => (await framesOf(source, size, [16], ground))[0] as Uint8Array,
          ),
        );
        const colors = captionColors(
          Layer.parse(source) as Extract<LayerType, { kind: 'caption' }>,
          Math.min(size.width, size.height) * 0.068,
          Math.min(size.width, size.height),
        );
        // Letters of a box's colour can't be told from the box, which is not to be read.
        const letters = look === 'box' ? [colors.plain, colors.lit] : [colors.plain, colors.lit, colors.emphasis];
        for (const shot of shots) {
          const share = readableEdges(shot, shots, size, letters);
          expect(share, `${highlight} lit`).toBeGreaterThan(0.99);
        }
      }
    },
  );
});

/**
 * Share of the pixels at letters' edges that have 4.5 : 1 to what lies right beside them. Letters are the pixels that
 * have the luma of one of the letters' colours over every ground; each one at an edge is held against the most different
 * of its neighbours, no further away than an outline is wide. The few without are corners inside of letters, where
 * strokes meet. Works on luma, as chroma is half as sharp; outlines and cards are grey.
 */
function readableEdges(shot: Uint8Array, shots: readonly Uint8Array[], size: Size, colors: readonly string[]): number {
  const letters = colors.map((color) => lumaOf(color));
  const isLetter = (at: number) =>
    letters.some((luma) => shots.every((other) => Math.abs(luma - (other[at] ?? 0)) <= 4));
  const lightOf = (luma: number) => {
    const share = Math.max(0, Math.min(1, (luma - 16) / 219));
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const within = pixelsOfBox(box, size);
  const reach = Array.from({ length: 81 }, (_, index) => (Math.floor(index / 9) - 4) * size.width + (index % 9) - 4);
  let readable = 0;
  let edges = 0;
  for (let y = within.y; y < within.y + within.h; y += 1) {
    for (let x = within.x; x < within.x + within.w; x += 1) {
      const at = y * size.width + x;
      if (isLetter(at) && ![1, -1, size.width, -size.width].every((by) => isLetter(at + by))) {
        const own = lightOf(shot[at] ?? 0);
        const ratios = reach.map((by) => {
          const other = lightOf(shot[at + by] ?? 0);
          return (Math.max(own, other) + 0.05) / (Math.min(own, other) + 0.05);
        });
        edges += 1;
        readable += Math.max(...ratios) >= 4.5 ? 1 : 0;
      }
    }
  }
  expect(edges).toBeGreaterThan(200);
  return readable / edges;
}

function lumaOf(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  return 16 + 219 * (0.2126 * r + 0.7152 * g + 0.0722 * b);
}

describe('colours of captions (C9)', () => {
  const parsed = (more: object) => Layer.parse(caption('karaoke', more)) as Extract<LayerType, { kind: 'caption' }>;

  it.each(['#FFFFFF', '#000000', '#F2B134', '#1F6F78', '#808080', '#FF0000', '#00FF00', '#0000FF'])(
    'on a known ground of %s every colour has 4.5 : 1, and there is no outline',
    (ground) => {
      for (const highlight of ['#FFFFFF', '#000000', amber, '#1F6F78', ground]) {
        const colors = captionColors(parsed({ ground, highlight, style: { size: 0.06, color: '#FFFFFF' } }), 60, 1080);
        expect(contrastOf(colors.plain, ground)).toBeGreaterThanOrEqual(4.5);
        expect(contrastOf(colors.lit, ground)).toBeGreaterThanOrEqual(4.5);
        expect(colors.outline).toBeNull();
      }
    },
  );

  it('words without outline and without a known ground are given an outline of their own', () => {
    const colors = captionColors(parsed({ style: { size: 0.06, color: '#FFFFFF' } }), 60, 1080);
    expect(colors.outline?.width).toBeGreaterThan(4);
    expect(contrastOf(colors.outline?.color ?? '#FFFFFF', colors.plain)).toBeGreaterThanOrEqual(4.5);
  });

  it('what is set off has the highlight where that colour does not mean "spoken", unless it had to be moved to read', () => {
    const colorsOf = (look: CaptionLook, more: object) =>
      captionColors({ ...parsed({ highlight: amber, ...more }), look }, 60, 1080);
    expect(colorsOf('box', {}).emphasis.slice(0, 7).toUpperCase()).toBe(amber);
    expect(colorsOf('karaoke', {}).emphasis).toBe('#FFFFFF');
    expect(colorsOf('box', { highlight: '#1F6F78' }).emphasis).toBe('#FFFFFF');
  });

  it('emoji are shown only where they are allowed, and never take a word with them', async () => {
    const words = [{ text: '放心🔥', startFrame: 0, endFrame: 20 }];
    const plain = [{ text: '放心', startFrame: 0, endFrame: 20 }];
    const [withFire] = await framesOf(caption('karaoke', { words }), tall, [5]);
    const [without] = await framesOf(caption('karaoke', { words: plain }), tall, [5]);
    expect(Buffer.compare(withFire as Uint8Array, without as Uint8Array)).toBe(0);
  });
});
