import { ClipoError } from '@clipo/contract';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/** A transaction: what queries are given. It is begun and ended here alone. */
export type Transaction = Omit<NodePgDatabase, 'transaction' | '$client'>;

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

/** Runs SQL text in a transaction: how the queue of work is written together with the rows that it is about. */
export interface Statements {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

const clients = new WeakMap<object, pg.PoolClient>();

/** The statements of a transaction that `asTeam` or `asSystem` gave. */
export function statementsOf(tx: Transaction): Statements {
  const client = clients.get(tx);
  if (client === undefined) {
    throw new ClipoError('internal', 'not a transaction of the store');
  }
  return { executeSql: (text, values) => client.query(text, values) };
}

/** A query that a cut connection swallowed fails after this time, and its connection is thrown away. */
export const queryLimitMs = 45_000;

/** Opens the store at an address. Connections are made when first needed, and again after the database was away. */
export function openDatabase(url: string, options: { most?: number; onError?(cause: Error): void } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.most ?? 10,
    connectionTimeoutMillis: 10_000,
    query_timeout: queryLimitMs,
    keepAlive: true,
    application_name: 'clipo',
  });
  // An idle connection that is cut would otherwise end the process.
  pool.on('error', (cause) => options.onError?.(cause));
  const as = async <T>(team: string, run: (tx: Transaction) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    // The pool listens only to idle ones; what is being asked fails by itself.
    const ignore = () => undefined;
    client.on('error', ignore);
    let broken: Error | undefined;
    try {
      // In one message: a round to the database for each would be half of what a request waits for. Without the schema:
      // drizzle would work out the relations of all tables anew each time, half a millisecond of CPU that nothing here uses.
      await client.query(`begin; select set_config('clipo.team', ${client.escapeLiteral(team)}, true)`);
      const tx = drizzle(client);
      clients.set(tx, client);
      const result = await run(tx);
      await client.query('commit');
      return result;
    } catch (cause) {
      broken = isBroken(cause) ? (cause as Error) : await rolledBack(client);
      throw cause;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  };
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

/** Takes back what a transaction did. @returns why that was not possible: then its connection is of no use any more */
async function rolledBack(client: pg.PoolClient): Promise<Error | undefined> {
  return client.query('rollback').then(
    () => undefined,
    (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))),
  );
}

/** An error that does not come from the server says that the connection is in doubt; the server's own have a code of SQL. */
function isBroken(cause: unknown): boolean {
  const seen = cause instanceof Error && cause.cause instanceof pg.DatabaseError ? cause.cause : cause;
  return !(seen instanceof pg.DatabaseError) && !(cause instanceof ClipoError);
}
