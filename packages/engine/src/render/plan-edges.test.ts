import type { ClipLayer } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import type { Piece, ScenePicture } from '../plan/plan-video.ts';
import { planEdges, readersOf } from './plan-edges.ts';

const size = { width: 1080, height: 1920 };

function scene(startMs: number, kind: 'clip' | 'shape' = 'clip'): ScenePicture {
  const layer = { kind, startMs } as Partial<ClipLayer> as ClipLayer;
  return { frames: 90, background: '#000000', layers: [layer] };
}

function body(hash: string, picture: ScenePicture): Piece {
  return { kind: 'body', hash, frames: 78, scene: picture, firstFrame: 6, endFrame: 84 };
}

function boundary(hash: string, before: ScenePicture, after: ScenePicture): Piece {
  const transition = { kind: 'fade', frames: 12, direction: 'left' } as const;
  return { kind: 'boundary', hash, frames: 12, before, after, transition };
}

describe('bodies leave frames for the boundaries beside them', () => {
  const [a, b, still] = [scene(0), scene(500), scene(0, 'shape')];

  it('on the sides that somebody asks for, under one folder a scene', () => {
    const edges = planEdges([body('a', a), body('b', b), boundary('ab', a, { ...b })], size);
    expect(edges.get('a')?.own).toEqual({ folder: '0', isHeadWanted: false, isTailWanted: true });
    expect(edges.get('b')?.own).toEqual({ folder: '1', isHeadWanted: true, isTailWanted: false });
    expect(edges.get('ab')).toEqual({ before: '0', after: '1' });
    expect(Object.fromEntries(readersOf(edges))).toEqual({ 0: 1, 1: 1 });
  });

  it('not where there are no clips, no boundary, or the boundary comes first', () => {
    expect(planEdges([body('s', still), boundary('sa', still, a)], size).get('s')).toBeUndefined();
    expect(planEdges([body('a', a)], size).get('a')).toBeUndefined();
    const late = planEdges([boundary('ab', a, b), body('a', a), body('b', b)], size);
    expect(late.get('ab')).toEqual({});
    expect(late.get('a')).toBeUndefined();
  });

  it('and never keep more than a gigabyte at once', () => {
    const scenes = Array.from({ length: 60 }, (_, index) => scene(index));
    const bodies = scenes.map((picture, index) => body(`body-${index}`, picture));
    const rest = scenes.slice(1).map((picture, index) => boundary(`cut-${index}`, scenes[index] ?? picture, picture));
    const owners = [...planEdges([...bodies, ...rest], size).values()].filter((edges) => edges.own !== undefined);
    const perScene = 2 * 12 * 1080 * 1920 * 1.5;
    expect(owners.length).toBe(Math.floor(1024 ** 3 / perScene));
    // Made in turns, a folder goes before the next is wanted.
    const inTurns = bodies.flatMap((piece, index) => [piece, ...rest.slice(index - 1, index).filter(() => index > 0)]);
    const all = [...planEdges(inTurns, size).values()].filter((edges) => edges.own !== undefined);
    expect(all.length).toBe(60);
  });
});
