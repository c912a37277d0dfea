import path from 'node:path';
import type { Box, ImageMaterial, VideoMaterial } from '@clipo/contract';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSubjectTracker, type SubjectSample } from './find-subject-track.ts';
import { labOfYuv } from './lab-picture.ts';
import { prepareMaterial } from './prepare-material.ts';

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('subjects');
});
afterAll(() => folder.remove());

const size = { width: 120, height: 80 };

/** Full-range planes of a picture: brightness by a function of the place, and one shade of red for discs. */
function planesOf(at: (x: number, y: number) => { luma: number; red: number }): Uint8Array {
  const { width, height } = size;
  const planes = new Uint8Array((width * height * 3) / 2).fill(128);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const { luma, red } = at((x + 0.5) / width, (y + 0.5) / height);
      planes[y * width + x] = luma;
      planes[(width * height * 5) / 4 + (y >> 1) * (width / 2) + (x >> 1)] = 128 + red;
    }
  }
  return planes;
}

/** Follows what a clip of 12 fps and 4 s shows. */
function followed(at: (x: number, y: number, part: number) => { luma: number; red: number }): SubjectSample[] {
  const tracker = createSubjectTracker(12);
  for (let frame = 0; frame < 48; frame += 3) {
    const planes = planesOf((x, y) => at(x, y, frame / 48));
    tracker.sampling.take(labOfYuv(planes, size.width, size.height), frame);
  }
  return tracker.follow([{ start: 0, end: 48 }]);
}

function isInDisc(x: number, y: number, middle: number, radius: number): boolean {
  return Math.hypot((x - middle) * 1.5, y - 0.5) < radius;
}

describe('the subject of a clip (C5)', () => {
  it('is followed from side to side, without jitter', () => {
    const places = followed((x, y, part) =>
      isInDisc(x, y, 0.2 + 0.6 * part, 0.2) ? { luma: 90, red: 90 } : { luma: 120 + 80 * x, red: 0 },
    );
    expect(places).toHaveLength(16);
    const middles = places.map(({ box }) => box.x + box.w / 2);
    for (const [index, middle] of middles.entries()) {
      expect(Math.abs(middle - (0.2 + (0.6 * (places[index]?.frame ?? 0)) / 48))).toBeLessThan(0.05);
      expect(middle).toBeGreaterThan((middles[index - 1] ?? 0) - 0.005);
    }
  });

  it('is what moves, where a busy background hides it', () => {
    const busy = (x: number, y: number) => 128 + 60 * Math.sin(x * 70) * Math.sin(y * 50);
    const hidden = (x: number, y: number, middle: number) => ({
      luma: isInDisc(x, y, middle, 0.16) ? busy(x + 0.5 - middle, y + 0.3) * 0.6 : busy(x, y),
      red: 0,
    });
    expect(followed((x, y) => hidden(x, y, 0.3))).toEqual([]);
    const places = followed((x, y, part) => hidden(x, y, 0.15 + 0.7 * part));
    expect(places.length).toBeGreaterThan(8);
    const errors = places.map(({ frame, box }) => Math.abs(box.x + box.w / 2 - (0.15 + (0.7 * frame) / 48)));
    expect(errors.sort((a, b) => a - b)[errors.length >> 1]).toBeLessThan(0.08);
  });

  it('is all of a figure that a near view cuts, not the crown alone; an arm that reaches in is no part of it', () => {
    const onGround = (colorAt: (x: number, y: number) => { luma: number; red: number } | undefined) =>
      followed((x, y) => colorAt(x, y) ?? { luma: 205 - 25 * y, red: 0 });
    const figure = onGround((x, y) => {
      const isCrown = x > 0.3 && x < 0.7 && y > 0.15 && y < 0.4;
      const isFace = isInDisc(x, y, 0.5, 0.3);
      const isBody = x > 0.2 && x < 0.8 && y > 0.7;
      return isCrown ? { luma: 60, red: 60 } : isFace || isBody ? { luma: 150, red: 40 } : undefined;
    });
    expect(figure).toHaveLength(16);
    for (const { box } of figure) {
      expect(box.y).toBeLessThan(0.2);
      expect(box.y + box.h).toBeGreaterThan(0.95);
      expect(box.w).toBeGreaterThan(0.55);
    }
    const held = onGround((x, y) =>
      x > 0.35 && x < 0.55 && y > 0.2 && y < 0.8
        ? { luma: 40, red: 50 }
        : x > 0.5 && Math.abs(y - 0.5) < 0.1
          ? { luma: 150, red: 40 }
          : undefined,
    );
    expect(held).toHaveLength(16);
    for (const { box } of held) {
      expect(box.x + box.w).toBeLessThan(0.7);
    }
  });

  it('is nowhere in a clip of one colour', () => {
    expect(followed(() => ({ luma: 100, red: 0 }))).toEqual([]);
  });
});

describe('subjects of prepared materials (C5)', () => {
  const samples = path.resolve(import.meta.dirname, '../../../../examples/tumbler');
  const prepare = (file: string) =>
    prepareMaterial({ file, root: samples, cacheDir: path.join(folder.path, 'cache'), mostLongSide: 480 });

  /** Where the tumbler is, seen by eye: at milliseconds, left and right, top and bottom. */
  const truth: [number[], Pick<Box, 'x' | 'y'>, Pick<Box, 'x' | 'y'>][] = [
    [[100, 700, 1400], { x: 0.48, y: 0.25 }, { x: 0.66, y: 0.82 }],
    [[1800], { x: 0.32, y: 0.26 }, { x: 0.6, y: 0.85 }],
    [[2600], { x: 0.05, y: 0.37 }, { x: 0.48, y: 0.85 }],
    [[3100], { x: 0.17, y: 0.25 }, { x: 0.39, y: 0.82 }],
    [[3700], { x: 0.3, y: 0.2 }, { x: 0.6, y: 0.74 }],
    [[4200], { x: 0.49, y: 0.17 }, { x: 0.82, y: 0.7 }],
    [[5000], { x: 0.55, y: 0.27 }, { x: 0.73, y: 0.73 }],
    [[5500, 6300], { x: 0.44, y: 0.28 }, { x: 0.63, y: 0.75 }],
    [[7300, 8000], { x: 0.4, y: 0.17 }, { x: 0.59, y: 0.84 }],
  ];

  /** The subject's place between two samples. */
  function boxAt(clip: VideoMaterial, atMs: number): Box {
    const subjects = clip.subjects ?? [];
    const next = subjects.find((subject) => subject.atMs >= atMs) ?? subjects.at(-1);
    const before = subjects.findLast((subject) => subject.atMs <= atMs) ?? next;
    if (next === undefined || before === undefined) {
      return { x: 0, y: 0, w: 1, h: 1 };
    }
    const part = (atMs - before.atMs) / Math.max(1, next.atMs - before.atMs);
    const between = (side: keyof Box) => before.box[side] + (next.box[side] - before.box[side]) * part;
    return { x: between('x'), y: between('y'), w: between('w'), h: between('h') };
  }

  it('the tumbler of the sample clip is found all along, in a hand and turned about', async () => {
    const clip = (await prepare('tumbler.mp4')) as VideoMaterial;
    expect(clip.subjects?.length).toBeGreaterThan(28);
    for (const [times, from, to] of truth) {
      for (const time of times) {
        const box = boxAt(clip, time);
        const shared =
          Math.max(0, Math.min(box.x + box.w, to.x) - Math.max(box.x, from.x)) *
          Math.max(0, Math.min(box.y + box.h, to.y) - Math.max(box.y, from.y));
        expect(shared / ((to.x - from.x) * (to.y - from.y)), `seen at ${time} ms`).toBeGreaterThan(0.6);
        expect(shared / (box.w * box.h), `tight at ${time} ms`).toBeGreaterThan(0.4);
      }
    }
  });

  it('the cup of the sample photo is found, and the cache keeps it', async () => {
    const first = (await prepare('coffee.png')) as ImageMaterial;
    const { x, y, w, h } = first.subject ?? { x: 0, y: 0, w: 1, h: 1 };
    expect(x).toBeGreaterThan(0.1);
    expect(x).toBeLessThan(0.33);
    expect(y).toBeLessThan(0.15);
    expect(x + w).toBeGreaterThan(0.62);
    expect(x + w).toBeLessThan(0.83);
    expect(y + h).toBeGreaterThan(0.65);
    expect(await prepare('coffee.png')).toEqual(first);
  });
});
