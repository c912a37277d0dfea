import { ClipoError, type ManifestVideo } from '@clipo/contract';
import { makePlanned, type PlannedToPass, type QualityDeps } from './check-quality.ts';
import { ensureFolders, type FinishDeps } from './finish-video.ts';
import { openMaking } from './make-batch.ts';
import type { MakeDeps } from './types.ts';

/** A video of a batch whose pieces may be made elsewhere; its other choices are asked of `replan`, so none come with it. */
export interface VideoToMake {
  prepared: Omit<PlannedToPass['prepared'], 'others'>;
  replanned: PlannedToPass['replanned'];
}

export interface MakeVideoDeps extends FinishDeps, Pick<MakeDeps, 'onEvent' | 'env'> {
  replan: NonNullable<QualityDeps['replan']>;
}

/**
 * Makes one video of a batch: pieces that are not in the cache are rendered, all are joined with the sound, labelled and
 * checked; a fault is mended once, as in a whole batch.
 * @returns the video as in a manifest, without posts and neighbour, and what could not be checked
 * @throws ClipoError why it was not made, or `cancelled`
 */
export async function makeVideo(
  { prepared, replanned }: VideoToMake,
  deps: MakeVideoDeps,
): Promise<{ video: ManifestVideo; warnings: string[] }> {
  await ensureFolders(deps.outDir);
  let failure: ClipoError | undefined;
  const make = openMaking(1, { rendered: 0, cached: 0 }, deps, {
    ...deps,
    stop: new AbortController(),
    onFailure: (error) => {
      failure = error;
    },
  });
  const others = () => {
    throw new ClipoError('internal', 'a video was asked for choices that are not here');
  };
  const { videos, warnings } = await makePlanned([{ prepared: { ...prepared, others }, replanned }], { ...deps, make });
  const [video] = videos;
  if (video === undefined || video.status === 'failed') {
    throw failure ?? new ClipoError('internal', video?.error?.message ?? 'the video was not made');
  }
  return { video, warnings };
}
