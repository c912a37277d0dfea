import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type PieceEdges, pruneCache } from '@clipo/engine';
import { batchFolder } from './batch-folders.ts';

/** More than this of the frames at the edges of scenes is not kept of one batch. */
const mostBytes = 1024 ** 3;
/** What is shared saves time alone: a disk that has less than this left is kept for what has to be written. */
const leastFreeBytes = 4 * 1024 ** 3;

/** Where the pieces of a batch share what one of them has decoded: frames at the edges of scenes, and stills. */
export interface SharedFrames {
  edges: PieceEdges;
  stills?: string;
}

/**
 * The folders through which the pieces of a batch share frames on this machine, within the batch's own, which goes when
 * the batch ends. Files in them are named by all that they depend on: pieces of other plans may share them, and whoever
 * finds none decodes for itself.
 */
export async function shareFrames(home: string, batchId: string, edges: PieceEdges = {}): Promise<SharedFrames> {
  const { bavail, bsize } = await statfs(home);
  if (bavail * bsize < leastFreeBytes) {
    return { edges: {} };
  }
  const folder = edgesFolder(home, batchId);
  const { own, before, after } = edges;
  return {
    edges: {
      ...(own && { own: { ...own, folder } }),
      ...(before !== undefined && { before: folder }),
      ...(after !== undefined && { after: folder }),
    },
    stills: join(batchFolder(home, batchId), 'stills'),
  };
}

/** Removes what was left longest ago where a batch has left too much. */
export async function pruneFrames(home: string, batchId: string): Promise<void> {
  await pruneCache(edgesFolder(home, batchId), { mostBytes, isKept: () => false });
}

function edgesFolder(home: string, batchId: string): string {
  return join(batchFolder(home, batchId), 'edges');
}
