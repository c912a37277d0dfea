import { join } from 'node:path';
import type { QualityFinding, Storyboard } from '@clipo/contract';
import { fontPaths } from '../fonts/font-paths.ts';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { partsOfPlan } from '../plan/parts-of-plan.ts';
import type { BodyPiece, Piece, VideoPlan } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { openPieceCache } from '../render/piece-cache.ts';
import { checkPieceFile, findPieceRecord, type PieceRecord, savePieceRecord } from './piece-record.ts';
import type { FrameRun } from './watch-piece.ts';

/** Black for longer than this is a hole, not a blink. */
const mostBlackMs = 400;
/** Nothing moves for longer than this: the video seems to have stopped. */
const mostStillMs = 1500;
/** On so little of its box, at best, letters without a ground of their own may stand. */
const leastReadable = 0.4;

/** A video whose pieces are in the cache. */
export interface CheckedPictures {
  storyboard: Storyboard;
  plan: VideoPlan;
  settings: RenderSettings;
}

/**
 * What was found of a video's pieces while they were drawn. With `isReadAnew`, a cached piece whose record is gone is
 * decoded once and its record written again; without it, such pieces are left out.
 */
export async function pieceRecords(
  { plan, settings }: CheckedPictures,
  piecesDir: string,
  options: { isReadAnew: boolean; signal?: AbortSignal },
): Promise<Map<string, PieceRecord>> {
  const cache = openPieceCache(piecesDir);
  const records = new Map<string, PieceRecord>();
  for (const { body, piece, offset } of bodiesOf(plan)) {
    const path = cache.pathOf(piece.hash);
    const known = await findPieceRecord(path, body.hash);
    if (known !== undefined) {
      records.set(body.hash, known);
    } else if (options.isReadAnew && !records.has(body.hash) && (await cache.has(piece.hash))) {
      const { signal } = options;
      const { fps, size } = settings;
      const record = await checkPieceFile({ path, frames: piece.frames, offset }, body, {
        fps,
        size,
        canvas: createNodeCanvas(undefined, fontPaths(settings, join(piecesDir, '..', 'fonts'))),
        ...(signal && { signal }),
      });
      await savePieceRecord(path, body.hash, record);
      records.set(body.hash, record);
    }
  }
  return records;
}

/**
 * Black and frozen stretches, words that were cut and words that do not read, on the video's time line. Scenes are looked
 * at without the changes between them, but black that ends one and begins the next is one stretch. Pieces without a
 * record are passed over. Pure.
 */
export function checkPictures(
  { storyboard, plan, settings }: CheckedPictures,
  records: ReadonlyMap<string, PieceRecord>,
): QualityFinding[] {
  const toMs = (frame: number) => Math.round((frame * 1000) / settings.fps);
  const findings: QualityFinding[] = [];
  const blacks: (FrameRun & { scene: number; isAtEnd: boolean })[] = [];
  const stretch = (kind: 'black' | 'frozen', run: FrameRun, scene: number, limit: number) => {
    const [atMs, endMs] = [toMs(run.from), toMs(run.to)];
    if (endMs - atMs > limit) {
      findings.push({ kind, severity: 'fault', atMs, endMs, scene, measured: endMs - atMs, limit });
    }
  };
  for (const { body, start, scene } of bodiesOf(plan)) {
    const record = records.get(body.hash);
    if (record === undefined) {
      continue;
    }
    const at = (run: FrameRun) => ({ from: start + run.from, to: start + run.to });
    for (const run of record.black) {
      const before = blacks.at(-1);
      const isAtEnd = run.to === record.frames;
      // The part before: of the same scene, where that was cut in two, or of the scene before.
      if (before?.isAtEnd === true && before.scene >= scene - 1 && run.from === 0) {
        blacks[blacks.length - 1] = { ...before, to: start + run.to, scene, isAtEnd };
      } else {
        blacks.push({ ...at(run), scene, isAtEnd });
      }
    }
    for (const run of union(record.still, record.held)) {
      // What is black stands still as well: one fault is enough.
      if (!record.black.some((dark) => dark.from <= run.from && dark.to >= run.to)) {
        stretch('frozen', at(run), scene, mostStillMs);
      }
    }
    for (const finding of checkWords(body, record, { scene, startMs: toMs(start) })) {
      // Words of a scene that was cut in two are in both its parts.
      if (
        !findings.some(
          ({ kind, scene: told, text }) => kind === finding.kind && told === scene && text === finding.text,
        )
      ) {
        findings.push(finding);
      }
    }
  }
  for (const run of blacks) {
    stretch('black', run, run.scene, mostBlackMs);
  }
  return findings.filter(({ scene }) => storyboard.scenes[scene ?? 0] !== undefined);
}

/** Two lists of stretches as one: those of the second that lie within one of the first are told already. */
function union(one: readonly FrameRun[], other: readonly FrameRun[]): FrameRun[] {
  return [...other, ...one.filter((run) => !other.some(({ from, to }) => from <= run.from && to >= run.to))];
}

function checkWords(
  { scene: { layers } }: BodyPiece,
  { overflow, dim }: PieceRecord,
  { scene, startMs }: { scene: number; startMs: number },
): QualityFinding[] {
  const at = { severity: 'fault', atMs: startMs, scene } as const;
  return [
    ...overflow.map(({ text }): QualityFinding => ({ kind: 'overflow', ...at, text })),
    ...dim
      .filter(({ share }) => share < leastReadable)
      .map(
        ({ layer, share }): QualityFinding => ({
          kind: 'contrast',
          ...at,
          measured: share,
          limit: leastReadable,
          text: wordsOf(layers[layer]),
        }),
      ),
  ];
}

function wordsOf(layer: BodyPiece['scene']['layers'][number] | undefined): string {
  switch (layer?.kind) {
    case 'caption':
      return layer.words
        .map(({ text, spaceAfter }) => text + (spaceAfter ? ' ' : ''))
        .join('')
        .trim();
    case 'text':
      return layer.text;
    default:
      return '';
  }
}

/** The bodies of scenes on the time line, with the pieces that hold them. */
function bodiesOf(plan: VideoPlan): { body: BodyPiece; piece: Piece; offset: number; start: number; scene: number }[] {
  return partsOfPlan(plan).flatMap(({ part, ...place }) => (part.kind === 'body' ? [{ body: part, ...place }] : []));
}
