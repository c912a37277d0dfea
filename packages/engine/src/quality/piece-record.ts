import { readFile, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Size } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { runProgram } from '../ffmpeg/run.ts';
import { saveFile } from '../join/save-file.ts';
import type { CanvasPort } from '../layers/layer.ts';
import type { BodyPiece } from '../plan/plan-video.ts';
import { type OverflowingWords, overflowingWords } from './overflowing-words.ts';
import { openWatch, type SeenPiece } from './watch-piece.ts';

/** Part of every record: raise it whenever equal pieces are judged otherwise than before. */
const recordVersion = 1;

/** What is known of a piece for good: it is checked once, however many videos show it. */
export interface PieceRecord extends SeenPiece {
  /** Words that their box could not hold. */
  overflow: OverflowingWords[];
}

/** Checks a piece while it is drawn: `add` wants every frame's bytes in order, `record` what was found. */
export function openPieceCheck(piece: BodyPiece, fps: number, size: Size, canvas: CanvasPort) {
  const watch = openWatch(piece, fps, size);
  return {
    add: watch.add,
    record: (): PieceRecord => ({
      ...watch.seen(),
      overflow: overflowingWords(piece.scene.layers, { fps, size, canvas }),
    }),
  };
}

/** Stores the record of a piece beside it, whole or not at all. Throws `disk_full`, `output_unwritable`. */
export async function savePieceRecord(piecePath: string, hash: string, record: PieceRecord): Promise<void> {
  await saveFile(recordPath(piecePath, hash), Buffer.from(`${JSON.stringify({ version: recordVersion, record })}\n`));
}

/** The stored record of a piece; undefined where there is none of this version. Reading keeps it from being pruned. */
export async function findPieceRecord(piecePath: string, hash: string): Promise<PieceRecord | undefined> {
  const path = recordPath(piecePath, hash);
  try {
    const { version, record } = JSON.parse(await readFile(path, 'utf8')) as { version: number; record: PieceRecord };
    if (version !== recordVersion || !Array.isArray(record.overflow) || !Array.isArray(record.black)) {
      return undefined;
    }
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return record;
  } catch {
    // None, or a damaged one: the piece is looked at anew.
    return undefined;
  }
}

/**
 * Checks a scene's body that was made before, from the file of the piece that holds it (its first frame there is
 * `offset`): where the record beside it is gone.
 * @throws ClipoError `program_failed` where the file can't be decoded, `cancelled`
 */
export async function checkPieceFile(
  file: { path: string; frames: number; offset: number },
  body: BodyPiece,
  { fps, size, canvas, signal }: { fps: number; size: Size; canvas: CanvasPort; signal?: AbortSignal },
): Promise<PieceRecord> {
  const check = openPieceCheck(body, fps, size, canvas);
  const grey = await runProgram(
    'ffmpeg',
    ['-threads', '1', '-i', file.path, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
    signal === undefined ? {} : { signal },
  );
  const bytes = size.width * size.height;
  if (grey.length !== bytes * file.frames) {
    const problem = `${grey.length / bytes} of ${file.frames} frames could be read`;
    throw new ClipoError('program_failed', `${file.path}: ${problem}`, { details: { program: 'ffmpeg', problem } });
  }
  for (let index = 0; index < body.frames; index++) {
    const from = (file.offset + index) * bytes;
    check.add(index, () => grey.subarray(from, from + bytes));
  }
  return check.record();
}

function recordPath(piecePath: string, hash: string): string {
  return join(dirname(piecePath), `${hash}.seen`);
}
