import type { Frame } from '../frame.ts';

/** Passes frames on as they come and keeps some of them, spread over all that came. */
export interface Spread {
  pass(frames: AsyncIterable<Frame>): AsyncGenerator<Frame>;
  /** Those kept, in their order: the first, and others at about even distances. */
  kept(): readonly Frame[];
}

/** Keeps at most so many frames of however many there are: each time that is full, every other one goes. */
export function spreadFrames(most: number): Spread {
  let frames: Frame[] = [];
  let every = 1;
  let count = 0;
  return {
    async *pass(given) {
      for await (const frame of given) {
        if (count % every === 0) {
          frames.push(frame);
        }
        count += 1;
        if (frames.length > most) {
          frames = frames.filter((_, index) => index % 2 === 0);
          every *= 2;
        }
        yield frame;
      }
    },
    kept: () => frames,
  };
}
