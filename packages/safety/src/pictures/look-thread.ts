import { parentPort } from 'node:worker_threads';
import { type FindCodes, openCodeReader } from './find-codes.ts';
import type { Frame } from './frame.ts';
import type { Seen } from './judge-picture.ts';
import { bitsApart, pictureHashes } from './picture-hash.ts';
import { openPictureRating, type RatePicture } from './rate-picture.ts';

/** What the thread is asked. */
export interface LookTask {
  id: number;
  frame: Frame;
  /** Only what it looks like, for a list of known pictures. */
  onlyHash: boolean;
  /** What frames before it looked like that were rated: the network does not rate the same twice, nor what comes back. */
  rated: readonly string[];
}

/** What it answers. */
export type LookAnswer = { id: number; seen: Seen } | { id: number; problem: string };

/** Smaller pictures are icons and lines: there is nothing to be seen in them. */
const leastSide = 48;

let rate: Promise<RatePicture> | undefined;
let findCodes: Promise<FindCodes> | undefined;

/**
 * Frames that differ by no more bits, of 128, from one that was rated are that picture still: well under the 14 by which
 * copies of one picture may differ. What changes by little steps comes past it and is rated again. A code may have come into
 * the picture, so codes are sought in each.
 */
const mostBitsStanding = 6;

async function look({ frame, onlyHash, rated }: LookTask): Promise<Seen> {
  const { atMs, width, height } = frame;
  const seen: Seen = { frame: { atMs, width, height }, hashes: pictureHashes(frame), rating: null, codes: [] };
  if (onlyHash || Math.min(width, height) < leastSide) {
    return seen;
  }
  const [hash] = seen.hashes;
  findCodes ??= openCodeReader();
  const codes = await (await findCodes)(frame);
  // A picture without any contrast shows nobody.
  if (hash === undefined || rated.some((each) => bitsApart(hash, each) <= mostBitsStanding)) {
    return { ...seen, codes };
  }
  rate ??= openPictureRating();
  return { ...seen, codes, rating: await (await rate)(frame) };
}

parentPort?.on('message', (task: LookTask) => {
  look(task).then(
    (seen) => parentPort?.postMessage({ id: task.id, seen } satisfies LookAnswer),
    (cause: Error) => parentPort?.postMessage({ id: task.id, problem: cause.message } satisfies LookAnswer),
  );
});
