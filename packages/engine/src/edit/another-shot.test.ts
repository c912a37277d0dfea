import type { ClipLayer, ImageMaterial, Storyboard, VideoMaterial } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { anotherShot } from './another-shot.ts';

const whole = { x: 0, y: 0, w: 1, h: 1 };
const clip: VideoMaterial = {
  id: 'clip',
  file: 'turn.mp4',
  path: '',
  rights: undefined,
  kind: 'video',
  width: 1080,
  height: 1920,
  durationMs: 9000,
  fps: 30,
  hasAudio: false,
  shots: [],
  moments: [4000, 0].map((startMs) => ({ startMs, endMs: startMs + 2000, score: 1 })),
};
const still: ImageMaterial = {
  id: 'still',
  file: 'side.jpg',
  path: '',
  rights: undefined,
  kind: 'image',
  width: 1600,
  height: 1200,
  hasAlpha: false,
  subject: { x: 0.7, y: 0.2, w: 0.2, h: 0.6 },
};
const logo: ImageMaterial = { ...still, id: 'logo', file: 'logo.png' };
const shows = (material: string, startMs = 0) =>
  ({ kind: 'clip', material, startMs, box: whole, speed: 1 }) as unknown as ClipLayer;
const film = (...layers: ClipLayer[]) =>
  ({
    fps: 30,
    format: '9x16',
    scenes: layers.map((layer, index) => ({ id: `s${index}`, frames: 60, layers: [layer] })),
  }) as unknown as Storyboard;

describe('a scene is shown with something else (C9, C11)', () => {
  it('what the video does not show yet goes first; asked again it comes round', () => {
    expect(anotherShot(film(shows('clip', 0)), 's0', [clip, still])).toMatchObject({ material: 'clip', startMs: 4000 });
    const two = film(shows('clip', 0), shows('clip', 4000));
    expect(anotherShot(two, 's0', [clip, still])).toMatchObject({ material: 'still' });
    const three = film(shows('still'), shows('clip', 4000));
    expect(anotherShot(three, 's0', [clip, still])).toMatchObject({ material: 'clip', startMs: 0 });
  });

  it('its subject stands in the middle, as far as the picture reaches', () => {
    const crop = anotherShot(film(shows('clip', 0), shows('clip', 4000)), 's0', [clip, still])?.crop;
    // 9:16 of a 4:3 picture is a strip of its height; the subject's middle is at 0.8 of the width.
    expect(crop?.h).toBe(1);
    expect(crop?.w).toBeCloseTo(0.421875);
    expect(crop?.x).toBeCloseTo(1 - 0.421875);
  });

  it('a clip begins so early that the scene fits into it', () => {
    const short = { ...clip, durationMs: 5000 };
    expect(anotherShot(film(shows('clip', 0)), 's0', [short])).toMatchObject({ startMs: 3000 });
  });

  it('a logo is no picture of a scene, and where there is nothing else there is no other shot', () => {
    const [scene] = film(shows('still')).scenes;
    const mark = { kind: 'logo', material: 'logo', box: whole };
    const withLogo = { ...film(), scenes: [{ ...scene, layers: [...(scene?.layers ?? []), mark] }] } as Storyboard;
    expect(anotherShot(withLogo, 's0', [still, logo])).toBeUndefined();
    expect(anotherShot(withLogo, 'gone', [still, clip])).toBeUndefined();
  });
});
