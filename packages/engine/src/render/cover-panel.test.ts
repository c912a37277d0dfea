import { type ClipLayer, formats, frameSize, type ImageMaterial, type VideoMaterial } from '@clipo/contract';
import { expect, it } from 'vitest';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { holdsWhole, panelledCover, pictureFilling } from './cover-panel.ts';
import { coverLooks, drawCoverTitle } from './cover-title.ts';

const canvas = createNodeCanvas();
const titles = {
  'zh-CN': { text: '鞋柜满了，出门还没得穿？', name: '踱青短靴', accent: '#D9A58B' },
  en: { text: 'Tired of guessing which tumbler to buy', name: 'Clearlight Tumbler', accent: '#1F6F78' },
};
const close: ClipLayer = {
  ...{ kind: 'clip', material: 'c', box: { x: 0, y: 0, w: 1, h: 0.7 }, startMs: 0, speed: 1, radius: 0, opacity: 1 },
  crop: { x: 0.1, y: 0.2, w: 0.8, h: 0.6 },
};
const film: VideoMaterial = {
  ...{ kind: 'video', id: 'c', file: 'c', path: 'c', rights: undefined, width: 720, height: 1280, durationMs: 3000 },
  ...{ fps: 30, hasAudio: false, shots: [{ startMs: 0, endMs: 3000 }], moments: [] },
};

it.each(
  (['zh-CN', 'en'] as const).flatMap((language) =>
    coverLooks.flatMap((look) => formats.map((format) => [language, look, format] as const)),
  ),
)('a picture that fills its cover leaves a ground to its words: %s, %s, %s (C8)', (language, look, format) => {
  const size = frameSize(format, 360);
  const title = { ...titles[language], look };
  const scene = { frames: 30, background: '#F6F3EC', layers: [close] };
  const { scene: shown, place } = panelledCover(title, scene, close, { size, material: film, canvas });
  const [picture, ground] = shown.layers;
  const ctx = canvas.createCanvas(size.width, size.height).getContext('2d');
  const words = drawCoverTitle(ctx, title, size, canvas, place);
  const unit = Math.min(size.width, size.height);
  expect([words.title.isCut, words.name?.isCut]).toEqual([false, false]);
  expect(words.title.fontPx).toBeGreaterThan(unit * 0.065);
  // Bright words on a dark ground, and none of them on the picture.
  expect(ground).toMatchObject({ kind: 'shape', color: '#16181D' });
  for (const { x, y, w, h } of [words.title.bounds, words.name?.bounds ?? words.title.bounds]) {
    const panel = ground?.kind === 'shape' ? ground.box : picture?.kind === 'clip' ? picture.box : close.box;
    expect(x / size.width).toBeGreaterThan(panel.x);
    expect((x + w) / size.width).toBeLessThan(panel.x + panel.w);
    expect(y / size.height).toBeGreaterThan(format === '9x16' ? 0.15 : 0.12);
    expect((y + h) / size.height).toBeLessThan(panel.y + panel.h);
  }
  // The picture keeps its shape in what is left, about what the scene shows of it.
  if (picture?.kind !== 'clip') {
    throw new Error('the picture is gone');
  }
  const { box, crop = close.box } = picture;
  const shape = (box.w * size.width) / (box.h * size.height);
  expect((crop.w * film.width) / (crop.h * film.height) / shape).toBeCloseTo(1);
  expect(crop.y + crop.h / 2).toBeCloseTo(0.5);
});

it('keeps the subject of a still in the middle of what it shows', () => {
  const still: ImageMaterial = {
    ...{ kind: 'image', id: 'p', file: 'p', path: 'p', rights: undefined, width: 1600, height: 900, hasAlpha: false },
    subject: { x: 0.6, y: 0.2, w: 0.2, h: 0.6 },
  };
  const whole = { x: 0, y: 0, w: 1, h: 1 };
  const layer = { kind: 'image', material: 'p', box: whole, radius: 0, opacity: 1 } as const;
  const shown = pictureFilling({ ...layer, crop: whole }, whole, {
    size: { width: 360, height: 360 },
    material: still,
  });
  expect(shown).toMatchObject({ crop: { w: 0.5625, h: 1 } });
  expect(shown.kind === 'image' && (shown.crop?.x ?? 0) + 0.5625 / 2).toBeCloseTo(0.7);
});

it('is cut about where the subject of a clip is at that moment; what barely fits is not whole (C8)', () => {
  const wide: VideoMaterial = { ...film, width: 640, height: 480 };
  // The scene shows more of it: its crop stands in the middle of another place.
  const scene: ClipLayer = { ...close, crop: { x: 0, y: 0, w: 0.84, h: 1 }, follow: [{ frame: 0, x: 0.5, y: 0.5 }] };
  const whole = { x: 0, y: 0, w: 1, h: 1 };
  const size = { width: 360, height: 640 };
  const tilted = { x: 0.15, y: 0.36, w: 0.4, h: 0.45 };
  const shown = pictureFilling(scene, whole, { size, material: wide, subject: tilted });
  expect((shown.crop?.x ?? 0) + (shown.crop?.w ?? 0) / 2).toBeCloseTo(0.35);
  expect(shown).not.toHaveProperty('follow');
  expect(holdsWhole(shown, tilted)).toBe(false);
  expect(holdsWhole(shown, { ...tilted, w: 0.3 })).toBe(true);
  // Where nothing is cut there is no more to show.
  expect(holdsWhole(shown, { ...tilted, w: 0.3, y: 0, h: 1 })).toBe(true);
});

it.each(formats)('what a panel would cut is shown whole in a frame of its own shape: %s (C8)', (format) => {
  const size = frameSize(format, 360);
  const title = { ...titles['zh-CN'], look: 'rim' } as const;
  const scene = { frames: 30, background: '#3D4A63', layers: [close] };
  const tall = { x: 0.1, y: 0.05, w: 0.8, h: 0.9 };
  const { scene: shown, place } = panelledCover(title, scene, close, { size, material: film, subject: tall, canvas });
  const [, picture] = shown.layers;
  if (picture?.kind !== 'clip' || picture.crop === undefined) {
    throw new Error('no framed picture');
  }
  const { box, crop } = picture;
  // All of the subject, in its own shape, clear of the words and of the frame's edges.
  expect([crop.x <= tall.x, crop.y <= tall.y]).toEqual([true, true]);
  expect(crop.x + crop.w).toBeGreaterThanOrEqual(tall.x + tall.w);
  expect(crop.y + crop.h).toBeGreaterThanOrEqual(tall.y + tall.h);
  const shape = (box.w * size.width) / (box.h * size.height);
  expect((crop.w * film.width) / (crop.h * film.height) / shape).toBeCloseTo(1);
  const ctx = canvas.createCanvas(size.width, size.height).getContext('2d');
  const words = drawCoverTitle(ctx, title, size, canvas, place);
  const isBeside = (words.title.bounds.x + words.title.bounds.w) / size.width < box.x;
  expect(isBeside || (words.title.bounds.y + words.title.bounds.h) / size.height < box.y).toBe(true);
  expect(box.x + box.w).toBeLessThan(1);
  expect(box.y + box.h).toBeLessThan(1);
});
