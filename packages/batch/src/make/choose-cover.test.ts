import type { Box, Layer, PreparedMaterial } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { chooseCover } from './choose-cover.ts';

const whole = { x: 0, y: 0, w: 1, h: 1 };
const still = (id: string, subject?: Box): PreparedMaterial => ({
  ...{ id, file: id, path: id, rights: undefined, kind: 'image', width: 1000, height: 1000, hasAlpha: false },
  ...(subject === undefined ? {} : { subject }),
});
const middle = { x: 0.3, y: 0.3, w: 0.4, h: 0.4 };
const materials = new Map(
  [
    still('a', middle),
    still('b', middle),
    still('c', middle),
    still('d'),
    still('wide', { x: 0, y: 0.4, w: 1, h: 0.2 }),
  ].map((material) => [material.id, material]),
);
const showing = (...shown: string[]) =>
  shown.map((material, index) => ({
    id: `${index}`,
    layers: [{ kind: 'image', material, box: whole, radius: 0, opacity: 1 } as Layer],
  }));
const card = { id: 'card', layers: [{ kind: 'shape' } as Layer] };
const tall = { width: 1080, height: 1920 };

describe('covers of a batch (C8, C10)', () => {
  it.each([1, 2, 3, 4])(
    'with %i pictures no two creatives share picture and look before all have been taken',
    (count) => {
      const scenes = showing(...['a', 'b', 'c', 'd'].slice(0, count), 'a');
      const chosen = Array.from({ length: count * 2 }, (_, index) => {
        const cover = chooseCover(scenes, { creative: index + 1, size: tall, materials });
        return `${cover?.scene.id} ${cover?.look}`;
      });
      expect(new Set(chosen).size).toBe(count * 2);
      // Neighbours differ in their look too.
      chosen.slice(1).forEach((cover, index) => {
        expect(cover).not.toBe(chosen[index]);
      });
    },
  );

  it('take other moments of a clip once all materials have been shown', () => {
    const takes = [900, 2400, 5000].map((startMs, index) => ({
      id: `${index}`,
      layers: [{ kind: 'clip', material: 'clip', box: whole, startMs, speed: 1, radius: 0, opacity: 1 } as Layer],
    }));
    const [photo] = showing('a').map((scene) => ({ ...scene, id: 'photo' }));
    const scenes = [...takes.slice(0, 2), ...(photo === undefined ? [] : [photo]), ...takes.slice(2)];
    const ids = [1, 2, 3, 4, 5].map((creative) => chooseCover(scenes, { creative, size: tall, materials })?.scene.id);
    expect(ids).toEqual(['0', 'photo', '1', '2', '0']);
  });

  it('show the product as good as whole wherever a picture of the video does', () => {
    const ids = [1, 2, 3, 4].map(
      (creative) => chooseCover(showing('wide', 'a', 'b'), { creative, size: tall, materials })?.scene.id,
    );
    expect(ids).toEqual(['1', '2', '1', '2']);
    const square = { width: 1080, height: 1080 };
    expect(chooseCover(showing('wide', 'a'), { creative: 1, size: square, materials })?.scene.id).toBe('0');
    expect(chooseCover(showing('wide'), { creative: 1, size: tall, materials })?.scene.id).toBe('0');
  });

  it('are of the first scene where nothing is shown, and none where there is no scene', () => {
    expect(chooseCover([card], { creative: 3, size: tall, materials })?.scene.id).toBe('card');
    expect(chooseCover([], { creative: 1, size: tall, materials })).toBeUndefined();
  });
});
