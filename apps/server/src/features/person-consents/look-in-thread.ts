import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ClipoError, type ErrorCode, type ErrorDetails } from '@clipo/contract';
import type { Gesture, LandmarksFile } from '@clipo/presenter/consent';

/** What the thread is asked: a picture or film of this machine, and what it is called. */
export interface FaceTask {
  kind: 'portrait' | 'footage' | 'gestures';
  path: string;
  name: string;
  /** Points set by hand, of a picture. */
  landmarks?: LandmarksFile | undefined;
  /** Where what comes of a film may lie while it is looked at. */
  folder?: string;
}

/** How far the look at a film is, and what of it was wrong until then; all are shares but the turn, in degrees. */
export interface FootageProgress {
  share: number;
  faceLost: number;
  mouthOpen: number;
  mostYaw: number;
}

/** What was seen of a whole film. */
export interface FootageSeen extends Omit<FootageProgress, 'share'> {
  seconds: number;
  backdrop: 'green' | 'clear' | 'other';
  /** How unlike the ends of the loop are; 0 the same. */
  jump: number;
  loopSeconds: number;
}

/** What it answers: all that is wrong, the points of a picture's face, what was seen of a film, or the gestures in it. */
export interface FaceAnswer {
  faults: { code: ErrorCode; message: string; details: ErrorDetails }[];
  landmarks: LandmarksFile | null;
  footage: FootageSeen | null;
  /** Gestures of a film, in their order. */
  seen: Gesture[];
}

/** What it says; a sheet of a film's frames is a JPEG in base64. */
export type FaceMessage = { progress: FootageProgress } | { sheet: string } | { answer: FaceAnswer };

/** Pictures and films that are looked at at a time in a process, each kind by itself, and how long one may take. */
const atOnce = 1;
const longestMs = { portrait: 180_000, footage: 1_200_000, gestures: 300_000 } as const;
/** After so long, who was asked to stop is ended. */
const stopMs = 5000;
const turns = {
  portrait: { running: 0, waiting: [] as (() => void)[] },
  footage: { running: 0, waiting: [] as (() => void)[] },
  gestures: { running: 0, waiting: [] as (() => void)[] },
};

/**
 * Looks at a picture or film of a person in a thread of its own, when it is its turn.
 * @param onTold is told of progress and sheets as they come
 * @throws ClipoError `program_failed`, `cancelled`
 */
export async function lookInThread(
  task: FaceTask,
  { signal, onTold = () => undefined }: { signal?: AbortSignal; onTold?: (said: FaceMessage) => void } = {},
): Promise<FaceAnswer> {
  const turn = turns[task.kind];
  if (turn.running >= atOnce) {
    await new Promise<void>((resolve) => turn.waiting.push(resolve));
  }
  turn.running++;
  const folder = await mkdtemp(join(tmpdir(), 'clipo-face-'));
  try {
    return await inThread({ ...task, folder }, signal, onTold);
  } finally {
    await rm(folder, { recursive: true, force: true });
    turn.running--;
    turn.waiting.shift()?.();
  }
}

function inThread(
  task: FaceTask,
  signal: AbortSignal | undefined,
  onTold: (said: FaceMessage) => void,
): Promise<FaceAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new ClipoError('cancelled', 'nobody waits for it'));
      return;
    }
    const worker = new Worker(new URL('./face-thread.ts', import.meta.url), { workerData: task });
    let end = setTimeout(() => void worker.terminate(), longestMs[task.kind]);
    const stop = () => {
      worker.postMessage('stop');
      clearTimeout(end);
      end = setTimeout(() => void worker.terminate(), stopMs);
    };
    signal?.addEventListener('abort', stop);
    const settle = () => {
      clearTimeout(end);
      signal?.removeEventListener('abort', stop);
    };
    const lost = (problem: string, cause?: unknown) => {
      settle();
      const details = { program: 'face check', problem };
      reject(
        signal?.aborted
          ? new ClipoError('cancelled', 'nobody waits for it')
          : new ClipoError('program_failed', `face check: ${problem}`, { details, isRetryable: true, cause }),
      );
    };
    worker.on('message', (said: FaceMessage) => {
      if ('answer' in said) {
        settle();
        resolve(said.answer);
      } else {
        onTold(said);
      }
    });
    worker.once('error', (cause: Error) => lost(cause.message, cause));
    worker.once('exit', (code) => lost(`it ended with ${code}`));
  });
}
