/** What a frame of footage looks like, for comparing: a small picture in grey, and where the face is. */
export interface FramePrint {
  luma: Float32Array;
  /** Middle of the face in shares of its width, and its tilt in radians. */
  x: number;
  y: number;
  roll: number;
}

/** How footage repeats: frames `first` … `end` (exclusive) go round. */
export interface FootageLoop {
  first: number;
  end: number;
  /** Frames of the cross-fade: the last ones turn into those before `first`. */
  fade: number;
  /** How unlike the two ends are; 0 the same. */
  jump: number;
}

/** Above this even two frames that are bent to each other do not meet. */
const mostJump = 0.05;
const fade = 8;

/**
 * Finds where footage can repeat: of the frames far apart, the two that are most alike in place, tilt and picture. Undefined
 * where it never comes back to where it was.
 */
export function findLoop(prints: readonly FramePrint[]): FootageLoop | undefined {
  const count = prints.length;
  const shortest = Math.max(fade * 3, Math.round(count * 0.6));
  let best: FootageLoop | undefined;
  for (let first = fade; first + shortest < count; first += 2) {
    for (let end = first + shortest; end < count; end += 2) {
      // Over the whole fade: two that cross each other's way are alike in one frame only.
      let jump = 0;
      const most = best?.jump ?? mostJump;
      for (let before = 0; before <= fade && jump < most; before += fade / 2) {
        jump = Math.max(jump, unlikeness(prints[first - before] as FramePrint, prints[end - before] as FramePrint));
      }
      if (jump < most) {
        best = { first, end, fade, jump };
      }
    }
  }
  return best;
}

function unlikeness(a: FramePrint, b: FramePrint): number {
  const place = Math.hypot(a.x - b.x, a.y - b.y) + Math.abs(a.roll - b.roll) * 0.5;
  if (place > mostJump) {
    return place;
  }
  let sum = 0;
  for (let at = 0; at < a.luma.length; at++) {
    sum += Math.abs((a.luma[at] as number) - (b.luma[at] as number));
  }
  return place + sum / a.luma.length / 255;
}

/** Which frame of the footage is shown at a frame of the video, without end. */
export function loopFrameAt({ first, end }: FootageLoop, frame: number): number {
  const length = end - first;
  return (((frame % length) + length) % length) + first;
}
