import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { OperatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { jobNames } from '../../work/jobs.ts';
import { countKinds, type JobRow, jobStates, selectJobs } from './queries-jobs.ts';

const time = z.iso.datetime();
const Job = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['created', 'retry', 'active', 'completed', 'cancelled', 'failed']),
  about: z.record(z.string(), z.string()).describe('The ids that it is about'),
  tries: z.int().describe('How often it was tried again'),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  problem: z.string().nullable().describe('What the last try said'),
});
const Jobs = named(
  'QueueJobs',
  z.strictObject({
    kinds: z.array(
      z.strictObject({
        name: z.string(),
        waiting: z.int(),
        running: z.int(),
        failed: z.int(),
        oldest: time.nullable().describe('Since when the oldest of what waits does'),
      }),
    ),
    items: z.array(Job),
  }),
);
const JobQuery = z.strictObject({
  state: z.enum(jobStates).default('running'),
  name: z.enum(jobNames).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const jobParams = z.strictObject({ name: z.enum(jobNames), id: z.uuid() });

/** Adds what operators see of the queue. */
export function addJobRoutes(app: Api, { db, queue }: Pick<Deps, 'db' | 'queue'>): void {
  const tag = 'Operation';
  addRoute(
    app,
    {
      id: 'listJobs',
      method: 'get',
      path: '/api/v1/operate/jobs',
      tag,
      summary: 'Work in the queue: what waits, runs, ended in the last hour or failed (operators)',
      scope: 'admin',
      query: JobQuery,
      answer: Jobs,
    },
    async ({ actor, query: { state, name, limit } }) => {
      mustOperate(actor);
      return db.asSystem(async (tx) => ({
        kinds: await countKinds(tx),
        items: (await selectJobs(tx, { state, name, limit })).map(viewOf),
      }));
    },
  );
  addRoute(
    app,
    {
      id: 'retryJob',
      method: 'post',
      path: '/api/v1/operate/jobs/{name}/{id}/retry',
      tag,
      summary:
        'Run a job once more that failed at every try: each leaves the same behind however often it runs (operators)',
      scope: 'admin',
      params: jobParams,
      body: OperatorReason,
      status: 204,
      errors: ['no_such_thing'],
    },
    async ({ actor, params: { name, id } }) => {
      mustOperate(actor);
      if (!(await queue.again(name, id))) {
        throw new ClipoError('no_such_thing', 'no such failed job', { details: { kind: 'job', id } });
      }
      return undefined;
    },
  );
}

function viewOf({ payload, createdAt, startedAt, endedAt, output, ...row }: JobRow): z.input<typeof Job> {
  const { message } = output ?? {};
  const { id, name, state, tries } = row;
  return {
    ...{ id, name, state, tries },
    about: Object.fromEntries(
      Object.entries(payload).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    ),
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    problem: typeof message === 'string' ? message.slice(0, 500) : null,
  };
}
