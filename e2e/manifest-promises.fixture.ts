import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { axisNames, type Layer, type ManifestVideo, type Product, textIn } from '@clipo/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { runTool } from './decoded-video.fixture.ts';
import { type MadeBatch, type MadeVideo, main } from './made-batch.fixture.ts';

/** What `manifest.json` promises of a batch, and what the lines in it promise of the brief. */
export function manifestPromises(made: () => MadeBatch): void {
  describe('the manifest', () => {
    it('follows the JSON Schema that clipo schema manifest prints (C9)', async () => {
      const { out } = await runTool(process.execPath, [main, 'schema', 'manifest']);
      const validate = new Ajv2020({ strict: false }).compile(JSON.parse(out) as object);
      const manifest: unknown = JSON.parse(await readFile(join(made().out, 'manifest.json'), 'utf8'));
      validate(manifest);
      expect(validate.errors).toBe(null);
      // The schema is closed: an unknown key is a fault.
      expect(validate({ ...(manifest as object), extra: 1 })).toBe(false);
    });

    it('is what the last event names, and tells the seed and the plan that the brief asked for', () => {
      const { events, out, manifest, brief } = made();
      expect(events.at(-1)).toMatchObject({ event: 'done', manifest: join(out, 'manifest.json'), failed: 0 });
      expect(manifest).toMatchObject({ seed: brief.seed, plan: { kind: brief.plan, seed: brief.seed } });
      expect(manifest.plan.cells).toHaveLength(brief.count);
    });

    it('lists count × languages × formats videos, each creative once in every rendition (C9)', () => {
      const { brief, manifest } = made();
      const wanted = brief.languages.flatMap((language) =>
        brief.formats.flatMap((format) =>
          Array.from({ length: brief.count }, (_, index) => `${language} ${format} ${index + 1}`),
        ),
      );
      const listed = manifest.videos.map(({ language, format, creative }) => `${language} ${format} ${creative}`);
      expect(listed.sort()).toEqual(wanted.sort());
      expect(new Set(manifest.videos.map(({ name }) => name)).size).toBe(wanted.length);
      const { videos, done, failed } = manifest.totals;
      expect({ videos, done, failed }).toEqual({ videos: wanted.length, done: wanted.length, failed: 0 });
    });

    it('names every file that is there and no other, each inside the folder, with its true SHA-256', async () => {
      const { out, manifest } = made();
      const named = manifest.videos.flatMap(({ file, captions, cover, otherCovers = [] }) => [
        ...[file, captions?.srt, captions?.vtt, captions?.ass, cover].map((path) => path ?? 'missing'),
        ...otherCovers.map((other) => other.file),
      ]);
      const there = await Promise.all(
        ['videos', 'covers'].map(async (folder) =>
          (await readdir(join(out, folder))).map((name) => `${folder}/${name}`),
        ),
      );
      expect(there.flat().sort()).toEqual(named.sort());
      for (const { file, sha256 } of manifest.videos) {
        const bytes = await readFile(join(out, file ?? ''));
        expect(createHash('sha256').update(bytes).digest('hex'), file ?? '').toBe(sha256);
      }
    });

    it('records the choice on every axis as the plan dealt it', () => {
      const { manifest } = made();
      for (const { axes, creative, name } of manifest.videos) {
        // Presenters and voices are told only where the brief gives a choice of them.
        const told = axisNames.filter(
          (axis) => manifest.plan.axes[axis] > 1 || !['presenter', 'voice', 'template', 'music'].includes(axis),
        );
        expect(Object.keys(axes).sort(), name).toEqual([...told].sort());
        const choices = axisNames.map((axis) => [axis, axes[axis] === undefined ? 1 : Number(axes[axis].slice(1))]);
        expect(Object.fromEntries(choices), name).toEqual(manifest.plan.cells[creative - 1]);
      }
    });

    it('carries the rights of every material and the sum of its file (C3)', async () => {
      const { manifest, brief, out } = made();
      expect(manifest.materials.map(({ file, rights }) => ({ file, rights }))).toEqual(
        brief.materials.map(({ file, rights }) => ({ file, rights })),
      );
      for (const { file, sha256 } of manifest.materials) {
        const bytes = await readFile(join(out, '..', 'tumbler', file));
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      }
    });

    it('gives every video lines that follow one another without a gap over all its frames (C7)', () => {
      for (const { record } of made().videos) {
        const borders = record.lines.map(({ startFrame, endFrame }) => [startFrame, endFrame]);
        const ends = borders.map(([, end]) => end);
        expect(borders.map(([start]) => start)).toEqual([0, ...ends.slice(0, -1)]);
        expect(ends.at(-1)).toBe(record.frames);
      }
    });

    it('gives every video the wanted length within half a second', () => {
      const { videos, brief } = made();
      for (const { record } of videos) {
        expect(record.durationMs).toBe(Math.round((record.frames * 1000) / record.fps));
        expect(Math.abs(record.durationMs / 1000 - brief.durationSeconds)).toBeLessThanOrEqual(0.5);
      }
    });
  });

  describe('the lines', () => {
    it('are another sequence in every creative of a language, and the same in each of its formats (C9)', () => {
      const byLanguage = Map.groupBy(made().manifest.videos, ({ language }) => language);
      for (const videos of byLanguage.values()) {
        const byCreative = Map.groupBy(videos, ({ creative }) => creative);
        const sequences = [...byCreative.values()].map((renditions) => new Set(renditions.map(spokenIn)));
        expect(sequences.every((texts) => texts.size === 1)).toBe(true);
        expect(new Set(sequences.flatMap((texts) => [...texts])).size).toBe(byCreative.size);
      }
    });

    it('say in every creative what must be said, and show nowhere what must not (C7, C8)', () => {
      const { videos, brief } = made();
      for (const video of videos) {
        const spoken = spokenIn(video.record).toLowerCase();
        for (const words of brief.mustSay) {
          expect(spoken).toContain(textIn(words, video.record.language).text.toLowerCase());
        }
        const shown = [spoken, ...textsShown(video)].join('\n').toLowerCase();
        for (const words of brief.mustNotSay) {
          expect(shown).not.toContain(words.toLowerCase());
        }
      }
    });

    it('name no figure that the brief does not (C7)', () => {
      const { manifest, brief } = made();
      for (const video of manifest.videos) {
        const known = figuresIn(factsOf(brief.product as Product, video.language));
        const said = figuresIn(spokenIn(video));
        expect(
          [...said].filter((figure) => !known.has(figure)),
          spokenIn(video),
        ).toEqual([]);
      }
    });

    it('and cards name the price and the original price as the brief does (C8)', () => {
      const { videos, brief } = made();
      const price = brief.product?.price;
      let cards = 0;
      for (const { prepared, record } of videos) {
        for (const layer of prepared.storyboard.scenes.flatMap((scene) => scene.layers)) {
          if (layer.kind === 'price-card') {
            cards += 1;
            expect([Number(figureOf(layer.price)), Number(figureOf(layer.original ?? ''))]).toEqual([
              Number(price?.amount),
              Number(price?.original),
            ]);
            expect(layer.proof).toContain(price?.originalProof);
          }
        }
        for (const [, amount = ''] of spokenIn(record).matchAll(/([\d.]+)\s?(?:元|块|yuan|RMB)|[¥￥]([\d.]+)/gu)) {
          expect([Number(price?.amount), Number(price?.original)]).toContain(Number(amount));
        }
      }
      expect(cards).toBeGreaterThanOrEqual(videos.length);
    });

    it('state a listed fact with its source, and the source stands on the picture while it is said', () => {
      const facts = made().brief.product?.facts ?? [];
      const { videos } = made();
      let stated = 0;
      for (const { record, prepared } of videos) {
        for (const line of record.lines.filter(({ source }) => source !== undefined)) {
          stated += 1;
          expect(facts.map(({ source }) => textIn(source, record.language).text)).toContain(line.source);
          let startFrame = 0;
          for (const scene of prepared.storyboard.scenes) {
            const isOfLine = startFrame >= line.startFrame && startFrame < line.endFrame;
            const texts = scene.layers.flatMap((layer) => (layer.kind === 'text' ? [layer.text] : []));
            expect(!isOfLine || texts.some((text) => text.includes(line.source ?? '')), scene.id).toBe(true);
            startFrame += scene.frames;
          }
        }
      }
      expect(stated).toBeGreaterThan(0);
    });
  });
}

function spokenIn(video: Pick<ManifestVideo, 'lines'>): string {
  return video.lines.map(({ text }) => text).join('\n');
}

/** Every text that a storyboard shows, the captions among them. */
export function textsShown(video: MadeVideo): string[] {
  const of = (layer: Layer): (string | undefined)[] => {
    switch (layer.kind) {
      case 'text':
      case 'logo':
      case 'sticker':
        return [layer.text];
      case 'caption':
        return [layer.words.map((word) => word.text + (word.spaceAfter ? ' ' : '')).join('')];
      case 'price-card':
        return [layer.heading, layer.price, layer.original, layer.proof];
      case 'end-card':
        return [layer.brand, layer.headline, layer.action];
      case 'badge':
        return [layer.text, layer.small];
      case 'rating-stars':
        return [layer.label, layer.source];
      case 'counter':
        return [layer.prefix, layer.unit, layer.label];
      case 'before-after':
        return [layer.labels.before, layer.labels.after];
      case 'image':
      case 'clip':
      case 'shape':
      case 'blur-fill':
      case 'picture-in-picture':
      case 'arrow':
      case 'cut-out':
      case 'presenter':
        return [];
    }
  };
  const { scenes, captions } = video.prepared.storyboard;
  return [...scenes.flatMap((scene) => scene.layers.flatMap(of)), ...captions.map(({ text }) => text)].flatMap(
    (text) => text ?? [],
  );
}

function factsOf(product: Product, language: ManifestVideo['language']): string {
  return [
    product.name,
    ...product.sellingPoints,
    ...product.facts.map((fact) => fact.text),
    product.price?.amount ?? '',
    product.price?.original ?? '',
  ]
    .map((text) => textIn(text, language).text)
    .join('\n');
}

/** Figures of a text as numbers, so that 89.00 is 89. */
function figuresIn(text: string): Set<number> {
  return new Set((text.match(/\d+(?:\.\d+)?/gu) ?? []).map(Number));
}

function figureOf(text: string): string {
  return /\d+(?:\.\d+)?/u.exec(text)?.[0] ?? '';
}
