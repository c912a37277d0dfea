import { captionBoxOf, type WatchedVideo } from './watched-video.fixture.ts';

/** Frames at which the burnt captions change, and frames at which the voice begins what is lit as one word. */
export interface LitWords {
  changes: number[];
  /** From the voice's own times, in fractions of a frame. */
  spoken: { word: string; frame: number }[];
  /** Frames at which captions may go: where a scene changes, and a while after a pause in the voice. */
  pageEnds: number[];
}

/** Captions linger this long after their last word. */
const lingerMs = 400;

/** Finds in the decoded frames when the word in the highlight colour becomes another one. */
export function litWordsOf(video: WatchedVideo): LitWords {
  const { record, prepared } = video;
  const { scenes, voice } = prepared.storyboard;
  const spoken = prepared.lines.flatMap((line, index) =>
    line.speech.words
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
      .map((word) => ({
        word: word.text,
        frame: (voice[index]?.startFrame ?? 0) + (word.startSample * record.fps) / 48_000,
        end: (voice[index]?.startFrame ?? 0) + (word.endSample * record.fps) / 48_000,
      })),
  );
  const linger = (lingerMs * record.fps) / 1000;
  const cuts = scenes.map((_, index) => scenes.slice(0, index).reduce((sum, { frames }) => sum + frames, 0));
  const inTransition = scenes.flatMap(({ transitionIn }, index) =>
    Array.from({ length: transitionIn.frames + 1 }, (_, at) => (cuts[index] ?? 0) - transitionIn.frames / 2 + at),
  );
  // 净 and 重 are two words to the voice and one to the eye: what is lit begins with the first of them.
  const begins = new Set(
    video.prepared.storyboard.captions.flatMap(({ words }) => words.map((word) => word.startFrame)),
  );
  return {
    changes: changesIn(video),
    spoken: spoken.filter(({ frame }) => begins.has(Math.floor(frame))).map(({ word, frame }) => ({ word, frame })),
    pageEnds: [0, ...inTransition, ...cuts, ...spoken.map(({ end }) => end + linger)],
  };
}

/** Frames whose highlighted pixels in the caption's box are others than the frame's before. */
function changesIn(video: WatchedVideo): number[] {
  const { seen, record } = video;
  const { scenes } = video.prepared.storyboard;
  const changes: number[] = [];
  let first = 0;
  let before = new Set<number>();
  for (const scene of scenes) {
    const [box] = scene.layers.flatMap(captionBoxOf);
    const lit = scene.layers.flatMap((layer) => (layer.kind === 'caption' ? [layer.highlight] : []))[0];
    if (box === undefined || lit === undefined) {
      throw new Error(`${scene.id} has no captions`);
    }
    const rows = {
      from: Math.max(0, Math.floor((box.y * record.height - video.captionsTop) / 2)),
      to: Math.ceil(((box.y + box.h) * record.height - video.captionsTop) / 2),
    };
    for (let frame = first; frame < first + scene.frames; frame += 1) {
      const pixels = pixelsLike(seen.captions.at(frame), seen.captions, rows, yuvOf(lit));
      const share = differing(before, pixels) / Math.max(20, before.size, pixels.size);
      if (share > 0.4) {
        changes.push(frame);
      }
      before = pixels;
    }
    first += scene.frames;
  }
  return changes;
}

/** Places of the pixels that have nearly a colour. */
function pixelsLike(
  planes: Uint8Array,
  size: { width: number; height: number },
  rows: { from: number; to: number },
  [y, u, v]: readonly [number, number, number],
): Set<number> {
  const area = size.width * size.height;
  const found = new Set<number>();
  for (let at = rows.from * size.width; at < Math.min(rows.to, size.height) * size.width; at += 1) {
    const isLike =
      Math.abs((planes[at] ?? 0) - y) < 40 &&
      Math.abs((planes[area + at] ?? 0) - u) < 26 &&
      Math.abs((planes[2 * area + at] ?? 0) - v) < 20;
    if (isLike) {
      found.add(at);
    }
  }
  return found;
}

function differing(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  return a.symmetricDifference(b).size;
}

/** A colour as BT.709 Y, U and V in limited range, as videos hold it. */
function yuvOf(color: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [16 + 219 * luma, 128 + (224 * (b - luma)) / 1.8556, 128 + (224 * (r - luma)) / 1.5748];
}
