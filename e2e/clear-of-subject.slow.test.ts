import { join } from 'node:path';
import { type PreparedBatch, prepareBatch } from '@clipo/batch';
import { loadBrief, loadProducts } from '@clipo/batch/brief';
import {
  type Box,
  Brief,
  type ClipLayer,
  formats,
  frameSize,
  type ImageLayer,
  type Layer,
  type PreparedMaterial,
  type Scene,
  type Storyboard,
} from '@clipo/contract';
import { labelPlaces } from '@clipo/label';
import { createEspeakEngine } from '@clipo/speech';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../apps/cli/src/env.ts';
import { leastShared } from '../packages/agent/src/storyboard/presenters/subject-on-screen.ts';
import { partsOf, viewAt } from '../packages/engine/src/layers/picture-part.ts';

let work: TempFolder;
beforeAll(async () => {
  work = await tempFolder('clear-of-subject');
});
afterAll(() => work?.remove());

/** The storyboards of an example, in all formats where it is not told otherwise; nothing is rendered. */
async function planned(example: string, changes: Partial<Brief> = {}): Promise<PreparedBatch> {
  const loaded = await loadBrief(join(import.meta.dirname, '..', 'examples', example));
  const brief = { ...loaded.brief, formats: [...formats], count: Math.min(4, loaded.brief.count), ...changes };
  const { products } = await loadProducts(loaded.folder, brief);
  const home = join(work.path, 'home');
  const cacheDir = join(home, 'cache');
  const speech = createEspeakEngine({ cacheDir: join(cacheDir, 'voice') });
  try {
    return await prepareBatch(
      { folder: loaded.folder, brief, products, briefHash: '', outDir: '', isDraft: true, isForce: false },
      { signal: new AbortController().signal, env: readEnvironment({ CLIPO_HOME: home }), speech, cacheDir },
    );
  } finally {
    await speech.close();
  }
}

/** Where a material's subject is in the source, at a frame of the scene; null where none is known. */
function subjectIn(layer: ImageLayer | ClipLayer, material: PreparedMaterial, frame: number, fps: number): Box | null {
  if (material.kind === 'image') {
    return material.subject ?? null;
  }
  if (material.kind !== 'video' || layer.kind !== 'clip') {
    return null;
  }
  const atMs = layer.startMs + (frame * 1000 * layer.speed) / fps;
  const near = (material.subjects ?? []).filter((each) => Math.abs(each.atMs - atMs) <= 300);
  return near.sort((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs))[0]?.box ?? null;
}

/** The visible part of a subject on the frame, as the engine crops, moves and follows; null where it is out of view. */
function projected(
  layer: ImageLayer | ClipLayer,
  material: PreparedMaterial,
  scene: Scene,
  frame: number,
  board: Storyboard,
) {
  const subject = subjectIn(layer, material, frame, board.fps);
  if (subject === null || material.kind === 'audio') {
    return null;
  }
  const { width, height } = frameSize(board.format, 1080);
  const parts = partsOf(layer, material, { width: layer.box.w * width, height: layer.box.h * height });
  const view = viewAt(layer, parts, frame, scene.frames);
  const side = (from: number, length: number, start: number, size: number, at: number, room: number) => {
    const low = Math.max(0, (from - start) / size);
    const high = Math.min(1, (from + length - start) / size);
    return high <= low ? null : { at: at + low * room, length: (high - low) * room };
  };
  const across = side(subject.x, subject.w, view.x, view.w, layer.box.x, layer.box.w);
  const down = side(subject.y, subject.h, view.y, view.h, layer.box.y, layer.box.h);
  return across && down && { x: across.at, y: down.at, w: across.length, h: down.length };
}

function picturesOf(layer: Layer): (ImageLayer | ClipLayer)[] {
  return layer.kind === 'picture-in-picture'
    ? [layer.content]
    : layer.kind === 'image' || layer.kind === 'clip'
      ? [layer]
      : [];
}

/** The boxes of words and marks at a frame. */
function wordsAt(scene: Scene, frame: number): { kind: string; box: Box }[] {
  return scene.layers.flatMap((layer) => {
    const isShown = frame >= (layer.from ?? 0) && frame < (layer.to ?? scene.frames);
    switch (layer.kind) {
      case 'text':
      case 'caption':
      case 'price-card':
      case 'logo':
      case 'sticker':
      case 'badge':
      case 'rating-stars':
      case 'counter':
        return isShown ? [{ kind: layer.kind, box: layer.box }] : [];
      default:
        return [];
    }
  });
}

/** What is taken for the subject of a picture in which none was found. */
function middleMost({ x, y, w, h }: Box): Box {
  return { x: x + w * 0.2, y: y + h * 0.2, w: w * 0.6, h: h * 0.6 };
}

/** Whether a box of the frame meets the visible part of a subject in any scene; `unknown` counts where none was found. */
function isOverSubject(
  board: Storyboard,
  box: Box,
  materials: ReadonlyMap<string, PreparedMaterial>,
  unknown: (picture: Box) => Box | null = () => null,
): boolean {
  return board.scenes.some((scene) =>
    scene.layers.flatMap(picturesOf).some((layer) => {
      const material = materials.get(layer.material);
      return Array.from({ length: Math.ceil(scene.frames / 3) }, (_, index) => index * 3).some((frame) => {
        const known = material && projected(layer, material, scene, frame, board);
        const subject = known ?? unknown(layer.box);
        return subject && meet(subject, box);
      });
    }),
  );
}

/** The middle half of a box, side by side: with it covered nobody sees what is shown. */
function middleOf({ x, y, w, h }: Box): Box {
  return { x: x + w / 4, y: y + h / 4, w: w / 2, h: h / 2 };
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

it.each(['half', 'dialogue'] as const)(
  'above presenters in the layout %s the English label stands in two lines beside the product that opens the video: cards leave it room (L1, C6)',
  async (layout) => {
    const presenter = Brief.shape.presenter.parse({
      character: 'mei',
      layout,
      ...(layout === 'dialogue' && { with: 'noor' }),
    });
    const changes: Partial<Brief> = { languages: ['en'], formats: ['9x16'], presenter };
    const { videos, materials } = await planned('tumbler/brief.bilingual.json', changes);
    const byId = new Map(materials.map((material) => [material.id, material]));
    const touching = videos.filter(({ storyboard, settings: { label, size } }) => {
      const places = labelPlaces({ language: 'en', ...size });
      const place = places.find(({ text, x, y }) => text === label?.text && x === label.x && y === label.y);
      expect(place?.text, storyboard.name).toContain('\n');
      const { x, y, w, h } = place ?? { x: 0, y: 0, w: size.width, h: size.height };
      const box = { x: x / size.width, y: y / size.height, w: w / size.width, h: h / size.height };
      return isOverSubject({ ...storyboard, scenes: storyboard.scenes.slice(0, 1) }, box, byId);
    });
    expect(touching.map(({ storyboard }) => storyboard.name)).toEqual([]);
    expect(videos.length).toBeGreaterThanOrEqual(4);
  },
  300_000,
);

describe.each(['tumbler', 'headphones'])('planned from examples/%s', (example) => {
  let batch: Promise<PreparedBatch> | undefined;
  const plannedOnce = () => {
    batch ??= planned(example);
    return batch;
  };

  it('captions and extras never cover the middle of the subject, on any frame in any format (C8, C12)', async () => {
    const { videos, materials } = await plannedOnce();
    const byId = new Map(materials.map((material) => [material.id, material]));
    const covered = new Set<string>();
    let looked = 0;
    for (const { storyboard } of videos) {
      for (const scene of storyboard.scenes) {
        for (let frame = 0; frame < scene.frames; frame++) {
          const words = wordsAt(scene, frame);
          for (const layer of scene.layers.flatMap(picturesOf)) {
            const material = byId.get(layer.material);
            const subject = material && projected(layer, material, scene, frame, storyboard);
            if (subject) {
              looked++;
              for (const { kind } of words.filter(({ box }) => meet(middleOf(subject), box))) {
                covered.add(`${storyboard.name} ${scene.id}: ${kind}`);
              }
            }
          }
        }
      }
    }
    expect([...covered]).toEqual([]);
    expect(looked).toBeGreaterThan(1000);
    expect(new Set(videos.map(({ storyboard }) => storyboard.format)).size).toBe(formats.length);
  }, 300_000);

  it('captions take no more than an edge of what a picture shows, on any frame in any format (C8)', async () => {
    const { videos, materials } = await plannedOnce();
    const byId = new Map(materials.map((material) => [material.id, material]));
    const covered = new Map<string, number>();
    for (const { storyboard } of videos) {
      for (const scene of storyboard.scenes) {
        const [caption] = scene.layers.flatMap((layer) => (layer.kind === 'caption' ? [layer.box] : []));
        for (const layer of caption === undefined ? [] : scene.layers.flatMap(picturesOf)) {
          const material = byId.get(layer.material);
          for (let frame = 0; frame < scene.frames; frame += 3) {
            const subject = material && projected(layer, material, scene, frame, storyboard);
            const share = subject && caption ? leastShared(caption, subject) : 0;
            const name = `${storyboard.name} ${scene.id}`;
            covered.set(name, Math.max(covered.get(name) ?? 0, share));
          }
        }
      }
    }
    expect(covered.size).toBeGreaterThan(30);
    expect([...covered].filter(([, share]) => share > 0.15)).toEqual([]);
  }, 300_000);

  it('the AI label is always in the allowed area, whole, and never over a subject that the usual place would miss (L1)', async () => {
    const { videos, materials } = await plannedOnce();
    const byId = new Map(materials.map((material) => [material.id, material]));
    // Videos of one language and format share the place as far as it is free in them.
    for (const group of Map.groupBy(videos, ({ storyboard: { language, format } }) => language + format).values()) {
      const [placed, usual] = [new Set<string>(), new Set<string>()];
      for (const { storyboard, settings } of group) {
        const { label, size } = settings;
        const places = labelPlaces({ language: storyboard.language, ...size });
        const place = places.find(({ text, x, y }) => text === label?.text && x === label.x && y === label.y);
        expect(place, storyboard.name).toBeDefined();
        for (const [at, where] of [
          [place, placed],
          [places[0], usual],
        ] as const) {
          const room = where === usual ? 0.12 * places[0].h : 0;
          const box = at && {
            x: (at.x - room) / size.width,
            y: (at.y - room) / size.height,
            w: (at.w + 2 * room) / size.width,
            h: (at.h + 2 * room) / size.height,
          };
          if (box && isOverSubject(storyboard, box, byId, where === usual ? middleMost : undefined)) {
            where.add(storyboard.name);
          }
        }
      }
      expect([...placed].filter((name) => !usual.has(name))).toEqual([]);
    }
  }, 300_000);

  it('in tall frames words and marks stay clear of the platforms’ controls (C8)', async () => {
    const { videos } = await plannedOnce();
    const outside = videos
      .filter(({ storyboard }) => storyboard.format === '9x16')
      .flatMap(({ storyboard }) => storyboard.scenes.flatMap((scene) => wordsAt(scene, scene.frames - 1)))
      .filter(({ box }) => box.y < 0.083 - 1e-9 || box.y + box.h > 1420 / 1920 || box.x < 0.06);
    expect(outside).toEqual([]);
  }, 300_000);
});
