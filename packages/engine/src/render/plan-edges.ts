import type { Size } from '@clipo/contract';
import type { Piece, ScenePicture } from '../plan/plan-video.ts';

/** Folders through which pieces share frames of clips. */
export interface PieceEdges {
  /** A body's: where it leaves the frames at its edges, and on which sides they are wanted. */
  own?: { folder: string; isHeadWanted: boolean; isTailWanted: boolean };
  /** A boundary's: where the bodies before and after it left theirs. */
  before?: string;
  after?: string;
}

/** More than this is not kept on the disk at once. */
const mostBytes = 1024 ** 3;

interface Uses {
  head: number;
  tail: number;
  bytes: number;
}

/**
 * Decides which bodies leave the frames at their edges for which boundaries, in the order in which the pieces will be
 * made. A boundary that comes before its body, or whose frames would be too many, decodes for itself. Pure.
 * @returns the folders of every piece that has a part in it, by hash
 */
export function planEdges(pieces: readonly Piece[], size: Size): ReadonlyMap<string, PieceEdges> {
  const frameBytes = size.width * size.height * 1.5;
  const ahead = new Map<string, Uses>();
  for (const piece of pieces) {
    for (const [key, side] of sidesOf(piece)) {
      const uses = ahead.get(key) ?? { head: 0, tail: 0, bytes: 0 };
      uses[side] += 1;
      // Both sides, as many frames each as the change is long.
      uses.bytes = Math.max(uses.bytes, piece.frames * 2 * frameBytes);
      ahead.set(key, uses);
    }
  }
  const edges = new Map<string, PieceEdges>();
  const kept = new Map<string, { folder: string; bytes: number }>();
  let total = 0;
  pieces.forEach((piece, index) => {
    if (piece.kind === 'body') {
      const key = keyOf(piece.scene);
      const uses = key === null ? undefined : ahead.get(key);
      if (key !== null && uses !== undefined && uses.head + uses.tail > 0 && !kept.has(key)) {
        if (total + uses.bytes <= mostBytes) {
          const folder = String(index);
          total += uses.bytes;
          kept.set(key, { folder, bytes: uses.bytes });
          edges.set(piece.hash, { own: { folder, isHeadWanted: uses.head > 0, isTailWanted: uses.tail > 0 } });
        }
      }
      return;
    }
    const found: PieceEdges = {};
    for (const [key, side] of sidesOf(piece)) {
      const uses = ahead.get(key) as Uses;
      const shared = kept.get(key);
      uses[side] -= 1;
      if (shared !== undefined) {
        found[side === 'tail' ? 'before' : 'after'] = shared.folder;
        if (uses.head + uses.tail === 0) {
          kept.delete(key);
          total -= shared.bytes;
        }
      }
    }
    edges.set(piece.hash, found);
  });
  return edges;
}

/** How many pieces read from each folder: after the last of them it can go. */
export function readersOf(edges: ReadonlyMap<string, PieceEdges>): Map<string, number> {
  const readers = new Map<string, number>();
  for (const { before, after } of edges.values()) {
    for (const folder of [before, after]) {
      if (folder !== undefined) {
        readers.set(folder, (readers.get(folder) ?? 0) + 1);
      }
    }
  }
  return readers;
}

/** The scenes with clips that a boundary shows: the end of the one before, the beginning of the one after. */
function sidesOf(piece: Piece): [key: string, side: 'head' | 'tail'][] {
  if (piece.kind !== 'boundary') {
    return [];
  }
  const [before, after] = [keyOf(piece.before), keyOf(piece.after)];
  return [
    ...(before === null ? [] : [[before, 'tail'] as [string, 'tail']]),
    ...(after === null ? [] : [[after, 'head'] as [string, 'head']]),
  ];
}

const keys = new WeakMap<ScenePicture, string | null>();

/** Scenes of different videos are equal where all that is seen of them is; null for a scene without clips. */
function keyOf(scene: ScenePicture): string | null {
  const known = keys.get(scene);
  if (known !== undefined) {
    return known;
  }
  const text = JSON.stringify(scene);
  const key = text.includes('"kind":"clip"') ? text : null;
  keys.set(scene, key);
  return key;
}
