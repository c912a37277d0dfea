import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpeechEngine } from '@clipo/contract';
import { distinctPieces, openPieceCache, type Piece, type RenderSettings } from '@clipo/engine';
import { loadDictionary, openSpeech, readSpeechSettings } from '@clipo/speech';
import { costNotes } from '../people/cost-notes.ts';
import { openCredentialSigner } from './credentials.ts';
import { readLabelKey } from './label-key.ts';
import { markingOf } from './marking.ts';
import { type PreparedBatch, prepareBatch, workerCount } from './prepare-batch.ts';
import { providerOf } from './provider.ts';
import type { MakeDeps, MakeInput, MakePlan } from './types.ts';

/** Processor seconds that a 1080×1920 frame costs to draw and encode, measured by `clipo bench render`. */
const secondsPerMegapixelFrame = { final: 0.024, draft: 0.01 };
/** Seconds for sound, join, cover and captions of one video. */
const secondsPerVideo = 0.8;

/**
 * Prepares a batch and says what it would make, how much of it is in the cache and about how long it takes. Writes
 * nothing: voices and mended materials go into a temporary folder that is gone afterwards (such a batch can't be made),
 * unless `isKept`. `hasPeople`: consents to show persons are known on this machine.
 */
export async function planMake(
  input: MakeInput,
  deps: MakeDeps,
  options: { isKept: boolean; hasPeople?: boolean },
): Promise<{ plan: MakePlan; batch: PreparedBatch }> {
  // A wrong setting is told before any work, as wrong input is.
  providerOf(deps.env.providerCode);
  markingOf(deps.env.watermarkKey);
  await readLabelKey(deps.env.labelKeyFile);
  await openCredentialSigner(deps.env.home, deps.env.credentials);
  const keep = join(deps.env.home, 'cache');
  const cacheDir = options.isKept ? keep : await mkdtemp(join(tmpdir(), 'clipo-plan-'));
  try {
    const dictionary = await loadDictionary(join(input.folder, 'dictionary.json'));
    const voices = { ...readSpeechSettings(deps.env), cacheDir: join(cacheDir, 'voice'), dictionary };
    const prepared = await withSpeech(voices, (speech) =>
      prepareBatch(input, { ...deps, speech, cacheDir, hasPeople: options.hasPeople === true }),
    );
    const costs = costNotes(prepared.people, prepared.videos, deps.env);
    const batch = { ...prepared, warnings: [...prepared.warnings, ...costs] };
    return { plan: await describePlan(batch, keep), batch };
  } finally {
    if (!options.isKept) {
      await rm(cacheDir, { recursive: true, force: true });
    }
  }
}

async function describePlan(batch: PreparedBatch, cacheDir: string): Promise<MakePlan> {
  const cache = openPieceCache(join(cacheDir, 'pieces'));
  const pieces = batch.videos.flatMap((video) =>
    distinctPieces([video.plan]).map((piece) => ({ piece, settings: video.settings })),
  );
  const distinct = [...new Map(pieces.map((entry) => [entry.piece.hash, entry])).values()];
  const found = await Promise.all(distinct.map(({ piece }) => cache.has(piece.hash)));
  const missing = distinct.filter((_, index) => found[index] !== true);
  return {
    videos: batch.videos.map(({ name, product, creative, language, format }) => ({
      name,
      product,
      creative,
      language,
      format,
    })),
    plan: batch.plan,
    pieces: distinct.length,
    cached: distinct.length - missing.length,
    estimateSeconds: Math.ceil(estimateSeconds(missing, batch.videos.length) * slowdownOf(loadavg()[0], workerCount)),
    warnings: batch.warnings,
  };
}

/** About how long these pieces are drawn and so many videos are finished, on all cores of this machine. */
export function estimateSeconds(
  missing: readonly { piece: Pick<Piece, 'frames'>; settings: Pick<RenderSettings, 'size' | 'quality'> }[],
  videos: number,
): number {
  const drawing = missing.reduce(
    (sum, { piece, settings: { size, quality } }) =>
      sum + (piece.frames * size.width * size.height * secondsPerMegapixelFrame[quality]) / 1e6,
    0,
  );
  return Math.ceil((drawing + videos * secondsPerVideo) / workerCount);
}

/**
 * How many times as long work takes on a machine on which others keep so many cores busy: all who compute get an equal
 * share. Where the load is not known, as on Windows, it is 0. Pure.
 */
export function slowdownOf(load: number | undefined, cores: number): number {
  return 1 + Math.max(0, load ?? 0) / Math.max(1, cores);
}

async function withSpeech<T>(
  options: Parameters<typeof openSpeech>[0],
  use: (speech: SpeechEngine) => Promise<T>,
): Promise<T> {
  const speech = openSpeech(options);
  try {
    return await use(speech);
  } finally {
    await speech.close();
  }
}
