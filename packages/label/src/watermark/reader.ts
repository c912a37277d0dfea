import { type ChipPlan, planChips } from './chips.ts';
import { addField, addFrame, type Field, openField, samplesOfShortSide, weigh } from './field.ts';
import { createPlaceFinder, type Place, type PlaceFinder, type Plane, type SearchRange } from './find-place.ts';
import { readPieceId } from './read-payload.ts';

/** A piece whose id was read, and the frames that showed it (half-open, counted as they were added). */
export interface ReadPiece {
  id: string;
  firstFrame: number;
  endFrame: number;
}

/** What was found of a watermark. */
export interface WatermarkReading {
  isFound: boolean;
  /** Height of the mark's peak in standard deviations of noise; found from `foundFrom` on. */
  score: number;
  /** Pieces in the order in which they were seen. Empty where a mark is there, but nothing of what it says. */
  pieces: ReadPiece[];
}

/** Takes the frames of a video, or a single picture, in order, then tells. */
export interface WatermarkReader {
  /** The size that frames must have: the video's own shape, small. */
  width: number;
  height: number;
  /** Adds a frame: luma, a byte a sample, `width` × `height`. */
  add(luma: Uint8Array): void;
  /** Looks for the mark of a key; may be asked for several. */
  find(key: string): WatermarkReading;
}

/**
 * The least score that counts. Noise stays under 5.5 at all places and sizes that are tried together; `bench/label` measures
 * how often anything else passes.
 */
export const foundFrom = 7;

/** Frames that are summed up at first; half a second at 30 frames a second. */
const windowFrames = 15;
/** With more windows than this, neighbours are put together. */
const mostWindows = 128;

/**
 * Opens a reader of watermarks for a video of this size (as it is shown). A mark is looked for undistorted,
 * then at other sizes (what is left after a crop), then turned and smaller (a film of a screen); perspective is followed.
 */
export function openWatermarkReader(size: { width: number; height: number }): WatermarkReader {
  const scale = samplesOfShortSide / Math.min(size.width, size.height);
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  let windows: Field[] = [];
  let perWindow = windowFrames;
  let open = openField(width, height);
  const close = () => {
    windows.push(open);
    open = openField(width, height);
    if (windows.length > mostWindows) {
      windows = inPairs(windows);
      perWindow *= 2;
    }
  };
  return {
    width,
    height,
    add(luma) {
      addFrame(open, luma);
      if (open.frames >= perWindow) {
        close();
      }
    },
    find(key) {
      if (open.frames > 0) {
        close();
      }
      return readWindows(windows, planChips(new TextEncoder().encode(key)));
    },
  };
}

function inPairs(windows: readonly Field[]): Field[] {
  return windows.flatMap((field, index) => {
    const next = windows[index + 1];
    if (index % 2 === 1) {
      return [];
    }
    if (next !== undefined) {
      addField(field, next);
    }
    return [field];
  });
}

function readWindows(windows: readonly Field[], plan: ChipPlan): WatermarkReading {
  const [first] = windows;
  if (first === undefined) {
    return { isFound: false, score: 0, pieces: [] };
  }
  const whole = planeOf(windows);
  const place = locate(whole, createPlaceFinder(plan));
  if (place.score < foundFrom) {
    return { isFound: false, score: place.score, pieces: [] };
  }
  return { isFound: true, score: place.score, pieces: readPieces(windows, place, plan) };
}

/** Sizes, each step so small that the mark stays in step over the whole field. */
function scalesFrom(least: number, most: number, step: number): number[] {
  return Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, index) => least + index * step);
}

const degrees = (first: number, last: number, step: number) =>
  scalesFrom(first, last, step).map((angle) => (angle * Math.PI) / 180);

/** Where a search looks, how many of its places are tried, and from which score on one is followed over the field. */
interface Range extends SearchRange {
  tries: number;
  worthBending: number;
}

/** Where is looked, from what is likely to what costs most. */
const ranges: readonly Range[] = [
  // The tile's side is a whole number of pixels: at odd sizes it is off by up to half of one.
  { scales: [1, ...scalesFrom(0.992, 1.008, 0.002)], angles: [0], share: 1, tries: 1, worthBending: 5.6 },
  { scales: scalesFrom(0.7, 1.4, 0.005), angles: [0], share: 0.75, tries: 1, worthBending: 5.6 },
  { scales: scalesFrom(0.7, 1.1, 0.01), angles: degrees(-5, 5, 1), share: 0.4, tries: 12, worthBending: 4 },
];

function locate(plane: Plane, finder: PlaceFinder): Place {
  let best: Place | undefined;
  for (const range of ranges) {
    for (const found of finder.find(plane, range, range.tries)) {
      const place = found.score > range.worthBending ? finder.refine(plane, found) : found;
      best = best === undefined || place.score > best.score ? place : best;
      if (best.score >= foundFrom) {
        return best;
      }
    }
  }
  return best as Place;
}

/** Windows that are read together, until each is known or belongs to nothing that could be read. */
const spans = [1, 2, 4, 8] as const;

function readPieces(windows: readonly Field[], place: Place, plan: ChipPlan): ReadPiece[] {
  const ids = Array.from(windows, (): string | undefined => undefined);
  for (const span of spans) {
    for (let from = 0; from + span <= windows.length; from++) {
      if (!ids.slice(from, from + span).some((id) => id !== undefined)) {
        const id = readPieceId(planeOf(windows.slice(from, from + span)), place, plan);
        ids.fill(id, from, from + span);
      }
    }
  }
  if (!ids.some((id) => id !== undefined)) {
    ids.fill(readPieceId(planeOf(windows), place, plan));
  }
  const pieces: ReadPiece[] = [];
  let frame = 0;
  for (const [index, id] of ids.entries()) {
    const endFrame = frame + (windows[index] as Field).frames;
    const last = pieces.at(-1);
    if (id !== undefined && last?.id === id) {
      last.endFrame = endFrame;
    } else if (id !== undefined) {
      pieces.push({ id, firstFrame: frame, endFrame });
    }
    frame = endFrame;
  }
  return pieces;
}

function planeOf(windows: readonly Field[]): Plane {
  const [{ width, height }] = windows as [Field];
  const sum = openField(width, height);
  for (const field of windows) {
    addField(sum, field);
  }
  return { width, height, values: weigh(sum) };
}
