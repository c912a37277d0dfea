import type { ImplicitLabel } from '@clipo/contract';
import { type ByteSource, openSource, unreadable } from '../byte-source.ts';
import { labelJson } from '../implicit-label.ts';
import { type Piece, partsOf } from '../parts.ts';
import type { LabelProblem } from '../problem.ts';
import { assertLabelled } from '../verify-file.ts';
import { writeWhole } from '../write-whole.ts';
import type { Box, BoxHeader } from './box.ts';
import {
  BrokenBox,
  largestNarrowOffset,
  type Moved,
  moveChunkOffsets,
  moveFragment,
  moveFragmentIndex,
} from './move-offsets.ts';
import { listBoxes } from './read-mp4.ts';
import { setMovieLabel, withoutXmpLabels } from './set-movie-label.ts';

/** What is rewritten is held in memory: the index of a day of video has some 50 MB. */
const mostIndexBytes = 512 * 1024 * 1024;

/**
 * Writes an MP4, MOV or M4A file again with exactly this label (key `AIGC` at `moov.udta.meta`), replacing any that was
 * there, and with `moov` before the media, so that players begin at once. The media is copied as it is and never held in
 * memory; where it moves, the offsets in `moov`, in fragments and in their index follow. The finished file is read back before it gets its name, so `pathOut` is either whole and labelled or
 * not there; it may be `pathIn`. A C2PA signature of the file does not survive: sign after labelling.
 * @throws ClipoError `not_found`, `unreadable_material` (with the fault), `output_unwritable`, `disk_full`, `cancelled`
 */
export async function labelMp4(
  pathIn: string,
  pathOut: string,
  label: ImplicitLabel,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  // Before anything is opened: a label that can't be written is the caller's mistake, not the file's.
  labelJson(label);
  const source = await openSource(pathIn);
  try {
    const pieces = await planPieces(source, pathIn, label);
    await writeWhole(pathOut, source, partsOf(pieces), { ...options, check: (path) => assertLabelled(path, label) });
  } finally {
    await source.close();
  }
}

async function planPieces(source: ByteSource, file: string, label: ImplicitLabel): Promise<Piece[]> {
  const problems: LabelProblem[] = [];
  const headers = await listBoxes(source, 0, source.sizeBytes, problems);
  const movies = headers.filter(({ type }) => type === 'moov');
  if (problems[0] !== undefined || movies.length !== 1) {
    throw unreadable(file, problems[0]?.message ?? `has ${movies.length} moov boxes, a whole file has one`);
  }
  const load = async (header: BoxHeader): Promise<Box> => {
    if (header.end - header.start > mostIndexBytes) {
      throw unreadable(file, `its ${header.type} box has ${header.end - header.start} bytes`);
    }
    const bytes = await source.read(header.start, header.end - header.start);
    return { type: header.type, bytes, body: bytes.subarray(header.bodyStart - header.start) };
  };
  try {
    const loaded = new Map<BoxHeader, Box>();
    const pieces: Piece[] = [];
    for (const header of headers) {
      const piece: Piece = { start: header.start, end: header.end };
      if (header.type === 'uuid' && header.end - header.start <= 16 * 1024 * 1024) {
        const box = await load(header);
        const bytes = withoutXmpLabels(box);
        pieces.push(bytes === box.bytes ? piece : { ...piece, bytes });
      } else if (header.type === 'moov') {
        const bytes = setMovieLabel(await load(header), label);
        loaded.set(header, { type: 'moov', bytes, body: bytes.subarray(8) });
        pieces.push({ ...piece, bytes });
      } else {
        pieces.push(piece);
      }
    }
    const trailing = headers.at(-1)?.end ?? 0;
    if (trailing < source.sizeBytes) {
      pieces.push({ start: trailing, end: source.sizeBytes });
    }
    return await moveOffsets(headers, pieces, loaded, load);
  } catch (error) {
    throw error instanceof BrokenBox ? unreadable(file, error.message, error) : error;
  }
}

/** Lets every offset that the file holds follow its target, now that the sizes of the pieces are known. */
async function moveOffsets(
  headers: readonly BoxHeader[],
  pieces: readonly Piece[],
  loaded: ReadonlyMap<BoxHeader, Box>,
  load: (header: BoxHeader) => Promise<Box>,
): Promise<Piece[]> {
  const movieIndex = headers.findIndex(({ type }) => type === 'moov');
  const [movie] = loaded.values();
  const moviePiece = pieces[movieIndex];
  if (movie === undefined || moviePiece === undefined) {
    throw new BrokenBox('no moov box');
  }
  const isIndexed = headers.slice(0, movieIndex).some(({ type }) => type === 'sidx');
  // Encrypted media has places of its own (saio), which are not followed: such a movie is labelled where it stands, or not.
  const isFixed =
    isIndexed || Buffer.from(movie.bytes.buffer, movie.bytes.byteOffset, movie.bytes.length).includes('saio');
  const ordered = isFixed ? [...pieces] : movieFirst(headers, pieces, moviePiece);
  if (isUnmoved(ordered)) {
    return ordered;
  }
  if (isIndexed) {
    throw new BrokenBox('a segment index (sidx) stands before moov, which is not understood');
  }
  // 64-bit tables only where 32 bits would overflow, as they make moov itself longer.
  const isWide = largestNarrowOffset(movie, mapOf(ordered)) > 0xffff_ffff;
  if (isWide) {
    moviePiece.bytes = moveChunkOffsets(movie, (offset) => offset, true);
  }
  const moved = mapOf(ordered);
  moviePiece.bytes = moveChunkOffsets(movie, moved, isWide);
  for (const [index, header] of headers.entries()) {
    const piece = pieces[index];
    if (piece !== undefined && header.type === 'moof') {
      piece.bytes = moveFragment(await load(header), moved);
    } else if (piece !== undefined && header.type === 'mfra') {
      piece.bytes = moveFragmentIndex(await load(header), moved);
    }
  }
  return ordered;
}

/** The pieces with `moov` right after the file's type, where media stands before it. */
function movieFirst(headers: readonly BoxHeader[], pieces: readonly Piece[], movie: Piece): Piece[] {
  const types = headers.map(({ type }) => type);
  const others = pieces.filter((piece) => piece !== movie);
  const media = types.findIndex((type) => type === 'mdat' || type === 'moof');
  if (media < 0 || media > types.indexOf('moov')) {
    return [...pieces];
  }
  const first = types[0] === 'ftyp' ? 1 : 0;
  return [...others.slice(0, first), movie, ...others.slice(first)];
}

interface Placed extends Piece {
  /** Where it begins in the new file. */
  to: number;
}

function placesOf(pieces: readonly Piece[]): Placed[] {
  let position = 0;
  return pieces.map((piece) => {
    const to = position;
    position += piece.bytes?.length ?? piece.end - piece.start;
    return { ...piece, to };
  });
}

function isUnmoved(pieces: readonly Piece[]): boolean {
  return placesOf(pieces).every(({ start, bytes, to }) => bytes !== undefined || to === start);
}

/** Where each byte of the old file is in the new one. Offsets outside every piece stay: they point at nothing. */
function mapOf(pieces: readonly Piece[]): Moved {
  const places = placesOf(pieces).sort((a, b) => a.start - b.start);
  return (offset) => {
    let low = 0;
    let high = places.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((places[middle]?.start ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    const place = places[low];
    return place === undefined || offset < place.start || offset > place.end ? offset : offset - place.start + place.to;
  };
}
