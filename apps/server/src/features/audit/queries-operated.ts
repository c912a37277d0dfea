import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { OperatedThing } from './operated.ts';

/** How what an act is about stands: what of it is written down, as of now; of what is not there, nothing. */
export async function selectState(
  tx: Transaction,
  { table, key, shows }: OperatedThing,
  id: string,
): Promise<Record<string, unknown>> {
  const shown =
    shows === undefined
      ? sql`count(*)::int as many`
      : sql.join(
          shows.map((column) => sql.identifier(column)),
          sql`, `,
        );
  const [schema, name] = table.includes('.') ? table.split('.') : ['public', table];
  const { rows } = await tx.execute<{ state: Record<string, unknown> }>(sql`
    select to_jsonb(x) as state from (select ${shown} from ${sql.identifier(schema ?? '')}.${sql.identifier(name ?? '')}
      where ${sql.identifier(key)} = ${id} limit 1) x`);
  return rows[0]?.state ?? {};
}
