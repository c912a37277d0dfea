import { type SQL, sql } from 'drizzle-orm';

/** JSON text as the value of a jsonb column: a large document is neither read nor written once more on its way in. */
export function jsonText(text: string): SQL {
  return sql`${text}::jsonb`;
}
