import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../db/database.ts';
import { dataKeys } from '../../db/schema/index.ts';
import type { DataKeyRow, DataKeyStore } from '../../guard/envelope.ts';

/** The sealed keys in the database. Of processes that start at the same moment, one makes them. */
export function dataKeyStore(db: Pick<Database, 'asSystem'>): DataKeyStore {
  return {
    load: (make) =>
      db.asSystem(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(4870003)`);
        for (const purpose of ['seal', 'index'] as const) {
          const [known] = await tx
            .select({ id: dataKeys.id })
            .from(dataKeys)
            .where(and(eq(dataKeys.purpose, purpose), isNull(dataKeys.retiredAt)));
          if (known === undefined) {
            await insert(tx, make(purpose));
          }
        }
        return tx.select().from(dataKeys).orderBy(asc(dataKeys.id));
      }),
    replace: ({ id, wrapped, wrappedBy }) =>
      db.asSystem(async (tx) => {
        await tx.update(dataKeys).set({ wrapped, wrappedBy }).where(eq(dataKeys.id, id));
      }),
    renew: (row) =>
      db.asSystem(async (tx) => {
        await insert(tx, row);
        await tx
          .update(dataKeys)
          .set({ retiredAt: new Date() })
          .where(and(eq(dataKeys.purpose, row.purpose), ne(dataKeys.id, row.id), isNull(dataKeys.retiredAt)));
      }),
  };
}

async function insert(tx: Transaction, row: DataKeyRow): Promise<void> {
  await tx.insert(dataKeys).values(row);
}
