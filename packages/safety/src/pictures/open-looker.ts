import { Worker } from 'node:worker_threads';
import { ClipoError } from '@clipo/contract';
import type { Frame } from './frame.ts';
import { judgePictures, type Seen } from './judge-picture.ts';
import type { LookAnswer, LookTask } from './look-thread.ts';
import type { KnownBad, PictureFinding } from './picture-finding.ts';
import { readAhead } from './read-ahead.ts';

/** Names what judges pictures: the network, the codes, the limits. Rises by hand where any of them changes. */
export const pictureRules = 'pictures-2';

/** Looks at pictures in a thread of its own, so that whoever asks goes on meanwhile. */
export interface Looker {
  /**
   * What may not be shown: each thing once, where it was seen most surely.
   * @param isDecided of which moments a person decided what the network takes them for: what it is unsure of there is not told
   * @throws ClipoError `internal`
   */
  look(
    frames: AsyncIterable<Frame> | Iterable<Frame>,
    known: readonly KnownBad[],
    isDecided?: (atMs: number) => boolean,
  ): Promise<PictureFinding[]>;
  /** What is seen of one picture, to be judged by `judgePictures` now or later. @throws ClipoError `internal` */
  see(frame: Frame): Promise<Seen>;
  /** What a picture looks like; null where it is too plain to be known again. */
  hashOf(frame: Frame): Promise<string | null>;
  close(): Promise<void>;
}

/** So many frames are decoded while one is looked at: the program that decodes them is not kept waiting. */
const mostAhead = 4;

interface Waiting {
  resolve(seen: Seen): void;
  reject(cause: Error): void;
}

/** Opens it. The thread starts with the first picture and ends when none came for so long. */
export function openLooker({ idleMs = 60_000 }: { idleMs?: number } = {}): Looker {
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;
  let nextId = 0;
  const waiting = new Map<number, Waiting>();

  const end = async () => {
    const ending = thread;
    thread = undefined;
    await ending?.terminate();
  };
  const fail = (problem: string) => {
    for (const { reject } of waiting.values()) {
      reject(new ClipoError('internal', `pictures could not be looked at: ${problem}`));
    }
    waiting.clear();
    thread = undefined;
  };
  const start = (): Worker => {
    const made = new Worker(new URL('./look-thread.ts', import.meta.url));
    made.unref();
    made.on('message', (answer: LookAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('seen' in answer) {
        asked?.resolve(answer.seen);
      } else {
        asked?.reject(new ClipoError('internal', `a picture could not be looked at: ${answer.problem}`));
      }
    });
    made.on('error', (cause) => thread === made && fail(cause.message));
    made.on('exit', (code) => thread === made && fail(`the thread ended with ${code}`));
    return made;
  };
  const ask = (frame: Frame, how: Pick<LookTask, 'onlyHash' | 'rated'>): Promise<Seen> => {
    if (isClosed) {
      return Promise.reject(new ClipoError('cancelled', 'nobody looks at pictures any more'));
    }
    clearTimeout(idle);
    thread ??= start();
    // While it works, the process stays for it.
    thread.ref();
    nextId += 1;
    const task: LookTask = { id: nextId, frame, ...how };
    const answer = new Promise<Seen>((resolve, reject) => waiting.set(task.id, { resolve, reject }));
    thread.postMessage(task);
    return answer.finally(() => {
      if (waiting.size === 0) {
        thread?.unref();
        clearTimeout(idle);
        idle = setTimeout(() => void end(), idleMs);
        idle.unref();
      }
    });
  };
  return {
    async look(frames, known, isDecided = () => false) {
      const all: Seen[] = [];
      const rated: string[] = [];
      for await (const frame of readAhead(frames, mostAhead)) {
        const seen = await ask(frame, { onlyHash: false, rated });
        if (isDecided(frame.atMs)) {
          // The same picture at another moment was decided by nobody: it is rated there.
          all.push({ ...seen, rating: null });
          continue;
        }
        all.push(seen);
        // Only of what was rated: a picture that changes by little steps is rated again.
        if (seen.rating !== null && seen.hashes[0] !== undefined) {
          rated.push(seen.hashes[0]);
        }
      }
      return judgePictures(all, known);
    },
    see: (frame) => ask(frame, { onlyHash: false, rated: [] }),
    async hashOf(frame) {
      return (await ask(frame, { onlyHash: true, rated: [] })).hashes[0] ?? null;
    },
    async close() {
      isClosed = true;
      clearTimeout(idle);
      fail('it was closed');
      await end();
    },
  };
}
