import { readFile, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Box } from '@clipo/contract';
import { saveFile } from '../join/save-file.ts';
import type { BodyPiece } from '../plan/plan-video.ts';
import { framePrint, shrinkLuma, wordsPerPrint } from './frame-print.ts';

/** Part of every stored look: raise it whenever equal frames give other prints than before. */
const lookVersion = 1;
/** Samples of a piece a second, and the most of one piece: a still that moves slowly is known after some seconds. */
const samplesPerSecond = 2;
const mostSamples = 8;

/** What a piece looks like: the prints of frames spread evenly over it, `wordsPerPrint` numbers each. */
export type Look = Int32Array;

/** Which frames of a piece are looked at: the middles of equal stretches, two a second, at least one. */
export function lookFrames(frames: number, fps: number): number[] {
  const count = Math.max(1, Math.min(mostSamples, Math.round((frames * samplesPerSecond) / fps)));
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * frames) / count));
}

/** Takes the look of a piece while it is drawn. `add` wants every frame's I420 or luma bytes, in order. */
export function openLook(piece: BodyPiece, fps: number, size: { width: number; height: number }) {
  const wanted = lookFrames(piece.frames, fps);
  const ignored = captionBoxes(piece);
  const prints: number[] = [];
  return {
    add(index: number, bytes: () => Uint8Array): void {
      if (index === wanted[prints.length / wordsPerPrint]) {
        prints.push(...framePrint(shrinkLuma(bytes(), size.width, size.height), ignored));
      }
    },
    look: (): Look => Int32Array.from(prints),
  };
}

/** Where words are burned in: the same shot with another line is still the same shot. */
export function captionBoxes(piece: BodyPiece): Box[] {
  return piece.scene.layers.flatMap((layer) => (layer.kind === 'caption' ? [layer.box] : []));
}

/** Stores the look of a piece beside it, whole or not at all. Throws `disk_full`, `output_unwritable`. */
export async function saveLook(piecePath: string, hash: string, look: Look): Promise<void> {
  const bytes = Buffer.from(`${JSON.stringify({ version: lookVersion, prints: [...look] })}\n`);
  await saveFile(lookPath(dirname(piecePath), hash), bytes);
}

/** The stored look of a piece; undefined where there is none of this version. Reading keeps it from being pruned. */
export async function findLook(piecePath: string, hash: string): Promise<Look | undefined> {
  const path = lookPath(dirname(piecePath), hash);
  try {
    const { version, prints } = JSON.parse(await readFile(path, 'utf8')) as { version: number; prints: number[] };
    const isWhole = version === lookVersion && prints.length > 0 && prints.length % wordsPerPrint === 0;
    if (!isWhole) {
      return undefined;
    }
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return Int32Array.from(prints);
  } catch {
    // No look, or a damaged one: it is taken from the finished video instead.
    return undefined;
  }
}

function lookPath(folder: string, hash: string): string {
  return join(folder, `${hash}.look`);
}
