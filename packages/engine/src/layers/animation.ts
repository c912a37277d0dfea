import type { Animation, Drift } from '@clipo/contract';

/**
 * How a layer stands at a frame: `opacity` 0 … 1 (the layer's own taken in), `dx` and `dy` as fractions of the frame's
 * width and height, `scale` about the middle of its box.
 */
export interface AnimationState {
  opacity: number;
  dx: number;
  dy: number;
  scale: number;
}

/** What of a layer its animation depends on; every layer of the contract has it. */
export interface Animated {
  from?: number | undefined;
  to?: number | undefined;
  enter?: Animation | undefined;
  exit?: Animation | undefined;
  drift?: Drift | undefined;
  opacity: number;
}

/** How far a slide goes: enough to be seen, little enough to stay near its place. */
const SLIDE = 0.09;
const POP_FROM = 0.6;
const ZOOM_FROM = 1.18;

/** Fast, then gentle: 0 … 1 to 0 … 1. */
export function easeOut(part: number): number {
  return 1 - (1 - part) ** 3;
}

/** Gentle at both ends: 0 … 1 to 0 … 1. */
export function easeInOut(part: number): number {
  return part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
}

/** Fast, a tenth beyond the goal, and back to it: 0 … 1 to 0 … 1.1 … 1. */
function easeBack(part: number): number {
  const pull = 1.70158;
  return 1 + (pull + 1) * (part - 1) ** 3 + pull * (part - 1) ** 2;
}

/**
 * What moves is seen to move: it is there from its first frame and whole after a third of its way. Half transparent for
 * longer, coloured grounds look muddy and words on them can't be read.
 */
function shownAt(part: number): number {
  return Math.min(1, 0.25 + 2.5 * part);
}

/** A layer that is `part` of the way there (0 away, 1 in place). `toward` is 1 for coming, −1 for going. */
function stateAt(kind: Animation['kind'], part: number, toward: 1 | -1): AnimationState {
  const away = 1 - easeOut(part);
  const still = { opacity: shownAt(part), dx: 0, dy: 0, scale: 1 };
  switch (kind) {
    case 'fade':
      return { ...still, opacity: part };
    case 'slide-up':
      return { ...still, dy: SLIDE * away * toward };
    case 'slide-down':
      return { ...still, dy: -SLIDE * away * toward };
    case 'slide-left':
      return { ...still, dx: SLIDE * away * toward };
    case 'slide-right':
      return { ...still, dx: -SLIDE * away * toward };
    case 'pop':
      return { ...still, scale: POP_FROM + (1 - POP_FROM) * easeBack(part) };
    case 'zoom':
      return { ...still, scale: 1 + (ZOOM_FROM - 1) * away };
    default:
      return kind satisfies never;
  }
}

/**
 * The state of a layer at a frame of its scene, or null where it is not shown. Pure. Only the first `enter.frames` and
 * the last `exit.frames` frames differ from the layer at rest. Slides go on in their direction: what slides up comes
 * from below and leaves upwards.
 *
 * Scenes run on during transitions: a layer whose time begins (or ends) with its scene is then shown as at the scene's
 * first (or last) frame; one with a time of its own inside the scene is not shown outside it.
 */
export function animationState(layer: Animated, sceneFrame: number, sceneFrames: number): AnimationState | null {
  const first = Math.max(0, layer.from ?? 0);
  const end = Math.min(sceneFrames, layer.to ?? sceneFrames);
  const frame = Math.min(sceneFrames - 1, Math.max(0, sceneFrame));
  if (frame < first || frame >= end) {
    return null;
  }
  const states = [{ opacity: layer.opacity, dx: 0, dy: 0, scale: 1 }];
  // The frame before the first would be wholly away, the frame after the last wholly in place: neither is wasted.
  if (layer.enter && frame - first < layer.enter.frames) {
    states.push(stateAt(layer.enter.kind, (frame - first + 1) / (layer.enter.frames + 1), 1));
  }
  if (layer.exit && end - 1 - frame < layer.exit.frames) {
    states.push(stateAt(layer.exit.kind, (end - frame) / (layer.exit.frames + 1), -1));
  }
  if (layer.drift) {
    states.push(driftAt(layer.drift, (frame - first) / Math.max(1, end - 1 - first)));
  }
  return states.reduce(together);
}

function driftAt({ from, to }: Drift, part: number): AnimationState {
  const at = (start: number, end: number) => start + (end - start) * part;
  return { opacity: 1, scale: at(from.scale, to.scale), dx: at(from.x, to.x), dy: at(from.y, to.y) };
}

/** One state on top of another: of a frame and what stands in it, or of coming and going at once. */
export function together(one: AnimationState, other: AnimationState): AnimationState {
  return {
    opacity: one.opacity * other.opacity,
    dx: one.dx + other.dx,
    dy: one.dy + other.dy,
    scale: one.scale * other.scale,
  };
}

/** The frames of `firstFrame … endFrame` on which a layer is shown (half-open; empty where first = end). */
export function shownFrames(
  layer: Animated,
  frames: { sceneFrames: number; firstFrame: number; endFrame: number },
): { firstFrame: number; endFrame: number } {
  const { sceneFrames } = frames;
  const from = layer.from ?? 0;
  const to = layer.to ?? sceneFrames;
  const firstFrame = Math.max(frames.firstFrame, from <= 0 ? Number.NEGATIVE_INFINITY : from);
  const endFrame = Math.min(frames.endFrame, to >= sceneFrames ? Number.POSITIVE_INFINITY : to);
  return { firstFrame, endFrame: Math.max(firstFrame, endFrame) };
}
