import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';

/** What a job in the queue is doing, as operators are told it. */
export const jobStates = ['waiting', 'running', 'done', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

/** A job of the queue. `payload` holds ids alone. */
export interface JobRow {
  id: string;
  name: string;
  state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
  payload: Record<string, unknown>;
  tries: number;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  output: { message?: unknown } | null;
}

const statesOf: Readonly<Record<JobState, string>> = {
  waiting: "('created', 'retry')",
  running: "('active')",
  done: "('completed')",
  failed: "('failed', 'cancelled')",
};

/** Jobs in a state, newest first, made into objects only once they are found; ended ones are kept for an hour, failed ones too. */
export async function selectJobs(
  tx: Transaction,
  { state, name, limit }: { state: JobState; name: string | undefined; limit: number },
): Promise<JobRow[]> {
  const { rows } = await tx.execute<{ row: JobRow }>(sql`
    select json_build_object('id', id, 'name', name, 'state', state, 'payload', data, 'tries', retry_count,
      'createdAt', created_on, 'startedAt', started_on, 'endedAt', completed_on, 'output', output) as row
    from (select * from pgboss.job where state in ${sql.raw(statesOf[state])}
      and ${name === undefined ? sql`true` : sql`name = ${name}`}
    order by created_on desc limit ${limit}) newest order by created_on desc`);
  return rows.map(({ row }) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    startedAt: row.startedAt === null ? null : new Date(row.startedAt),
    endedAt: row.endedAt === null ? null : new Date(row.endedAt),
  }));
}

/** Of each kind of work: how much is in which state, and since when the oldest of it waits. */
export async function countKinds(
  tx: Transaction,
): Promise<{ name: string; waiting: number; running: number; failed: number; oldest: string | null }[]> {
  const { rows } = await tx.execute<{
    name: string;
    waiting: number;
    running: number;
    failed: number;
    oldest: string | null;
  }>(sql`
    select name, (count(*) filter (where state < 'active'))::int as waiting,
      (count(*) filter (where state = 'active'))::int as running,
      (count(*) filter (where state in ('failed', 'cancelled')))::int as failed,
      to_char(min(created_on) filter (where state < 'active') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as oldest
    from pgboss.job where state <> 'completed' group by name order by name`);
  return rows;
}
