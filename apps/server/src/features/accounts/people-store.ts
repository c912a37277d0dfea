import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { BetterAuthOptions, DBAdapter } from 'better-auth/types';
import type { Database, Transaction } from '../../db/database.ts';
import { accounts, sessions, users, verifications } from '../../db/schema/index.ts';

type Store = DBAdapter<BetterAuthOptions>;

/**
 * How better-auth reaches its tables: each step in a transaction of the service itself, which row-level security asks for.
 * It never sees a contact: what it takes for an e-mail address is the keyed hash by which a person is found.
 */
export function peopleStore(db: Pick<Database, 'asSystem'>) {
  return (options: BetterAuthOptions): Store => {
    const over = (tx: Transaction): Store =>
      drizzleAdapter(tx, {
        provider: 'pg',
        schema: { user: users, session: sessions, account: accounts, verification: verifications },
      })(options);
    const step = <T>(use: (store: Store) => Promise<T>) => db.asSystem((tx) => use(over(tx)));
    return {
      id: 'clipo',
      create: (data) => step((store) => store.create(data)),
      findOne: (data) => step((store) => store.findOne(data)),
      findMany: (data) => step((store) => store.findMany(data)),
      count: (data) => step((store) => store.count(data)),
      update: (data) => step((store) => store.update(data)),
      updateMany: (data) => step((store) => store.updateMany(data)),
      delete: (data) => step((store) => store.delete(data)),
      deleteMany: (data) => step((store) => store.deleteMany(data)),
      consumeOne: (data) => step((store) => store.consumeOne(data)),
      incrementOne: (data) => step((store) => store.incrementOne(data)),
      transaction: (run) => step((store) => run(store)),
    };
  };
}
