import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PreparedVideo, prepareBatch } from '@clipo/batch';
import type { LoadedBrief } from '@clipo/batch/brief';
import { loadProducts, providerOf } from '@clipo/batch/brief';
import { type ExplicitLabel, type Format, frameSize, type Language, type PreparedMaterial } from '@clipo/contract';
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

/** Height of a picture of the gallery in pixels: a row of tall frames, two wide ones over each other beside it. */
const height = 568;
const tallWidth = 320;
const wideWidth = 504;
const wideHeight = height / 2;

/**
 * Draws a picture for each template from a brief's own material: four moments in 9:16 in Chinese, two in 16:9 in English.
 * Nothing is encoded, so this takes seconds. The pictures are `DIR/NAME.jpg`, each with the implicit label.
 * @param templates names of templates that ship, or files in the brief's folder
 * @throws ClipoError as `prepareBatch`
 */
export async function drawGallery(
  loaded: LoadedBrief,
  templates: readonly string[],
  dir: string,
  deps: GalleryDeps,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const work = await mkdtemp(join(tmpdir(), 'clipo-gallery-'));
  const cacheDir = join(deps.env.home, 'cache');
  const speech = createEspeakEngine({ cacheDir: join(cacheDir, 'voice') });
  const pool = openWorkerPool(2);
  const { code } = providerOf(deps.env.providerCode);
  try {
    const { products } = await loadProducts(loaded.folder, loaded.brief);
    for (const template of templates) {
      const draw = async (language: Language, format: Format, shortSide: number, count: number) => {
        const brief = { ...loaded.brief, template, languages: [language], formats: [format], count: 4 };
        const input = {
          folder: loaded.folder,
          brief,
          products,
          briefHash: '',
          outDir: '',
          isDraft: true,
          isForce: false,
        };
        const batch = await prepareBatch(input, { ...deps, speech, cacheDir });
        const [video] = batch.videos;
        return video === undefined
          ? []
          : drawMoments(video, batch.materials, { pool, work, shortSide, count, signal: deps.signal });
      };
      const tall = await draw('zh-CN', '9x16', tallWidth * 2, 4);
      const wide = await draw('en', '16x9', wideHeight * 2, 2);
      const path = join(dir, `${template.replace(/\.\w+$/, '').replaceAll('/', '-')}.jpg`);
      const sheet = join(work, 'sheet.jpg');
      await joinFrames(tall, wide, sheet, deps.signal);
      const label = makeImplicitLabel({ providerCode: code, produceId: randomUUID() });
      await labelFile(sheet, path, label, { signal: deps.signal });
      deps.onPicture(path);
    }
  } finally {
    await pool.close();
    await speech.close();
    await rm(work, { recursive: true, force: true });
  }
}

interface MomentDeps {
  pool: WorkerPool;
  work: string;
  shortSide: number;
  count: number;
  signal: AbortSignal;
}

/** Frames of a video from its opening to its end, when what comes in has come. */
async function drawMoments(
  video: PreparedVideo,
  materials: readonly PreparedMaterial[],
  { pool, work, shortSide, count, signal }: MomentDeps,
): Promise<string[]> {
  const { scenes, format } = video.storyboard;
  const size = frameSize(format, shortSide);
  const settings = { ...video.settings, size };
  const label = labelAt(video, size.width / video.settings.size.width);
  const chosen = Array.from({ length: count }, (_, index) => {
    const scene = scenes[Math.round((index * (scenes.length - 1)) / Math.max(1, count - 1))];
    return scene === undefined ? [] : [scene];
  }).flat();
  return Promise.all(
    chosen.map(async (scene, index) => {
      const path = join(work, `${video.name}-${video.storyboard.music === null ? '' : 'm'}${index}.png`);
      const sceneFrame = Math.floor(scene.frames * 0.7);
      await pool.run({ kind: 'cover', scene, sceneFrame, settings, label, title: null, path }, materials, signal);
      return path;
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
async function joinFrames(
  tall: readonly string[],
  wide: readonly string[],
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const inputs = [...tall, ...wide].flatMap((file) => ['-i', file]);
  const scaled = [
    ...tall.map((_, index) => `[${index}]scale=${tallWidth}:${height}:flags=area[t${index}]`),
    ...wide.map((_, index) => `[${tall.length + index}]scale=${wideWidth}:${wideHeight}:flags=area[w${index}]`),
  ];
  const graph = [
    ...scaled,
    `${wide.map((_, index) => `[w${index}]`).join('')}vstack=inputs=${wide.length}[w]`,
    `${tall.map((_, index) => `[t${index}]`).join('')}[w]hstack=inputs=${tall.length + 1}`,
  ].join(';');
  const output = ['-frames:v', '1', '-q:v', '6', '-map_metadata', '-1', '-y', path];
  await runProgram('ffmpeg', ['-loglevel', 'error', ...inputs, '-filter_complex', graph, ...output], { signal });
}
