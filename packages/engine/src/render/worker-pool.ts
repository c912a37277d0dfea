import { Worker } from 'node:worker_threads';
import type { PreparedMaterial, PreparedPerson } from '@clipo/contract';
import { ClipoError, type ErrorCode, errorTable } from '@clipo/contract/errors';
import type { MarkingOfPool, WorkerAnswer, WorkerData, WorkerRequest, WorkerTask } from './worker-messages.ts';

/**
 * Warm worker threads that draw and encode; as many as given, each drawing one task at a time. A piece that is drawn and
 * only waits for its encoder makes room for the next, so that opening its scenes costs no time.
 */
export interface WorkerPool {
  /**
   * Runs a task when a worker is free. Pieces wait in line; sounds and covers go before them, so that a video whose
   * pieces are there is finished at once. Resolves with the task's processor seconds.
   * @param people persons of this task alone, where the pool serves several batches
   */
  run(
    task: WorkerTask,
    materials: readonly PreparedMaterial[],
    signal: AbortSignal,
    people?: readonly PreparedPerson[],
  ): Promise<number>;
  close(): Promise<void>;
}

interface Job {
  id: number;
  task: WorkerTask;
  materials: PreparedMaterial[];
  people: readonly PreparedPerson[];
  signal: AbortSignal;
  resolve(cpuSeconds: number): void;
  reject(cause: ClipoError): void;
  /** Passes a cancellation on to the worker that has the job. */
  abort(): void;
}

interface Seat {
  worker: Worker;
  /** The job that is being drawn. */
  job: Job | undefined;
  /** Jobs that are drawn, by id, until their encoders have ended. */
  ending: Map<number, Job>;
}

/**
 * A worker's frames live outside V8's heap, and what lives inside is small: without a bound each heap grows by tens of
 * megabytes before it is first cleaned.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 512 };

/** A cancelled batch ends within two seconds: its workers get this much of them to end what must not be cut off. */
const endLimitMs = 500;

/**
 * Starts the pool and its workers: they warm up while the caller still prepares the work. A worker imports the module of
 * `presenters` only when a scene has a presenter, and that of `marking` when a piece shall carry a watermark.
 * @param fonts folder of the brands' own fonts (`prepareFonts`)
 */
export function openWorkerPool(
  size: number,
  module?: string,
  people: readonly PreparedPerson[] = [],
  marking?: MarkingOfPool,
  fonts?: string,
): WorkerPool {
  const presenters = module === undefined ? undefined : { module, people };
  const seats: Seat[] = [];
  const waiting: Job[] = [];
  let lastId = 0;
  let isClosed = false;

  const assign = () => {
    while (waiting.length > 0) {
      const seat =
        seats.find((candidate) => candidate.job === undefined) ?? (seats.length < size ? addSeat() : undefined);
      if (seat === undefined) {
        return;
      }
      const job = waiting.shift();
      if (job === undefined || job.signal.aborted) {
        job?.reject(cancelled());
        continue;
      }
      seat.job = job;
      job.signal.addEventListener('abort', job.abort, { once: true });
      post(seat, { kind: 'run', id: job.id, task: job.task, materials: job.materials, people: job.people });
    }
  };

  const addSeat = (): Seat => {
    const seat: Seat = {
      worker: new Worker(new URL('./worker.ts', import.meta.url), {
        resourceLimits,
        workerData: { presenters, marking, fonts } satisfies WorkerData,
      }),
      job: undefined,
      ending: new Map(),
    };
    seat.worker.on('message', (answer: WorkerAnswer) => {
      const job = seat.job?.id === answer.id ? seat.job : seat.ending.get(answer.id);
      if (job === undefined) {
        return;
      }
      if (job === seat.job) {
        seat.job = undefined;
      }
      if ('isDrawn' in answer) {
        seat.ending.set(job.id, job);
        assign();
        return;
      }
      seat.ending.delete(job.id);
      job.signal.removeEventListener('abort', job.abort);
      if (answer.isOk) {
        job.resolve(answer.cpuSeconds);
      } else {
        const code = answer.error.code in errorTable ? (answer.error.code as ErrorCode) : 'internal';
        job.reject(
          new ClipoError(code, answer.error.message, {
            details: answer.error.details,
            isRetryable: answer.error.isRetryable,
            cause: answer.error.stack,
          }),
        );
      }
      assign();
    });
    // A worker that dies fails its own task only; the next task gets a fresh one.
    seat.worker.on('error', (cause) => lose(seat, cause.message));
    seat.worker.on('exit', (code) => lose(seat, `a render worker ended with ${code}`));
    seats.push(seat);
    return seat;
  };

  const lose = (seat: Seat, problem: string) => {
    const index = seats.indexOf(seat);
    if (index < 0) {
      return;
    }
    seats.splice(index, 1);
    for (const job of jobsOf(seat)) {
      job.reject(
        new ClipoError('program_failed', problem, {
          details: { program: 'render worker', problem },
          isRetryable: true,
        }),
      );
    }
    if (!isClosed) {
      assign();
    }
  };

  while (seats.length < size) {
    addSeat();
  }
  return {
    run(task, materials, signal, own = []) {
      return new Promise((resolve, reject) => {
        if (isClosed || signal.aborted) {
          reject(cancelled());
          return;
        }
        lastId += 1;
        const id = lastId;
        const abort = () => {
          const seat = seats.find((candidate) => jobsOf(candidate).some((job) => job.id === id));
          if (seat !== undefined) {
            post(seat, { kind: 'abort', id });
          }
        };
        const job: Job = { id, task, materials: [...materials], people: own, signal, resolve, reject, abort };
        const firstPiece = task.kind === 'piece' ? -1 : waiting.findIndex((other) => other.task.kind === 'piece');
        waiting.splice(firstPiece < 0 ? waiting.length : firstPiece, 0, job);
        assign();
      });
    },
    async close() {
      isClosed = true;
      for (const job of waiting.splice(0)) {
        job.reject(cancelled());
      }
      await Promise.all(
        seats.splice(0).map(async (seat) => {
          const jobs = jobsOf(seat);
          for (const job of jobs) {
            job.reject(cancelled());
          }
          if (jobs.length > 0) {
            await endByItself(seat);
          }
          await seat.worker.terminate();
        }),
      );
    },
  };
}

function jobsOf(seat: Seat): Job[] {
  return [...(seat.job === undefined ? [] : [seat.job]), ...seat.ending.values()];
}

/** A worker amid its work exits by itself, or is left to be terminated after the limit. */
async function endByItself(seat: Seat): Promise<void> {
  post(seat, { kind: 'end' });
  await new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, endLimitMs);
    seat.worker.once('exit', () => {
      clearTimeout(limit);
      resolve();
    });
  });
}

function post(seat: Seat, request: WorkerRequest): void {
  seat.worker.postMessage(request);
}

function cancelled(): ClipoError {
  return new ClipoError('cancelled', 'cancelled');
}
