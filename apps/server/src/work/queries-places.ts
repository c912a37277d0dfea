import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';

/** Tells everybody who listens to a channel; it arrives when the transaction ends. */
export async function notifyAll(tx: Transaction, channel: string, text: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${text})`);
}

/** Names under which programs are connected to this database now, of those that begin so. */
export async function selectConnectedNames(tx: Transaction, beginning: string): Promise<string[]> {
  const { rows } = await tx.execute<{ name: string }>(sql`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and application_name like ${`${beginning}%`}`);
  return rows.map(({ name }) => name);
}
