import type { Piece, VideoPlan } from './plan-video.ts';

/** Every piece of a batch once, in the order in which the videos need them. */
export function distinctPieces(videos: readonly VideoPlan[]): Piece[] {
  const seen = new Map<string, Piece>();
  for (const piece of videos.flatMap((video) => video.pieces)) {
    if (!seen.has(piece.hash)) {
      seen.set(piece.hash, piece);
    }
  }
  return [...seen.values()];
}
