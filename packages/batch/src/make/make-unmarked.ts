import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, type ImplicitLabel } from '@clipo/contract';
import { hashFile, planVideo, type RenderedVideo, renderVideos } from '@clipo/engine';
import { pieceIdOf } from '@clipo/label';
import { ensureFolders, type FinishDeps, joinWithSound, marksOf, writeCover } from './finish-video.ts';
import type { PreparedVideo } from './prepare-batch.ts';
import { videoHashOf } from './video-record.ts';

/** A file that was made. */
interface MadeCopy {
  path: string;
  sha256: string;
  bytes: number;
}

/** A film and its cover without the explicit label, and by what they are known again. */
export interface UnmarkedVideo {
  film: MadeCopy;
  cover: MadeCopy;
  /** Their implicit label; its number belongs to this release alone. */
  label: ImplicitLabel;
  /** What the watermark of each piece says, in their order. */
  pieces: string[];
}

export interface UnmarkedDeps extends FinishDeps {
  /** For whom it is released: each release is known by a number of its own. */
  releaseId: string;
  onFrames(done: number, total: number): void;
}

/**
 * Draws a video once more without the label that is seen: the only place where that is left out. It may be called only for
 * somebody who has undertaken to declare the video themselves (Measures for Labelling 9). The implicit label, its signature,
 * content credentials and the watermark stay, and are read back as in any other file. Pieces without the label are drawn
 * below `outDir` and nowhere else: the cache that videos share never holds them.
 * @throws ClipoError label_failed, disk_full, cancelled …
 */
export async function makeUnmarked(
  prepared: Omit<PreparedVideo, 'others'>,
  deps: UnmarkedDeps,
): Promise<UnmarkedVideo> {
  const settings = { ...prepared.settings, label: null };
  const video = { ...prepared, settings, plan: planVideo(prepared.storyboard, settings) };
  await ensureFolders(deps.outDir);
  const rendered = await draw(video, deps);
  const produceId = createHash('sha256')
    .update(`${videoHashOf(video, deps)} ${deps.releaseId}`)
    .digest('hex')
    .slice(0, 32);
  const marks = await marksOf(video, produceId, deps);
  const paths = { film: `videos/${video.name}.mp4`, cover: `covers/${video.name}.png` };
  await joinWithSound(video, rendered, paths.film, marks, deps);
  await writeCover(video, { path: paths.cover, size: settings.size, corner: null }, marks, deps);
  return {
    film: await measured(join(deps.outDir, paths.film)),
    cover: await measured(join(deps.outDir, paths.cover)),
    label: marks.label,
    pieces: video.plan.pieces.map(({ hash }) => pieceIdOf(hash)),
  };
}

async function draw(
  { plan, settings }: Pick<PreparedVideo, 'plan' | 'settings'>,
  { outDir, pool, materials, signal, onFrames }: UnmarkedDeps,
): Promise<RenderedVideo> {
  const ends: (RenderedVideo | ClipoError)[] = [];
  let done = 0;
  await renderVideos(
    [{ plan, settings }],
    {
      cacheDir: join(outDir, 'unmarked'),
      pool,
      materials,
      onPiece({ frames }) {
        done += frames;
        onFrames(done, plan.frames);
      },
      onVideo: (_, outcome) => ends.push(outcome),
    },
    signal,
  );
  const [outcome] = ends;
  if (outcome === undefined || outcome instanceof ClipoError) {
    throw outcome ?? new ClipoError('internal', 'the video was not drawn');
  }
  return outcome;
}

async function measured(path: string): Promise<MadeCopy> {
  return { path, sha256: await hashFile(path), bytes: (await stat(path)).size };
}
