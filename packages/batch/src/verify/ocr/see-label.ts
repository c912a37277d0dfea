import { lookAtPicture, readLumaFrames } from '@clipo/engine';
import { isConformingWording } from '@clipo/label';
import { canReadPictures, readWords } from './run.ts';

/**
 * Whether the explicit label is seen: `seen` on the picture, of a film on its first frame and still after 1.9 s;
 * `unseen` where it was looked for and not found, which a reader of pictures may miss; `unchecked` where nobody could look.
 */
export interface SeenLabel {
  state: 'seen' | 'unseen' | 'unchecked';
  /** The words as they were read. */
  text: string | null;
}

/** Short side of the pictures that are read: letters of 5 % of it have 27 pixels. */
const shortSide = 540;
/** The label has to be there for 2 s: the last frame before their end. */
const untilSeconds = 1.95;

/** What of a picture stands out: labels are white letters, also on a bright ground, light ones, or dark ones; else all of it. */
const views: readonly ((luma: Uint8Array) => Uint8Array)[] = [
  (luma) => luma.map((value) => (value > 242 ? 0 : 255)),
  (luma) => luma.map((value) => (value > 215 ? 0 : 255)),
  (luma) => luma.map((value) => (value < 50 ? 0 : 255)),
  (luma) => luma,
];

/** Looks for the explicit label on a picture, or on the first 2 s of a film, where tesseract is installed. */
export async function seeLabel(path: string, isStill: boolean, signal?: AbortSignal): Promise<SeenLabel> {
  const unchecked: SeenLabel = { state: 'unchecked', text: null };
  if (!(await canReadPictures())) {
    return unchecked;
  }
  const frames = await openingFrames(path, isStill, signal).catch(() => undefined);
  const [first, last] = frames ?? [];
  if (first === undefined || last === undefined) {
    return unchecked;
  }
  const text = await wordingOn(first, signal);
  const isThroughout = text !== undefined && (first === last || (await wordingOn(last, signal)) !== undefined);
  return isThroughout ? { state: 'seen', text } : { state: 'unseen', text: null };
}

interface Frame {
  width: number;
  height: number;
  luma: Uint8Array;
}

/** The first frame, and the last of the first 2 s. */
async function openingFrames(path: string, isStill: boolean, signal: AbortSignal | undefined) {
  const size = await lookAtPicture(path, isStill, signal);
  const scale = shortSide / Math.min(size.width, size.height);
  const width = Math.round(size.width * scale);
  const height = Math.round(size.height * scale);
  let first: Frame | undefined;
  let last: Frame | undefined;
  const keep = (luma: Uint8Array) => {
    if (first === undefined) {
      first = { width, height, luma: luma.slice() };
      last = first;
    } else if (last === first || last === undefined) {
      last = { width, height, luma: luma.slice() };
    } else {
      last.luma.set(luma);
    }
  };
  await readLumaFrames(path, { width, height }, keep, {
    isStill,
    mostSeconds: untilSeconds,
    ...(signal && { signal }),
  });
  return [first, last] as const;
}

/** A conforming wording on a frame, if one can be read. */
async function wordingOn({ width, height, luma }: Frame, signal: AbortSignal | undefined): Promise<string | undefined> {
  for (const view of views) {
    const words = await readWords({ width, height, luma: view(luma) }, signal);
    const found = words === undefined ? undefined : conformingWords(words);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The line with both elements. Readers of pictures take a capital I for l, 1 or a bar. */
export function conformingWords(words: string): string | undefined {
  return words
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, '').replaceAll(/A[Il1|丨]/g, 'AI'))
    .find(isConformingWording);
}
