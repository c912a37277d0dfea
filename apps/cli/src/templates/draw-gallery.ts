import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PreparedVideo, prepareBatch } from '@clipo/batch';
import type { LoadedBrief } from '@clipo/batch/brief';
import { loadProducts, providerOf } from '@clipo/batch/brief';
import {
  type ExplicitLabel,
  type Format,
  formats,
  frameSize,
  type Language,
  languages,
  type PreparedMaterial,
  type Scene,
  type Size,
} from '@clipo/contract';
import { openWorkerPool, runProgram, type WorkerPool } from '@clipo/engine';
import { labelFile, makeImplicitLabel } from '@clipo/label';
import { createEspeakEngine } from '@clipo/speech';
import type { Environment } from '../env.ts';

export interface GalleryDeps {
  env: Environment;
  signal: AbortSignal;
  /** Told of each picture as it is written. */
  onPicture(path: string): void;
}

/** The first picture of a template: a row of tall frames, two wide ones over each other beside it. */
const moments = { height: 568, tallWidth: 320, wideWidth: 504 };
/** Height of a frame in the second one, where all formats stand side by side. */
const formatsHeight = 240;

/**
 * Draws two pictures for each template from a brief's own material. `DIR/NAME.jpg`: four moments in 9:16 in Chinese, two in
 * 16:9 in English. `DIR/formats/NAME.jpg`: every format, two moments in Chinese and two others in English. Nothing is
 * encoded, so this takes seconds a template. Each picture has the implicit label.
 * @param templates names of templates that ship, or files in the brief's folder
 * @throws ClipoError as `prepareBatch`
 */
export async function drawGallery(
  loaded: LoadedBrief,
  templates: readonly string[],
  dir: string,
  deps: GalleryDeps,
): Promise<void> {
  await mkdir(join(dir, 'formats'), { recursive: true });
  const work = await mkdtemp(join(tmpdir(), 'clipo-gallery-'));
  const cacheDir = join(deps.env.home, 'cache');
  const speech = createEspeakEngine({ cacheDir: join(cacheDir, 'voice') });
  const pool = openWorkerPool(2);
  const { code } = providerOf(deps.env.providerCode);
  const { signal } = deps;
  try {
    const { products } = await loadProducts(loaded.folder, loaded.brief);
    for (const template of templates) {
      const brief = { ...loaded.brief, template, languages: [...languages], formats: [...formats], count: 4 };
      const batch = await prepareBatch(
        { folder: loaded.folder, brief, products, briefHash: '', outDir: '', isDraft: true, isForce: false },
        { ...deps, speech, cacheDir },
      );
      const draw = async (language: Language, format: Format, at: readonly number[], place: Placing) => {
        const video = batch.videos.find((each) => each.language === language && each.format === format);
        return video === undefined ? [] : drawMoments(video, batch.materials, { pool, work, at, place, signal });
      };
      const name = template.replace(/\.\w+$/, '').replaceAll('/', '-');
      const save = async (frames: readonly PlacedFrame[], path: string) => {
        const sheet = join(work, 'sheet.jpg');
        await joinFrames(frames, sheet, signal);
        await labelFile(sheet, path, makeImplicitLabel({ providerCode: code, produceId: randomUUID() }), { signal });
        deps.onPicture(path);
      };
      const { height, tallWidth, wideWidth } = moments;
      const tall = await draw('zh-CN', '9x16', [0, 1 / 3, 2 / 3, 1], (index) => ({
        ...{ x: index * tallWidth, y: 0, width: tallWidth, height },
      }));
      const wide = await draw('en', '16x9', [0, 1], (index) => ({
        ...{ x: 4 * tallWidth, y: (index * height) / 2, width: wideWidth, height: height / 2 },
      }));
      await save([...tall, ...wide], join(dir, `${name}.jpg`));
      const all: PlacedFrame[] = [];
      let x = 0;
      for (const format of sideBySide) {
        const size = frameSize(format, formatsHeight);
        const width = Math.round((formatsHeight * size.width) / size.height / 2) * 2;
        for (const [block, language] of languages.entries()) {
          const at = block === 0 ? [0, 0.6] : [0.3, 1];
          const place: Placing = (index) => ({
            ...{ x, y: (block * 2 + index) * formatsHeight, width, height: formatsHeight },
          });
          all.push(...(await draw(language, format, at, place)));
        }
        x += width;
      }
      await save(all, join(dir, 'formats', `${name}.jpg`));
    }
  } finally {
    await pool.close();
    await speech.close();
    await rm(work, { recursive: true, force: true });
  }
}

/** From tall to wide. */
const sideBySide = ['9x16', '3x4', '4x5', '1x1', '16x9'] as const satisfies readonly Format[];

/** Where a moment of a video stands in a picture, by its place among the moments, in pixels. */
type Placing = (index: number) => Size & { x: number; y: number };

type PlacedFrame = ReturnType<Placing> & { path: string };

interface MomentDeps {
  pool: WorkerPool;
  work: string;
  /** Which moments: 0 the opening scene, 1 the last. */
  at: readonly number[];
  place: Placing;
  signal: AbortSignal;
}

/** Frames of a video, each when what comes in has come, drawn at twice the size of its place. */
function drawMoments(
  video: PreparedVideo,
  materials: readonly PreparedMaterial[],
  { pool, work, at, place, signal }: MomentDeps,
): Promise<PlacedFrame[]> {
  const { scenes, format } = video.storyboard;
  return Promise.all(
    at.map(async (moment, index) => {
      const scene = scenes[Math.round(moment * (scenes.length - 1))] as Scene;
      const placed = place(index);
      const size = frameSize(format, 2 * Math.min(placed.width, placed.height));
      const settings = { ...video.settings, size };
      const label = labelAt(video, size.width / video.settings.size.width);
      const path = join(work, `${video.name}-${moment}.png`);
      const sceneFrame = Math.floor(scene.frames * 0.7);
      await pool.run({ kind: 'cover', scene, sceneFrame, settings, label, title: null, path }, materials, signal);
      return { path, ...placed };
    }),
  );
}

/** The video's label where it stands in frames of another size. */
function labelAt({ name, settings: { label } }: PreparedVideo, scale: number): ExplicitLabel {
  if (label === null) {
    throw new Error(`${name} has no label`);
  }
  const { fontPx, x, y, ...rest } = label;
  return { ...rest, fontPx: Math.ceil(fontPx * scale), x: Math.round(x * scale), y: Math.round(y * scale) };
}

/** One picture of all frames, as JPEG. */
async function joinFrames(frames: readonly PlacedFrame[], path: string, signal: AbortSignal): Promise<void> {
  const inputs = frames.flatMap((frame) => ['-i', frame.path]);
  const scaled = frames.map(({ width, height }, index) => `[${index}]scale=${width}:${height}:flags=area[s${index}]`);
  const layout = frames.map(({ x, y }) => `${x}_${y}`).join('|');
  const joined = `${frames.map((_, index) => `[s${index}]`).join('')}xstack=inputs=${frames.length}:layout=${layout}`;
  const output = ['-frames:v', '1', '-q:v', '6', '-map_metadata', '-1', '-y', path];
  await runProgram(
    'ffmpeg',
    ['-loglevel', 'error', ...inputs, '-filter_complex', [...scaled, joined].join(';'), ...output],
    {
      signal,
    },
  );
}
