import { Scene } from '@clipo/contract';
import { expect, it } from 'vitest';
import { gestureSounds } from './gesture-sounds.ts';

const scene = (frames: number, kind: string, layers: unknown[] = []) =>
  Scene.parse({
    id: `${kind}-${frames}`,
    role: 'hook',
    frames,
    background: '#000000',
    layers,
    transitionIn: { kind, frames: kind === 'cut' ? 0 : 8 },
  });
const badge = (from: number) => ({
  kind: 'sticker',
  shape: 'badge',
  box: { x: 0, y: 0, w: 0.2, h: 0.2 },
  color: '#FF0000',
  foreground: '#FFFFFF',
  from,
  enter: { kind: 'pop', frames: 10 },
});

it('a gesture between scenes has a whoosh on its cut, a pop a click; cuts and fades are silent', () => {
  const scenes = [scene(60, 'cut'), scene(60, 'push'), scene(60, 'fade', [badge(20)]), scene(60, 'cut')];
  expect(gestureSounds(scenes, 30)).toEqual([
    { kind: 'whoosh', startFrame: 60, gainDb: -18 },
    { kind: 'click', startFrame: 140, gainDb: -17 },
  ]);
});

it('sounds never pile up: within 0.45 s the whoosh is heard and the click is not', () => {
  const scenes = [scene(60, 'cut'), scene(60, 'zoom', [badge(6), badge(30), badge(33)])];
  expect(gestureSounds(scenes, 30).map(({ kind, startFrame }) => [kind, startFrame])).toEqual([
    ['whoosh', 60],
    ['click', 90],
  ]);
});
