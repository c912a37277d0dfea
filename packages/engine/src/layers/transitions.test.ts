import { Transition } from '@clipo/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCompositor } from '../compositor/load-node.ts';
import { exactPlane } from '../compositor/reference.ts';
import type { Compositor, Picture } from '../compositor/types.ts';
import { mixScenes } from './transitions.ts';

const size = { width: 90, height: 160 };
const directions = ['left', 'right', 'up', 'down'] as const;
const all = (['fade', 'push', 'zoom', 'wipe'] as const).flatMap((kind) =>
  directions.map((direction) => Transition.parse({ kind, frames: 12, direction })),
);

let compositor: Compositor;
let a: Picture;
let b: Picture;
let target: Picture;

beforeAll(async () => {
  compositor = await loadCompositor();
  [a, b, target] = [0, 0, 0].map(() => compositor.createPicture(size)) as [Picture, Picture, Picture];
  compositor.bytesOf(a).forEach((_, at, bytes) => {
    bytes[at] = 40 + (at % 31);
  });
  compositor.bytesOf(b).forEach((_, at, bytes) => {
    bytes[at] = 180 + (at % 37);
  });
});

function mixed(transition: Transition, progress: number): Uint8Array {
  compositor.bytesOf(target).fill(0);
  mixScenes(compositor, transition, a, b, target, progress);
  return compositor.bytesOf(target).slice();
}

const mean = (bytes: Uint8Array) => bytes.reduce((sum, value) => sum + value, 0) / bytes.length;

describe.each(all)('$kind $direction', (transition) => {
  it('is exactly the one scene at 0 and the other at 1', () => {
    expect(mixed(transition, 0)).toEqual(compositor.bytesOf(a).slice());
    expect(mixed(transition, 1)).toEqual(compositor.bytesOf(b).slice());
  });

  it('goes from one to the other without a step back, covering the whole frame', () => {
    const moments = Array.from({ length: 12 }, (_, index) => mixed(transition, (index + 0.5) / 12));
    const means = moments.map(mean);
    means.slice(1).forEach((value, index) => {
      expect(value).toBeGreaterThan((means[index] as number) - 0.5);
    });
    for (const moment of moments) {
      expect(Math.min(...moment)).toBeGreaterThanOrEqual(39);
    }
    expect(Math.abs((means[0] as number) - mean(compositor.bytesOf(a)))).toBeLessThan(15);
    expect(Math.abs((means[11] as number) - mean(compositor.bytesOf(b)))).toBeLessThan(15);
  });
});

it.each(directions)('a push to the %s moves both scenes that way, unscaled', (direction) => {
  const bytes = mixed(Transition.parse({ kind: 'push', frames: 12, direction }), 0.5);
  const [from, to] = [compositor.bytesOf(a).slice(), compositor.bytesOf(b).slice()];
  const at = (of: Uint8Array, x: number, y: number) => exactPlane(of, size.width, size.height, 0).at(x, y);
  // Half of 90 is 45, the nearest even way 46 or 44.
  const way = direction === 'left' || direction === 'right' ? 46 : 80;
  switch (direction) {
    case 'left':
      expect([at(bytes, 0, 50), at(bytes, 89, 50)]).toEqual([at(from, way, 50), at(to, way - 1, 50)]);
      break;
    case 'right':
      expect([at(bytes, 89, 50), at(bytes, 0, 50)]).toEqual([at(from, 89 - way, 50), at(to, 90 - way, 50)]);
      break;
    case 'up':
      expect([at(bytes, 50, 0), at(bytes, 50, 159)]).toEqual([at(from, 50, way), at(to, 50, way - 1)]);
      break;
    case 'down':
      expect([at(bytes, 50, 159), at(bytes, 50, 0)]).toEqual([at(from, 50, 159 - way), at(to, 50, 160 - way)]);
      break;
    default:
      direction satisfies never;
  }
});
