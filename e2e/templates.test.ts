import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PreparedBatch, prepareBatch } from '@clipo/batch';
import { loadBrief, loadProducts } from '@clipo/batch/brief';
import { type Brief, type Format, formats, type Layer, languages, templateNames } from '@clipo/contract';
import { createEspeakEngine } from '@clipo/speech';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../apps/cli/src/env.ts';
import { tumblerFolder } from './made-batch.fixture.ts';
import {
  distanceOf,
  isSameClip,
  meet,
  middleOf,
  pairsOf,
  pictureBoxOf,
  shownIn,
  wordsBoxOf,
} from './storyboard-promises.fixture.ts';

let home: string;
let speech: ReturnType<typeof createEspeakEngine>;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'clipo-templates-'));
  speech = createEspeakEngine({ cacheDir: join(home, 'cache', 'voice') });
  // Materials are looked at once, for all cases.
  await planned({ languages: ['en'], formats: ['1x1'], count: 1 });
}, 900_000);
afterAll(async () => {
  await speech?.close();
  await rm(home, { recursive: true, force: true });
});

/** The sample with words in both languages, planned and not drawn. */
async function planned(changes: Partial<Brief>): Promise<PreparedBatch> {
  const loaded = await loadBrief(join(tumblerFolder, 'brief.bilingual.json'));
  const brief = { ...loaded.brief, ...changes };
  const { products } = await loadProducts(loaded.folder, brief);
  return prepareBatch(
    { folder: loaded.folder, brief, products, briefHash: '', outDir: '', isDraft: true, isForce: false },
    {
      signal: new AbortController().signal,
      env: readEnvironment({ CLIPO_HOME: home }),
      speech,
      cacheDir: join(home, 'cache'),
    },
  );
}

const cases = templateNames.flatMap((template) => languages.map((language) => ({ template, language })));

describe.each(cases)('the template $template in $language, in all formats (C5)', ({ template, language }) => {
  let batch: Promise<PreparedBatch> | undefined;
  const videos = async () => {
    batch ??= planned({ template, languages: [language], formats: [...formats], count: 4 });
    return (await batch).videos;
  };

  it('shows words in every scene, all inside the frame and off the middle 60 % of every picture (C12)', async () => {
    for (const { storyboard } of await videos()) {
      for (const scene of storyboard.scenes) {
        const words = scene.layers.flatMap(wordsBoxOf);
        expect(words.map(({ kind }) => kind)).toContain('caption');
        const pictures = scene.layers.flatMap(pictureBoxOf).map(middleOf);
        for (const { kind, box } of words) {
          const name = `${storyboard.name} ${scene.id} ${kind}`;
          expect(Math.min(box.x, box.y, 1 - box.x - box.w, 1 - box.y - box.h), name).toBeGreaterThanOrEqual(-1e-9);
          expect(
            pictures.filter((picture) => meet(picture, box)),
            name,
          ).toEqual([]);
        }
      }
    }
  });

  it('leaves the AI label alone: no words and no sticker where it stands (L1)', async () => {
    for (const { storyboard, settings } of await videos()) {
      const { label, size } = settings;
      if (label === null) {
        throw new Error('no label');
      }
      const lines = label.text.split('\n');
      const em = Math.max(
        ...lines.map((line) => [...line].reduce((sum, letter) => sum + (letter > '⺀' ? 1 : 0.56), 0)),
      );
      const box = {
        x: label.x / size.width,
        y: label.y / size.height,
        w: (em * label.fontPx) / size.width,
        h: (label.fontPx * 1.1 * lines.length) / size.height,
      };
      for (const scene of storyboard.scenes) {
        const over = scene.layers.flatMap(wordsBoxOf).filter((words) => meet(words.box, box));
        expect(over, `${storyboard.name} ${scene.id}`).toEqual([]);
      }
    }
  });

  it('shows no source time twice and a still again only 30 % apart, and the product within three seconds (C3)', async () => {
    const all = await videos();
    const product = (await batch)?.materials[0]?.id;
    for (const { storyboard } of all) {
      const shown = shownIn(storyboard);
      const twice = pairsOf(shown).filter(
        ([a, b]) =>
          isSameClip(a, b) ||
          (a.kind === 'still' &&
            b.kind === 'still' &&
            a.material === b.material &&
            distanceOf(a.crop, b.crop) < 0.3 - 1e-9),
      );
      expect(twice, storyboard.name).toEqual([]);
      const first = shownIn({ ...storyboard, scenes: storyboard.scenes.slice(0, 1) });
      expect(
        first.map(({ material }) => material),
        storyboard.name,
      ).toContain(product);
      expect(Math.max(...storyboard.scenes.map(({ frames }) => frames))).toBeLessThanOrEqual(4 * storyboard.fps);
    }
  });

  it('has captions that read: on a ground they know, or with an outline (C8)', async () => {
    for (const { storyboard } of await videos()) {
      for (const layer of storyboard.scenes.flatMap(({ layers }) => layers).filter((each) => each.kind === 'caption')) {
        expect(layer.ground !== undefined || layer.style.stroke !== undefined).toBe(true);
        if (layer.ground !== undefined) {
          expect(contrastOf(layer.style.color, layer.ground)).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });
});

it('quotes only what the brief states with its source, and invents no customer (C5)', async () => {
  const { videos } = await planned({
    template: 'testimonial',
    languages: ['zh-CN', 'en'],
    formats: ['9x16'],
    count: 6,
  });
  let quotes = 0;
  for (const { storyboard, lines } of videos) {
    const texts = storyboard.scenes.flatMap(({ layers }) => layers.filter(isText)).map(({ text }) => text);
    const attributed = texts.filter((text) => text.startsWith('—— '));
    const sources = lines.flatMap(({ source }) => source ?? []);
    expect(attributed.every((text) => sources.some((source) => text === `—— ${source}`))).toBe(true);
    expect(texts.filter((text) => text === '“').length).toBe(attributed.length);
    quotes += attributed.length;
  }
  expect(quotes).toBeGreaterThan(0);
});

it('takes the words that a brief gives for slots, on screen (C5)', async () => {
  const slots = { left: { 'zh-CN': '早上八点', en: '8 am' }, right: { 'zh-CN': '下午两点', en: '2 pm' } };
  const { videos } = await planned({ template: 'comparison', languages: ['en'], formats: ['9x16'], count: 4, slots });
  const texts = videos.flatMap(({ storyboard }) =>
    storyboard.scenes.flatMap(({ layers }) => layers.filter(isText)).map(({ text }) => text),
  );
  expect(texts).toEqual(expect.arrayContaining(['8 am', '2 pm']));
  expect(texts).not.toContain('The whole');
});

it('opens as the template is made for: questions where answers follow (C5)', async () => {
  const hooksOf = async (template: string) => {
    const { videos } = await planned({ template, languages: ['en'], formats: ['9x16'], count: 4 });
    return videos.map(({ lines }) => lines[0]?.text ?? '');
  };
  const [asked, plain] = [await hooksOf('question-answer'), await hooksOf('news-flash')];
  expect(asked[0]).toMatch(/\?$/);
  expect(asked).not.toEqual(plain);
});

it('takes another palette of the template for each choice of style (C5)', async () => {
  const formatsWanted: Format[] = ['9x16'];
  const axes = { hook: 1, body: 1, cta: 2, style: 3 };
  const { videos } = await planned({ template: 'festival', formats: formatsWanted, languages: ['en'], count: 2, axes });
  const grounds = new Set(videos.map(({ storyboard }) => storyboard.scenes[0]?.background));
  expect(grounds.size).toBeGreaterThan(1);
});

function isText(layer: Layer): layer is Extract<Layer, { kind: 'text' }> {
  return layer.kind === 'text';
}

/** WCAG 2 contrast of two colours. */
function contrastOf(a: string, b: string): number {
  const luminance = (color: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [light = 1, dark = 0] = [luminance(a), luminance(b)].sort((one, two) => two - one);
  return (light + 0.05) / (dark + 0.05);
}
