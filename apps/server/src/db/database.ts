import { ClipoError } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import * as schema from './schema/index.ts';

/** A transaction: what queries are given. */
export type Transaction = Parameters<Parameters<NodePgDatabase<typeof schema>['transaction']>[0]>[0];

/** The store. Nothing is read or written but in a transaction that says for whom. */
export interface Database {
  /** Runs a transaction that sees the rows of one team only: PostgreSQL itself hides all others. */
  asTeam<T>(teamId: string, run: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Runs a transaction of the service itself, which sees all teams: looking up keys, work, cleaning. */
  asSystem<T>(run: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Whether the database answers. */
  ping(): Promise<void>;
  url: string;
  close(): Promise<void>;
}

/** Opens the store at an address. Connections are made when first needed, and again after the database was away. */
export function openDatabase(url: string, options: { most?: number; onError?(cause: Error): void } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.most ?? 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'clipo',
  });
  // An idle connection that is cut would otherwise end the process.
  pool.on('error', (cause) => options.onError?.(cause));
  const db = drizzle(pool, { schema });
  const as = <T>(team: string, run: (tx: Transaction) => Promise<T>) =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('clipo.team', ${team}, true)`);
      return run(tx);
    });
  return {
    asTeam(teamId, run) {
      if (teamId === '' || teamId === '*') {
        throw new ClipoError('internal', 'a team without a name');
      }
      return as(teamId, run);
    },
    asSystem: (run) => as('*', run),
    async ping() {
      await pool.query('select 1');
    },
    url,
    close: () => pool.end(),
  };
}
