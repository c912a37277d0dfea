import { readFileSync } from 'node:fs';
import type { Scene, Storyboard } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { contentHash } from './content-hash.ts';
import { distinctPieces } from './plan-batch.ts';
import { planVideo } from './plan-video.ts';
import type { RenderSettings } from './render-settings.ts';

const settings: RenderSettings = {
  size: { width: 180, height: 320 },
  fps: 30,
  codec: 'h264',
  quality: 'final',
  encoder: 'libx264',
  label: { text: 'AI生成', fontPx: 13, x: 12, y: 48 },
};

function scene(id: string, frames: number, transitionFrames = 0): Scene {
  return {
    id,
    role: 'body',
    frames,
    background: '#102030',
    layers: [
      {
        kind: 'shape',
        shape: 'rectangle',
        box: { x: 0, y: 0, w: frames / 1000, h: 1 },
        color: '#FFFFFF',
        radius: 0,
        opacity: 1,
      },
    ],
    transitionIn:
      transitionFrames === 0
        ? { kind: 'cut', frames: 0, direction: 'left' }
        : { kind: 'fade', frames: transitionFrames, direction: 'left' },
  };
}

function storyboard(scenes: Scene[]): Storyboard {
  return {
    version: 1,
    name: 'v',
    language: 'zh-CN',
    format: '9x16',
    fps: 30,
    scenes,
    voice: [],
    music: null,
    captions: [],
  };
}

describe('a video as pieces', () => {
  it('has as many frames as its scenes, whatever the transitions', () => {
    const plan = planVideo(storyboard([scene('a', 60), scene('b', 45, 12), scene('c', 30, 8)]), settings);
    expect(plan.frames).toBe(135);
    expect(plan.pieces.map((piece) => [piece.kind, piece.frames])).toEqual([
      ['body', 54],
      ['boundary', 12],
      ['body', 35],
      ['boundary', 8],
      ['body', 26],
    ]);
  });

  it('makes a scene once, however many videos of a batch show it and whatever it is called (C9)', () => {
    const first = planVideo(storyboard([scene('a', 60), scene('b', 45, 12)]), settings);
    const second = planVideo(storyboard([scene('renamed', 60), scene('c', 40, 12)]), settings);
    const pieces = distinctPieces([first, second]);
    expect(first.pieces[0]?.hash).toBe(second.pieces[0]?.hash);
    expect(pieces).toHaveLength(5);
  });

  it('makes another piece where the label, the size or the encoder differs (L1)', () => {
    const board = storyboard([scene('a', 60)]);
    const hashes = [
      settings,
      { ...settings, label: null },
      { ...settings, size: { width: 320, height: 180 } },
      { ...settings, encoder: 'libx265' },
    ].map((each) => planVideo(board, each).pieces[0]?.hash);
    expect(new Set(hashes).size).toBe(4);
  });

  it('refuses a scene that is shorter than its transitions and names it', () => {
    expect(() =>
      planVideo(storyboard([scene('a', 60), scene('b', 10, 12), scene('c', 60, 12)]), settings),
    ).toThrowError(/scenes\[1\]\.frames/);
  });

  it('hashes like the SHA-256 of its sorted JSON, so any tool can recompute it', async () => {
    const { createHash } = await import('node:crypto');
    expect(contentHash({ b: [1, { d: undefined, c: '中' }], a: null })).toBe(
      createHash('sha256').update('{"a":null,"b":[1,{"c":"中"}]}').digest('hex'),
    );
  });

  it('is planned without Node, so that a browser can plan too', () => {
    for (const file of ['plan-video.ts', 'plan-batch.ts', 'content-hash.ts', 'render-settings.ts']) {
      expect(readFileSync(new URL(file, import.meta.url), 'utf8')).not.toMatch(/from 'node:/);
    }
  });
});
