import type { PreparedBatch } from '@clipo/batch';
import { type Box, formats, type Layer, languages, type Scene, type Storyboard } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import type { MadeBatch } from './made-batch.fixture.ts';

/** A stretch of a clip in whole source time, or the part of a still that a scene shows at its widest. */
type Shown =
  | { kind: 'clip'; scene: string; material: string; fromMs: number; toMs: number; crop: Box }
  | { kind: 'still'; scene: string; material: string; crop: Box };

/** What storyboards promise of their pictures, in every language and format that there is. */
export function storyboardPromises(made: () => MadeBatch): void {
  describe.each(languages.flatMap((language) => formats.map((format) => [language, format] as const)))(
    'the storyboards in %s, %s',
    (language, format) => {
      let prepared: Promise<PreparedBatch> | undefined;
      const boards = async () => {
        prepared ??= made().prepare({ languages: [language], formats: [format] });
        const { videos } = await prepared;
        expect(videos).toHaveLength(made().brief.count);
        return videos.map(({ storyboard }) => storyboard);
      };

      it('show no source time of a clip twice, transitions among them (C3)', async () => {
        let clips = 0;
        for (const board of await boards()) {
          const shown = shownIn(board).filter((each) => each.kind === 'clip');
          clips += shown.length;
          const twice = pairsOf(shown).filter(([a, b]) => isSameClip(a, b));
          expect(twice, board.name).toEqual([]);
        }
        expect(clips).toBeGreaterThan(0);
      });

      it('show a still again only with a crop at least 30 % apart (C3)', async () => {
        for (const board of await boards()) {
          const shown = shownIn(board).filter((each) => each.kind === 'still');
          const alike = pairsOf(shown).filter(
            ([a, b]) => a.material === b.material && distanceOf(a.crop, b.crop) < 0.3 - 1e-9,
          );
          expect(alike, board.name).toEqual([]);
        }
      });

      it('change the picture at least every 4 s and within the first three seconds show the product’s own', async () => {
        const all = await boards();
        const product = (await prepared)?.materials[0]?.id;
        for (const board of all) {
          expect(Math.max(...board.scenes.map(({ frames }) => frames))).toBeLessThanOrEqual(4 * board.fps);
          const first = shownIn({ ...board, scenes: board.scenes.slice(0, 1) });
          expect(
            first.map(({ material }) => material),
            board.name,
          ).toContain(product);
        }
      });

      it('keep every word inside the frame and off the middle 60 % of every picture (C12)', async () => {
        for (const board of await boards()) {
          for (const scene of board.scenes) {
            const pictures = scene.layers.flatMap(pictureBoxOf).map(middleOf);
            for (const { kind, box } of scene.layers.flatMap(wordsBoxOf)) {
              const name = `${board.name} ${scene.id} ${kind}`;
              expect(
                [box.x, box.y, 1 - box.x - box.w, 1 - box.y - box.h].every((room) => room >= -1e-9),
                name,
              ).toBe(true);
              expect(
                pictures.filter((picture) => meet(picture, box)),
                name,
              ).toEqual([]);
            }
          }
        }
      });
    },
  );
}

/** All pictures of a video as its scenes really show them; a transition shows a scene for longer. */
export function shownIn(board: Pick<Storyboard, 'scenes' | 'fps'>): Shown[] {
  return board.scenes.flatMap((scene, index) => {
    const before = scene.transitionIn.frames / 2;
    const after = (board.scenes[index + 1]?.transitionIn.frames ?? 0) / 2;
    return isPrintOnCard(scene)
      ? []
      : scene.layers.flatMap((layer) => shownBy(layer, scene, { before, after, fps: board.fps }));
  });
}

/** Whether all that a scene shows is a small framed photo of the product: it reminds of it, beside words, and is no shot. */
function isPrintOnCard({ layers }: Scene): boolean {
  const pictures = layers.filter((layer) => pictureBoxOf(layer).length > 0);
  const [only, second] = pictures;
  const isPrint = only?.kind === 'picture-in-picture' && only.content.kind === 'image';
  return second === undefined && isPrint && only.content.box.w * only.content.box.h < 0.2;
}

function shownBy(layer: Layer, scene: Scene, run: { before: number; after: number; fps: number }): Shown[] {
  switch (layer.kind) {
    case 'picture-in-picture':
      return shownBy({ ...layer.content, ...(layer.from !== undefined && { from: layer.from }) }, scene, run);
    case 'clip': {
      const msOf = (frames: number) => (frames * 1000 * layer.speed) / run.fps;
      // What comes in later shows nothing of the source before.
      const fromMs = Math.max(0, layer.startMs + msOf(layer.from ?? -run.before));
      const toMs = layer.startMs + msOf(scene.frames + run.after);
      const crop = layer.crop ?? { x: 0, y: 0, w: 1, h: 1 };
      return [{ kind: 'clip', scene: scene.id, material: layer.material, fromMs, toMs, crop }];
    }
    case 'image':
      return [{ kind: 'still', scene: scene.id, material: layer.material, crop: widestOf(layer) }];
    default:
      // A blurred fill stands behind its own picture: nobody sees a shot in it.
      return [];
  }
}

/** Whether two pictures show the same source time of a clip. */
export function isSameClip(a: Shown, b: Shown): boolean {
  return a.kind === 'clip' && b.kind === 'clip' && a.material === b.material && a.fromMs < b.toMs && b.fromMs < a.toMs;
}

/** The larger of the two ends of a still's movement. */
function widestOf({ motion, crop }: { motion?: { from: Box; to: Box } | undefined; crop?: Box | undefined }): Box {
  const whole: Box = { x: 0, y: 0, w: 1, h: 1 };
  if (motion === undefined) {
    return crop ?? whole;
  }
  const { from, to } = motion;
  return from.w * from.h >= to.w * to.h ? from : to;
}

/** 1 − intersection over union. */
export function distanceOf(a: Box, b: Box): number {
  const across = Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x));
  const down = Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));
  return 1 - (across * down) / (a.w * a.h + b.w * b.h - across * down);
}

export function pairsOf<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [T, T] => [a, b]));
}

export function pictureBoxOf(layer: Layer): Box[] {
  switch (layer.kind) {
    case 'image':
    case 'clip':
      return [layer.box];
    case 'picture-in-picture':
      return [layer.content.box];
    default:
      return [];
  }
}

export function wordsBoxOf(layer: Layer): { kind: string; box: Box }[] {
  switch (layer.kind) {
    case 'text':
    case 'caption':
    case 'price-card':
    case 'end-card':
    case 'logo':
    case 'sticker':
    case 'badge':
    case 'rating-stars':
    case 'counter':
      return [{ kind: layer.kind, box: layer.box }];
    case 'image':
    case 'clip':
    case 'shape':
    case 'blur-fill':
    case 'picture-in-picture':
    case 'arrow':
    case 'before-after':
    case 'cut-out':
    case 'presenter':
      return [];
  }
}

export function middleOf({ x, y, w, h }: Box): Box {
  return { x: x + w * 0.2, y: y + h * 0.2, w: w * 0.6, h: h * 0.6 };
}

export function meet(a: Box, b: Box): boolean {
  const touch = 1e-9;
  return a.x + touch < b.x + b.w && b.x + touch < a.x + a.w && a.y + touch < b.y + b.h && b.y + touch < a.y + a.h;
}
