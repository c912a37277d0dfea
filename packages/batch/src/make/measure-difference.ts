import { join } from 'node:path';
import type { ManifestVideo } from '@clipo/contract';
import { type BatchVideo, findNearest, madeSignatures, planSignatures } from '@clipo/engine';
import { knownError } from '@clipo/messages';
import type { ComposedVideo } from './compose-videos.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import type { MakeDeps, MakeInput } from './types.ts';

/** Of many pairs that are too near each other, so many are named; the manifest holds them all. */
const mostNamed = 10;

/** What a video is compared by. Choices of words and shots mean something within a product only; a style is a style. */
export function comparedVideo({
  storyboard,
  lines,
  product,
  axes,
}: Pick<ComposedVideo, 'storyboard' | 'lines' | 'product' | 'axes'>): BatchVideo {
  const { style, ...others } = axes;
  const named = Object.entries(others).map(([axis, choice]) => [axis, `${product}/${choice}`]);
  return { storyboard, lines, axes: { ...Object.fromEntries(named), style } };
}

/** How different videos that are only planned are going to be, each from its nearest: the least, and the mean. */
export interface DifferenceEstimate {
  least: number;
  mean: number;
}

/** Undefined where no two videos are of one language and format. */
export async function estimateDifference(
  videos: readonly Parameters<typeof comparedVideo>[0][],
  signal: AbortSignal,
): Promise<DifferenceEstimate | undefined> {
  const nearest = findNearest(await planSignatures(videos.map(comparedVideo), signal));
  const scores = [...nearest.values()].map(({ score }) => score);
  const sum = scores.reduce((total, score) => total + score, 0);
  return scores.length === 0 ? undefined : { least: Math.min(...scores), mean: sum / scores.length };
}

/**
 * Gives each finished video its nearest neighbour: the one of its language and format that is least different, measured
 * on what was really drawn and spoken. Pairs under the brief's `minDifference` are named in a warning, also as events.
 * A comparison that fails is a warning too: the videos are made and nothing of them is lost.
 */
export async function measureDifference(
  made: readonly ManifestVideo[],
  batch: PreparedBatch,
  deps: Pick<MakeDeps, 'onEvent' | 'signal'> & { input: MakeInput; cacheDir: string; outDir: string },
): Promise<{ videos: ManifestVideo[]; warnings: string[] }> {
  const { brief } = deps.input;
  const prepared = new Map(batch.videos.map((video) => [video.name, video]));
  const done = made.flatMap(({ name, file }) => {
    const video = prepared.get(name);
    return file === null || video === undefined
      ? []
      : [{ ...comparedVideo(video), plan: video.plan, settings: video.settings, file: join(deps.outDir, file) }];
  });
  let videos = [...made];
  let warnings: string[];
  try {
    const nearest = findNearest(await madeSignatures(done, join(deps.cacheDir, 'pieces'), deps.signal));
    videos = made.map((video) => {
      const neighbour = nearest.get(video.name);
      return neighbour === undefined ? video : { ...video, nearest: neighbour };
    });
    warnings = brief.minDifference === undefined ? [] : nearPairs(videos, brief.minDifference);
  } catch (error) {
    deps.signal.throwIfAborted();
    warnings = [`how different the videos are could not be measured: ${knownError(error, deps.outDir).message}`];
  }
  for (const message of warnings) {
    deps.onEvent({ event: 'warning', message });
  }
  return { videos, warnings };
}

/** A sentence for each pair of nearest neighbours that is too near, the nearest first. */
function nearPairs(videos: readonly ManifestVideo[], least: number): string[] {
  const pairs = new Map<string, { names: string[]; score: number }>();
  for (const { name, nearest } of videos) {
    if (nearest !== undefined && nearest.score < least) {
      const names = [name, nearest.name].sort();
      pairs.set(names.join(' '), { names, score: nearest.score });
    }
  }
  const sorted = [...pairs.values()].sort((a, b) => a.score - b.score);
  const named = sorted
    .slice(0, mostNamed)
    .map(({ names, score }) => `${names[0]} and ${names[1]} differ by ${score}, less than minDifference ${least}`);
  const more = sorted.length - named.length;
  return more > 0 ? [...named, `${more} more pairs differ less than minDifference ${least}: see the manifest`] : named;
}
