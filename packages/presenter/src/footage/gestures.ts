/** What a person can be asked to do before a camera; left and right are the person's own. */
export const gestures = ['turn-left', 'turn-right', 'open-mouth'] as const;
export type Gesture = (typeof gestures)[number];

/** It is held for so many frames on end: a blur is not one. */
const leastFrames = 3;

/** What was held long enough, each time once. */
export function heldIn(seen: readonly (Gesture | undefined)[]): Gesture[] {
  const held: Gesture[] = [];
  let run = 0;
  for (const [at, gesture] of seen.entries()) {
    run = gesture !== undefined && gesture === seen[at - 1] ? run + 1 : 1;
    if (gesture !== undefined && run === leastFrames && gesture !== held.at(-1)) {
      held.push(gesture);
    }
  }
  return held;
}

/** Whether what was asked was done, in its order, with at most one gesture besides. */
export function didGestures(asked: readonly Gesture[], seen: readonly Gesture[]): boolean {
  let next = 0;
  for (const gesture of seen) {
    next += gesture === asked[next] ? 1 : 0;
  }
  return next === asked.length && seen.length <= asked.length + 1;
}
