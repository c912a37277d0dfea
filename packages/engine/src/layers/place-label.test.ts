import { type Box, type Layer, type PreparedMaterial, Storyboard } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-label.ts';

const size = { width: 1000, height: 1000 };
const still = (id: string, subject?: Box): PreparedMaterial => ({
  ...{ id, file: id, path: id, rights: undefined, kind: 'image', width: 1000, height: 1000, hasAlpha: false },
  ...(subject === undefined ? {} : { subject }),
});
const whole = { x: 0, y: 0, w: 1, h: 1 };
const left = { x: 50, y: 50, w: 200, h: 80 };
const right = { x: 750, y: 50, w: 200, h: 80 };
const low = { x: 50, y: 870, w: 200, h: 80 };

/** A video of scenes that each show a picture over the whole frame, and what else they are given. */
function video(...scenes: { shows: string; with?: Layer[]; motion?: { from: Box; to: Box } }[]): Storyboard {
  return Storyboard.parse({
    version: 1,
    name: 'v',
    language: 'zh-CN',
    format: '1x1',
    fps: 30,
    scenes: scenes.map(({ shows, with: more = [], motion }, index) => ({
      id: `s${index}`,
      role: 'hook',
      frames: 60,
      background: '#000000',
      layers: [{ kind: 'image', material: shows, box: whole, ...(motion && { motion }) }, ...more],
      transitionIn: { kind: 'cut', frames: 0 },
    })),
    voice: [],
    music: null,
    sounds: [],
    captions: [],
  });
}

const materials = new Map(
  [
    still('middle', { x: 0.4, y: 0.4, w: 0.2, h: 0.3 }),
    still('left', { x: 0.1, y: 0, w: 0.25, h: 0.4 }),
    still('right', { x: 0.7, y: 0, w: 0.25, h: 0.4 }),
    still('all', whole),
    still('unknown'),
  ].map((material) => [material.id, material]),
);
const place = (videos: Storyboard[], places = [left, right, low] as [Box, ...Box[]]) =>
  placeLabels(videos, { places, size, materials });

describe('the place of the AI label (L1)', () => {
  it('is the wanted one where no subject is in its way, also where none was found', () => {
    expect(place([video({ shows: 'middle' }, { shows: 'right' }, { shows: 'unknown' })])).toEqual([left]);
  });

  it('is the first that is free in every scene: it never moves within a video', () => {
    expect(place([video({ shows: 'middle' }, { shows: 'left' })])).toEqual([right]);
    expect(place([video({ shows: 'right' }, { shows: 'left' })])).toEqual([low]);
  });

  it('keeps a quarter of its height off a subject: nearer, its letters seem to touch it', () => {
    for (const [x, wanted] of [
      [0.265, right],
      [0.275, left],
    ] as const) {
      const near = still(`near ${x}`, { x, y: 0, w: 0.2, h: 0.3 });
      materials.set(near.id, near);
      expect(place([video({ shows: near.id })])).toEqual([wanted]);
    }
  });

  it('is free of what comes into its way late, as a picture moves', () => {
    // What lies right of the label at first stands under it at the end.
    const motion = { from: whole, to: { x: 0.3, y: 0.3, w: 0.5, h: 0.5 } };
    expect(place([video({ shows: 'middle', motion })])).toEqual([left]);
    const towards = { from: whole, to: { x: 0.35, y: 0.38, w: 0.5, h: 0.5 } };
    expect(place([video({ shows: 'middle', motion: towards })])).toEqual([right]);
  });

  it('is never where words stand, nor astride the edge of a panel', () => {
    const words = { kind: 'sticker', shape: 'badge', box: { x: 0.7, y: 0, w: 0.3, h: 0.2 } } as const;
    const sticker: Layer = { ...words, color: '#FFFFFF', foreground: '#000000', rotation: 0, opacity: 1 };
    expect(place([video({ shows: 'left', with: [sticker] })])).toEqual([low]);
    const arrow: Layer = {
      ...{ kind: 'arrow', tail: { x: 0.85, y: 0.02 }, box: { x: 0.82, y: 0.2, w: 0.06, h: 0.02 }, bend: 0 },
      ...{ color: '#FFFFFF', width: 0.01, drawFrames: 14, opacity: 1 },
    };
    expect(place([video({ shows: 'left', with: [arrow] })])).toEqual([low]);
    const panel = (color: string): Layer => ({
      ...{ kind: 'shape', shape: 'rectangle', box: { x: 0.8, y: 0, w: 0.2, h: 1 } },
      ...{ color, radius: 0, opacity: 1 },
    });
    expect(place([video({ shows: 'left', with: [panel('#112233')] })])).toEqual([low]);
    expect(place([video({ shows: 'left', with: [panel('#11223312')] })])).toEqual([right]);
  });

  it('covers the least where nothing is free', () => {
    const tall = { ...still('most'), subject: { x: 0, y: 0, w: 0.85, h: 1 } } as PreparedMaterial;
    const found = placeLabels([video({ shows: 'most' })], {
      ...{ places: [left, low, right], size },
      materials: new Map([['most', tall]]),
    });
    expect(found).toEqual([right]);
    expect(place([video({ shows: 'all' })])).toEqual([left]);
  });

  it('stays at the usual end of the frame unless another covers much less', () => {
    const found = (h: number) =>
      placeLabels([video({ shows: 'high' })], {
        places: [left, low],
        size,
        materials: new Map([['high', { ...still('high'), subject: { x: 0, y: 0.1, w: 1, h } } as PreparedMaterial]]),
      });
    expect(found(0.78)).toEqual([left]);
    expect(found(0.7)).toEqual([low]);
  });

  it('lies rather over a subject’s edge, or an edge of a panel, than over its middle', () => {
    const subject = { x: 0, y: 0, w: 0.5, h: 0.9 };
    const found = (second: Box, panel: Layer[] = []) =>
      placeLabels([video({ shows: 'half', with: panel })], {
        places: [{ x: 150, y: 300, w: 200, h: 80 }, second],
        size,
        materials: new Map([['half', { ...still('half'), subject } as PreparedMaterial]]),
      });
    const edge = { x: 10, y: 20, w: 300, h: 80 };
    expect(found(edge)).toEqual([edge]);
    const beside = { x: 600, y: 50, w: 200, h: 80 };
    const panel: Layer = {
      ...{ kind: 'shape', shape: 'rectangle', box: { x: 0.7, y: 0, w: 0.3, h: 1 } },
      ...{ color: '#112233', radius: 0, opacity: 1 },
    };
    expect(found(beside, [panel])).toEqual([beside]);
  });

  it('takes the words in two lines where in one they would lie over the subject, and only there', () => {
    const oneLine = { x: 50, y: 50, w: 700, h: 80, text: 'one line' };
    const places = [oneLine, { ...oneLine, w: 320, h: 160, text: 'two\nlines' }] as [
      typeof oneLine,
      ...(typeof oneLine)[],
    ];
    const chosen = (shows: string) =>
      placeLabels([video({ shows }, { shows: 'middle' })], { places, size, materials }).map(({ text }) => text);
    const top = still('top', { x: 0.45, y: 0, w: 0.3, h: 0.5 });
    materials.set(top.id, top);
    expect(chosen('top')).toEqual(['two\nlines']);
    expect(chosen('middle')).toEqual(['one line']);
  });

  it('is shared by the videos of a batch as far as it is free, for they share pieces', () => {
    const found = place([video({ shows: 'middle' }), video({ shows: 'left' }), video({ shows: 'left' })]);
    expect(found).toEqual([right, right, right]);
    expect(place([video({ shows: 'middle' }), video({ shows: 'all' }), video({ shows: 'left' })])).toEqual([
      right,
      right,
      right,
    ]);
  });
});
