import { Worker } from 'node:worker_threads';
import { ClipoError, type ErrorCode, errorTable } from '@clipo/contract';
import type { VideoDocument } from '../db/schema/index.ts';
import { answerAsk, type FromMain, type OutsideBook, type PlanAsk } from './plan-asks.ts';
import type {
  JsonBytes,
  PieceSpec,
  PlanAnswer,
  PlanHead,
  PlannedBatch,
  PlanTask,
  Replanned,
  WrittenPlan,
} from './plan-messages.ts';
import { localDocument } from './portable.ts';

/** Whole batches with a thousand storyboards fit. */
const resourceLimits = { maxOldGenerationSizeMb: 4096 };

/**
 * Plans a batch in a thread of its own. Paths in the data folder are portable (work/portable.ts).
 * @param orders where orders of outside engines are kept; needed where the task has any
 * @throws ClipoError of the input, or `cancelled`
 */
export async function planInThread(
  task: PlanTask & { kind: 'plan' },
  signal: AbortSignal,
  orders?: OutsideBook,
): Promise<WrittenPlan> {
  const { text, documents, specs } = await runThread(task, signal, orders);
  const { videos, pieces, ...head } = JSON.parse(text) as PlanHead;
  return {
    ...head,
    videos: videos.map((video, index) => ({ ...video, document: documents[index] ?? nothing })),
    pieces: pieces.map((piece, index) => ({ ...piece, spec: specs[index] ?? nothing })),
  };
}

const decoder = new TextDecoder();
const nothing = new TextEncoder().encode('null');

/** A document of a written plan as JSON text. */
export function textOf(document: JsonBytes): string {
  return decoder.decode(document);
}

/** A written plan whose documents are read, for who shows it. */
export function readPlan({ videos, pieces, ...head }: WrittenPlan): PlannedBatch {
  return {
    ...head,
    videos: videos.map((video) => ({ ...video, document: JSON.parse(textOf(video.document)) as VideoDocument })),
    pieces: pieces.map(({ spec }) => JSON.parse(textOf(spec)) as PieceSpec),
  };
}

/** Chooses other shots or looks for a video with faults; undefined where there are none. */
export async function replanInThread(
  task: PlanTask & { kind: 'replan' },
  signal: AbortSignal,
): Promise<Replanned | undefined> {
  const { text } = await runThread(task, signal);
  const found = JSON.parse(text) as Replanned | null;
  return found === null ? undefined : localDocument(found, task.settings.home);
}

function runThread(task: PlanTask, signal: AbortSignal, orders?: OutsideBook): Promise<PlanAnswer & { isOk: true }> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new ClipoError('cancelled', 'cancelled'));
      return;
    }
    const worker = new Worker(new URL('./plan-thread.ts', import.meta.url), { workerData: task, resourceLimits });
    const tell = (message: FromMain) => worker.postMessage(message);
    const abort = () => tell({ kind: 'stop' });
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (answer: PlanAnswer | PlanAsk) => {
      if ('ask' in answer) {
        void answerAsk(answer, orders).then(tell);
        return;
      }
      if (answer.isOk) {
        resolve(answer);
        return;
      }
      const { code, message, details, isRetryable, stack } = answer.error;
      const known = code in errorTable ? (code as ErrorCode) : 'internal';
      reject(new ClipoError(known, message, { details, isRetryable, cause: stack }));
    });
    worker.once('error', (cause) => reject(lost(cause.message, cause)));
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', abort);
      reject(lost(`it ended with ${code}`));
    });
  });
}

function lost(problem: string, cause?: unknown): ClipoError {
  return new ClipoError('program_failed', `planning: ${problem}`, {
    details: { program: 'planning', problem },
    isRetryable: true,
    cause,
  });
}
