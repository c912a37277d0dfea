import { join } from 'node:path';
import type { PreparedMaterial } from '@clipo/contract';
import { prepareMaterials, type RenderSettings } from '@clipo/engine';
import { job, makeReferenceFiles, type ReferenceFiles } from './material.ts';

/** How Clipo encodes the reference job: x264 veryfast at crf 23, without the AI label that no other contender draws. */
export const referenceSettings: RenderSettings = {
  size: { width: job.width, height: job.height },
  fps: job.fps,
  codec: 'h264',
  quality: 'final',
  encoder: 'libx264',
  label: null,
};

/** The reference job as a batch of one: cut as such a video is cut. */
export const aloneSettings: RenderSettings = { ...referenceSettings, isAlone: true };

/** Makes the job's inputs where they are missing, and looks at them as a brief's materials are looked at: once. */
export async function prepareReference(
  folder: string,
  signal: AbortSignal,
): Promise<{ files: ReferenceFiles; materials: PreparedMaterial[] }> {
  const files = makeReferenceFiles(folder);
  const list = [...files.stills, ...files.clips, files.logo].map((path) => ({
    file: path.slice(folder.length + 1),
    rights: undefined,
  }));
  return { files, materials: await prepareMaterials(list, { root: folder, cacheDir: join(folder, 'seen'), signal }) };
}
