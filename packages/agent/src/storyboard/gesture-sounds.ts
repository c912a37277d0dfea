import type { FrameRate, Layer, Scene, SoundEvent } from '@clipo/contract';

/** Closer than this, two sounds are one noise: the stronger gesture is heard. */
const leastApartSeconds = 0.45;
const levels = { whoosh: -18, click: -17 } as const satisfies Record<SoundEvent['kind'], number>;

/**
 * The sounds of a video's gestures, by rule: a push, wipe or zoom from one scene to the next passes with a soft whoosh
 * on the cut, a card or badge that pops up with a click; cuts and fades are silent. Pure.
 */
export function gestureSounds(scenes: readonly Scene[], fps: FrameRate): SoundEvent[] {
  const events: SoundEvent[] = [];
  let at = 0;
  for (const scene of scenes) {
    if (isGesture(scene.transitionIn.kind)) {
      events.push({ kind: 'whoosh', startFrame: at, gainDb: levels.whoosh });
    }
    for (const layer of scene.layers.filter(popsUp)) {
      events.push({ kind: 'click', startFrame: at + (layer.from ?? 0), gainDb: levels.click });
    }
    at += scene.frames;
  }
  return apart(events, fps);
}

function isGesture(kind: Scene['transitionIn']['kind']): boolean {
  switch (kind) {
    case 'push':
    case 'wipe':
    case 'zoom':
      return true;
    case 'cut':
    case 'fade':
      return false;
    default:
      return kind satisfies never;
  }
}

/** Captions pop all the time and must not tick. */
function popsUp(layer: Layer): boolean {
  return layer.enter?.kind === 'pop' && layer.kind !== 'caption' && layer.kind !== 'text';
}

function apart(events: readonly SoundEvent[], fps: number): SoundEvent[] {
  const kept: SoundEvent[] = [];
  const isFree = (event: SoundEvent) =>
    kept.every((other) => Math.abs(other.startFrame - event.startFrame) >= leastApartSeconds * fps);
  for (const kind of ['whoosh', 'click'] as const) {
    for (const event of events) {
      if (event.kind === kind && isFree(event)) {
        kept.push(event);
      }
    }
  }
  return kept.sort((a, b) => a.startFrame - b.startFrame);
}
