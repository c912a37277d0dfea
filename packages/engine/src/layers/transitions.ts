import type { Transition } from '@clipo/contract';
import type { Compositor, Picture, PixelRect } from '../compositor/types.ts';
import { easeInOut, easeOut } from './animation.ts';

/** How far a zoom goes in: a picture then shows its middle three quarters. */
const ZOOM = 1.34;
/** Width of a wipe's soft edge, as a fraction of the way it goes. */
const SOFT_EDGE = 0.12;

/**
 * Draws a moment between two scenes over the whole target. `progress` 0 is exactly a, 1 exactly b; all three pictures
 * have one size, and the target is neither a nor b. `direction` is the way in which things move.
 */
export function mixScenes(
  compositor: Compositor,
  transition: Transition,
  a: Picture,
  b: Picture,
  target: Picture,
  progress: number,
): void {
  if (progress <= 0 || progress >= 1) {
    compositor.copy(progress <= 0 ? a : b, target, 0, 0);
    return;
  }
  switch (transition.kind) {
    case 'cut':
      compositor.copy(progress < 0.5 ? a : b, target, 0, 0);
      break;
    case 'fade':
      compositor.mix(a, b, target, progress);
      break;
    case 'push':
      push(compositor, transition.direction, a, b, target, easeInOut(progress));
      break;
    case 'zoom':
      zoom(compositor, a, b, target, progress);
      break;
    case 'wipe':
      wipe(compositor, transition.direction, a, b, target, easeInOut(progress));
      break;
    default:
      transition.kind satisfies never;
  }
}

type Direction = Transition['direction'];

/** The new scene pushes the old one out; whole even pixels, so nothing is sampled. */
function push(
  compositor: Compositor,
  direction: Direction,
  a: Picture,
  b: Picture,
  target: Picture,
  part: number,
): void {
  const isAcross = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  const length = isAcross ? target.width : target.height;
  const way = Math.round((part * length) / 2) * 2 * sign;
  const rest = way - length * sign;
  compositor.copy(a, target, isAcross ? way : 0, isAcross ? 0 : way);
  compositor.copy(b, target, isAcross ? rest : 0, isAcross ? 0 : rest);
}

/** The eye falls through: the old scene comes closer and closer, the new one is close and settles. */
function zoom(compositor: Compositor, a: Picture, b: Picture, target: Picture, progress: number): void {
  const whole = { x: 0, y: 0, w: target.width, h: target.height };
  const closing = 1 + (ZOOM - 1) * progress ** 2;
  const settling = 1 + (ZOOM - 1) * (1 - easeOut(progress));
  // The pictures change in the middle half of the time, when both move fastest.
  const share = easeInOut(Math.min(1, Math.max(0, (progress - 0.25) / 0.5)));
  if (share < 1) {
    compositor.drawScaled(a, middleOf(a, closing), target, whole, 1);
  }
  compositor.drawScaled(b, middleOf(b, settling), target, whole, share);
}

function middleOf(picture: Picture, closeness: number): PixelRect {
  const [w, h] = [picture.width / closeness, picture.height / closeness];
  return { x: (picture.width - w) / 2, y: (picture.height - h) / 2, w, h };
}

/** A soft edge passes over the picture; where it has been, the new scene stands. */
function wipe(
  compositor: Compositor,
  direction: Direction,
  a: Picture,
  b: Picture,
  target: Picture,
  part: number,
): void {
  const axis = direction === 'left' || direction === 'right' ? 'x' : 'y';
  const length = axis === 'x' ? target.width : target.height;
  const isForward = direction === 'right' || direction === 'down';
  const edge = part * (1 + SOFT_EDGE);
  const weights = Uint8Array.from({ length }, (_, at) => {
    const place = (isForward ? at + 0.5 : length - at - 0.5) / length;
    return Math.round(255 * Math.min(1, Math.max(0, (edge - place) / SOFT_EDGE)));
  });
  compositor.mixAlong(a, b, target, axis, weights);
}
