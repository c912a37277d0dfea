import type { Piece, PiecePart, VideoPlan } from './plan-video.ts';

/** A part of a video in its place. */
export interface PlacedPart {
  part: PiecePart;
  /** The encoded piece that holds it, and the part's first frame within that. */
  piece: Piece;
  offset: number;
  /** The part's first frame in the video. */
  start: number;
  /** Which scene it shows; of a change, the scene before it. */
  scene: number;
}

/** The parts of a piece with their first frames in it: a run has several, every other piece is its own. */
export function partsOf(piece: Piece): { part: PiecePart; offset: number }[] {
  let offset = 0;
  return (piece.kind === 'run' ? piece.parts : [piece]).map((part) => {
    offset += part.frames;
    return { part, offset: offset - part.frames };
  });
}

/** A video's scenes and the changes between them on its time line, whatever pieces they are encoded in. */
export function partsOfPlan({ pieces }: Pick<VideoPlan, 'pieces'>): PlacedPart[] {
  let start = 0;
  let scene = -1;
  let before: PiecePart | undefined;
  return pieces.flatMap((piece) => {
    const pieceStart = start;
    start += piece.frames;
    return partsOf(piece).map(({ part, offset }): PlacedPart => {
      // A body goes on with the scene before it only where that one was cut in two.
      const goesOn = before?.kind === 'body' && part.kind === 'body' && part.firstFrame === before.endFrame;
      scene += part.kind === 'body' && !goesOn ? 1 : 0;
      before = part;
      return { part, piece, offset, start: pieceStart + offset, scene };
    });
  });
}
