import type { Color, Layer, Size } from '@clipo/contract';
import type { BodyPiece } from '../plan/plan-video.ts';
import { samplePoints } from './sample-points.ts';

/** A stretch of frames of a piece, half-open. */
export interface FrameRun {
  from: number;
  to: number;
}

/** Words that stand on something too like them: the best share of their box on which they would read, of all frames. */
export interface DimWords {
  /** Place of the layer in the scene. */
  layer: number;
  share: number;
}

/** What was seen of a piece while it was drawn. */
export interface SeenPiece {
  frames: number;
  /** Where what pictures show is black. */
  black: FrameRun[];
  /** Where nothing at all changes, words neither. */
  still: FrameRun[];
  /** Where pictures that should move do not, whatever words do above them. */
  held: FrameRun[];
  dim: DimWords[];
}

/** Luma (16 … 235) up to which a point is black: 4 % grey, which a phone in daylight shows as nothing. */
const blackLuma = 25;
/** Share of the points that must be black: a night scene has its lights. */
const blackShare = 0.96;
/** Fewer points than this are no picture: then the whole frame tells. */
const leastPoints = 24;
/** A point has changed where it differs by more; what the source's encoder leaves as noise is less. */
const changedLuma = 2;
/** So many points may change without anything having moved: a grain of noise, a lamp. */
const mostChanged = 2;
/** Words read at this contrast (WCAG 2 asks it of large type); measured on grey, as only luma is looked at. */
const leastContrast = 3;
/** Ground under words need not be looked at on every frame. */
const groundStep = 6;
/** Runs shorter than this are not worth keeping: a blink of black is a flash, not a gap. */
const leastSeconds = 0.25;

/**
 * Watches a piece while it is drawn, at some hundred points of each frame. `add` wants every frame's I420 or luma bytes,
 * in order; `seen` tells what was found.
 */
export function openWatch(piece: Pick<BodyPiece, 'frames' | 'scene' | 'firstFrame'>, fps: number, size: Size) {
  const points = samplePoints(piece.scene, size);
  const shown = points.picture.length >= leastPoints ? points.picture : points.frame;
  const all = Int32Array.from([...points.frame, ...points.words.flatMap(({ places }) => [...places])]);
  const black = openRuns();
  const still = openStillness(all);
  const held = mustMove(piece.scene.layers) && points.picture.length >= leastPoints ? openStillness(shown) : undefined;
  const grounds = points.words.flatMap(({ layer, places }) => {
    const colors = lettersOnGround(piece.scene.layers[layer]);
    return colors === undefined || places.length === 0
      ? []
      : [{ layer, places, isReadable: readableLuma(colors), share: 0, isSeen: false }];
  });
  let next = 0;
  return {
    add(index: number, bytes: () => Uint8Array): void {
      const luma = bytes();
      next = index + 1;
      black.take(index, isBlack(luma, shown));
      still.add(index, luma);
      held?.add(index, luma);
      if (index % groundStep === 0) {
        for (const ground of grounds) {
          if (isShown(piece.scene.layers[ground.layer], piece.firstFrame + index)) {
            ground.isSeen = true;
            ground.share = Math.max(ground.share, shareOf(luma, ground.places, ground.isReadable));
          }
        }
      }
    },
    seen(): SeenPiece {
      const worth = (runs: FrameRun[]) => runs.filter(({ from, to }) => to - from >= leastSeconds * fps);
      return {
        frames: next,
        black: worth(black.end(next)),
        still: worth(still.end(next)),
        held: held === undefined ? [] : worth(held.end(next)),
        dim: grounds
          .filter(({ isSeen }) => isSeen)
          .map(({ layer, share }) => ({ layer, share: Math.round(share * 1000) / 1000 })),
      };
    },
  };
}

/** Whether a scene's pictures are meant to move: clips, and stills with a move over them. */
function mustMove(layers: readonly Layer[]): boolean {
  const pictures = layers.flatMap((layer) => (layer.kind === 'picture-in-picture' ? [layer.content] : [layer]));
  return pictures.some((layer) => layer.kind === 'clip' || (layer.kind === 'image' && layer.motion !== undefined));
}

function isBlack(luma: Uint8Array, places: Int32Array): boolean {
  let mostBright = Math.floor(places.length * (1 - blackShare));
  for (const place of places) {
    if ((luma[place] as number) > blackLuma) {
      if (mostBright === 0) {
        return false;
      }
      mostBright -= 1;
    }
  }
  return true;
}

/** Collects stretches in which something holds. */
function openRuns() {
  const runs: FrameRun[] = [];
  let from = -1;
  return {
    take(index: number, holds: boolean): void {
      if (holds && from < 0) {
        from = index;
      } else if (!holds && from >= 0) {
        runs.push({ from, to: index });
        from = -1;
      }
    },
    end: (frames: number): FrameRun[] => (from < 0 ? runs : [...runs, { from, to: frames }]),
  };
}

/**
 * Collects stretches whose frames all show what their first one does. Against the first, not the one before: a slow
 * move changes next to nothing from frame to frame.
 */
function openStillness(places: Int32Array) {
  const runs: FrameRun[] = [];
  const anchor = new Uint8Array(places.length);
  let from = 0;
  const keep = (luma: Uint8Array) => {
    for (let point = 0; point < places.length; point++) {
      anchor[point] = luma[places[point] as number] as number;
    }
  };
  const hasChanged = (luma: Uint8Array) => {
    let changed = 0;
    for (let point = 0; point < places.length; point++) {
      if (Math.abs((luma[places[point] as number] as number) - (anchor[point] as number)) > changedLuma) {
        changed += 1;
        if (changed > mostChanged) {
          return true;
        }
      }
    }
    return false;
  };
  return {
    add(index: number, luma: Uint8Array): void {
      if (index === 0) {
        keep(luma);
      } else if (hasChanged(luma)) {
        runs.push({ from, to: index });
        from = index;
        keep(luma);
      }
    },
    end: (frames: number): FrameRun[] => [...runs, { from, to: frames }],
  };
}

/**
 * Letters whose only ground is what lies behind them; undefined where they bring a plate, an outline or a card, and where
 * more of the ground is seen through them than of themselves: a large mark behind the words is there to look at.
 */
function lettersOnGround(layer: Layer | undefined): Color | undefined {
  switch (layer?.kind) {
    case 'caption':
      return layer.ground === undefined || layer.style.stroke !== undefined || layer.look === 'box'
        ? undefined
        : layer.style.color;
    case 'text':
      return layer.style.plate === undefined && layer.style.stroke === undefined && isSolid(layer.style.color)
        ? layer.style.color
        : undefined;
    default:
      return undefined;
  }
}

function isSolid(color: Color): boolean {
  return color.length < 9 || Number.parseInt(color.slice(7, 9), 16) >= 0x80;
}

/** Whether a layer is fully there at a frame of its scene: not coming, not going. */
function isShown(layer: Layer | undefined, frame: number): boolean {
  const from = (layer?.from ?? 0) + (layer?.enter?.frames ?? 0);
  const to = (layer?.to ?? Number.POSITIVE_INFINITY) - (layer?.exit?.frames ?? 0);
  return frame >= from && frame < to;
}

/** For each luma value, whether letters of a colour read on it. */
function readableLuma(color: Color): Uint8Array {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const letters = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return Uint8Array.from({ length: 256 }, (_, luma) => {
    const ground = linear(Math.min(1, Math.max(0, (luma - 16) / 219)));
    const contrast = (Math.max(letters, ground) + 0.05) / (Math.min(letters, ground) + 0.05);
    return contrast >= leastContrast ? 1 : 0;
  });
}

function shareOf(luma: Uint8Array, places: Int32Array, isReadable: Uint8Array): number {
  let count = 0;
  for (const place of places) {
    count += isReadable[luma[place] as number] as number;
  }
  return count / places.length;
}
