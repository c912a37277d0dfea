import { ClipoError } from '@clipo/contract';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { queryLimitMs, type Statements } from '../db/database.ts';
import type { Log } from '../log.ts';
import { type SpanFacts, traced } from '../tracing/trace.ts';
import { heartbeatSeconds, type JobName, type JobPayload, jobNames, jobs, lostQueue } from './jobs.ts';

/** A job for the queue. Those of a lower turn are run first (work/fair-turns.ts). */
export interface NewJob<N extends JobName> {
  payload: JobPayload<N>;
  turn?: number;
  /** Not before this moment; left out, at once. */
  startAfter?: Date;
}

/** What a running job is given. Aborted where the worker stops or the job took too long. */
export interface RunningJob<N extends JobName> {
  payload: JobPayload<N>;
  signal: AbortSignal;
}

export type Handlers = { readonly [N in JobName]: (job: RunningJob<N>) => Promise<void> };
/** Told of a job that failed at every try, with what it said last. */
export type OnLost = (lost: { name: JobName; payload: unknown; problem: string }) => Promise<void>;

/** The queue of work, in the same database as the rows that it is about. */
export interface Queue {
  /** Adds jobs in the transaction of the rows that they are about: neither is ever there without the other. */
  add<N extends JobName>(statements: Statements, name: N, jobs: readonly NewJob<N>[]): Promise<void>;
  /** Begins to run jobs, `cores` pieces at once. */
  work(handlers: Handlers, onLost: OnLost, cores: number): Promise<void>;
  /** Runs a job once more that failed at every try. @returns whether there was one */
  again(name: JobName, id: string): Promise<boolean>;
  /** Lets running jobs end for so long, gives the others back and closes. */
  stop(graceMs: number): Promise<void>;
}

/** Jobs in the queue's own pool of connections: fetching, heartbeats, listening. */
const connections = 6;

const warnEveryMs = 5000;

/** Opens the queue and makes what it needs in the database; safe to call from many processes at once. */
export async function openQueue(url: string, log: Log): Promise<Queue> {
  const pool = { query_timeout: queryLimitMs, keepAlive: true };
  const boss = new PgBoss({
    connectionString: url,
    ...pool,
    application_name: 'clipo-work',
    max: connections,
    useListenNotify: true,
    schedule: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    queueCacheIntervalSeconds: 60,
  });
  let isStopping = false;
  let warnedAt = Number.NEGATIVE_INFINITY;
  boss.on('error', (cause) => {
    // Every waiting place of every worker tells of a database that is away; its farewell at the end is no news at all.
    const isNews = !isStopping && performance.now() - warnedAt > warnEveryMs;
    if (isNews) {
      warnedAt = performance.now();
    }
    log[isNews ? 'warn' : 'debug']({ cause }, 'the queue could not be served');
  });
  await boss.start();
  await boss.createQueue(lostQueue, { retryLimit: 20, retryDelay: 5, retryBackoff: true, notify: true });
  for (const name of jobNames) {
    const { expireInSeconds, retryLimit, retryDelay } = jobs[name];
    const options = {
      expireInSeconds,
      retryLimit,
      retryDelay,
      retryBackoff: true,
      retryDelayMax: 30,
      heartbeatSeconds,
      deleteAfterSeconds: 3600,
      retentionSeconds: 90 * 86_400,
      deadLetter: lostQueue,
      notify: true,
    };
    await boss.createQueue(name, options);
  }
  return {
    async add(statements, name, list) {
      if (list.length > 0) {
        const rows = list.map(({ payload, turn = 0, startAfter }) => ({
          data: payload,
          priority: -turn,
          ...(startAfter !== undefined && { startAfter }),
        }));
        await boss.insert(name, rows, { db: statements });
      }
    },
    async work(handlers, onLost, cores) {
      for (const name of jobNames) {
        const { concurrency } = jobs[name];
        // One more than cores: while it ends, the next is being fetched and its frames are being drawn.
        const slots = concurrency === 'cores' ? cores + 1 : concurrency;
        for (let slot = 0; slot < slots; slot++) {
          await workOn(boss, name, handlers);
        }
      }
      await workOnLost(boss, onLost);
    },
    async again(name, id) {
      const [job] = await boss.findJobs(name, { id });
      if (job?.state !== 'failed') {
        return false;
      }
      await boss.retry(name, id);
      return true;
    },
    async stop(graceMs) {
      isStopping = true;
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}

/** Besides notifications, which come at once: what to do where one was missed. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, batchSize: 1 } as const;

async function workOn<N extends JobName>(boss: PgBoss, name: N, handlers: Handlers): Promise<void> {
  const handle: (job: RunningJob<N>) => Promise<void> = handlers[name];
  const id = await boss.work<unknown>(name, polling, async ([job]) => {
    try {
      if (job !== undefined) {
        // The queue's data are ours, yet another version may have written them.
        const payload = jobs[name].payload.parse(job.data) as JobPayload<N>;
        await traced({ name, kind: 'consumer', facts: { 'messaging.message.id': job.id, ...idsOf(payload) } }, () =>
          handle({ payload, signal: job.signal }),
        );
      }
    } finally {
      // Without this it would wait before it looks for the next job.
      boss.notifyWorker(id);
    }
  });
}

/** What a job is about, by the ids in its payload. */
function idsOf(payload: object): SpanFacts {
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [`clipo.${key}`, value as string | number]));
}

async function workOnLost(boss: PgBoss, onLost: OnLost): Promise<void> {
  await boss.work(lostQueue, { ...polling, includeMetadata: true }, async ([job]: JobWithMetadata<unknown>[]) => {
    const name = jobNames.find((known) => known === job?.sourceName);
    if (job === undefined || name === undefined) {
      return;
    }
    await onLost({ name, payload: job.data, problem: problemOf(job.sourceOutput) });
  });
}

function problemOf(output: unknown): string {
  const { message } = (output ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : 'it failed at every try';
}

/** A kind of work and what does it. */
export type HandlerEntry = { [N in JobName]: readonly [N, Handlers[N]] }[JobName];

/** Names the handler of a kind of work. */
export function on<N extends JobName>(
  name: N,
  handle: (job: RunningJob<N>) => Promise<void>,
): readonly [N, typeof handle] {
  return [name, handle];
}

/** Fails at the start where a kind of work has no handler, or two. */
export function handlersOf(list: readonly HandlerEntry[]): Handlers {
  const names: readonly JobName[] = list.map(([name]) => name);
  const wrong = jobNames.filter((name) => names.filter((other) => other === name).length !== 1);
  if (wrong.length > 0) {
    throw new ClipoError('internal', `not exactly one handler for: ${wrong.join(', ')}`);
  }
  return Object.fromEntries(list) as unknown as Handlers;
}
