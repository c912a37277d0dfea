import { type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';

/** Tables of documents that users keep. */
export type DocumentTable = 'templates' | 'scripts' | 'storyboards' | 'recipes';

/** What a document has besides id, times and verdict, by its column. */
export type DocumentColumns = Readonly<Record<string, string | readonly object[] | object>>;

export interface DocumentRow {
  id: string;
  created_at: Date | string;
  updated_at: Date | string;
  verdict: unknown;
  [column: string]: unknown;
}

/** Texts go in as they are, all else as JSON. */
function columnValue(value: string | object): SQL {
  return typeof value === 'string' ? sql`${value}` : sql`${JSON.stringify(value)}::jsonb`;
}

export async function insertDocument(
  tx: Transaction,
  table: DocumentTable,
  row: { id: string; teamId: string; verdict: object; columns: DocumentColumns },
): Promise<DocumentRow> {
  const entries = Object.entries(row.columns);
  const names = sql.join(
    entries.map(([name]) => sql.identifier(name)),
    sql`, `,
  );
  const values = sql.join(
    entries.map(([, value]) => columnValue(value)),
    sql`, `,
  );
  const { rows } = await tx.execute<DocumentRow>(sql`
    insert into ${sql.identifier(table)} (id, team_id, verdict, ${names})
    values (${row.id}, ${row.teamId}, ${JSON.stringify(row.verdict)}::jsonb, ${values}) returning *`);
  return rows[0] as DocumentRow;
}

export async function updateDocument(
  tx: Transaction,
  table: DocumentTable,
  row: { id: string; verdict: object; columns: DocumentColumns },
): Promise<DocumentRow | undefined> {
  const sets = sql.join(
    Object.entries(row.columns).map(([name, value]) => sql`${sql.identifier(name)} = ${columnValue(value)}`),
    sql`, `,
  );
  const { rows } = await tx.execute<DocumentRow>(sql`
    update ${sql.identifier(table)}
    set ${sets}, verdict = ${JSON.stringify(row.verdict)}::jsonb, updated_at = now() where id = ${row.id} returning *`);
  return rows[0];
}

export async function selectDocument(
  tx: Transaction,
  table: DocumentTable,
  id: string,
): Promise<DocumentRow | undefined> {
  const { rows } = await tx.execute<DocumentRow>(sql`select * from ${sql.identifier(table)} where id = ${id}`);
  return rows[0];
}

export async function selectDocuments(
  tx: Transaction,
  table: DocumentTable,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<DocumentRow[]> {
  const older = after === undefined ? sql`` : sql`where id < ${after}`;
  const { rows } = await tx.execute<DocumentRow>(
    sql`select * from ${sql.identifier(table)} ${older} order by id desc limit ${limit + 1}`,
  );
  return rows;
}

/** @returns whether there was one */
export async function deleteDocument(tx: Transaction, table: DocumentTable, id: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`delete from ${sql.identifier(table)} where id = ${id} returning id`);
  return rows.length > 0;
}
