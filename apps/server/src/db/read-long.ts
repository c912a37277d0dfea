import pg from 'pg';

/** Asks the database; see `readLong`. */
export type AskRows = <T extends object>(text: string, values?: readonly unknown[]) => Promise<T[]>;

/**
 * Reads much, as it is at one moment, on a connection of its own: the store's give up queries that take long. It sees
 * all teams and can change nothing.
 */
export async function readLong<T>(url: string, read: (ask: AskRows) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'clipo reading' });
  // What is being asked fails by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query("begin transaction isolation level repeatable read read only; set local clipo.team = '*'");
    return await read(async <R extends object>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await client.query<R>(text, [...values]);
      return rows;
    });
  } finally {
    await client.end();
  }
}
